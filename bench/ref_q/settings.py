"""The shop's settings with nothing between the server and the view."""

from omni.settings import *  # noqa: F403

MIDDLEWARE = []
ROOT_URLCONF = "bench.ref_q.urls"
DATABASES["default"]["CONN_HEALTH_CHECKS"] = False  # noqa: F405
