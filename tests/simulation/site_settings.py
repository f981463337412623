"""The settings of the tests, in the demo: all money is play money, and all visitors sit at one address."""

from stripe import HTTPClient

from cms.project.settings.test import *  # noqa: F403

DEMO = True
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# The SDK waits half a second before it asks again; here a fiftieth of that.
HTTPClient.INITIAL_DELAY = 0.01
