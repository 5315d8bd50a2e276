"""A list of pieces put together for somebody, and each sending of it with what became of that."""

from django.db import models
from django.db.models import F, Q

from inventory.models import Item
from omni.lib.ids import public_id
from staff.models import ApiClient, Store, User

from .customer import Customer, Identity


class Selection(models.Model):
    """It belongs to a store and is made by a colleague or a machine.

    Its pages show what is true when it is read.
    """

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    title = models.CharField(max_length=80)
    made_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="selections"
    )
    machine = models.ForeignKey(
        ApiClient, on_delete=models.PROTECT, null=True, blank=True, related_name="selections",
        help_text="What made it, when nobody did.",
    )  # fmt: skip
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="selections")
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="selections",
        help_text="For whom it was begun.",
    )  # fmt: skip
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at"]
        indexes = [models.Index(fields=["store", "changed_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(made_by__isnull=False, machine__isnull=True)
                | Q(made_by__isnull=True, machine__isnull=False),
                name="selection_made_by_one",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def by(self) -> str:
        """Who or what made it, as colleagues read it."""
        return str((self.made_by or self.machine).name)


class SelectionPiece(models.Model):
    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="pieces")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["selection", "item"], name="in_a_selection_once")
        ]

    def __str__(self) -> str:
        return str(self.item_id)


class SelectionShare(models.Model):
    """A selection sent to one person: a link that opens it, kept as its hash.

    Sending it again replaces the link. It identifies nobody: whoever has the link sees the list.
    """

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="shares")
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, related_name="selections_received"
    )
    kind = models.CharField(max_length=8, choices=Identity.Kind.choices)
    value = models.CharField(max_length=254)
    token_hash = models.CharField(max_length=64, unique=True)
    times_sent = models.PositiveSmallIntegerField(default=1)
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=80)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at")), name="share_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.selection} to {self.customer}"


class SelectionLook(models.Model):
    """How often a share was opened, or something of one piece in it; `item` is empty for itself."""

    class What(models.TextChoices):
        OPENED = "opened", "Opened"
        PAGE = "page", "Its page"
        VIDEO = "video", "Its video"
        CERTIFICATE = "certificate", "Its certificate"
        ASKED = "asked", "Asked about"
        DOWNLOADED = "downloaded", "Downloaded"

    share = models.ForeignKey(SelectionShare, on_delete=models.CASCADE, related_name="looks")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=12, choices=What.choices)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["share", "item", "what"], name="look_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.times} times"
