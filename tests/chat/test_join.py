import pytest

from chat.actions.finish import finish
from chat.actions.join import join
from chat.errors import AlreadyFinished, AnsweredByAnother, CannotAnswer
from chat.models import Assignment
from staff.models import Role
from tests.cast import a_user, acting
from tests.chat.scenes import a_conversation, on_shift, told
from tests.races import race, rounds


@pytest.fixture
def conversation(hana, priya):
    on_shift(hana)
    return a_conversation(priya)


def test_the_customer_reads_who_joined(conversation, hana):
    hana.pronoun = "she"

    assignment = join(conversation=conversation, user=hana, actor=acting(hana))

    assert told(conversation)[-1] == (2, "joined", "Hana joined. She’s read your questions.")
    assert assignment.asked_at == conversation.waiting_since


def test_joining_twice_is_joining_once(conversation, hana):
    first = join(conversation=conversation, user=hana, actor=acting(hana))

    assert join(conversation=conversation, user=hana, actor=acting(hana)) == first
    assert len(told(conversation)) == 2


def test_refuses_a_second_owner(conversation, hana, marcus):
    join(conversation=conversation, user=hana, actor=acting(hana))

    with pytest.raises(AnsweredByAnother):
        join(conversation=conversation, user=marcus, actor=acting(marcus))

    assert Assignment.objects.get().user == hana
    assert len(told(conversation)) == 2


def test_refuses_a_finished_conversation(conversation, hana):
    finish(conversation=conversation, actor=acting(hana))

    with pytest.raises(AlreadyFinished):
        join(conversation=conversation, user=hana, actor=acting(hana))

    assert not Assignment.objects.exists()


def test_refuses_who_doesnt_answer_chats(conversation):
    ada = a_user("Ada Novak", Role.ADMINISTRATOR, None)

    with pytest.raises(CannotAnswer):
        join(conversation=conversation, user=ada, actor=acting(ada))

    assert not Assignment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_who_join_at_once_one_answers(hana, marcus, lucia, ana, priya):
    on_shift(hana)
    people = [hana, marcus, lucia, ana]
    conversation = a_conversation(priya)
    for _ in range(rounds()):
        results = race(
            lambda n, one=conversation: join(
                conversation=one, user=people[n], actor=acting(people[n])
            ),
            4,
        )

        winners = [one for one in results if isinstance(one, Assignment)]
        assert len(winners) == 1
        assert sum(isinstance(one, AnsweredByAnother) for one in results) == 3
        assert Assignment.objects.filter(ended_at=None).count() == 1
        finish(conversation=conversation, actor=acting(hana))
        conversation = a_conversation(priya, "Again")
