"""Every hold on stock, timed or firm, in one table."""

from django.db import models
from django.db.models import Q

from omni.lib.ids import public_id

from .item import Item
from .stock import StockRecord

LIVE = Q(released_at__isnull=True, consumed_at__isnull=True)


class ClaimQuerySet(models.QuerySet):
    def live(self) -> "ClaimQuerySet":
        """Neither released nor consumed; a timed one may be overdue until somebody locks it."""
        return self.filter(LIVE)


class Claim(models.Model):
    """`quantity` pieces of one record kept for `holder`, until `expires_at` or firmly (empty).

    `note` is what staff should know: why, or why it was made longer.

    `holder` is an opaque reference,
    `visitor|customer|user|order|conversation|appointment|transfer:<uuid>`,
    or `client:<uuid>:<its own reference of up to 16 characters>` for a machine of the API; the
    faces ask its owner for the name. `is_serial` repeats the item's, for the constraint that
    lets a piece that is one of a kind have one live claim at most.
    """

    class Purpose(models.TextChoices):
        BASKET = "basket", "In a basket"
        TRY_ON = "try_on", "Being tried on"
        CHAT = "chat", "Kept during a chat"
        APPOINTMENT = "appointment", "For an appointment"
        COLLECTION = "collection", "To be collected"
        MEMO = "memo", "Out on memo"
        ORDER = "order", "Sold"
        TRANSFER = "transfer", "Being sent to another place"

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    # Without an index of its own: what is asked of a record is what is live of its item.
    record = models.ForeignKey(
        StockRecord, on_delete=models.PROTECT, related_name="claims", db_index=False
    )
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="claims")
    is_serial = models.BooleanField()
    quantity = models.PositiveIntegerField()
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    holder = models.CharField(max_length=60)
    note = models.CharField(max_length=120, blank=True)
    actor = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    released_why = models.CharField(max_length=80, blank=True)
    consumed_at = models.DateTimeField(null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(is_serial=True) & LIVE, name="one_live_claim"
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="claim_has_pieces"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(consumed_at__isnull=True),
                name="released_or_consumed",
            ),
        ]
        indexes = [
            models.Index(fields=["holder"], condition=LIVE, name="claim_by_holder"),
            models.Index(fields=["expires_at"], condition=LIVE, name="claim_by_expiry"),
            models.Index(fields=["item", "expires_at"], condition=LIVE, name="claim_by_item"),
            models.Index(
                fields=["record"], condition=Q(consumed_at__isnull=False), name="claim_sold"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.item_id} for {self.holder}"

    @property
    def is_live(self) -> bool:
        return self.released_at is None and self.consumed_at is None
