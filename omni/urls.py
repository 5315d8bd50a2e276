"""One URL conf; each face brings its own."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from omni.lib.views.health import alive, ready
from omni.lib.views.live import live

urlpatterns = [
    path("admin/login/", RedirectView.as_view(pattern_name="staff:sign_in", query_string=True)),
    path("admin/", admin.site.urls),
    path("api/v1/", include("omni.api.urls")),
    path("hooks/", include("omni.api.hooks")),
    path("health/live/", alive, name="alive"),
    path("health/ready/", ready, name="ready"),
    path("live/", live, name="live"),
    path("staff/", include("omni.desk.staff_urls")),
    path("desk/", include("omni.desk.urls")),
    path("kiosk/", include("omni.kiosk.urls")),
    path("floor/", include("omni.floor.urls")),
    path("", include("omni.storefront.urls")),
]
