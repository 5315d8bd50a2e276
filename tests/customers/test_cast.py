"""The cast itself: everybody is who the other tests take them for."""

from tests.cast import a_browser


def test_everybody_is_at_their_place(priya, marcus, lucia, hana):
    assert priya.identities.count() == 2
    assert marcus.memberships.get().store.city == "Sydney"
    assert lucia.memberships.get().store.city == "Melbourne"
    assert hana.memberships.get().store is None


def test_a_browser_is_signed_in_by_its_cookie(priya, settings):
    browser = a_browser(customer=priya)

    assert settings.CUSTOMER_COOKIE in browser.cookies
    assert priya.sessions.get().is_proven


def test_a_stone_lies_in_sydney(stone, sydney):
    assert stone.records.get().location.store == sydney
