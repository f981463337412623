"""Which rule of the database refused a change."""

from django.db import IntegrityError


def violated(error: IntegrityError) -> str:
    """The name of the constraint that refused; "" when the database does not tell."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", "") or "")
