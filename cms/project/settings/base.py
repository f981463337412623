"""Production. Everything that differs per installation comes from the environment; local, demo and test only loosen."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from cms.plugins.discovery import installed_app_configs
from cms.project import environment

BASE_DIR = Path(__file__).resolve().parents[3]

SECRET_KEY = environment.secret("DJANGO_SECRET_KEY")
DEBUG = False
DEMO = False  # shows the mailbox and the sign-in buttons of the demo
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS")
SITE_URL = environment.origin("SITE_URL")

# The apps that declare and answer hooks, in the order in which they are asked.
VAKWERK_CORE = ["cms", "betalingen", "events"]
# Names of entry points in the group vakwerk.plugins; VAKWERK_PLUGINS=none switches every plugin off.
VAKWERK_PLUGINS = environment.names(
    "VAKWERK_PLUGINS",
    [
        *("stripe", "invoice"),
        *("dutch-csv", "plain-csv", "xlsx", "exact-online", "twinfield", "afas", "auditfile", "ubl-zip"),
        *("mail-delivery", "meeting-link"),
        # In a folder of its own: without it the site is complete too.
        *(["leertraject"] if (BASE_DIR / "events" / "plugins" / "leertraject").is_dir() else []),
    ],
)
VAKWERK_PLUGIN_SETTINGS = environment.tables("VAKWERK_PLUGIN_SETTINGS")

INSTALLED_APPS = [
    # Ours come first: their templates override those of the packages.
    "events",
    "betalingen",
    "cms",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.typed_table_block",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.users",
    "wagtail.sites",
    "wagtail.embeds",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.forms",  # its widget templates, for the form renderer of the site
    "cms.plugins.apps.KernelConfig",
    *installed_app_configs(VAKWERK_PLUGINS),
]

MIDDLEWARE = [
    "cms.page_cache.middleware.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.project.content_policy.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cms.accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.views.gone.GonePageMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "cms.views.routing.PageRoutingMiddleware",
]

ROOT_URLCONF = "cms.project.urls"
WSGI_APPLICATION = "cms.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# Database -------------------------------------------------------------------------------------------------------------

DATABASES = {"default": environment.database("DATABASE_URL")}
# A new connection per request costs half as much CPU again; more than four a process gains nothing.
DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 0, "max_size": 4, "timeout": 10}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by all web nodes, because rate limits and code-by-mail states live in it.
CACHES = {"default": {"BACKEND": "cms.page_cache.remembered.SharedCache", "LOCATION": "django_cache"}}

# Public pages are kept in the memory of each web process until something changes; so long when nothing does. 0 keeps none.
PAGE_CACHE_SECONDS = 300

# People ---------------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "cms.User"
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # the address is unique in every spelling, by a constraint on its lower case that this cannot see
    "security.W019",  # Wagtail's previews are frames of our own; the content policy allows no others
]
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}  # type: ignore[assignment]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mijn-inschrijvingen/"  # of participants; colleagues land in the admin
ACCOUNT_ADAPTER = "cms.accounts.adapter.AcademyAccountAdapter"
ACCOUNT_FORMS = {
    "login": "cms.accounts.forms.LoginForm",
    "request_login_code": "cms.accounts.forms.RequestLoginCodeForm",
    "confirm_login_code": "cms.accounts.forms.ConfirmLoginCodeForm",
    "reset_password": "cms.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "cms.accounts.forms.ResetPasswordKeyForm",
    "change_password": "cms.accounts.forms.ChangePasswordForm",
    "set_password": "cms.accounts.forms.SetPasswordForm",
    "reauthenticate": "cms.accounts.forms.ReauthenticateForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60  # mail to a government office may take minutes
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "cms.accounts.second_factor.AcademyMFAAdapter"
MFA_FORMS = {
    "authenticate": "cms.accounts.forms.AuthenticateForm",
    "reauthenticate": "cms.accounts.forms.ReauthenticateCodeForm",
    "activate_totp": "cms.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "cms.accounts.forms.AddWebAuthnForm",
    "edit_webauthn": "cms.accounts.forms.EditWebAuthnForm",
    "generate_recovery_codes": "cms.accounts.forms.GenerateRecoveryCodesForm",
}
# Colleagues prove their address by the invitation; nobody else can sign up.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Vakwerk"

# Language and time ----------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("nl", _("Nederlands")), ("en", _("Engels"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "cms.project.formats"
# As people type it here; each language of the admin must read it (cms/project/formats).
WAGTAIL_DATE_FORMAT, WAGTAIL_DATETIME_FORMAT = "%d-%m-%Y", "%d-%m-%Y %H:%M"
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = WAGTAIL_USER_TIME_ZONE = "Europe/Amsterdam"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
USE_TZ = True

# Files ----------------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(environment.text("STATIC_ROOT", str(BASE_DIR / ".data" / "static")))
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(environment.text("MEDIA_ROOT", str(BASE_DIR / ".data" / "media")))
# In production the web server or the object store hands out pictures; it sends them with nosniff and no scripts.
SERVE_MEDIA = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Wagtail's page editor exceeds Django's limit of 1,000 fields on long pages.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Wagtail --------------------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Vakwerk"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILIMAGES_IMAGE_MODEL = "cms.AcademyImage"
WAGTAILDOCS_DOCUMENT_MODEL = "cms.AcademyDocument"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search_backend", "SEARCH_CONFIG": "dutch", "AUTO_UPDATE": True}}
WAGTAILSEARCH_HITS_MAX_AGE = 90  # days that searches are counted
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/account/login/"
WAGTAILUSERS_PASSWORD_ENABLED = False  # a new colleague gets a mail to choose one
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# The admin must not call other people's servers.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# An editor publishes a translation herself.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# Links to other sites -------------------------------------------------------------------------------------------------

# An editor's link must not make this server look inside its own network. The tests, which have no other, allow it.
LINK_CHECK_PRIVATE_ADDRESSES = False
LINK_CHECK_PAUSE = 1.0  # seconds between two questions to one host

# Mail -----------------------------------------------------------------------------------------------------------------

_email = environment.email("EMAIL_URL")
EMAIL_HOST = _email["EMAIL_HOST"]
EMAIL_PORT = _email["EMAIL_PORT"]
EMAIL_HOST_USER = _email["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _email["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _email["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text("DEFAULT_FROM_EMAIL")

# Background work ------------------------------------------------------------------------------------------------------

# Wagtail's own jobs (search index, references, files) run on our queue: they survive a crash and are retried.
TASKS = {"default": {"BACKEND": "cms.jobs.ProcrastinateBackend"}}

# Payments -------------------------------------------------------------------------------------------------------------

# How many days after its last day an invoice is asked for again, in a friendly and in a firm tone.
FRIENDLY_REMINDER_DAYS = environment.integer("FRIENDLY_REMINDER_DAYS", 7)
FIRM_REMINDER_DAYS = environment.integer("FIRM_REMINDER_DAYS", 21)

STRIPE_SECRET_KEY = environment.text("STRIPE_SECRET_KEY", "")
STRIPE_WEBHOOK_SECRETS = environment.words("STRIPE_WEBHOOK_SECRETS", [])
STRIPE_API_BASE = ""  # Stripe's own
if os.environ.get("DJANGO_SETTINGS_MODULE", __name__) == __name__:
    environment.refuse("STRIPE_API_BASE", "only the demo and the tests talk to another server than Stripe's")

# Online meetings ------------------------------------------------------------------------------------------------------

JITSI_ORIGIN = environment.origin("JITSI_ORIGIN") if environment.text("JITSI_ORIGIN", "") else ""
ZOOM_ACCOUNT_ID = environment.text("ZOOM_ACCOUNT_ID", "")
ZOOM_CLIENT_ID = environment.text("ZOOM_CLIENT_ID", "")
ZOOM_CLIENT_SECRET = environment.text("ZOOM_CLIENT_SECRET", "")
ZOOM_HOST = environment.text("ZOOM_HOST", "")
WEBEX_CLIENT_ID = environment.text("WEBEX_CLIENT_ID", "")
WEBEX_CLIENT_SECRET = environment.text("WEBEX_CLIENT_SECRET", "")
WEBEX_REFRESH_TOKEN = environment.text("WEBEX_REFRESH_TOKEN", "")
WEBEX_HOST = environment.text("WEBEX_HOST", "")
TEAMS_TENANT_ID = environment.text("TEAMS_TENANT_ID", "")
TEAMS_CLIENT_ID = environment.text("TEAMS_CLIENT_ID", "")
TEAMS_CLIENT_SECRET = environment.text("TEAMS_CLIENT_SECRET", "")
TEAMS_ORGANISER = environment.text("TEAMS_ORGANISER", "")
MEETINGS_API_BASE = ""  # that of each service itself
if os.environ.get("DJANGO_SETTINGS_MODULE", __name__) == __name__:
    environment.refuse("MEETINGS_API_BASE", "only the tests talk to another server than that of the meeting service")

# Safety ---------------------------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = environment.integer("SECURE_HSTS_SECONDS", 365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
if environment.boolean("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # else all visitors share one rate limit

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "base-uri": [SELF],
        # Paying starts with a form that is redirected to Stripe.
        "form-action": [SELF, "https://checkout.stripe.com"],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
    }
}

# Logging: to standard error, without bodies, addresses, names or keys ---------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "cms.project.log_format.MaskingFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Their lines hold the arguments of jobs, and the ids of payment sessions: who has one can open it.
    "loggers": {"procrastinate": {"level": "WARNING"}, "stripe": {"level": "WARNING"}},
    "root": {
        "handlers": ["stderr"],
        "level": environment.choice("LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], "INFO"),
    },
}
