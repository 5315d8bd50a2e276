"""People and their roles. Rights are given by superusers alone."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db import transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse

from omni.lib.admin import Kept

from ..actions.recheck_rights import recheck_rights
from ..actors import user_actor
from ..models import Membership, Role, User
from ..roles import may, stores_for
from .scope import MANAGING, manages_all

RIGHTS = ("is_staff", "is_superuser", "groups", "user_permissions")


class NewPerson(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name", "given_name", "pronoun", "title")

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class MembershipRows(admin.TabularInline):
    model = Membership
    extra = 0


@admin.register(User)
class PersonAdmin(UserAdmin, Kept):
    add_form = NewPerson
    ordering = ("name",)
    list_display = ("name", "email", "title", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "memberships__role", "memberships__store")
    search_fields = ("name", "email")
    inlines = (MembershipRows,)
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        ("Person", {"fields": ("name", "given_name", "pronoun", "title", "is_active")}),
        ("Admin", {"fields": RIGHTS, "classes": ("collapse",)}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": (*NewPerson.Meta.fields, "password1", "password2")}),)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple:
        rights = () if request.user.is_superuser else RIGHTS
        return (*super().get_readonly_fields(request, obj), *rights)

    def get_inlines(self, request: HttpRequest, obj: User | None) -> tuple:
        return self.inlines if request.user.is_superuser else ()

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and not may_change(request.user, obj):
            return False
        return super().has_change_permission(request, obj)

    def user_change_password(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """The new password and its line in the log, or neither."""
        with transaction.atomic():
            return super().user_change_password(request, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        recheck_rights(user=form.instance, actor=user_actor(request.user))


def may_change(who: User, person: User) -> bool:
    """Whether she may set this person's e-mail and password, and so sign in as that person.

    Nobody gets further in by it: not to another store, to the admin, or to a role above hers.
    """
    if who.is_superuser or who == person:
        return True
    if person.is_superuser or person.is_staff:
        return False
    held = list(person.memberships.values_list("role", "store"))
    if not may(who, Role.ADMINISTRATOR) and any(role == Role.ADMINISTRATOR for role, _ in held):
        return False
    own = set(stores_for(who, *MANAGING).values_list("pk", flat=True))
    return manages_all(who) or all(store in own for _, store in held)
