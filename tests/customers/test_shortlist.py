import pytest

from customers.actions import shortlist as action
from customers.actions.shortlist import add_to_shortlist, remove_from_shortlist
from customers.errors import ListFull
from customers.models import Interaction, ShortlistEntry
from tests.cast import acting
from tests.races import race
from tests.stock import a_stone


def kinds(customer) -> list[str]:
    return list(customer.interactions.order_by("pk").values_list("kind", flat=True))


def test_a_piece_is_put_on_the_list_and_remembered(priya, stone):
    assert add_to_shortlist(customer=priya, item=stone, actor=acting(priya))

    assert priya.shortlist.entries.get().item == stone
    entry = Interaction.objects.get()
    assert (entry.kind, entry.item, entry.customer) == ("shortlisted", stone.public_id, priya)


def test_the_same_piece_twice_is_on_the_list_once(priya, stone):
    add_to_shortlist(customer=priya, item=stone, actor=acting(priya))

    assert not add_to_shortlist(customer=priya, item=stone, actor=acting(priya))

    assert priya.shortlist.entries.count() == 1
    assert kinds(priya) == ["shortlisted"]


@pytest.mark.django_db(transaction=True)
def test_four_hearts_at_once_are_one_entry(priya, stone):
    answers = race(lambda n: add_to_shortlist(customer=priya, item=stone, actor=acting(priya)), 4)

    assert sorted(answers) == [False, False, False, True]
    assert ShortlistEntry.objects.count() == 1


def test_a_piece_taken_off_stays_as_history_and_may_come_back(priya, stone):
    add_to_shortlist(customer=priya, item=stone, actor=acting(priya))

    assert remove_from_shortlist(customer=priya, item=stone, actor=acting(priya))
    assert not remove_from_shortlist(customer=priya, item=stone, actor=acting(priya))
    assert add_to_shortlist(customer=priya, item=stone, actor=acting(priya))

    entries = priya.shortlist.entries
    assert (entries.count(), entries.filter(removed_at=None).count()) == (2, 1)
    assert kinds(priya) == ["shortlisted", "unlisted", "shortlisted"]


def test_a_full_list_refuses_and_stays_as_it_is(priya, stone, monkeypatch):
    monkeypatch.setattr(action, "MOST", 1)
    add_to_shortlist(customer=priya, item=stone, actor=acting(priya))

    with pytest.raises(ListFull):
        add_to_shortlist(customer=priya, item=a_stone(), actor=acting(priya))

    assert priya.shortlist.entries.count() == 1
    assert kinds(priya) == ["shortlisted"]


def test_another_customers_list_is_untouched(priya, zoe, stone):
    add_to_shortlist(customer=priya, item=stone, actor=acting(priya))

    assert not remove_from_shortlist(customer=zoe, item=stone, actor=acting(zoe))

    assert priya.shortlist.entries.filter(removed_at=None).count() == 1
