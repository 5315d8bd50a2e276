"""The API's addresses. No cookie counts here, so no Origin is asked for."""

from django.urls import URLPattern, path, re_path

from omni.lib.origin import origin_free

from .views.absent import Absent
from .views.claims import Holds, OneHold
from .views.docs import Docs, Schema
from .views.stones import OneStone, Stones, Whereabouts


def address(route: str, view: type, name: str) -> URLPattern:
    return path(route, origin_free(view.as_view()), name=name)


app_name = "api"
urlpatterns = [
    address("stones/", Stones, "stones"),
    address("stones/<str:sku>/", OneStone, "stone"),
    address("items/<str:sku>/availability/", Whereabouts, "availability"),
    address("claims/", Holds, "claims"),
    address("claims/<uuid:claim>/", OneHold, "claim"),
    address("schema/", Schema, "schema"),
    address("docs/", Docs, "docs"),
    re_path("", origin_free(Absent.as_view())),
]
