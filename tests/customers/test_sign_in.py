import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.errors import BadAddress, CodeDead, CodeWrong
from customers.models import Customer, Identity, Interaction, Session, SignInCode
from customers.selectors.sessions import customer_by_token
from notifications.models import Message
from omni.lib.errors import TooMany
from tests.customers.signing import MOBILE, finish, start, wrong
from tests.handset import code_at, texts_to
from tests.races import race


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    """Limits count by the clock's hour: no test may stand astride two."""
    time_machine.move_to(dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC))


def test_a_code_signs_in_and_proves_the_address(db):
    code = start("0491 570 313")

    signed_in = finish(code, code_at(MOBILE))

    identity = Identity.objects.get(value=MOBILE)
    assert identity.customer == signed_in.customer
    assert identity.proven_at
    assert customer_by_token(signed_in.token).is_proven
    assert Interaction.objects.get().kind == "signed_in"


def test_a_code_by_e_mail_is_typed_with_a_space(db):
    code = start("Priya@Example.com ", kind="email")
    digits = code_at("priya@example.com")

    signed_in = finish(code, f"{digits[:3]} {digits[3:]}")

    assert signed_in.customer.identities.get().value == "priya@example.com"


def test_the_digits_are_kept_nowhere_once_they_have_left(db):
    code = start()
    digits = code_at(MOBILE)

    message = Message.objects.get()
    assert digits in texts_to(MOBILE)[0]
    assert digits not in message.body
    assert bytes(message.secrets) == b""
    assert digits not in code.code_hash


def test_a_known_address_is_answered_as_an_unknown_one(priya):
    with CaptureQueriesContext(connection) as known:
        start("+61491570006")
    with CaptureQueriesContext(connection) as unknown:
        start(MOBILE)

    assert len(known) == len(unknown)
    assert Message.objects.values("body", "purpose").distinct().count() == 1


def test_five_wrong_tries_end_a_code(db):
    code = start()
    guess = wrong(code)

    for left in (4, 3, 2, 1):
        with pytest.raises(CodeWrong) as refusal:
            finish(code, guess)
        assert refusal.value.details["left"] == left
    with pytest.raises(CodeDead, match="fifth wrong try"):
        finish(code, guess)

    with pytest.raises(CodeDead):
        finish(code, code_at(MOBILE))
    assert not Customer.objects.exists()
    assert not Session.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_guesses_at_once_are_five_tries():
    code = start()
    guess = wrong(code)

    answers = race(lambda n: finish(code, guess), 20)

    refusals = [type(answer) for answer in answers]
    assert refusals.count(CodeWrong) == 4
    assert refusals.count(CodeDead) == 16
    code.refresh_from_db()
    assert code.tries == 5


@pytest.mark.django_db(transaction=True)
def test_one_code_signs_in_once_however_often_it_is_sent_at_once():
    code = start()
    digits = code_at(MOBILE)

    answers = race(lambda n: finish(code, digits), 4)

    assert sum(isinstance(answer, CodeDead) for answer in answers) == 3
    assert Session.objects.count() == 1


def test_a_code_is_dead_after_ten_minutes(db, time_machine):
    code = start()
    digits = code_at(MOBILE)

    time_machine.shift(dt.timedelta(minutes=10, seconds=1))

    with pytest.raises(CodeDead):
        finish(code, digits)


def test_a_code_of_another_visitor_is_dead(db):
    code = start()

    with pytest.raises(CodeDead):
        finish(code, code_at(MOBILE), visitor=uuid.uuid4())

    assert not Customer.objects.exists()


def test_the_sixth_code_to_an_address_within_an_hour_is_refused(db):
    for _ in range(5):
        start()

    with pytest.raises(TooMany):
        start()

    assert SignInCode.objects.count() == Message.objects.count() == 5


def test_a_walk_through_a_range_of_numbers_is_stopped(db):
    numbers = [f"+614915703{n:02}" for n in range(21)]
    for number in numbers[:20]:
        start(number)

    with pytest.raises(TooMany):
        start(numbers[20])

    assert Message.objects.count() == 20


def test_one_network_may_ask_thirty_times_an_hour(db):
    for n in range(30):
        start(f"guest{n}@example.com", kind="email", network="203.0.113.9")

    with pytest.raises(TooMany):
        start("guest30@example.com", kind="email", network="203.0.113.9")

    start("guest31@example.com", kind="email", network="203.0.113.10")


def test_no_more_codes_are_texted_a_day_than_the_shop_pays_for(db, settings):
    settings.CODES_PER_DAY = 1
    start()

    with pytest.raises(TooMany):
        start("+61491570006")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("0412 555", "That’s three digits short. Try 04xx xxx xxx."),
        ("02 9374 4000", "That isn’t a mobile, and we’d text it. Try 04xx xxx xxx."),
        ("hello", "That isn’t a phone number. Try 04xx xxx xxx."),
        ("+49 1512 3456789", "We can’t text that country yet. Use your e-mail instead."),
        ("0412 555 555 555", "That’s too long. Try 04xx xxx xxx."),
        ("1900 654 321", "That isn’t a mobile, and we’d text it. Try 04xx xxx xxx."),
    ],
)
def test_a_number_that_cannot_be_texted_is_explained(db, typed, says):
    with pytest.raises(BadAddress) as refusal:
        start(typed)

    assert refusal.value.message == says
    assert not SignInCode.objects.exists()
