"""The web process: every page, form and API call."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omni.settings")
<<<<<<< HEAD
=======

>>>>>>> 472e5bf (Start and stop the whole shop under one parent)
application = get_wsgi_application()
