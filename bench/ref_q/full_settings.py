"""The same one page behind everything that stands before the shop's own pages."""

from omni.settings import *  # noqa: F403

ROOT_URLCONF = "bench.ref_q.urls"
