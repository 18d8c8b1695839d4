# SPDX-FileCopyrightText: 2026 Coprogettazione contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every installation shares.

Whatever belongs to one body comes from the environment or from Wagtail's site settings.
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.database import database_settings, var_directory
from config.identity import identity_origins, identity_providers
from config.sealing import seal_keys

BASE_DIR = Path(__file__).resolve().parents[3]
VAR_DIR = var_directory()

DEBUG = False
DEMO = False
SECRET_KEY = os.environ.get("SECRET_KEY", "")
ALLOWED_HOSTS = [h for h in os.environ.get("ALLOWED_HOSTS", "").split(",") if h]
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if o]
# Where weaknesses are reported in confidence (/.well-known/security.txt): each body sets its own.
SECURITY_CONTACT = os.environ.get("SECURITY_CONTACT", "sicurezza@coprogettazione.example.org")
PUBLIC_URL = os.environ.get("PUBLIC_URL", "http://localhost:8000")

INSTALLED_APPS = [
    "home",
    "workflows",
    "coprogettazione",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.routable_page",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "viewflow.workflow",
    "guardian",
    "pgtrigger",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "home.keeping.KeptPages",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "coprogettazione.parties.adapters.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "coprogettazione.records.views.RefusalMiddleware",
    "coprogettazione.documents.views.DraftMiddleware",
    "home.omitting.PublicWords",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "workflows.navigation.work",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]
FORM_RENDERER = "config.forms.Renderer"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # How often each address asks for data, counted by every process of the machine (config/counters.py).
    "counters": {
        "BACKEND": "config.counters.SharedCounters",
        "LOCATION": VAR_DIR / "counters",
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}
# Requests of one address in a minute: to the API, and for whole files of data.
API_REQUESTS_PER_MINUTE = 300
DATA_FILES_PER_MINUTE = 60
# Every process keeps the public pages as it drew them (home/shelf.py). The proxies before the site that keep
# pages too: their addresses, divided by commas, to which each change is told; and for how many seconds at most
# they may serve a page without asking. Without addresses they ask every time (docs/caching.md).
KEEP_PAGES = True
PAGE_PROXIES = [url for url in os.environ.get("PAGE_PROXIES", "").split(",") if url]
PAGE_PROXY_SECONDS = 60

DATABASES = {"default": database_settings()}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"

AUTH_USER_MODEL = "coprogettazione.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "coprogettazione.records.rights.RightsBackend",
    "home.rights.EditorsBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
WAGTAILADMIN_LOGIN_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_ADAPTER = "coprogettazione.parties.adapters.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "coprogettazione.parties.forms.NamesForm"
MFA_ADAPTER = "coprogettazione.parties.adapters.MFAAdapter"
# Officials show a second factor before any working page; a demo may do without, and says so.
MFA_REQUIRED_FOR_OFFICIALS = os.environ.get("MFA_REQUIRED_FOR_OFFICIALS", "1") == "1"
SOCIALACCOUNT_ADAPTER = "coprogettazione.parties.adapters.IdentityAdapter"
SOCIALACCOUNT_PROVIDERS = identity_providers(os.environ)
# The office's protocol: a class with `register` (services/protocol.py of applications), none by default; the folder
# of the connector that leaves files; the codes of the IPA index and of the filing plan that AgID's file carries.
PROTOCOL_CONNECTOR = os.environ.get("PROTOCOL_CONNECTOR", "")
PROTOCOL_SPOOL = os.environ.get("PROTOCOL_SPOOL", "")
PROTOCOL_AOO_CODE = os.environ.get("PROTOCOL_AOO_CODE", "")
PROTOCOL_REGISTER_CODE = os.environ.get("PROTOCOL_REGISTER_CODE", "PROTOCOLLO")
PLATFORM_REGISTER_CODE = "COPROGETTAZIONE"
PROTOCOL_CLASSIFICATION = os.environ.get("PROTOCOL_CLASSIFICATION", "Servizi sociali")
PROTOCOL_CLASSIFICATION_CODE = os.environ.get("PROTOCOL_CLASSIFICATION_CODE", "")
# Who stamps the time on the roots of the public register (RFC 3161), the certificates (PEM) of the authorities to
# which it is followed, and how long an answer is waited for, in seconds.
TIMESTAMP_URL = os.environ.get("TIMESTAMP_URL", "")
TIMESTAMP_ROOTS = os.environ.get("TIMESTAMP_ROOTS", "")
TIMESTAMP_SECONDS = 10
OIDC_ISSUER = os.environ.get("OIDC_ISSUER", "")
DEMO_PASSWORD = "coprogettare-insieme"  # opens the demo's invented people, nothing else
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Coprogettazione"

