"""Every staff address × every role × another store, read from the URL conf.

Bad input 7. A face that is added later is covered by being in the URL conf.
"""

import uuid
from dataclasses import dataclass

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from staff.models import Role
from tests.cast import a_browser, a_user
from tests.staff.things import THINGS

FACES = ("omni.desk", "omni.floor")
OPEN = {"staff:sign_in", "staff:sign_out"}
SAMPLES = {"UUIDConverter": uuid.uuid4, "IntConverter": lambda: 1}


@dataclass(frozen=True)
class Page:
    name: str
    arguments: dict[str, str]
    roles: tuple[str, ...]
    module: str

    def address(self, **known) -> str:
        kwargs = {
            name: known.get(name) or SAMPLES.get(kind, lambda: "x")()
            for name, kind in self.arguments.items()
        }
        return reverse(self.name, kwargs=kwargs)


def pages(resolver=None, space: str = "") -> list[Page]:
    found = []
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            found += pages(one, inner)
        elif isinstance(one, URLPattern) and one.name:
            view = getattr(one.callback, "view_class", one.callback)
            kinds = {name: type(how).__name__ for name, how in one.pattern.converters.items()}
            roles = tuple(getattr(one.callback, "staff_roles", ()))
            found.append(Page(space + one.name, kinds, roles, view.__module__))
    return found


STAFF = [page for page in pages() if page.roles]
every_page = pytest.mark.parametrize("page", STAFF, ids=lambda page: page.name)


def ask(browser, address: str) -> set[int]:
    """What it answers to reading and to writing."""
    return {browser.get(address).status_code, browser.post(address).status_code}


def test_every_page_of_a_staff_face_names_its_roles():
    bare = [
        page.name
        for page in pages()
        if page.module.startswith(FACES) and not page.roles and page.name not in OPEN
    ]

    assert bare == []
    assert len(STAFF) > 10


@pytest.mark.django_db
@every_page
def test_a_stranger_is_sent_to_the_sign_in(page):
    browser = a_browser()

    for answer in (browser.get(page.address()), browser.post(page.address())):
        assert answer.status_code == 302
        assert answer.url.startswith("/staff/sign-in/?next=/")


@pytest.mark.django_db
@every_page
def test_without_one_of_its_roles_it_is_forbidden(page, sydney):
    for role in set(Role.values) - set(page.roles):
        browser = a_browser(user=a_user(f"{role.title()} Novak", role, sydney))

        assert ask(browser, page.address(store=sydney.slug)) == {403}


@pytest.mark.django_db
@every_page
def test_with_one_of_its_roles_it_is_not(page, sydney):
    for role in page.roles:
        browser = a_browser(user=a_user(f"{role.title()} Novak", role, sydney))

        assert not ask(browser, page.address(store=sydney.slug)) & {401, 403, 500}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "page", [page for page in STAFF if page.arguments], ids=lambda page: page.name
)
def test_another_stores_things_are_not_there(page, sydney, melbourne):
    unknown = set(page.arguments) - set(THINGS)
    assert not unknown, f"Say in tests/staff/things.py what {unknown} stands for."
    makers = {name: THINGS[name] for name in page.arguments if THINGS[name]}
    theirs = {name: make(melbourne) for name, make in makers.items()}
    if not theirs:
        return
    for role in page.roles:
        browser = a_browser(user=a_user(f"{role.title()} Novak", role, sydney))

        answers = ask(browser, page.address(**theirs))

        assert answers <= {404, 405}
        assert 404 in answers
