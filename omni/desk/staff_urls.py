"""The staff door's addresses."""

from django.urls import path

from .views.sign_in import SignIn, SignOut, home

app_name = "staff"
urlpatterns = [
    path("", home, name="home"),
    path("sign-in/", SignIn.as_view(), name="sign_in"),
    path("sign-out/", SignOut.as_view(), name="sign_out"),
]
