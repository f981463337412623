"""Headers of screens that only one person may see."""

from cms.api import personal

__all__ = ["personal"]
