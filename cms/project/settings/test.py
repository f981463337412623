"""Tests: local, with a throw-away database that the processes of one test run share."""

import os
import tempfile
from pathlib import Path

from cms.project import environment, postgres

if not os.environ.get("DATABASE_URL", "").strip():
    environment.provide(DATABASE_URL=environment.embedded(postgres.throwaway(), "throwaway"))

from cms.project.settings.local import *

DEBUG = False
STRIPE_API_BASE = environment.loopback("STRIPE_API_BASE")
if STRIPE_API_BASE:
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(STRIPE_API_BASE)
MEETINGS_API_BASE = environment.loopback("MEETINGS_API_BASE")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.gettempdir()) / f"vakwerk-media-{os.getpid()}"
