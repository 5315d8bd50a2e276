"""Approved answers; conversations to be looked at."""

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from omni.lib.admin import Bounded, ReadOnly
from omni.lib.clock import now

from .models import Answer, Conversation, Message


@admin.register(Answer)
class AnswerAdmin(Bounded):
    """Whoever saves an answer approves it."""

    list_display = ("title", "shortcut", "approved_by", "approved_at", "is_active")
    list_filter = ("is_active",)
    list_select_related = ("approved_by",)
    search_fields = ("title", "questions", "body")
    readonly_fields = ("approved_by", "approved_at")

    def save_model(self, request: HttpRequest, obj: Answer, form: ModelForm, change: bool) -> None:
        obj.approved_by, obj.approved_at = request.user, now()
        super().save_model(request, obj, form, change)


@admin.register(Conversation)
class ConversationAdmin(ReadOnly):
    list_display = ("customer", "state", "item", "last_seq", "waiting_since", "last_at")
    list_filter = ("state",)
    list_select_related = ("customer", "item")
    search_fields = ("customer__name",)
    ordering = ("-id",)


@admin.register(Message)
class MessageAdmin(ReadOnly):
    list_display = ("at", "conversation", "seq", "kind", "author_name", "body")
    list_filter = ("kind", "from_customer")
    list_select_related = ("conversation__customer",)
    search_fields = ("conversation__customer__name",)
    ordering = ("-id",)
