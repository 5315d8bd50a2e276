import re
import uuid

import pytest
from django.conf import settings

from customers.live import version_of
from customers.models import Customer, Interaction, ShortlistEntry
from inventory.models import Item
from tests.cast import a_browser
from tests.handset import code_at
from tests.stock import a_parcel, a_setting, a_stone

pytestmark = pytest.mark.django_db


def heart(browser, item, way="add", key=None, **kwargs):
    fields = {"sku": item.sku, "client_key": str(key or uuid.uuid4())}
    return browser.post(f"/shortlist/{way}/", fields, **kwargs)


def test_a_stranger_who_taps_the_heart_becomes_a_customer_with_a_list(stone):
    browser = a_browser()
    browser.get("/shortlist/")

    answer = heart(browser, stone)

    assert answer.status_code == 302
    page = browser.get("/shortlist/").content.decode()
    assert stone.sku in page
    assert 'aria-pressed="true"' in page
    assert Customer.objects.count() == 1


def test_htmx_gets_the_heart_the_other_way_round_and_the_count(priya, stone):
    browser = a_browser(customer=priya)

    answer = heart(browser, stone, headers={"hx-request": "true"})

    body = answer.content.decode()
    assert "/shortlist/remove/" in body
    assert '<span class="count" id="shortlist-count" hx-swap-oob="true">1</span>' in body


def test_the_same_tap_twice_is_one_entry(priya, stone):
    browser, key = a_browser(customer=priya), uuid.uuid4()

    heart(browser, stone, key=key)
    heart(browser, stone, key=key)

    assert ShortlistEntry.objects.count() == 1
    assert Interaction.objects.count() == 1


def test_the_same_key_for_another_stone_is_refused(priya, stone):
    browser, key = a_browser(customer=priya), uuid.uuid4()
    heart(browser, stone, key=key)

    answer = heart(browser, a_stone(), key=key)

    assert answer.status_code == 422
    assert ShortlistEntry.objects.count() == 1


def test_a_tap_without_a_key_changes_nothing(priya, stone):
    answer = a_browser(customer=priya).post("/shortlist/add/", {"sku": stone.sku})

    assert answer.status_code == 400
    assert not ShortlistEntry.objects.exists()


def test_an_unknown_stone_is_not_there_and_makes_no_customer(db):
    answer = a_browser().post("/shortlist/add/", {"sku": "no-such", "client_key": uuid.uuid4()})

    assert answer.status_code == 404
    assert not Customer.objects.exists()


@pytest.mark.parametrize("made", [a_setting, a_parcel])
def test_what_has_no_heart_is_not_there_either(priya, made):
    answer = heart(a_browser(customer=priya), made())

    assert answer.status_code == 404
    assert not ShortlistEntry.objects.exists()


def test_a_piece_that_was_hidden_since_is_taken_off_by_her_and_is_not_there_for_others(
    priya, zoe, stone
):
    browser, key = a_browser(customer=priya), uuid.uuid4()
    heart(browser, stone)
    Item.objects.update(is_listed=False)

    assert heart(a_browser(customer=zoe), stone, "remove").status_code == 404
    assert [heart(browser, stone, "remove", key).status_code for _ in range(2)] == [302, 302]
    assert heart(browser, stone).status_code == 404
    assert not ShortlistEntry.objects.filter(removed_at=None).exists()


def test_a_piece_is_taken_off(priya, stone):
    browser = a_browser(customer=priya)
    heart(browser, stone)

    heart(browser, stone, "remove")

    assert (
        "Nothing here yet. Tap the heart on a stone." in browser.get("/shortlist/").content.decode()
    )


def test_a_stranger_sees_nothing_of_hers(priya, stone, zoe):
    heart(a_browser(customer=priya), stone)

    assert stone.sku not in a_browser(customer=zoe).get("/shortlist/").content.decode()
    assert stone.sku not in a_browser().get("/shortlist/").content.decode()


def test_her_list_follows_her_to_a_second_device(stone):
    phone, laptop = a_browser(), a_browser()
    for browser in (phone, laptop):
        browser.get("/sign-in/")
    heart(phone, stone)
    for browser in (phone, laptop):
        asked = browser.post(
            "/sign-in/", {"address": "0491 570 313", "client_key": str(uuid.uuid4())}
        )
        browser.post(asked.url, {"code": code_at("+61491570313")})

    assert stone.sku in laptop.get("/shortlist/").content.decode()
    assert stone.sku in phone.get("/shortlist/").content.decode()


