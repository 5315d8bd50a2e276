"""A machine that may use the API: it is known by a token and may do what its scopes say."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from omni.lib.ids import public_id

from .user import User


class ApiClient(models.Model):
    """`token_hash` is the SHA-256 of its token, which is shown once. Revoked is for good."""

    class Scope(models.TextChoices):
        READ = "stock:read", "Read stones and where they are"
        CLAIM = "claims:write", "Hold pieces and let them go"
        TRANSFER = "transfers:write", "Send pieces from place to place"
        COUNT = "counts:write", "Count places and correct the book by it"
        MEMO = "memos:write", "Lend pieces, and take suppliers' on memo"
        STOCK = "stock:write", "Receive, correct, assemble and split stock"
        SELECTION = "selections:write", "Put lists of pieces together and send them"
        LIST = "lists:write", "Take in suppliers' lists and take them back"
        PRICE = "prices:write", "Set prices, costs and safety stock"

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    name = models.CharField(max_length=60, help_text="Which machine it is: the price tag printer.")
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope.choices), default=list)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "API client"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def may(self, *scopes: str) -> bool:
        return set(scopes) <= set(self.scopes)
