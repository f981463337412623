"""Services on this machine that stand in for real ones."""

from tests.betalingen.conftest import sandbox

__all__ = ["sandbox"]
