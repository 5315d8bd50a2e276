"""An order is placed once, paid, and its lines point at the claims that keep its pieces."""

from django.db import models
from django.db.models import Q

from customers.models import Customer
from inventory.models import Claim, Item
from omni.lib.ids import public_id
from staff.models import Store, User


class OrderCounter(models.Model):
    """The last number given under a prefix, such as SYD; the row is locked while one is taken."""

    prefix = models.CharField(max_length=4, primary_key=True)
    last = models.IntegerField(default=10_000)

    def __str__(self) -> str:
        return f"{self.prefix}-{self.last}"


class Order(models.Model):
    class State(models.TextChoices):
        PAID = "paid", "Paid"
        PARTLY_REFUNDED = "partly_refunded", "Partly refunded"
        REFUNDED = "refunded", "Refunded"
        CANCELLED = "cancelled", "Cancelled"

    class Channel(models.TextChoices):
        WEB = "web", "Web shop"
        FLOOR = "floor", "Store"
        API = "api", "API"

    public_id = models.UUIDField(default=public_id, unique=True, editable=False)
    number = models.CharField(max_length=16, unique=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="orders"
    )
    store = models.ForeignKey(
        Store, on_delete=models.PROTECT, null=True, blank=True, related_name="orders"
    )
    sold_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="sales"
    )
    state = models.CharField(max_length=16, choices=State.choices)
    currency = models.CharField(max_length=3)
    total = models.DecimalField(max_digits=14, decimal_places=2)
    tax = models.DecimalField(max_digits=14, decimal_places=2)
    name = models.CharField(max_length=80, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=16, blank=True)
    delivery = models.JSONField(default=dict, blank=True)
    placed_at = models.DateTimeField()
    actor = models.CharField(max_length=80)

    class Meta:
        ordering = ["-placed_at"]
        constraints = [models.CheckConstraint(condition=Q(total__gte=0), name="order_total")]

    def __str__(self) -> str:
        return self.number


class OrderLine(models.Model):
    class Fulfilment(models.TextChoices):
        TAKE_AWAY = "take_away", "Taken away"
        COLLECT = "collect", "To be collected"
        DELIVER = "deliver", "To be delivered"

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="order_lines")
    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, related_name="order_line")
    title = models.CharField(max_length=120)
    quantity = models.PositiveIntegerField()
    unit_price = models.DecimalField(max_digits=14, decimal_places=2)
    tax_rate = models.DecimalField(max_digits=5, decimal_places=4)
    fulfilment = models.CharField(max_length=10, choices=Fulfilment.choices)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="line_has_pieces")]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title}"


class Tender(models.Model):
    """A means of payment: its amount in the order's currency; cash also says what was handed."""

    class Kind(models.TextChoices):
        CASH = "cash", "Cash"
        TERMINAL = "terminal", "Card terminal"
        ONLINE = "online", "Card online"

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="tenders")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    rounding = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    reference = models.CharField(max_length=80, blank=True)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "reference"],
                condition=~Q(reference=""),
                name="tender_reference_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
