"""The shop's addresses."""

from django.urls import path

from .views.drawing import drawing
from .views.system import system

app_name = "storefront"
urlpatterns = [
    path("stones/drawing/<str:name>.svg", drawing, {"suffix": "svg"}, name="drawing"),
    path("stones/drawing/<str:name>.json", drawing, {"suffix": "json"}, name="mesh"),
    path("system/", system, name="system"),
]
