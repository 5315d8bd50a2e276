"""Pictures, certificates and videos of pieces: what waits to be fetched, and what is shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now

from ..copies import name_of, small
from ..models import StoneMedia
from .availability import availability

STATE, KIND = StoneMedia.State, StoneMedia.Kind
MOST_PICTURES = 4
SHARING = 50  # pieces that are asked, of those that share a file and customers no longer see
# One text for each, the newest first; NULL where there is none.
SAID = """
SELECT array_agg(m.kind || ' ' || CASE m.kind WHEN 'video' THEN m.url ELSE m.file END
                 ORDER BY m.id DESC)
FROM inventory_stonemedia m WHERE m.item_id = {item} AND m.state IN ('kept', 'link')
"""
# The file of the newest, where there is only room for one.
FIRST_PICTURE = """
SELECT m.file FROM inventory_stonemedia m
WHERE m.item_id = {item} AND m.kind = 'image' AND m.state = 'kept' ORDER BY m.id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a piece is shown by besides its drawing, the newest first; each may be empty.

    `pictures` and `certificate` are names of our own copies, as addresses have them; `video` is an
    address elsewhere.
    """

    pictures: tuple[str, ...] = ()
    certificate: str = ""
    video: str = ""

    @property
    def sizes(self) -> list[tuple[str, str]]:
        """Each picture, large and small."""
        return [(name, small(name)) for name in self.pictures]

    @property
    def own(self) -> bool:
        """Whether there is anything of it that we have ourselves."""
        return bool(self.pictures or self.certificate)

    @property
    def is_empty(self) -> bool:
        return not (self.own or self.video)


NOTHING = Shown()


def media_beside(item: str = '"inventory_stone"."item_id"') -> RawSQL:
    """For `annotate(media_said=…)`, so that it comes with the piece; `shown` reads it."""
    return RawSQL(SAID.format(item=item), (), output_field=ArrayField(TextField()))


def shown(said: list[str] | None) -> Shown:
    """What a row's `media_said` says."""
    if not said:
        return NOTHING
    by_kind: dict[str, list[str]] = {kind: [] for kind in KIND}
    for kind, what in (one.split(" ", 1) for one in said):
        by_kind[kind].append(what)
    pictures, certificates = (
        [name_of(file) for file in dict.fromkeys(by_kind[kind])]
        for kind in (KIND.IMAGE, KIND.CERTIFICATE)
    )
    videos = [url for url in by_kind[KIND.VIDEO] if url.startswith("https://")]
    first = [*certificates[:1], ""][0], [*videos[:1], ""][0]
    return Shown(tuple(pictures[:MOST_PICTURES]), *first)


def media_of(item_ids: Iterable[int]) -> dict[int, Shown]:
    """What these items are shown by, of those that are by anything; one query."""
    rows = StoneMedia.objects.filter(
        item_id__in=list(item_ids), state__in=(STATE.KEPT, STATE.LINK)
    ).order_by("-pk")
    said: dict[int, list[str]] = {}
    for item_id, kind, url, file in rows.values_list("item_id", "kind", "url", "file"):
        said.setdefault(item_id, []).append(f"{kind} {url if kind == KIND.VIDEO else file}")
    return {item_id: shown(texts) for item_id, texts in said.items()}


def is_kept(file: str) -> bool:
    """Whether a piece has this file, whoever may see it; one query."""
    return StoneMedia.objects.filter(file=file, state=STATE.KEPT).exists()


def is_on_show(file: str) -> bool:
    """Whether a piece with this file is one that customers see, a sold one included.

    One query for what is on show.
    """
    kept = StoneMedia.objects.filter(file=file, state=STATE.KEPT)
    rows = kept.order_by(F("item__is_listed").desc(), "-item_id").values_list(
        "item__is_listed", "item_id"
    )
    found = list(rows[:SHARING])
    if any(listed for listed, _item in found):
        return True
    states = availability(item_id for _listed, item_id in found) if found else {}
    return any(state.state == "sold" for state in states.values())


def due_media(most: int = 200) -> list[int]:
    """Those that are due, the oldest first."""
    due = StoneMedia.objects.filter(state=STATE.WAITING, due_at__lte=Now())
    return list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:most])
