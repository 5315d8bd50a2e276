"""What the door and the diary refuse."""

from omni.lib.errors import Invalid, NotThere, Refused


class BadTime(Invalid):
    """That time doesn't work."""

    code = "bad_time"


class NoAddress(Invalid):
    """We need a mobile number or an e-mail address to send it to."""

    code = "no_address"


class UnknownPass(NotThere):
    """This pass isn't one of ours, or it has been replaced."""

    code = "unknown_pass"


class AlreadyTaken(Refused):
    """Somebody else is on the way already."""

    code = "already_taken"


class VisitOver(Refused):
    """This visit has ended."""

    code = "visit_over"
