"""The demo: local, with the sign-in buttons, the on-screen mailbox and the Stripe sandbox."""

from cms.project import environment
from cms.project.settings.local import *

DEBUG = False
DEMO = True
PAGE_CACHE_SECONDS = 300
STRIPE_API_BASE = environment.loopback("STRIPE_API_BASE")
if STRIPE_API_BASE:
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"].append(STRIPE_API_BASE)
EMAIL_BACKEND = "cms.mail.mailbox.MailboxBackend"
