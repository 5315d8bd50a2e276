"""The shop for its web server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.oscar_shop.settings")
application = get_wsgi_application()
