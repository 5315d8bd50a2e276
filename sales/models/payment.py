"""Asking a provider for money: started, asked, and then known or unknown, never guessed."""

from django.db import models
from django.db.models import Q

from customers.models import Customer
from omni.lib.ids import public_id

from .order import Order


class Payment(models.Model):
    """One intent to pay. The provider knows it by our `public_id`, which is asked about before
    anything is asked for again. `basket` is what is bought: lines of the item's public id,
    quantity, price shown, fulfilment, place, how it was kept for her before (`was`), and the claims
    that keep it until she has paid.
    `amount` is in the currency's major units.
    """

    class State(models.TextChoices):
        STARTED = "started", "Started"
        ASKED = "asked", "Asked"
        UNKNOWN = "unknown", "No answer yet"
        DECLINED = "declined", "Declined"
        SETTLED = "settled", "Order placed"
        REFUND_DUE = "refund_due", "To be refunded"
        REFUNDED = "refunded", "Refunded"
        ABANDONED = "abandoned", "Abandoned"

    OPEN = (State.STARTED, State.ASKED, State.UNKNOWN)  # its provider hasn't had the last word

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="payments")
    order = models.OneToOneField(
        Order, on_delete=models.PROTECT, null=True, blank=True, related_name="payment"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.STARTED)
    provider = models.CharField(max_length=20)
    provider_ref = models.CharField(max_length=80, blank=True)
    currency = models.CharField(max_length=3)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    captured = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    refunded = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    basket = models.JSONField()
    buyer = models.JSONField(default=dict)
    actor = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    next_look_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_look_at"],
                condition=Q(state__in=["started", "asked", "unknown", "refund_due"]),
                name="payment_open",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(captured__gte=0, refunded__gte=0)
                & Q(captured__lte=models.F("amount"))
                & Q(refunded__lte=models.F("captured")),
                name="payment_adds_up",
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}, {self.state}"


class Refund(models.Model):
    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    why = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    provider_ref = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.amount} back"
