"""One person, from the first deliberate act; addresses prove who she is."""

from django.db import models
from django.db.models import Q

from omni.lib.ids import public_id


class Customer(models.Model):
    """`merged_into` points to the person this row turned out to be; owners follow it."""

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    name = models.CharField(max_length=80, blank=True)
    note = models.CharField(
        max_length=300, blank=True, help_text="What everybody must know before hello."
    )
    zone = models.CharField(max_length=40, blank=True, help_text="IANA name, empty when unknown.")
    language = models.CharField(max_length=10, default="en-au")
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    known_by = ""  # what `selectors.called` found to call her by; no column

    def __str__(self) -> str:
        return self.name or self.known_by or f"Visitor {str(self.public_id)[-4:]}"

    @property
    def given_name(self) -> str:
        return self.name.split()[0] if self.name else ""

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in self.name.split()[:2]).upper()


class Identity(models.Model):
    """A phone (E.164) or e-mail (lower case). Unproven, it gets only what was asked for there."""

    class Kind(models.TextChoices):
        PHONE = "phone", "Mobile"
        EMAIL = "email", "E-mail"

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    value = models.CharField(max_length=254)
    proven_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "identities"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "value"],
                condition=Q(proven_at__isnull=False),
                name="proven_address_has_one_owner",
            ),
            models.UniqueConstraint(fields=["customer", "kind", "value"], name="identity_once"),
        ]

    def __str__(self) -> str:
        return self.value


class VisitorLink(models.Model):
    """An anonymous visitor id (from a signed cookie) that turned out to be this customer."""

    visitor = models.UUIDField()
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="visitors")
    linked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visitor"], name="visitor_is_one_person")]

    def __str__(self) -> str:
        return str(self.visitor)


class Session(models.Model):
    """A customer's device: the cookie carries a token, kept here as its hash.

    After a rotation the predecessor is accepted for 60 s, for tabs that were loading.
    """

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="sessions")
    token_hash = models.CharField(max_length=64, unique=True)
    previous_hash = models.CharField(max_length=64, blank=True, db_index=True)
    rotated_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    is_proven = models.BooleanField(default=False, help_text="Signed in by a one-time code.")
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"session of {self.customer_id}"


class SignInCode(models.Model):
    """Six digits sent to an address, kept as a keyed hash; good for ten minutes and five tries."""

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=Identity.Kind.choices)
    value = models.CharField(max_length=254)
    code_hash = models.CharField(max_length=64)
    visitor = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "value", "created_at"])]

    def __str__(self) -> str:
        return f"code for {self.value}"


class Merge(models.Model):
    """One customer turned out to be another; `moved` is what became hers, so that it can be undone.

    `outcome` is what went back and what stayed when it was undone, in words.
    """

    gone = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    why = models.CharField(max_length=80)
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=80, blank=True)
    undone_why = models.CharField(max_length=200, blank=True)
    outcome = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at=None), name="merged_into_one_person"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_why="")
                | Q(undone_at__isnull=False) & ~Q(undone_why=""),
                name="undone_merge_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone} into {self.kept}"
