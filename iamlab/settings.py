"""Django settings. Everything that varies comes from six environment variables.

IAMLAB_SECRET_KEY     default: generated on the first start and kept in .lab/secret-key
IAMLAB_DATABASE_URL   default: SQLite in .lab/lab.sqlite3
IAMLAB_REDIS_URL      default: none; broker, worker and cache live inside the one process
IAMLAB_ALLOWED_HOSTS  default: this machine only; comma-separated
IAMLAB_PUBLIC_URL     default: the address of each request; where clients outside a browser reach the lab
IAMLAB_DEBUG          default: off
"""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.contrib import messages
from django.urls import reverse_lazy

from iamlab import environment

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = BASE_DIR / ".lab"

DEBUG = environment.flag("IAMLAB_DEBUG")
SECRET_KEY = os.environ.get("IAMLAB_SECRET_KEY") or environment.kept_secret(DATA_DIR / "secret-key")
ALLOWED_HOSTS = environment.hosts("IAMLAB_ALLOWED_HOSTS")
REDIS_URL = os.environ.get("IAMLAB_REDIS_URL", "")
PUBLIC_URL = os.environ.get("IAMLAB_PUBLIC_URL", "")

# A public host name means a deployment behind a TLS proxy; localhost and bare addresses mean a laptop or a classroom.
BEHIND_TLS = any(environment.is_public_name(host) for host in ALLOWED_HOSTS)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "csp",
    "django_htmx",
    "iamlab",
    "lessons.learners",
    "lessons.curriculum",
    "lessons.scenarios",
    "lessons.exercises",
    "lessons.accounts",
    "lessons.quiz",
    "lessons.teaching",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "iamlab.urls"
WSGI_APPLICATION = "iamlab.wsgi.application"
ASGI_APPLICATION = "iamlab.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lessons.curriculum.navigation.course",
            ],
        },
    }
]

CRISPY_ALLOWED_TEMPLATE_PACKS = ["lab"]
CRISPY_TEMPLATE_PACK = "lab"
MESSAGE_TAGS = {messages.ERROR: "problem"}

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("IAMLAB_DATABASE_URL") or f"sqlite:///{(DATA_DIR / 'lab.sqlite3').as_posix()}",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers go on during a write; IMMEDIATE makes a writer wait its turn (up to the timeout)
    # at the start of its transaction instead of failing in the middle with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "iamlab",
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
CELERY_TASK_IGNORE_RESULT = True  # results are rows in the database, written by the tasks themselves
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 60
CELERY_TASK_SOFT_TIME_LIMIT = 30
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {} if REDIS_URL else {"polling_interval": 0.02}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = reverse_lazy("learners:sign-in")
LOGIN_REDIRECT_URL = reverse_lazy("curriculum:home")
LOGOUT_REDIRECT_URL = reverse_lazy("curriculum:home")

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "iamlab.assets.PackageAssetsFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

# A form may carry a two-megabyte document (up to three bytes each once encoded): it is refused by its
# field with a message beside the text, not by the server with a blank page.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024

SESSION_COOKIE_AGE = 60 * 60 * 24 * 120  # a course is taken over months, and the session is an anonymous learner's key
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "lessons.learners.refusals.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        # The editor writes its own style elements; scripts stay strict.
        "style-src": [SELF, "'unsafe-inline'"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
if BEHIND_TLS:
    CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS if host != "*"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"iamlab": {"level": "INFO"}, "lessons": {"level": "INFO"}},
}
