"""Why something about a customer is refused."""

from omni.lib.errors import Invalid, Refused


class BadAddress(Invalid):
    """That isn't a mobile number or an e-mail address."""

    code = "bad_address"


class CodeWrong(Invalid):
    """That isn't the code we sent."""

    code = "code_wrong"


class CodeDead(Refused):
    """That code doesn't work any more. Ask for a new one."""

    code = "code_dead"
    status = 410


class TwoPeople(Refused):
    """Both have proven who they are: a colleague has to look before they become one."""

    code = "two_people"


class NotUndone(Refused):
    """This merge can’t be undone."""

    code = "not_undone"


class ReasonNeeded(Invalid):
    """Say why in a few words."""

    code = "reason_needed"


class ListFull(Refused):
    """A shortlist holds 100 pieces. Take one off first."""

    code = "list_full"


class ManyReserved(Refused):
    """You have three pieces reserved. Let one go first, or ask us to keep more for you."""

    code = "many_reserved"


class ReservedElsewhere(Refused):
    """You have this piece reserved in another store. Let it go there first."""

    code = "reserved_elsewhere"


class BadTime(Invalid):
    """That time doesn't work."""

    code = "bad_time"


class NoAddress(Invalid):
    """We need a mobile number or an e-mail address to send it to."""

    code = "no_address"


class AlreadyTaken(Refused):
    """Somebody else is on the way already."""

    code = "already_taken"


class VisitOver(Refused):
    """This visit has ended."""

    code = "visit_over"


class VisitBegan(Refused):
    """This visit has begun: it can’t be called off or moved any more."""

    code = "visit_began"


class CalledOff(Refused):
    """This visit is called off already."""

    code = "called_off"


class MovedOften(Refused):
    """This visit was moved three times already. Ring us, and we’ll find a time that suits you."""

    code = "moved_often"


class EmptySelection(Invalid):
    """Put a piece on the list first."""

    code = "empty_selection"


class SelectionFull(Refused):
    """A list holds 60 pieces. Take one off first."""

    code = "selection_full"


class ShareOver(Refused):
    """That link was withdrawn. Send the list again."""

    code = "share_over"


class FreeNow(Refused):
    """There’s nothing to wait for: look at its page."""

    code = "free_now"


class ManyWatches(Refused):
    """You wait for thirty pieces already. Let one go first."""

    code = "many_watches"


class ManySearches(Refused):
    """You keep twenty searches already. Let one go first."""

    code = "many_searches"
