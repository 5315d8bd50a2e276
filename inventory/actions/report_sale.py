"""A supplier hears that their pieces were sold."""

import uuid

from django.db import transaction

from omni.lib.actors import Actor
from omni.lib.clock import database_now

from ..errors import NotOnMemo, UnknownClaim
from ..foreign import FOREIGN
from ..models import Claim, SaleReport


@transaction.atomic
def report_sale(*, claims: list[uuid.UUID], reference: str, actor: Actor) -> list[SaleReport]:
    """Note that these sales were reported; one that was reported before keeps its first report.

    Raises `UnknownClaim`, `NotOnMemo` for a piece that was ours or isn't sold.
    """
    rows = list(
        Claim.objects.select_related("record__lot").filter(public_id__in=claims).order_by("pk")
    )
    if len(rows) != len(set(claims)):
        raise UnknownClaim
    if any(c.consumed_at is None or c.record.lot.ownership not in FOREIGN for c in rows):
        raise NotOnMemo
    return [
        SaleReport.objects.get_or_create(
            claim=claim,
            defaults={
                "supplier_id": claim.record.lot.supplier_id, "reference": reference[:60],
                "reported_at": database_now(), "actor": str(actor),
            },
        )[0]
        for claim in rows
    ]  # fmt: skip
