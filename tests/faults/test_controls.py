"""The races are real: without its lock, key or count, each of these goes wrong.

The same races with everything in place stand beside their verbs, those of the client key and the
payment here.
"""

import uuid

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet

from chat.actions import join as joining
from chat.models import Assignment
from customers.actions import arrive as arriving
from customers.actions import sign_in as signing_in
from customers.actions.issue_pass import issue_pass
from customers.errors import CodeWrong
from customers.models import Customer, SignInCode, Visit
from omni.lib.actors import system
from omni.lib.idempotency import once
from omni.lib.models import ClientKey
from sales import payments
from sales.models import Order, Payment
from sales.providers import provider
from staff.actions.enrol_device import enrol_device
from tests.cast import acting
from tests.chat.scenes import a_conversation, on_shift
from tests.customers.test_scan_pass import scan
from tests.customers.test_sign_in import finish, start, wrong
from tests.faults.books import charges
from tests.races import Together, race, rounds
from tests.sales.paying import ask
from tests.sales.paying import start as start_to_pay

pytestmark = pytest.mark.django_db(transaction=True)
TEST = system("test")


def together(many: int, run):
    """The same, once so many have looked."""
    all_looked = Together(many)

    def later(*args, **kwargs):
        all_looked()
        return run(*args, **kwargs)

    return later


def test_one_key_has_one_effect_however_often_it_is_sent_at_once():
    for _ in range(rounds()):
        Customer.objects.all().delete()
        key = uuid.uuid4()

        answers = race(lambda _, key=key: sent_with(once, key), 8)

        assert Customer.objects.count() == 1
        assert {answer[0]["customer"] for answer in answers} == {Customer.objects.get().pk}


def test_control_a_key_that_is_looked_up_and_then_written_has_many_effects():
    all_looked = Together(8)

    def naive(*, actor, action, key, body, run):
        if ClientKey.objects.filter(key=key).exists():
            return {}, False
        all_looked()
        result = run()
        ClientKey.objects.get_or_create(scope=f"{actor}:{action}", key=key)
        return result, True

    key = uuid.uuid4()
    race(lambda _: sent_with(naive, key), 8)

    assert Customer.objects.count() > 1


def sent_with(once, key: uuid.UUID):
    def run() -> dict:
        return {"customer": Customer.objects.create().pk}

    return once(actor=TEST, action="be born", key=key, body={}, run=run)


def test_a_payment_is_asked_for_once_however_often_its_form_is_sent_at_once(stone, priya):
    payment = start_to_pay(stone, priya)

    race(lambda _: ask(payment, priya), 6)

    assert [asked for _, _, asked in charges().values()] == [1]
    assert Order.objects.count() == 1


def test_control_a_payment_whose_state_is_read_and_then_written_is_asked_for_again(stone, priya):
    payment, all_looked = start_to_pay(stone, priya), Together(6)

    def naive(_: int) -> None:
        row = Payment.objects.get(pk=payment.pk)
        if row.state == "started":
            all_looked()
            row.state = "asked"
            row.save()
            provider(row.provider).charge(row.public_id, row.amount, row.currency, "ok")

    race(naive, 6)

    assert next(asked for _, _, asked in charges().values()) > 1
    payments.resolve(payment)


def test_control_tries_that_are_read_and_then_written_let_more_than_five_guesses_in(monkeypatch):
    all_looked = Together(20)

    def naive(code_id, visitor):
        row = SignInCode.objects.get(public_id=code_id)
        if row.tries >= signing_in.MOST_TRIES:
            raise signing_in.CodeDead
        all_looked()
        row.tries += 1
        row.save()
        return row

    monkeypatch.setattr(signing_in, "_counted_try", naive)
    code = start()
    guess = wrong(code)

    answers = race(lambda _: finish(code, guess), 20)

    assert sum(isinstance(answer, CodeWrong) for answer in answers) > signing_in.MOST_TRIES - 1


def test_control_without_the_lock_only_the_constraint_stops_a_second_visit(
    priya, ana, sydney, monkeypatch
):
    phone, by = priya.identities.get(kind="phone"), acting(ana)
    _, token = issue_pass(customer=priya, appointment=None, to=phone, actor=by)
    kiosk, _ = enrol_device(kind="kiosk", name="Door", store=sydney, user=ana, actor=by)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_: self)
    monkeypatch.setattr("customers.actions.scan_pass.lock_customer", lambda customer: customer)
    monkeypatch.setattr(arriving, "record", together(6, arriving.record))

    answers = race(lambda _: scan(token, kiosk), 6)

    assert any(isinstance(answer, IntegrityError) for answer in answers), answers
    assert Visit.objects.filter(closed_at=None).count() == 1


def test_control_without_the_lock_only_the_constraint_stops_a_second_owner(
    hana, marcus, lucia, priya, monkeypatch
):
    on_shift(hana)
    conversation, people = a_conversation(priya), [hana, marcus, lucia]
    monkeypatch.setattr(joining, "locked", lambda conversation: conversation)
    monkeypatch.setattr(joining, "append", together(3, joining.append))

    answers = race(
        lambda n: joining.join(conversation=conversation, user=people[n], actor=acting(people[n])),
        3,
    )

    assert any(isinstance(answer, IntegrityError) for answer in answers), answers
    assert Assignment.objects.filter(ended_at=None).count() == 1
