"""Where providers tell us something: each request proves itself by its signature."""

from django.urls import path

from .views.twilio import sms, status

app_name = "hooks"
urlpatterns = [
    path("twilio/sms/", sms, name="twilio-sms"),
    path("twilio/status/", status, name="twilio-status"),
]
