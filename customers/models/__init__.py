"""People, their addresses, their story, and their way into the store."""

from .appointment import Appointment, AppointmentItem, DiaryChange
from .catalogue import Catalogue
from .consent import Consent
from .customer import Customer, Identity, Merge, Session, SignInCode, VisitorLink
from .free_watch import FreeWatch
from .interaction import Interaction
from .saved_search import SavedSearch, SearchMatch
from .selection import Selection, SelectionLook, SelectionPiece, SelectionShare
from .shortlist import Shortlist, ShortlistEntry
from .visit import Pass, PassScan, Visit

__all__ = [
    "Appointment", "AppointmentItem", "Catalogue", "Consent", "Customer", "DiaryChange",
    "FreeWatch", "Identity", "Interaction", "Merge", "Pass", "PassScan", "SavedSearch",
    "SearchMatch", "Selection", "SelectionLook", "SelectionPiece", "SelectionShare", "Session",
    "Shortlist", "ShortlistEntry", "SignInCode", "Visit", "VisitorLink",
]  # fmt: skip
