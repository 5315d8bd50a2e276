"""django-oscar's addresses, with our list in front of its own."""

from django.apps import apps
from django.urls import include, path

from .browse import Browse

urlpatterns = [
    path("catalogue/", Browse.as_view()),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include(apps.get_app_config("oscar").urls[0])),
]
