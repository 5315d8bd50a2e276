"""One URL conf; each face brings its own."""

from django.contrib import admin
from django.urls import include, path

from omni.desk.views.admin_door import admin_door
from omni.lib.views.health import alive, ready
from omni.lib.views.live import live

urlpatterns = [
    path("admin/login/", admin_door),
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
