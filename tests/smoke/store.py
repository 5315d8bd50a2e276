"""The smallest shop there is, made and traded by the real actions.

`python -m tests.smoke.store open` prints its one stone; `… reserve SKU` has somebody reserve it.
"""

import json
import os
import sys
import uuid


def main(task: str, *arguments: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "omni.settings")
    import django

    django.setup()
    from inventory.actions.claim import ClaimLine, claim_stock
    from inventory.models import Claim, Item
    from tests.stock import TEST, a_stone

    if task == "open":
        stone = a_stone(sku="SMOKE-1")
        Item.objects.filter(pk=stone.pk).update(is_listed=True)
        sys.stdout.write(json.dumps({"sku": stone.sku, "topic": f"stock:{stone.public_id}"}))
        return
    claim_stock(
        lines=[ClaimLine(Item.objects.get(sku=arguments[0]).pk)],
        purpose=Claim.Purpose.ORDER,
        holder=f"customer:{uuid.uuid4()}",
        expires_at=None,
        actor=TEST,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