def test_a_known_customers_visitor_cookie_opens_nothing_without_her_session(priya, stone):
    browser = a_browser()
    asked = browser.post("/sign-in/", {"address": "0491570006", "client_key": str(uuid.uuid4())})
    browser.post(asked.url, {"code": code_at("+61491570006")})
    visitor = browser.cookies[settings.VISITOR_COOKIE].value
    thief = a_browser()
    thief.cookies[settings.VISITOR_COOKIE] = visitor

    heart(thief, stone)

    assert not ShortlistEntry.objects.filter(shortlist__customer=priya).exists()
    assert thief.cookies[settings.VISITOR_COOKIE].value != visitor


def test_the_page_costs_few_queries(priya, stone, django_assert_max_num_queries):
    browser = a_browser(customer=priya)
    for item in (stone, a_stone(), a_stone()):
        heart(browser, item)

    with django_assert_max_num_queries(8):
        browser.get("/shortlist/")


def test_a_stranger_pays_no_query_for_the_header(django_assert_num_queries, stone):
    browser = a_browser()
    browser.get("/sign-in/")

    with django_assert_num_queries(0):
        browser.get("/sign-in/")


def test_her_other_device_hears_of_a_change(priya, stone):
    browser = a_browser(customer=priya)
    before = version_of(priya)
    assert f'data-version="{before}"' in browser.get("/shortlist/").content.decode()

    heart(browser, stone)

    assert version_of(priya) > before
    assert f'data-version="{version_of(priya)}"' in browser.get("/shortlist/").content.decode()


def test_a_stranger_may_not_follow_her_list(priya, zoe):
    topic = f"customer:{priya.public_id}"

    hers, theirs, nobodys = (
        who.get(f"/live/?t={topic}:-1").json()
        for who in (a_browser(customer=priya), a_browser(customer=zoe), a_browser())
    )

    assert hers[topic]["what"] == "shortlist"
    assert theirs == nobodys == {topic: {"denied": True}}


class TestHeartsOfCards:
    """All hearts of a page's cards share one form, in the first of them."""

    @pytest.fixture
    def page(self, priya, stone):
        a_stone()
        self.browser = a_browser(customer=priya)
        return self.browser.get("/diamonds/").content.decode()

    @staticmethod
    def shared(page: str) -> tuple[str, str]:
        """The form's id, and the key in it."""
        [found] = re.findall(r'<form id="(hearts-\w+)".*?name="page_key" value="(.*?)"', page)
        return found

    def tap(self, sku: str, key: str, way: str = "add"):
        return self.browser.post(f"/shortlist/{way}/", {"sku": sku, "page_key": key})

    def test_each_button_belongs_to_the_form(self, page):
        form, _key = self.shared(page)

        hearts = re.findall(
            r'<button class="icon-btn" form="([^"]+)" name="sku" value="([^"]+)"', page
        )
        assert {one for one, _sku in hearts} == {form}
        assert {sku for _form, sku in hearts} == set(Item.objects.values_list("sku", flat=True))

    def test_one_key_puts_several_pieces_on_her_list_and_each_once(self, page):
        _form, key = self.shared(page)
        for sku in Item.objects.values_list("sku", flat=True):
            for _twice in range(2):
                assert self.tap(sku, key).status_code == 302

        assert ShortlistEntry.objects.count() == Interaction.objects.count() == 2

    def test_another_page_has_another_key(self, page):
        again = self.browser.get("/diamonds/").content.decode()

        assert not {*self.shared(page)} & {*self.shared(again)}

    def test_what_is_on_her_list_is_taken_off_by_the_same_form(self, page, stone):
        self.tap(stone.sku, self.shared(page)[1])
        again = self.browser.get("/diamonds/").content.decode()
        assert again.count('formaction="/shortlist/remove/"') == 1

        self.tap(stone.sku, self.shared(again)[1], "remove")

        assert "/shortlist/remove/" not in self.browser.get("/diamonds/").content.decode()

    def test_a_key_that_is_none_changes_nothing(self, page, stone):
        assert self.tap(stone.sku, "no-key").status_code == 400
        assert not ShortlistEntry.objects.exists()
