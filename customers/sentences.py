"""How the timeline says what happened: a few words in bold, then the rest."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inventory.portrait import short_title

ICONS = {
    "viewed": "eye",
    "searched": "search",
    "shortlisted": "heart",
    "unlisted": "heart",
    "reserved": "store",
    "chatted": "chat",
    "messaged": "mobile",
    "signed_in": "key",
    "booked": "calendar",
    "moved": "calendar",
    "called_off": "x",
    "pass_sent": "qr",
    "arrived": "qr",
    "greeted": "hand",
    "purchased": "bag",
    "refunded": "refresh",
    "consented": "check",
    "list_sent": "send",
    "opened": "eye",
    "clicked": "eye",
    "awaited": "clock",
    "kept_search": "search",
    "took_home": "diamond",
    "brought_back": "left",
    "noted": "note",
}
SECRET = re.compile(r"\{\w+\}")
SEARCHED = {
    "shape": "%(what)s", "carat": "%(what)s ct", "colour": "colour %(what)s",
    "fancy": "fancy %(what)s", "intensity": "%(what)s", "clarity": "clarity %(what)s",
    "cut": "cut %(what)s", "price": "$%(what)s", "place": "in %(what)s",
}  # fmt: skip
ORDINALS = {2: "second time", 3: "third time", 4: "fourth time", 5: "fifth time"}


def told(entry) -> tuple[str, str]:
    """(the words in bold, the rest) of an `Entry`; unknown facts leave gaps, never errors."""
    return WORDS.get(entry.kind, _noted)(entry, _piece(entry))


def _piece(entry) -> str:
    """`the 1.52 ct round`, the item's own title, or `a piece`."""
    if not entry.items:
        return entry.facts.get("title") or _("a piece")
    item = entry.items[0]
    stone = getattr(item, "stone", None)
    return _("the %(what)s") % {"what": short_title(stone)} if stone else item.title


def _viewed(entry, piece: str) -> tuple[str, str]:
    if entry.nth < 2:
        return _("Looked at %(piece)s") % {"piece": piece}, ""
    count = _(ORDINALS[entry.nth]) if entry.nth in ORDINALS else _("%(n)s times") % {"n": entry.nth}
    return _("Looked at %(piece)s again") % {"piece": piece}, f", {count}"


def _searched(entry, piece: str) -> tuple[str, str]:
    words = entry.facts.get("words") or _searched_words(entry.facts.get("search", {}))
    more = ""
    if entry.times > 1:
        more = ngettext(", and %(n)s more search", ", and %(n)s more searches", entry.times - 1)
        more %= {"n": entry.times - 1}
    return _("Searched"), (_(" for %(words)s") % {"words": words} if words else "") + more


def _searched_words(search: dict) -> str:
    """`round, 1 to 1.5 ct, colour E and F, in Sydney`: whatever was asked for, in that order."""
    parts: dict[str, str] = {}
    for name, words in SEARCHED.items():
        if name in ("carat", "price"):
            low, high = _asked(search, f"{name}_min"), _asked(search, f"{name}_max")
            parts[name] = _range(words, "".join(low), "".join(high))
        elif values := _asked(search, name):
            parts[name] = words % {"what": _(" and ").join(values)}
    fancy = next((name for name in ("fancy", "intensity") if name in parts), "")
    if fancy and "colour" in parts:  # a letter and a fancy colour are alternatives
        parts[fancy] = _("or %(colour)s") % {"colour": parts[fancy]}
    return ", ".join(part for part in parts.values() if part)[:160]


def _asked(search: dict, name: str) -> list[str]:
    """`["E,F"]` as a page sends it, or plain values: each one as people say it."""
    value = search.get(name) or []
    each = value if isinstance(value, list) else [value]
    said = [one for text in each for one in str(text).replace("-", " ").split(",")]
    return [one.title() for one in said] if name == "place" else said


def _range(words: str, low: str, high: str) -> str:
    """`1 to 1.5 ct`, `from 1 ct` or `up to 1.5 ct`."""
    if low and high:
        return words % {"what": _("%(low)s to %(high)s") % {"low": low, "high": high}}
    if low:
        return _("from %(low)s") % {"low": words % {"what": low}}
    return _("up to %(high)s") % {"high": words % {"what": high}} if high else ""


def _shortlisted(entry, piece: str) -> tuple[str, str]:
    return _("Put %(piece)s on the shortlist") % {"piece": piece}, ""


def _unlisted(entry, piece: str) -> tuple[str, str]:
    return _("Took %(piece)s off the shortlist") % {"piece": piece}, ""


def _reserved(entry, piece: str) -> tuple[str, str]:
    where = entry.store or entry.facts.get("store", "")
    return _("Reserved %(piece)s") % {"piece": piece}, f", {where}" if where else ""


def _chatted(entry, piece: str) -> tuple[str, str]:
    name, text = entry.facts.get("with", ""), entry.facts.get("text", "")
    bold = _("Chat with %(name)s") % {"name": name} if name else _("Asked us")
    about = _(" about %(piece)s") % {"piece": piece} if entry.items and not name else ""
    return bold, about + (f". “{text}”" if text else "")


def _messaged(entry, piece: str) -> tuple[str, str]:
    bold = _("Was e-mailed") if entry.channel == "email" else _("Was texted")
    text = SECRET.sub("…", entry.facts.get("subject") or entry.facts.get("text", ""))
    return bold, f". “{text}”" if text else ""


def _signed_in(entry, piece: str) -> tuple[str, str]:
    by_phone = entry.facts.get("by") == "phone"
    return _("Signed in"), _(" with a code by SMS") if by_phone else _(" with a code by e-mail")


