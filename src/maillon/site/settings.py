"""All settings, read from the environment once. `docs/operate/environment.md` lists every variable.

A variable `X` may be given as `X_FILE`, the path of a file that holds it (systemd credentials, container secrets).
"""
from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import environ

from .state import read_or_make_secret

env = environ.FileAwareEnv()
BASE_DIR = Path(__file__).resolve().parents[3]
PACKAGE_DIR = Path(__file__).resolve().parents[1]

# ---- mode and state ------------------------------------------------------------------------------------------------
MODE: str = env.str("MAILLON_MODE", default="production")
if MODE not in {"sample", "production"}:
    raise ValueError(f"MAILLON_MODE must be 'sample' or 'production', not {MODE!r}")
SAMPLE = MODE == "sample"
DATA_DIR = Path(env.str("MAILLON_DATA_DIR", default="var")).absolute()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
PORT: int = env.int("PORT", default=8000)
PUBLIC_URL: str = env.str("MAILLON_PUBLIC_URL", default=f"http://localhost:{PORT}").rstrip("/")
SAMPLE_TOWN: str = env.str("MAILLON_TOWN", default="sample")
SAMPLE_DIR = Path(env.str("MAILLON_SAMPLE_DIR", default=str(BASE_DIR / "sample")))

DEBUG = False
SECRET_KEY = env.str("MAILLON_SECRET_KEY", default="") or read_or_make_secret(DATA_DIR / "secret_key")
ALLOWED_HOSTS = env.list("MAILLON_HOSTS", default=["localhost", "127.0.0.1", "[::1]", urlsplit(PUBLIC_URL).hostname or ""])
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
HTTPS = PUBLIC_URL.startswith("https://")

# ---- applications --------------------------------------------------------------------------------------------------
CONTEXTS = ["maillon.core", "maillon.accounts", "maillon.territory", "maillon.shops", "maillon.voices", "maillon.relay",
            "maillon.reactions"]
INSTALLED_APPS = [
    "maillon.site",
    *CONTEXTS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_q",
    "django_htmx",
    "csp",
    "rules",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",       # with random bytes against guessing from lengths
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "maillon.site.language.PersonLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "maillon.site.urls"
WSGI_APPLICATION = "maillon.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "NAME": "jinja2",
        "OPTIONS": {
            "environment": "maillon.site.jinja.environment",
            "context_processors": ["maillon.site.jinja.page_context"],
        },
    },
    {   # only where a library brings its own pages (sign-in)
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE_DIR / "accounts" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# ---- database ------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'maillon.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # a writer asks for the write lock at once: no "database is locked" in the middle of a transaction
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                        "PRAGMA cache_size=-64000;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {                           # limits on signing in: the same for every page process, also after a restart
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "core_cached",
    "OPTIONS": {"MAX_ENTRIES": 100_000},         # far above what a sweep leaves: nobody pushes a limit out by asking much
}, "memory": {                                   # of one page process: the API's rough limit, which must cost no write
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "OPTIONS": {"MAX_ENTRIES": 10_000},
}}

# ---- background work -----------------------------------------------------------------------------------------------
TASK_LEASE: int = env.int("MAILLON_TASK_LEASE", default=30)   # seconds without a sign of life, then another worker has it
_TASK_TIMEOUT = env.int("MAILLON_TASK_TIMEOUT", default=300)
Q_CLUSTER = {                                                  # the queue is django-q2's, the worker `site/worker.py`
    "name": "maillon",
    "orm": "default",
    "timeout": _TASK_TIMEOUT,
    "retry": _TASK_TIMEOUT + 30,
    "max_attempts": 5,
    "scheduler": False,
    "label": "maillon",
}

# ---- people --------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["rules.permissions.ObjectPermissionBackend", "allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "me"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_DISPLAY = str
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60          # mail may dawdle
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_RATE_LIMITS = {"request_login_code": env.str("MAILLON_CODE_LIMIT", default="20/m/ip,3/m/key")}
ACCOUNT_CHANGE_EMAIL = True                      # one address a person; the new one takes its place when its code comes back
ACCOUNT_ADAPTER = "maillon.accounts.sign_in.Words"
ACCOUNT_FORMS = {"add_email": "maillon.accounts.sign_in.ChangeAddressForm"}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "signed-out"
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_ADAPTER = "maillon.accounts.sign_in.PasskeyAdapter"
MFA_FORMS = {"add_webauthn": "maillon.accounts.sign_in.AddPasskeyForm"}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = SAMPLE
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60

# ---- languages and time --------------------------------------------------------------------------------------------
LANGUAGES = [("en", "English"), ("fr", "Français"), ("nl", "Nederlands"), ("nb", "Norsk"), ("pl", "Polski"),
             ("ja", "日本語"), ("ko", "한국어")]
PSEUDO: bool = env.bool("MAILLON_PSEUDO", default=False)
if PSEUDO:                                       # long words with CJK, to see where a page breaks
    LANGUAGES.append(("eo", "Þšéûðö"))
LANGUAGE_CODE = "en"
LOCALE_PATHS = [PACKAGE_DIR / "locale", *([DATA_DIR / "pseudo"] if PSEUDO else [])]
USE_TZ = True
TIME_ZONE = "UTC"

# ---- files ---------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
                    if not env.bool("MAILLON_TESTING", default=False)
                    else "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# ---- mail ----------------------------------------------------------------------------------------------------------
MAIL_DIR = DATA_DIR / "mail"
if SAMPLE and "EMAIL_URL" not in os.environ:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(MAIL_DIR)
else:
    vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("MAILLON_MAIL_FROM", default="maillon@localhost")

# ---- security ------------------------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("MAILLON_BEHIND_PROXY", default=False) else None
X_FRAME_OPTIONS = "DENY"
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE_PROXY_SSL_HEADER else 0    # whose word on the visitor's address counts
NINJA_NUM_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT
MAP_STYLE = env.str("MAILLON_MAP_STYLE", default="")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src-elem": ["'self'"],
        "style-src-attr": ["'unsafe-inline'"],   # custom properties only, kept by a test
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# ---- log -----------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("MAILLON_LOG_LEVEL", default="WARNING")},
    "loggers": {"django-q": {"level": env.str("MAILLON_LOG_LEVEL", default="WARNING")}},
}
SILENCED_SYSTEM_CHECKS = ["account.W001"]
LANGUAGE_NAMES = dict(LANGUAGES)
