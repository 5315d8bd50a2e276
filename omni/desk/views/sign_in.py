"""The staff door: sign in, sign out, and the faces that each role may open."""

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from staff.live import signed_out
from staff.models import Role
from staff.roles import may, staff_page


class SignInForm(AuthenticationForm):
    """E-mail and password; the address counts in small letters, for the limit too."""

    error_messages = {
        "invalid_login": "That e-mail and password don’t belong together.",
        "inactive": "That e-mail and password don’t belong together.",
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "E-mail"
        self.fields["username"].widget.attrs.update(type="email", autocomplete="username")
        self.label_suffix = ""

    def clean_username(self) -> str:
        return self.cleaned_data["username"].strip().lower()


class SignIn(LoginView):
    template_name = "desk/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """The session ends, and what the socket showed with it."""

    next_page = "staff:sign_in"

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        user = request.user
        response = super().post(request, *args, **kwargs)
        if user.is_authenticated:
            signed_out(user)
        return response


@staff_page(*Role.values)
def home(request: HttpRequest) -> HttpResponse:
    """What she may open, by her roles."""
    user = request.user
    context = {
        "desk": may(user, Role.DESK, Role.ASSOCIATE, Role.MANAGER),
        "floor": may(user, Role.ASSOCIATE, Role.MANAGER),
        "admin": user.is_staff,
    }
    return render(request, "desk/doors.html", context)
