"""How the ledger's steps read: an icon, what happened, and where."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Location, StockMovement

Reason = StockMovement.Reason
Kind = Location.Kind

# What happened, when pieces came or went at one place.
MOVED = {
    Reason.RECEIVED: ("box", gettext_lazy("Received")),
    Reason.SOLD: ("bag", gettext_lazy("Sold")),
    Reason.RETURNED: ("left", gettext_lazy("Brought back")),
    Reason.ADJUSTED: ("document", gettext_lazy("Corrected")),
    Reason.COUNTED: ("scan", gettext_lazy("Corrected by a count")),
    Reason.WITHDRAWN: ("x", gettext_lazy("Withdrawn by its supplier")),
    Reason.SENT_BACK: ("left", gettext_lazy("Sent back to its supplier")),
    Reason.BOUGHT: ("check", gettext_lazy("Bought from its supplier")),
    Reason.SPLIT: ("document", gettext_lazy("Split")),
    Reason.JOINED: ("document", gettext_lazy("Joined with another parcel")),
}
MADE = {
    (Reason.ASSEMBLED, True): gettext_lazy("Made from its parts"),
    (Reason.ASSEMBLED, False): gettext_lazy("Set in a finished piece"),
    (Reason.TAKEN_APART, True): gettext_lazy("Taken out of a finished piece"),
    (Reason.TAKEN_APART, False): gettext_lazy("Taken apart"),
}
TAKEN_DOWN = {
    "image": gettext_lazy("Photograph taken down"),
    "certificate": gettext_lazy("Certificate taken down"),
    "video": gettext_lazy("Video taken down"),
}
SHOWN_AGAIN = {
    "image": gettext_lazy("Photograph shown again"),
    "certificate": gettext_lazy("Certificate shown again"),
    "video": gettext_lazy("Video shown again"),
}
ASKED_AGAIN = {
    "image": gettext_lazy("Photograph asked for again"),
    "certificate": gettext_lazy("Certificate asked for again"),
}
UNDONE = {
    True: gettext_lazy("Back again, as a supplier’s list was undone"),
    False: gettext_lazy("Withdrawn, as a supplier’s list was undone"),
}


def moved(steps: list[StockMovement]) -> tuple[str, str, str]:
    """The sentence for the steps that one action took with one item."""
    out = [step for step in steps if step.delta < 0]
    came = [step for step in steps if step.delta > 0]
    first = steps[0]
    if out and came and first.reason in (Reason.MOVED_OUT, Reason.MOVED_IN):
        return _travelled(out[0].location, came[0].location)
    place = {"place": first.location.name}
    number = abs(sum(step.delta for step in steps)) or abs(first.delta)
    where = (_(" in %(place)s") if first.delta > 0 else _(" from %(place)s")) % place
    if number > 1:
        where += f", {number}"
    if (first.reason, first.delta > 0) in MADE:
        return "ring", str(MADE[first.reason, first.delta > 0]), where
    if first.cause.startswith("undo:"):
        lead = UNDONE[first.delta > 0]
        return ("left", str(lead), where)
    icon, lead = MOVED.get(first.reason, ("box", first.get_reason_display()))
    return icon, str(lead), where + _why(first)


def _travelled(source: Location, target: Location) -> tuple[str, str, str]:
    if target.kind == Kind.CUSTOMER:
        return "user", _("Taken home on approval"), _(" from %(p)s") % {"p": source.name}
    if source.kind == Kind.CUSTOMER:
        return "left", _("Came back from approval"), _(" to %(p)s") % {"p": target.name}
    if target.kind == Kind.TRANSIT:
        return "box", _("Sent on its way"), _(" from %(p)s") % {"p": source.name}
    if source.kind == Kind.TRANSIT:
        return "store", _("Arrived"), _(" in %(p)s") % {"p": target.name}
    return "box", _("Moved"), _(" from %(a)s to %(b)s") % {"a": source.name, "b": target.name}


def _why(step: StockMovement) -> str:
    """The words of a correction are kept as its cause."""
    if step.reason != Reason.ADJUSTED:
        return ""
    return f": {step.cause.partition(': ')[2] or step.cause}"
