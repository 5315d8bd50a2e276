"""A merge is undone: each has a conversation of their own, and neither reads the other's words."""

import pytest

from chat.actions.finish import finish
from chat.actions.join import join
from chat.models import Assignment, Conversation
from chat.selectors import messages_after
from customers.models import Merge
from omni.lib.invariants import breaches
from tests.cast import a_browser, a_customer, acting
from tests.chat.scenes import a_conversation, asks, on_shift, replies, told
from tests.customers.parting import merge, part_of, undo

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(hana):
    on_shift(hana)
    return a_customer()


def of(who) -> Conversation:
    return Conversation.objects.get(customer=who)


def test_the_words_go_and_their_numbers_stay(visitor, priya, ana):
    a_conversation(priya, "In March")
    a_conversation(visitor, "My secret")
    joined = merge(visitor, priya)
    asks(priya, "And now?")

    record = undo(joined, ana)

    assert told(of(priya)) == [
        (1, "text", "In March"),
        (2, "withdrawn", ""),
        (3, "text", "And now?"),
    ]
    assert told(of(visitor)) == [(1, "text", "My secret")]
    assert part_of(record, "Chat") == (["1 message"], ["1 message since the merge"])
    assert breaches(with_workers=False) == []


def test_nothing_of_who_wrote_it_is_left(visitor, priya, ana):
    a_conversation(priya, "In March")
    a_conversation(visitor, "My secret")

    undo(merge(visitor, priya), ana)

    withdrawn = messages_after(of(priya), 1)[0]
    assert (withdrawn.author, withdrawn.author_name) == ("system:merge", "")
    original = of(visitor).messages.get()
    assert withdrawn.client_id != original.client_id


def test_both_stand_as_they_did_when_nothing_was_said_since(visitor, priya, ana, hana):
    replies(hana, a_conversation(visitor, "Tonight"))
    finish(conversation=a_conversation(priya, "In March"), actor=acting(hana))
    joined = merge(visitor, priya)

    undo(joined, ana)

    assert (of(visitor).state, of(priya).state) == ("open", "finished")
    answering = Assignment.objects.get(ended_at=None)
    assert (answering.conversation, answering.user) == (of(visitor), hana)


def test_one_that_the_merge_made_is_gone_with_it(visitor, priya, ana):
    asks(visitor, "Tonight")

    undo(merge(visitor, priya), ana)

    assert not Conversation.objects.filter(customer=priya).exists()
    assert of(visitor).waiting_since is not None


def test_a_question_that_was_answered_since_isnt_asked_again(visitor, priya, ana, hana):
    asks(visitor, "Tonight")
    joined = merge(visitor, priya)
    replies(hana, of(priya))

    record = undo(joined, ana)

    assert of(visitor).state == "finished"
    assert "isn’t asked again" in part_of(record, "Chat")[1][1]


def test_a_question_that_nobody_answered_waits_again(visitor, priya, ana, hana):
    """She only said something more, and a colleague only looked in."""
    asks(visitor, "Tonight")
    joined = merge(visitor, priya)
    asks(priya, "Hello?")
    join(conversation=of(priya), user=hana, actor=acting(hana))

    undo(joined, ana)

    theirs = of(visitor)
    assert (theirs.state, theirs.waiting_since is not None) == ("open", True)
    assert breaches(with_workers=False) == []


def test_of_a_merge_of_before_the_words_go_as_well(visitor, priya, ana):
    a_conversation(priya, "In March")
    a_conversation(visitor, "My secret")
    joined = merge(visitor, priya)
    Merge.objects.update(moved={})

    record = undo(joined, ana)

    assert told(of(priya))[1] == (2, "withdrawn", "")
    assert of(visitor).state == "finished"
    assert "wasn’t written down" in part_of(record, "Chat")[1][0]


def test_what_was_withdrawn_is_on_no_page_and_in_no_answer(visitor, priya, ana, hana):
    a_conversation(priya, "In March")
    a_conversation(visitor, "My secret")
    undo(merge(visitor, priya), ana)
    finish(conversation=of(visitor), actor=acting(hana))  # or the desk's queue has it beside hers

    her, desk = a_browser(priya), a_browser(user=hana)
    pages = [
        her.get("/chat/").content.decode(),
        her.get("/chat/messages/").content.decode(),
        desk.get(f"/desk/{of(priya).public_id}/").content.decode(),
    ]

    assert all("In March" in page for page in pages)
    assert not any("My secret" in page for page in pages)
    assert not any('data-seq="2"' in page for page in pages)


def test_another_merge_doesnt_bring_back_what_was_withdrawn(visitor, priya, ana):
    between = a_customer("Between")
    a_conversation(between, "Mine")
    a_conversation(visitor, "My secret")
    undo(merge(visitor, between), ana)

    merge(between, priya)

    assert told(of(priya)) == [(1, "text", "Mine")]
