"""The receipt of a sale in a store goes where the buyer wants it."""

import uuid

from customers.addresses import parsed_address
from customers.models import Identity
from notifications.actions.write import write_message
from notifications.models import Message
from omni.lib.actors import Actor
from omni.lib.idempotency import once

from ..errors import ReceiptsEnough
from ..models import Order
from ..receipts import texted, written_in_store

MOST = 6


def send_receipt(*, order: Order, address: str, key: uuid.UUID | str, actor: Actor) -> str:
    """To a mobile or an e-mail, as somebody typed it; answers it as we keep it.

    Nothing of the address is kept with the customer: it may be anybody's. The same key sends it
    once. Raises `BadAddress` with the fix, and `ReceiptsEnough` past `MOST` of an order.
    """
    kind, to = parsed_address(address)

    def run() -> dict:
        Order.objects.select_for_update(no_key=True).get(pk=order.pk)
        name = f"receipt:{order.public_id}"
        number = Message.objects.filter(dedupe_key__startswith=f"{name}:").count() + 1
        if number > MOST:
            raise ReceiptsEnough
        is_text = kind == Identity.Kind.PHONE
        write_message(
            channel="sms" if is_text else "email",
            purpose=Message.Purpose.SERVICE,
            to_address=to,
            recipient=f"customer:{order.customer.public_id}" if order.customer else "",
            subject="" if is_text else f"Order {order.number}",
            body=texted(order) if is_text else written_in_store(order),
            dedupe_key=f"{name}:{number}",
            actor=actor,
        )
        return {"to": to}

    body = {"order": str(order.public_id), "to": to}
    return once(actor=actor, action="send_receipt", key=key, body=body, run=run)[0]["to"]
