"""Who did what to what: one line in Wagtail's own log, so that every history view shows it."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from wagtail.log_actions import log

from cms.models.user import User


def record_audit(instance: models.Model, action: str, *, user: User | AnonymousUser | None = None, **data: Any) -> None:
    """Leave a line about `instance`, which a model with personal data names by its `audit_label`. `action` must be registered through Wagtail's `register_log_actions`.

    `data` holds facts that may be shown to staff and survive anonymisation: ids, states and amounts, never names or addresses.
    """
    author = user if isinstance(user, User) else None
    log(instance=instance, action=action, user=author, title=getattr(instance, "audit_label", None), data=data)
