"""The same button pressed by two at once, or twice by one, is one effect."""

import uuid

import pytest

from chat.actions.join import join
from chat.models import Assignment
from customers.actions.arrive import arrive
from customers.actions.issue_pass import issue_pass
from customers.actions.scan_pass import scan_pass
from customers.actions.take_visit import take_visit
from customers.models import Pass, Visit
from staff.actions.enrol_device import enrol_device
from staff.models import Role
from tests.cast import a_user, acting
from tests.chat.scenes import a_conversation, on_shift
from tests.races import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_visit_is_taken_by_one_of_four(priya, sydney, ana):
    visit = arrive(customer=priya, store=sydney, actor=acting(ana)).public_id
    people = [
        a_user(f"{name} Novak", Role.ASSOCIATE, sydney) for name in ("Eva", "Ida", "Uma", "Ada")
    ]

    answers = race(lambda n: take_visit(visit=visit, user=people[n], actor=acting(people[n])), 4)

    assert sum(isinstance(one, Visit) for one in answers) == 1
    assert sum(getattr(one, "code", "") == "already_taken" for one in answers) == 3
    assert Visit.objects.get().taken_by in people


def test_a_pass_held_up_at_two_stations_opens_one_visit(priya, hana, ana, sydney):
    phone = priya.identities.get(kind="phone")
    _, token = issue_pass(customer=priya, appointment=None, to=phone, actor=acting(hana))
    doors = [
        enrol_device(kind="kiosk", name=f"Door {n}", store=sydney, user=ana, actor=acting(ana))[0]
        for n in range(4)
    ]

    answers = race(
        lambda n: scan_pass(
            shown=f"/p/{token}/", scan=uuid.uuid4(), device=doors[n], actor=acting(ana)
        ),
        4,
    )

    assert sorted(one.outcome for one in answers) == ["again"] * 3 + ["welcome"]
    assert Visit.objects.get().customer == priya


def test_a_chat_is_joined_by_one_of_two(priya, hana, marcus):
    on_shift(hana)
    chat = a_conversation(priya)
    people = [hana, marcus]

    race(lambda n: join(conversation=chat, user=people[n], actor=acting(people[n])), 2)

    assert Assignment.objects.get(ended_at=None).user in people
    assert chat.messages.filter(kind="joined").count() == 1


def test_of_four_passes_sent_at_once_the_last_alone_is_in_force(priya, hana):
    phone = priya.identities.get(kind="phone")

    answers = race(
        lambda _n: issue_pass(customer=priya, appointment=None, to=phone, actor=acting(hana)), 4
    )

    assert all(isinstance(one, tuple) for one in answers), answers
    assert Pass.objects.filter(revoked_at=None).count() == 1