LANGUAGE_CODE = "it"
LANGUAGES = [("it", _("Italiano")), ("en", _("Inglese"))]
WAGTAIL_CONTENT_LANGUAGES = [("it", "Italiano")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Rome"
# The key of a row is a number too: "/domande/1.234/" leads nowhere. Sums are grouped by `wording`.
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "frontend" / "dist"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Applications, acts, evidence: never under the web root, served only by authorised views.
PRIVATE_MEDIA_ROOT = VAR_DIR / "private"

# The keys that close the applications until their opening, the newest first (docs/sealing.md).
SEAL_KEYS = seal_keys(os.environ)
# What a person sends never lies in clear in a file that has a name, not even while the request lasts.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "config.uploads.NamelessUploadHandler",
]
# Bytes of one file; parts that are on their way, for one person: how many files, how many bytes in all.
MAX_UPLOAD_SIZE = int(os.environ.get("MAX_UPLOAD_SIZE", "20000000"))
MAX_ARRIVING = 20
MAX_ARRIVING_SIZE = 10 * MAX_UPLOAD_SIZE
# Where clamd listens: unix:/run/clamav/clamd.ctl or tcp:host:3310. Empty: files are not scanned, and it is said.
CLAMD = os.environ.get("CLAMD", "")
CLAMD_TIMEOUT = 60

# Whose signatures are believed: authorities/, lists/ and crls/ in this folder (documents/services/signatures/trust.py).
TRUST_FOLDER = Path(os.environ.get("TRUST_FOLDER", VAR_DIR / "trust"))
# The countries whose trusted lists `manage.py refresh_trusted_lists` reads, every night: "IT", or "IT,FR".
TRUSTED_LISTS = os.environ.get("TRUSTED_LISTS", "IT")
# The folder of the fictional authority of the demo and of the tests. Never here: no environment can set it.
TRIAL_AUTHORITY: Path | None = None

# The channel of the texts written together: bytes of one update and of a whole text; messages and bytes a second of
# one browser (bursts of five seconds); bytes that may wait for it, seconds in which it takes none of them.
COEDITING_MAX_UPDATE = 256_000
COEDITING_MAX_STATE = 8_000_000
COEDITING_MESSAGES_PER_SECOND = 200
COEDITING_BYTES_PER_SECOND = 500_000
COEDITING_MAX_OUTBOX = 4_000_000
COEDITING_STUCK_SECONDS = 20
# Seconds: how often rights are asked again, how long an empty text stays open, how long a browser that polls is
# awaited. The reading of a text is computed when so many rows are new, not more often than every so many seconds.
COEDITING_ASK_AGAIN_SECONDS = 60
COEDITING_GRACE_SECONDS = 10
COEDITING_POLL_SECONDS = 30
COEDITING_KEEP_ROWS = 500
COEDITING_KEEP_SECONDS = 10

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Coprogettazione <non-rispondere@example.it>")

WAGTAIL_SITE_NAME = "Coprogettazione"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "italian"},
}
WAGTAILDOCS_EXTENSIONS = ["pdf", "odt", "ods", "docx", "xlsx", "csv", "zip"]

CONTENT_SECURITY_POLICY = {
    # Wagtail's admin needs inline scripts: strict everywhere else.
    "EXCLUDE_URL_PREFIXES": ("/redazione/",),
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        # Signing in with a digital identity sends the browser to its provider.
        "form-action": [SELF, *identity_origins(os.environ)],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 8

# The rules ask guardian themselves (exceptional grants); its own backend would answer beside them.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
