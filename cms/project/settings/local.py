"""Development: the embedded database and an environment that is complete without setting anything. Only loosens base."""

from pathlib import Path

from cms.project import environment

environment.provide(
    DJANGO_SECRET_KEY="only-for-development-0123456789-abcdefghijklmnopqrstuvwxyz",
    DATABASE_URL=environment.embedded(Path(__file__).resolve().parents[3] / ".data" / "postgres"),
    ALLOWED_HOSTS="localhost,127.0.0.1,[::1]",
    SITE_URL="http://127.0.0.1:8000",
    EMAIL_URL="smtp://127.0.0.1:1025",
    STRIPE_SECRET_KEY="rk_test_only_for_development",
    STRIPE_WEBHOOK_SECRETS="whsec_only_for_development",
    DEFAULT_FROM_EMAIL="Academie Vakwerk <academie@example.org>",
)

from cms.project.settings.base import *
from cms.project.settings.base import STORAGES

DEBUG = True
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
# The prefix __Host- demands https.
SESSION_COOKIE_NAME = "sessionid"
CSRF_COOKIE_NAME = "csrftoken"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PAGE_CACHE_SECONDS = 0  # a changed template shows at once
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
SERVE_MEDIA = True
