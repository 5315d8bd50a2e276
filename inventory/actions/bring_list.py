"""A supplier's list is brought: kept as it came, and waits to be read."""

import hashlib
import uuid
from pathlib import PurePath

from django.core.files import File

from omni.lib.actors import Actor
from omni.lib.idempotency import once

from ..errors import ListsOff
from ..incoming.files import kept_lists
from ..incoming.running import lot_of
from ..lists.errors import UnreadableList
from ..lists.opened import MOST_BYTES
from ..models import Import, Supplier, SupplierFeed
from ..wake import wake_list


def bring_list(
    *, supplier: Supplier, name: str, content: File, key: object, actor: Actor
) -> Import:
    """Keep the file and let a worker read it; no stock changes.

    Raises `ListsOff` when their lists aren't wanted, `UnreadableList` when it is empty or too big.
    """
    if not 0 < content.size <= MOST_BYTES:
        raise UnreadableList(
            f"A list has at least a row and at most {MOST_BYTES // 1024 // 1024} MB."
        )
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    content.seek(0)
    body = {"supplier": supplier.pk, "sha256": digest.hexdigest()}
    done, _ = once(
        actor=actor, action="bring_list", key=key, body=body,
        run=lambda: {"id": _bring(supplier, name, content, actor).pk},
    )  # fmt: skip
    return Import.objects.get(pk=done["id"])


def _bring(supplier: Supplier, name: str, content: File, actor: Actor) -> Import:
    feed = SupplierFeed.objects.select_related("supplier").filter(supplier=supplier).first()
    if feed is None or not feed.is_on:
        raise ListsOff
    kept = kept_lists().save(f"{uuid.uuid4()}.list", content)
    run = Import.objects.create(
        source=_plain(name), supplier=supplier, lot=lot_of(feed), file=kept,
        state=Import.State.NEW, answers=dict(feed.answers), actor=str(actor),
    )  # fmt: skip
    wake_list(run.pk)
    return run


def _plain(name: str) -> str:
    text = "".join(c for c in PurePath(name.replace("\\", "/")).name if c.isprintable())
    return text[-120:] or "list"
