"""An open page hears of a list's steps over the socket, from a real process, if it may."""

import pytest

from inventory.actions.apply_list import apply_list, start_list
from staff.models import Role
from tests.bad_input.conftest import live_process  # noqa: F401
from tests.cast import a_browser, a_user
from tests.lists import a_feed, bring, rapnet
from tests.live.page import Page
from tests.stock import TEST

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _one_valkey(own_lists, live_process, settings):  # noqa: F811
    """This process tells the live one what happens."""
    hosts = {"hosts": [live_process.valkey.url], "prefix": "omni"}
    layer = settings.CHANNEL_LAYERS["default"] | {"CONFIG": hosts}
    settings.CHANNEL_LAYERS = {"default": layer}


def opened(process, user) -> Page:
    cookies = a_browser(user=user).cookies.items()
    return Page(process.port, cookie="; ".join(f"{name}={one.value}" for name, one in cookies))


def test_each_batch_is_drawn_on_the_open_page(live_process, monkeypatch):  # noqa: F811
    monkeypatch.setattr("inventory.actions.apply_list.BATCH", 10)
    ada = a_user("Ada Okafor", Role.ADMINISTRATOR, None)
    ada.is_superuser = ada.is_staff = True
    ada.save()
    run = bring(a_feed(), [rapnet(n) for n in range(1, 31)])
    topic = f"list:{run.public_id}"
    with opened(live_process, ada) as page:
        assert page.follow(topic) == {"type": "following", "topics": [topic]}
        page.wait_for("beat")

        start_list(run=run, actor=TEST)
        apply_list(run_id=run.pk, actor=TEST)

        page.wait(lambda each: each.get("state") == "done", 15)
        pushes = [each for each in page.seen if each["type"] == "push"]
        assert pushes[0]["state"] == "running"
        assert "10 of 30 rows" in pushes[0]["html"]
        versions = [each["version"] for each in pushes]
        assert versions == sorted(versions)


def test_a_clerk_hears_nothing_of_it(live_process, sydney):  # noqa: F811
    run = bring(a_feed(), [rapnet(1)])
    topic = f"list:{run.public_id}"

    with opened(live_process, a_user("Cleo Park", Role.ASSOCIATE, sydney)) as page:
        assert page.follow(topic) == {"type": "denied", "topics": [topic]}
