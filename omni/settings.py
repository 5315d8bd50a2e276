"""Every setting in one file; what differs in production comes from the environment."""

import datetime as dt
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from omni.lib.env import MODE, PRODUCTION, database, env, provider, public_url, required

BASE_DIR = Path(__file__).resolve().parent.parent
# demo: a laptop with the demo shop and the handset; production: real secrets; test: the suite.
DEBUG = env.bool("OMNI_DEBUG", False) and not PRODUCTION

SECRET_KEY = required("OMNI_SECRET_KEY", "only-for-a-laptop-" + "k" * 48)
# Encrypts the secret parts of messages (codes, pass links) until their outcome is final.
MESSAGE_KEY = required("OMNI_MESSAGE_KEY", "b25seS1mb3ItYS1sYXB0b3AtMzItYnl0ZXMtbG9uZyE=")

HOST = env.str("OMNI_HOST", "127.0.0.1")
PORT = env.int("PORT", 8000)
LIVE_PORT = env.int("LIVE_PORT", PORT + 1)
WEB_WORKERS = env.int("OMNI_WEB_WORKERS", 2)
# The one public name of the shop. Links in messages and QR codes start with it.
PUBLIC_URL = public_url(f"http://127.0.0.1:{PORT}")
# Pages open the socket on their own host: behind a proxy on the same port (0), on a laptop on the
# neighbouring one. The content policy must name what they will open.
SOCKET_PORT = env.int("OMNI_SOCKET_PORT", 0 if PRODUCTION else LIVE_PORT)
SOCKET_ORIGINS = (
    [f"ws://{host}:{SOCKET_PORT}" for host in ("127.0.0.1", "localhost")]
    if SOCKET_PORT
    else [PUBLIC_URL.replace("http", "ws", 1)]
)
ALLOWED_HOSTS = env.list(
    "OMNI_ALLOWED_HOSTS",
    default=[PUBLIC_URL.split("://", 1)[1].split(":")[0], "127.0.0.1", "localhost"],
)
# Exact origins, port included, that may open the socket and send cookie-authenticated POSTs.
ALLOWED_ORIGINS = env.list(
    "OMNI_ALLOWED_ORIGINS",
    default=[PUBLIC_URL] if PRODUCTION else [PUBLIC_URL, f"http://localhost:{PORT}"],
)
CSRF_TRUSTED_ORIGINS = ALLOWED_ORIGINS
NUM_PROXIES = env.int("OMNI_NUM_PROXIES", 0)

INSTALLED_APPS = [
    "omni.lib.apps.LibConfig",
    *("staff", "inventory", "notifications", "customers", "sales", "chat"),
    *("omni.storefront", "omni.floor", "omni.desk", "omni.kiosk", "omni.api", "omni.demo"),
    "omni.lib.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "pgtrigger",
    "axes",
    "csp",
    "channels",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

LANGUAGE_CODE = "en-au"
LANGUAGES = [("en-au", "English")]
# Says the time taken in a header; off in production, where it would help to measure secrets.
SERVER_TIMING = env.bool("OMNI_SERVER_TIMING", not PRODUCTION)
MIDDLEWARE = [
    "omni.lib.timing.TimingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "omni.lib.privacy.PrivacyMiddleware",
    "omni.lib.policy.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    # With one language nothing depends on the browser's, and no answer needs to say that it varies.
    *(["django.middleware.locale.LocaleMiddleware"] if len(LANGUAGES) > 1 else []),
    "django.middleware.common.CommonMiddleware",
    "omni.lib.origin.OriginMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "staff.middleware.DeviceMiddleware",
    "staff.middleware.ClockMiddleware",
    "customers.middleware.CustomerMiddleware",
    "axes.middleware.AxesMiddleware",
    "omni.lib.refusals.RefusalMiddleware",
    "omni.lib.reconnect.ReconnectMiddleware",
]

ROOT_URLCONF = "omni.urls"
WSGI_APPLICATION = "omni.wsgi.application"
ASGI_APPLICATION = "omni.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["omni.lib.templatetags.omni"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "omni.lib.context.shell",
                "customers.context.mine",
                "staff.context.brand",
                "omni.storefront.context.wrong_frame",
            ],
        },
    },
]

FORM_RENDERER = "omni.lib.form_renderer.MouldRenderer"

# One PostgreSQL database. Without DATABASE_URL the embedded server's address is left in var/ by its
# supervisor; never a server that happens to run on the machine.
VAR_DIR = Path(env.str("OMNI_VAR", str(BASE_DIR / "var")))
_embedded = VAR_DIR / "run" / "urls.env"
if _embedded.exists() and not PRODUCTION:
    environ.Env.read_env(_embedded, overwrite=False)
DB_KEEPS_PLANS = env.bool("OMNI_DB_KEEPS_PLANS", True)
DATABASES = {"default": database(keeps_plans=DB_KEEPS_PLANS)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = required("REDIS_URL", "redis://127.0.0.1:1/0")
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": "omni"},
    }
}
# Sockets per address (a whole shop may share one), seconds until their rights are checked again.
LIVE_SOCKETS_PER_IP = env.int("OMNI_LIVE_SOCKETS_PER_IP", 300)
LIVE_RECHECK = env.int("OMNI_LIVE_RECHECK", 30)
_local = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {"default": {"BACKEND": _local, "OPTIONS": {"MAX_ENTRIES": 20_000}}}

