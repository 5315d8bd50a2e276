"""What left, what came in and who said stop: to be looked at."""

from django.contrib import admin

from omni.lib.admin import ReadOnly, ReadOnlyRows

from .models import Attempt, InboundMessage, Message, Receipt, Suppression


class AttemptRows(ReadOnlyRows):
    model = Attempt


class ReceiptRows(ReadOnlyRows):
    model = Receipt


@admin.register(Message)
class MessageAdmin(ReadOnly):
    list_display = ("created_at", "channel", "purpose", "to_address", "state", "attempts")
    list_filter = ("state", "channel", "purpose")
    search_fields = ("to_address__startswith", "recipient__startswith")
    ordering = ("-id",)
    inlines = (AttemptRows, ReceiptRows)


@admin.register(InboundMessage)
class InboundMessageAdmin(ReadOnly):
    list_display = ("received_at", "from_address", "body", "processed_at")
    search_fields = ("from_address__startswith",)
    ordering = ("-id",)


@admin.register(Suppression)
class SuppressionAdmin(ReadOnly):
    list_display = ("address", "since", "source")
    search_fields = ("address__startswith",)
    ordering = ("-id",)
