"""What a list is taken in by: its lot, its place, its terms; the same for all of its rows."""

from dataclasses import dataclass

from ..lists.pricing import PriceTerms
from ..models import Import, Lot, SupplierFeed


@dataclass(frozen=True, slots=True)
class Running:
    run: Import
    feed: SupplierFeed
    ownership: str

    @property
    def facts(self) -> dict[str, object]:
        """The parameters of the statements."""
        return {
            "run": self.run.pk,
            "lot": self.run.lot_id,
            "place": self.feed.location_id,
            "supplier": self.feed.supplier_id,
            "code": self.feed.supplier.code[:9].upper(),
            "tax_rate": self.feed.tax_rate,
            "currency": self.run.terms.get("ours", "AUD"),
            "actor": self.run.actor,
            "cause": f"import:{self.run.public_id}",
        }


def running(run: Import) -> Running:
    feed = SupplierFeed.objects.select_related("supplier").get(supplier_id=run.supplier_id)
    return Running(run, feed, run.lot.ownership)


def lot_of(feed: SupplierFeed) -> Lot:
    lot, _ = Lot.objects.get_or_create(
        ownership=feed.ownership, supplier=feed.supplier, memo_number=feed.memo_number
    )
    if lot.due_on != feed.due_on:
        Lot.objects.filter(pk=lot.pk).update(due_on=feed.due_on)
    return lot


def terms_of(feed: SupplierFeed, ours: str) -> PriceTerms:
    return PriceTerms(
        currency=feed.currency, ours=ours, rate=feed.rate, agreed_off=feed.agreed_off,
        margin=feed.margin, tax=feed.tax_rate, step=feed.step,
    )  # fmt: skip
