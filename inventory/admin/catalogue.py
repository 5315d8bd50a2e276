"""Products, pieces, grades and reports. What search reads follows in the same transaction."""

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from omni.lib.admin import Kept, ReadOnlyRows
from staff.actors import user_actor
from staff.models import Role, User
from staff.roles import may

from ..actions.regrade import regrade
from ..actions.revise_item import revise_item
from ..actions.set_cost import set_cost
from ..actions.set_price import set_price
from ..models import GradingReport, Item, PriceChange, Product, RingSetting, Stone


@admin.register(Product)
class ProductAdmin(Kept):
    list_display = ("name", "kind", "slug", "is_demo")
    list_filter = ("kind", "is_demo")
    search_fields = ("name", "slug")


COSTS = ("price", "cost")  # each change of them is a row of the history


def knows_cost(user: User) -> bool:
    return may(user, Role.MANAGER, Role.ADMINISTRATOR)


class PriceHistory(ReadOnlyRows):
    """What it cost, and since when; what it cost us for those who may know."""

    model = PriceChange
    fields = ("at", "kind", "before", "amount", "currency", "actor", "cause")
    ordering = ("-id",)
    verbose_name_plural = "price history"

    def get_queryset(self, request: HttpRequest) -> QuerySet[PriceChange]:
        rows = super().get_queryset(request)
        return rows if knows_cost(request.user) else rows.filter(kind=PriceChange.Kind.PRICE)


@admin.register(Item)
class ItemAdmin(Kept):
    list_display = ("sku", "title", "product", "price", "currency", "is_listed")
    list_filter = ("is_listed", "is_demo", "product__kind", "product")
    list_select_related = ("product",)
    search_fields = ("sku__startswith",)
    search_help_text = "A stock number, or how it begins."
    ordering = ("-id",)
    readonly_fields = ("availability_version", "created_at")

    def get_readonly_fields(self, request: HttpRequest, obj: Item | None = None) -> tuple:
        fixed = ("sku", "is_serial", "currency") if obj else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def get_exclude(self, request: HttpRequest, obj: Item | None = None) -> tuple:
        """What a piece cost us is for those who may know it."""
        return () if knows_cost(request.user) else ("cost",)

    def get_inlines(self, request: HttpRequest, obj: Item | None) -> list:
        return [PriceHistory] if obj else []

    def save_model(self, request: HttpRequest, obj: Item, form: ModelForm, change: bool) -> None:
        if not change:
            super().save_model(request, obj, form, change)
            return
        actor, values = user_actor(request.user), form.cleaned_data
        changes = {name: values[name] for name in form.changed_data if name not in COSTS}
        if "price" in form.changed_data:
            set_price(item=obj, price=values["price"], actor=actor)
        if "cost" in form.changed_data and values["cost"] is not None:
            set_cost(item=obj, cost=values["cost"], actor=actor)
        if changes:
            revise_item(item=obj, changes=changes, actor=actor)


class OfAnItem(Kept):
    """Describes one piece: belongs to it for good, and search follows."""

    belongs = "item"
    raw_id_fields = ("item",)
    list_select_related = ("item",)

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> tuple:
        return (self.belongs,) if obj else ()

    def save_model(self, request: HttpRequest, obj: object, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        item_id = getattr(obj, f"{self.belongs}_id")
        regrade(item_ids=[item_id], actor=user_actor(request.user))


@admin.register(Stone)
class StoneAdmin(OfAnItem):
    list_display = ("item", "shape", "carat", "colour_word", "clarity", "cut")
    list_filter = ("shape", "colour", "fancy", "clarity", "cut", "is_lab_grown")
    search_fields = ("item__sku__startswith",)
    ordering = ("-item_id",)

    @admin.display(description="colour", ordering="colour")
    def colour_word(self, stone: Stone) -> str:
        return stone.get_colour_display()


@admin.register(RingSetting)
class RingSettingAdmin(OfAnItem):
    list_display = ("item", "metal", "size", "carat_from", "carat_to")
    list_filter = ("metal", "size")
    search_fields = ("item__sku__startswith",)
    ordering = ("-item_id",)


@admin.register(GradingReport)
class GradingReportAdmin(OfAnItem):
    belongs = "stone"
    raw_id_fields = ("stone",)
    list_display = ("lab", "number", "stone", "is_demo")
    list_filter = ("lab", "is_demo")
    list_select_related = ("stone",)
    search_fields = ("number__startswith", "stone__item__sku__startswith")
    ordering = ("-id",)
