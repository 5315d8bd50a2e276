"""Whatever belongs to a customer is told what becomes of it when she turns out to be another."""

from django.apps import apps

from customers.models import Customer

MOVED = {
    "chat.Conversation", "customers.Appointment", "customers.FreeWatch", "customers.Identity",
    "customers.Pass", "customers.SavedSearch", "customers.Selection", "customers.SelectionShare",
    "customers.Shortlist", "customers.Visit", "sales.Order", "sales.Payment",
}  # fmt: skip
# Found through the merge, or of the merge itself.
STAYS = {
    "customers.Consent", "customers.Customer", "customers.Interaction", "customers.Merge",
    "customers.Session", "customers.VisitorLink",
}  # fmt: skip


def test_a_merge_and_its_undo_know_every_row_of_hers():
    hers = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Customer
    }

    assert hers == MOVED | STAYS, "say in docs/merges.md what becomes of it"
