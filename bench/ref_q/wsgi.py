"""The bare page, or with DJANGO_SETTINGS_MODULE the one behind the shop's middleware."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.ref_q.settings")
application = get_wsgi_application()
