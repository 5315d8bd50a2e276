"""One URL conf; each face brings its own."""

from django.contrib import admin
from django.urls import include, path

from omni.lib.views.live import live

urlpatterns = [
    path("admin/", admin.site.urls),
    path("live/", live, name="live"),
    path("kiosk/", include("omni.kiosk.urls")),
    path("", include("omni.storefront.urls")),
]
