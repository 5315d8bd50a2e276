"""Machines of the API: made here with a token that is shown once, looked at, and withdrawn."""

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from omni.lib.admin import ReadOnly

from ..actions.create_api_client import create_api_client
from ..actions.revoke_api_client import revoke_api_client
from ..actors import user_actor
from ..models import ApiClient


class NewMachine(forms.ModelForm):
    scopes = forms.MultipleChoiceField(
        choices=ApiClient.Scope.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ApiClient
        fields = ("name", "scopes")


@admin.register(ApiClient)
class ApiClientAdmin(ReadOnly):
    form = NewMachine
    list_display = ("name", "scopes", "created_by", "created_at", "revoked_at")
    list_select_related = ("created_by",)
    fields = ("name", "scopes")
    readonly_fields = ("public_id", "created_by", "created_at", "revoked_at")
    actions = ("withdraw",)

    def get_fields(self, request: HttpRequest, obj: ApiClient | None = None) -> tuple:
        return (*self.fields, *self.readonly_fields) if obj else self.fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("staff.add_apiclient")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("staff.change_apiclient")

    def save_model(
        self, request: HttpRequest, obj: ApiClient, form: NewMachine, change: bool
    ) -> None:
        client, token = create_api_client(
            name=obj.name, scopes=obj.scopes, user=request.user, actor=user_actor(request.user)
        )
        obj.__dict__.update(client.__dict__)
        request.new_token = token

    def response_add(
        self, request: HttpRequest, obj: ApiClient, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The token, on this page and never again."""
        context = self.admin_site.each_context(request) | {
            "title": "Its token, shown once",
            "opts": self.opts,
            "client": obj,
            "token": request.new_token,
        }
        return TemplateResponse(request, "admin/staff/apiclient/token.html", context)

    @admin.action(description="Withdraw the chosen clients", permissions=["withdraw"])
    @transaction.atomic
    def withdraw(self, request: HttpRequest, chosen: QuerySet[ApiClient]) -> None:
        for client in chosen:
            revoke_api_client(client=client, actor=user_actor(request.user))
            self.log_change(request, client, "Withdrawn.")
        self.message_user(request, "Withdrawn. Their tokens open nothing now.")
