import pytest

from chat.actions.merge import merge_conversations
from chat.models import Assignment, Conversation
from customers.events import CustomersMerged
from omni.lib.actors import system
from omni.lib.events import emit
from tests.cast import a_customer
from tests.chat.scenes import a_conversation, asks, on_shift, replies, told


@pytest.fixture
def visitor(hana):
    on_shift(hana)
    return a_customer()


def merged(gone, kept):
    emit(CustomersMerged(gone=gone, kept=kept))
    return Conversation.objects.get(customer=kept)


def test_both_histories_go_on_under_new_numbers(visitor, priya, stone):
    a_conversation(priya, "In March")
    a_conversation(visitor, "Tonight", item=stone)

    ours = merged(visitor, priya)

    assert told(ours) == [
        (1, "text", "In March"),
        (2, "item", "1.52 ct round E VS1"),
        (3, "text", "Tonight"),
    ]
    assert (ours.last_seq, ours.state, ours.item) == (3, "open", stone)
    assert Conversation.objects.get(customer=visitor).state == "finished"


def test_the_kept_one_may_never_have_asked_before(visitor, priya):
    asks(visitor, "Tonight")

    ours = merged(visitor, priya)

    assert told(ours) == [(1, "text", "Tonight")]
    assert ours.waiting_since is not None


def test_whoever_answered_goes_on_answering(visitor, priya, hana):
    replies(hana, a_conversation(visitor, "Tonight"))

    ours = merged(visitor, priya)

    answering = Assignment.objects.get(ended_at=None)
    assert (answering.conversation, answering.user) == (ours, hana)


def test_merging_twice_is_merging_once(visitor, priya):
    a_conversation(priya, "In March")
    a_conversation(visitor, "Tonight")
    before = told(merged(visitor, priya))

    merge_conversations(gone=visitor, kept=priya, actor=system("test"))

    assert told(Conversation.objects.get(customer=priya)) == before


def test_without_a_conversation_there_is_nothing_to_do(visitor, priya):
    assert merge_conversations(gone=visitor, kept=priya, actor=system("test")) is None
    assert not Conversation.objects.exists()