CELERY_APP = "omni.celery"  # loaded by the first task that is woken; see omni.lib.background
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "socket_timeout": 5,
    "socket_connect_timeout": 3,
    # Waking a task must not wait for a Redis that is away: the sweeps find what was missed.
    **{"max_retries": 1, "connect_retries_timeout": 2, "interval_start": 0, "interval_step": 0},
}
CELERY_TASK_ROUTES = {
    "notifications.tasks.deliver_urgent": {"queue": "urgent"},
    "notifications.tasks.sweep_messages": {"queue": "urgent"},
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "omni.lib.clockwork:Clockwork"

AUTH_USER_MODEL = "staff.User"
_auth = "django.contrib.auth"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", f"{_auth}.backends.ModelBackend"]
# Five wrong passwords close one account to one address: nobody locks a colleague out elsewhere.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_TEMPLATE = "desk/locked.html"
AXES_CLIENT_IP_CALLABLE = "omni.lib.addresses.client_ip"
AXES_USERNAME_FORM_FIELD = "username"
AXES_VERBOSE = False
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_auth}.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": f"{_auth}.password_validation.CommonPasswordValidator"},
]
if MODE == "test":
    PASSWORD_HASHERS = [f"{_auth}.hashers.MD5PasswordHasher"]
LOGIN_URL = "/staff/sign-in/"
LOGIN_REDIRECT_URL = "/staff/"
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL, MEDIA_URL = "/static/", "/media/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
LIST_FILES_DAYS = env.int("OMNI_LIST_FILES_DAYS", 400)
MEDIA_DAYS = env.int("OMNI_MEDIA_DAYS", 400)  # after a piece left, for its pictures
# Drawings of stones, made on first need and kept under the hash of their address.
DRAWINGS_DIR = VAR_DIR / "drawings"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "omni.lib.static.StaticFiles"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = MODE == "test"  # to list all takes 30 ms

# Cookies: plain on 127.0.0.1, Secure and __Host- in production; a name of its own for each party.
SECURE_COOKIES = PRODUCTION
_host = "__Host-" if SECURE_COOKIES else ""
CUSTOMER_COOKIE = f"{_host}customer"
VISITOR_COOKIE = f"{_host}visitor"
DEVICE_COOKIE = f"{_host}device"
SESSION_COOKIE_NAME = f"{_host}staff"
CSRF_COOKIE_NAME = f"{_host}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_ENGINE = "omni.lib.sessions"

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "omni.lib.passing_words.Storage"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("OMNI_SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^health/"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("OMNI_HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF, *SOCKET_ORIGINS],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["omni.api.auth.BearerToken"],
    "DEFAULT_PERMISSION_CLASSES": ["omni.api.auth.InScope"],
    "EXCEPTION_HANDLER": "omni.api.errors.answer",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Omni API",
    "VERSION": "1",
    "POSTPROCESSING_HOOKS": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# Messages: handset is the built-in telephone and mailbox; twilio needs the three variables below.
SMS_PROVIDER = provider("OMNI_SMS_PROVIDER", "handset", "twilio")
# handset, or mail for Django's e-mail settings, which come from EMAIL_URL.
EMAIL_PROVIDER = provider("OMNI_EMAIL_PROVIDER", "handset", "mail")
vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))
EMAIL_TIMEOUT = 8
_from = "Tolland <hello@tolland.example>"
DEFAULT_FROM_EMAIL = required("OMNI_FROM_EMAIL", _from) if EMAIL_PROVIDER == "mail" else _from
MESSAGE_STUCK_SECONDS = env.float("OMNI_MESSAGE_STUCK_SECONDS", 30.0)  # then its worker has died
TWILIO_ACCOUNT_SID = env.str("TWILIO_ACCOUNT_SID", "")
TWILIO_AUTH_TOKEN = env.str("TWILIO_AUTH_TOKEN", "")
TWILIO_FROM = env.str("TWILIO_FROM", "")
if PRODUCTION and SMS_PROVIDER == "twilio":
    for _name in ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"):
        required(_name, "")
TWILIO_API = env.str("OMNI_TWILIO_API", "https://api.twilio.com")
TWILIO_ANSWERS = env.bool("OMNI_TWILIO_ANSWERS", True)  # to STOP, START and HELP, by itself
DEFAULT_PHONE_REGION = env.str("OMNI_PHONE_REGION", "AU")
# Codes are texted to mobiles of these countries only, and no more of them a day in all.
PHONE_COUNTRIES = env.list("OMNI_PHONE_COUNTRIES", default=["AU", "NZ", "GB", "US", "SG"])
CODES_PER_DAY = env.int("OMNI_CODES_PER_DAY", 2000)
PAYMENT_PROVIDER = provider("OMNI_PAYMENT_PROVIDER", "rehearsal")
SELLS_ONLINE = PAYMENT_PROVIDER != "none"
# Journals of the built-in providers: outside our database, as a real provider's would be.
JOURNAL_DIR = Path(env.str("OMNI_JOURNALS", str(VAR_DIR / "journals")))
# Demo pages (handset, sign-in list) exist only where there is nobody's real data.
DEMO = MODE in {"demo", "test"}

# Failpoints are named places in the code where a test may stop or kill the process.
FAILPOINTS = env.str("OMNI_FAILPOINTS", "") if MODE == "test" else ""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "masked": {"()": "omni.lib.logs.Masked"},
        "answers": {"()": "omni.lib.logs.Answers"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["masked"]}},
    "loggers": {"django.request": {"filters": ["answers"]}},
    "root": {"handlers": ["console"], "level": env.str("OMNI_LOG_LEVEL", "WARNING")},
}
