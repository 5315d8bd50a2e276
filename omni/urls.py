"""One URL conf; each face brings its own."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("omni.storefront.urls")),
]
