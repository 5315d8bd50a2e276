import pytest

from chat.actions.finish import finish
from chat.actions.join import join
from chat.actions.pass_on import pass_on
from chat.errors import AlreadyFinished, CannotAnswer
from chat.models import Assignment
from staff.models import Role
from tests.cast import a_user, acting
from tests.chat.scenes import a_conversation, on_shift, replies, told


@pytest.fixture
def conversation(hana, priya):
    on_shift(hana)
    conversation = a_conversation(priya)
    replies(hana, conversation)
    conversation.refresh_from_db()
    return conversation


def owner(conversation):
    one = Assignment.objects.filter(conversation=conversation, ended_at=None).first()
    return one.user if one else None


def test_a_colleague_becomes_the_one_who_answers(conversation, hana, marcus):
    pass_on(conversation=conversation, to=marcus, actor=acting(hana))

    assert owner(conversation) == marcus
    assert told(conversation)[-1][2] == ("Hana passed this to Marcus, who’ll read all of it first.")
    ended = Assignment.objects.exclude(ended_at=None).get()
    assert (ended.user, ended.outcome) == (hana, "passed")


def test_passed_to_the_queue_it_waits_again(conversation, hana):
    assert conversation.waiting_since is None

    pass_on(conversation=conversation, to=None, actor=acting(hana))

    conversation.refresh_from_db()
    assert owner(conversation) is None
    assert conversation.waiting_since is not None


def test_a_colleague_may_take_over_from_who_went_home(conversation, marcus):
    pass_on(conversation=conversation, to=marcus, actor=acting(marcus))

    assert owner(conversation) == marcus


def test_passing_to_who_answers_already_changes_nothing(conversation, hana):
    before = told(conversation)

    pass_on(conversation=conversation, to=hana, actor=acting(hana))

    assert told(conversation) == before
    assert Assignment.objects.count() == 1


def test_refuses_who_doesnt_answer_chats(conversation, hana):
    ada = a_user("Ada Novak", Role.ADMINISTRATOR, None)

    with pytest.raises(CannotAnswer):
        pass_on(conversation=conversation, to=ada, actor=acting(hana))

    assert owner(conversation) == hana


def test_refuses_a_finished_conversation(conversation, hana, marcus):
    finish(conversation=conversation, actor=acting(hana))

    with pytest.raises(AlreadyFinished):
        pass_on(conversation=conversation, to=marcus, actor=acting(hana))

    assert owner(conversation) is None


def test_what_was_passed_to_the_queue_can_be_joined(conversation, hana, marcus):
    pass_on(conversation=conversation, to=None, actor=acting(hana))

    join(conversation=conversation, user=marcus, actor=acting(marcus))

    assert owner(conversation) == marcus
