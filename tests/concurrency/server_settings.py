"""The local settings with kept pages, and with the limits of the demo: all these visitors sit at one address."""

from cms.project.settings.local import *  # noqa: F403

DEBUG = False
DEMO = True
PAGE_CACHE_SECONDS = 300
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
