"""Whoever has signed in and never said a name is told apart by a part of her proven address."""

import pytest

from customers.selectors.called import call, masked
from tests.cast import a_browser, a_customer
from tests.chat.scenes import asks
from tests.floor.scenes import a_sale, checks_in
from tests.stock import a_setting

pytestmark = pytest.mark.django_db
MOBILE, MASKED = "+61491570006", "04•• ••• 006"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (MOBILE, MASKED),
        ("priya@example.com", "p•••@example.com"),
        ("+6421555123", "+64 •• ••• 123"),
    ],
)
def test_enough_is_told_to_know_her_and_too_little_to_write_to_her(value, told):
    assert masked(value) == told


def test_a_name_comes_first_and_a_mobile_before_an_email(django_assert_num_queries):
    named = a_customer("Priya Nair", MOBILE)
    both = a_customer("", "+61491570110", "tom@example.com")
    by_email = a_customer("", "", "zoe@example.com")

    with django_assert_num_queries(1):
        call([named, both, by_email, None])

    assert [str(one) for one in (named, both, by_email)] == [
        "Priya Nair", "04•• ••• 110", "z•••@example.com",
    ]  # fmt: skip


def test_where_all_have_names_nothing_is_asked(django_assert_num_queries, priya):
    with django_assert_num_queries(0):
        call([priya, None])


def test_what_nobody_has_proven_stands_for_nobody():
    somebody = a_customer()
    somebody.identities.create(kind="phone", value=MOBILE)

    call([somebody])

    assert str(somebody) == f"Visitor {str(somebody.public_id)[-4:]}"


def test_the_floor_and_the_desk_call_her_so(marcus, ana, hana, sydney):
    her = a_customer("", MOBILE)
    checks_in(her, sydney, ana)
    conversation = asks(her).conversation
    ipad, desk = a_browser(user=marcus), a_browser(user=hana)
    ipad.post("/floor/sydney/sell/", a_sale(a_setting(), customer=her))
    pages = {
        "arrivals": ipad.get("/floor/sydney/"),
        "client": ipad.get(f"/floor/sydney/clients/{her.public_id}/"),
        "orders": ipad.get("/floor/sydney/orders/"),
        "look-up": ipad.get("/floor/sydney/stock/?q=0491570006"),
        "queue": desk.get("/desk/"),
        "conversation": desk.get(f"/desk/{conversation.public_id}/"),
    }

    told = {name: page.content.decode() for name, page in pages.items()}
    assert {name for name, page in told.items() if MASKED not in page} == set()
    assert {
        name for name, page in told.items() if f"Visitor {str(her.public_id)[-4:]}" in page
    } == set()
