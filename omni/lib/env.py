"""What production must be told and a laptop may leave out; each refusal is one sentence."""

import environ
from django.core.exceptions import ImproperlyConfigured

from .connection import Connection

env = environ.Env()
MODE = env.str("OMNI_MODE", "demo")
PRODUCTION = MODE == "production"
if MODE not in {"demo", "test", "production"}:
    raise ImproperlyConfigured(f"OMNI_MODE must be demo, test or production, not {MODE!r}.")


def required(name: str, laptop: str) -> str:
    """The variable's value; outside production a fixed laptop value stands in for it."""
    value = env.str(name, "" if PRODUCTION else laptop)
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Production needs it; see docs/operating.md."
        )
    return value


def public_url(laptop: str) -> str:
    """The one public name of the shop, without a slash at its end."""
    url = required("OMNI_PUBLIC_URL", laptop).rstrip("/")
    if PRODUCTION and not url.startswith("https://"):
        raise ImproperlyConfigured(
            f"OMNI_PUBLIC_URL is {url!r}. Production needs https://: no browser keeps a sign-in "
            "or opens a camera without it; see docs/operating.md."
        )
    return url


def provider(name: str, demo: str, *real: str) -> str:
    """Who carries something out: the built-in one of the demo, in production a real one or none."""
    known = (*real, "none") if PRODUCTION else (demo, *real, "none")
    value = required(name, demo)
    if value in known:
        return value
    built_in = f"{demo} is the demo's and does nothing real. " if value == demo else ""
    raise ImproperlyConfigured(
        f"{name} is {value!r}. {built_in}Choose one of: {', '.join(known)}; see docs/operating.md."
    )


def database(*, keeps_plans: bool) -> dict:
    """One PostgreSQL database, as Django is told of it."""
    told = env.db_url_config(required("DATABASE_URL", "postgres://omni@127.0.0.1:1/omni")) | {
        "CONN_MAX_AGE": env.int("OMNI_DB_CONN_MAX_AGE", 600),
        "CONN_HEALTH_CHECKS": True,  # of what may change a row; see omni.lib.reconnect
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "ATOMIC_REQUESTS": False,
    }
    options = {"connect_timeout": 5, **told.get("OPTIONS", {}), "connection_factory": Connection}
    if keeps_plans:
        # What is prepared, and every function of ours, looks a few rows up by their keys, however
        # many keys are asked for; left to choose, PostgreSQL plans anew what it takes for cheaper.
        options.setdefault("options", "-c plan_cache_mode=force_generic_plan")
    return told | {"OPTIONS": options}