def _booked(entry, piece: str) -> tuple[str, str]:
    facts = entry.facts
    where = facts.get("store") or entry.store
    rest = f", {where}" if where else ""
    if facts.get("when"):
        rest += f", {facts['when']}"
    return _("Booked a visit"), rest


def _moved(entry, piece: str) -> tuple[str, str]:
    where = ", ".join(filter(None, (entry.facts.get("store"), entry.facts.get("when"))))
    return _("Visit moved"), (_(" to %(where)s") % {"where": where} if where else "") + _by(entry)


def _called_off(entry, piece: str) -> tuple[str, str]:
    where = ", ".join(filter(None, (entry.facts.get("store"), entry.facts.get("when"))))
    return _("Visit called off"), (f", {where}" if where else "") + _by(entry)


def _by(entry) -> str:
    """Which colleague did it; nobody is named for what she did herself."""
    who = entry.facts.get("by", "")
    return _(", by %(name)s") % {"name": who} if who else ""


def _pass_sent(entry, piece: str) -> tuple[str, str]:
    how = _("by e-mail") if entry.channel == "email" else _("by SMS")
    return _("Was sent a pass"), f" {how}"


def _arrived(entry, piece: str) -> tuple[str, str]:
    where = entry.facts.get("store") or entry.store
    if entry.facts.get("via") == "walk_in":
        return _("Arrived"), _(" at %(store)s") % {"store": where} if where else ""
    return _("Arrived"), _(" at %(store)s with the pass") % {"store": where} if where else ""


def _greeted(entry, piece: str) -> tuple[str, str]:
    who = entry.facts.get("by", "")
    return _("Was greeted"), _(" by %(name)s") % {"name": who} if who else ""


def _purchased(entry, piece: str) -> tuple[str, str]:
    place = _("in %(city)s") % {"city": entry.city} if entry.city else _("online")
    number = entry.facts.get("number", "")
    rest = f", {place}" + (_(", order %(number)s") % {"number": number} if number else "")
    return _("Bought %(piece)s") % {"piece": piece}, rest


def _refunded(entry, piece: str) -> tuple[str, str]:
    amount = f"{entry.facts.get('currency', '')} {entry.facts.get('amount', '')}".strip()
    return _("Was refunded"), f" {amount}" if amount else ""


def _consented(entry, piece: str) -> tuple[str, str]:
    what = {
        "greeting": _("being greeted by name"), "alerts": _("being told of new stones"),
    }.get(entry.facts.get("purpose", ""), _("news and offers"))  # fmt: skip
    if entry.facts.get("granted"):
        return _("Agreed"), _(" to %(what)s") % {"what": what}
    return _("Said no"), _(" to %(what)s") % {"what": what}


def _list_sent(entry, piece: str) -> tuple[str, str]:
    title, by = entry.facts.get("title", ""), entry.facts.get("by", "")
    rest = f" “{title}”" if title else ""
    return _("Was sent a list"), rest + (_(" by %(name)s") % {"name": by} if by else "")


def _opened(entry, piece: str) -> tuple[str, str]:
    title = entry.facts.get("title", "")
    return _("Opened our list"), f" “{title}”" if title else ""


def _clicked(entry, piece: str) -> tuple[str, str]:
    what, title = entry.facts.get("what", ""), entry.facts.get("title", "")
    rest = _(" in “%(title)s”") % {"title": title} if title else ""
    bold = {
        "certificate": _("Read the certificate of %(piece)s"),
        "video": _("Watched the video of %(piece)s"),
        "asked": _("Asked about %(piece)s"),
        "downloaded": _("Downloaded our list"),
    }.get(what, _("Opened %(piece)s"))
    if what == "downloaded":
        return bold, f" “{title}”" if title else ""
    return bold % {"piece": piece}, rest


def _awaited(entry, piece: str) -> tuple[str, str]:
    return _("Asked to be told"), _(" when %(piece)s is free") % {"piece": piece}


def _kept_search(entry, piece: str) -> tuple[str, str]:
    words = entry.facts.get("words", "")
    return _("Saved a search"), _(" for %(words)s") % {"words": words} if words else ""


def _took_home(entry, piece: str) -> tuple[str, str]:
    number, due = entry.facts.get("number", ""), entry.facts.get("due", "")
    rest = _(" on approval") + (f", {number}" if number else "")
    if due:
        rest += _(", until %(day)s") % {"day": due}
    return _("Took %(piece)s home") % {"piece": piece}, rest


def _brought_back(entry, piece: str) -> tuple[str, str]:
    number = entry.facts.get("number", "")
    return _("Brought %(piece)s back") % {"piece": piece}, f", {number}" if number else ""


def _noted(entry, piece: str) -> tuple[str, str]:
    return _("Note"), f". {entry.facts['text']}" if entry.facts.get("text") else ""


WORDS = {
    "viewed": _viewed,
    "searched": _searched,
    "shortlisted": _shortlisted,
    "unlisted": _unlisted,
    "reserved": _reserved,
    "chatted": _chatted,
    "messaged": _messaged,
    "signed_in": _signed_in,
    "booked": _booked,
    "moved": _moved,
    "called_off": _called_off,
    "pass_sent": _pass_sent,
    "arrived": _arrived,
    "greeted": _greeted,
    "purchased": _purchased,
    "refunded": _refunded,
    "consented": _consented,
    "list_sent": _list_sent,
    "opened": _opened,
    "clicked": _clicked,
    "awaited": _awaited,
    "kept_search": _kept_search,
    "took_home": _took_home,
    "brought_back": _brought_back,
    "noted": _noted,
}
