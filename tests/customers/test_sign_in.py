import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.actions.issue_pass import issue_pass
from customers.actions.know import know_customer
from customers.actions.session import open_session
from customers.actions.shortlist import add_to_shortlist
from customers.actions.sign_in import finish_sign_in, start_sign_in
from customers.actors import visitor_actor
from customers.errors import BadAddress, CodeDead, CodeWrong
from customers.models import Customer, Identity, Interaction, Merge, Session, SignInCode
from customers.selectors.sessions import customer_by_token, session_by_token
from notifications.models import Message
from omni.lib.clock import now
from omni.lib.errors import TooMany
from tests.handset import code_at, texts_to
from tests.races import race

MOBILE = "+61491570313"


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    """Limits count by the clock's hour: no test may stand astride two."""
    time_machine.move_to(dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC))


def start(value=MOBILE, visitor=None, kind="phone", **kwargs) -> SignInCode:
    visitor = visitor or uuid.uuid4()
    return start_sign_in(
        kind=kind, value=value, visitor=visitor, actor=visitor_actor(visitor), **kwargs
    )


def finish(code: SignInCode, digits: str, session=None, visitor=None):
    visitor = visitor or code.visitor
    return finish_sign_in(
        code_id=code.public_id, code=digits, visitor=visitor, session=session,
        actor=visitor_actor(visitor),
    )  # fmt: skip


def wrong(code: SignInCode) -> str:
    right = int(code_at(code.value))
    return f"{(right + 1) % 1_000_000:06}"


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
        ("0412 555", "That's three digits short. Try 04xx xxx xxx."),
        ("02 9374 4000", "That isn't a mobile, and we'd text it. Try 04xx xxx xxx."),
        ("hello", "That isn't a phone number. Try 04xx xxx xxx."),
        ("+49 1512 3456789", "We can't text that country yet. Use your e-mail instead."),
        ("0412 555 555 555", "That's too long. Try 04xx xxx xxx."),
        ("1900 654 321", "That isn't a mobile, and we'd text it. Try 04xx xxx xxx."),
    ],
)
def test_a_number_that_cannot_be_texted_is_explained(db, typed, says):
    with pytest.raises(BadAddress) as refusal:
        start(typed)

    assert refusal.value.message == says
    assert not SignInCode.objects.exists()


def test_what_she_did_before_she_signed_in_is_hers(db, stone):
    visitor = uuid.uuid4()
    anonymous = know_customer(visitor=visitor, actor=visitor_actor(visitor))
    add_to_shortlist(customer=anonymous, item=stone, actor=visitor_actor(visitor))
    code = start(visitor=visitor)

    signed_in = finish(code, code_at(MOBILE))

    assert signed_in.customer == anonymous
    assert signed_in.visitor == visitor


def test_the_shortlist_of_a_second_device_joins_her(priya, stone):
    visitor = uuid.uuid4()
    anonymous = know_customer(visitor=visitor, actor=visitor_actor(visitor))
    add_to_shortlist(customer=anonymous, item=stone, actor=visitor_actor(visitor))
    code = start("+61491570006", visitor=visitor)

    signed_in = finish(code, code_at("+61491570006"))

    assert signed_in.customer == priya
    assert priya.shortlist.entries.get().item == stone
    merge = Merge.objects.get()
    assert (merge.gone, merge.kept) == (anonymous, priya)
    assert merge.moved["entries"] == [priya.shortlist.entries.get().pk]


def test_the_person_we_wrote_to_is_found_by_her_number(db, stone):
    phone = uuid.uuid4()
    at_the_desk = know_customer(visitor=phone, actor=visitor_actor(phone))
    hers = Identity.objects.create(customer=at_the_desk, kind="phone", value=MOBILE)
    add_to_shortlist(customer=at_the_desk, item=stone, actor=visitor_actor(phone))
    issue_pass(customer=at_the_desk, appointment=None, to=hers, actor=visitor_actor(phone))
    laptop = start()

    signed_in = finish(laptop, code_at(MOBILE))

    assert signed_in.customer == at_the_desk


def test_whoever_only_named_a_number_is_out_once_its_owner_proves_it(db):
    stranger = uuid.uuid4()
    pretender = know_customer(visitor=stranger, actor=visitor_actor(stranger))
    named = Identity.objects.create(customer=pretender, kind="phone", value=MOBILE)
    issue_pass(customer=pretender, appointment=None, to=named, actor=visitor_actor(stranger))
    held = Session.objects.create(customer=pretender, token_hash="h", rotated_at=now())
    code = start()

    finish(code, code_at(MOBILE))

    held.refresh_from_db()
    assert held.revoked_at


def test_two_people_who_proved_themselves_never_become_one(priya, tom):
    code = start("+61491570006")
    hers = finish(code, code_at("+61491570006"))
    session = session_by_token(hers.token)
    again = start("+61491570110", visitor=code.visitor)

    his = finish(again, code_at("+61491570110"), session=session)

    assert his.customer == tom
    assert his.visitor != code.visitor
    assert not Merge.objects.exists()
    assert session_by_token(hers.token) is None


def test_a_session_planted_before_she_signed_in_is_dead_at_once(db):
    visitor = uuid.uuid4()
    customer = know_customer(visitor=visitor, actor=visitor_actor(visitor))
    planted = open_session(customer=customer, is_proven=False, actor=visitor_actor(visitor))
    code = start(visitor=visitor)

    signed_in = finish(code, code_at(MOBILE), session=session_by_token(planted))

    assert customer_by_token(planted) is None
    assert customer_by_token(signed_in.token) == customer


def test_a_second_address_joins_whoever_is_signed_in(priya, time_machine):
    code = start("+61491570006")
    first = finish(code, code_at("+61491570006"))
    again = start("nair@example.com", kind="email", visitor=code.visitor)

    second = finish(again, code_at("nair@example.com"), session=session_by_token(first.token))

    assert second.customer == priya
    assert customer_by_token(first.token) == priya
    time_machine.shift(61)
    assert customer_by_token(first.token) is None
    assert customer_by_token(second.token) == priya


def test_a_visitor_cookie_alone_gives_nobody_a_second_address(priya):
    """A browser on which Priya was signed in once, without her session."""
    code = start("+61491570006")
    finish(code, code_at("+61491570006"))
    stranger = start(MOBILE, visitor=code.visitor)

    signed_in = finish(stranger, code_at(MOBILE))

    assert signed_in.customer != priya
    assert signed_in.visitor != code.visitor
    assert priya.identities.count() == 2
