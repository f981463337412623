"""The local settings with real mail, and leases that end while a test waits."""

from cms.project.settings.local import *  # noqa: F403

DEBUG = False
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 1  # a lease is four times as long
