"""The station's addresses."""

from django.urls import path

from .views.door import door, scan

app_name = "kiosk"
urlpatterns = [
    path("", door, name="door"),
    path("scan/", scan, name="scan"),
]
