"""One URL conf; each face brings its own."""

from functools import partial

from django.urls import include, path

from omni.desk.views.admin_door import admin_door
from omni.lib.late import late
from omni.lib.views.broken import broken
from omni.lib.views.health import alive, ready
from omni.lib.views.live import live
from omni.storefront.context import BACK

handler500 = partial(broken, back=BACK)
urlpatterns = [
    path("admin/login/", admin_door),
    late("admin/", "omni.desk.admin_urls", "admin"),
    late("api/v1/", "omni.api.urls", "api"),
    late("hooks/", "omni.api.hooks", "hooks"),
    path("health/live/", alive, name="alive"),
    path("health/ready/", ready, name="ready"),
    path("live/", live, name="live"),
    late("staff/", "omni.desk.staff_urls", "staff"),
    late("desk/", "omni.desk.urls", "desk"),
    late("kiosk/", "omni.kiosk.urls", "kiosk"),
    late("floor/", "omni.floor.urls", "floor"),
    path("", include("omni.storefront.urls")),
]
