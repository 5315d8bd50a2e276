"""Transfers and counts on open pages: a number that grows with every step, for who handles them."""

from types import SimpleNamespace

import pytest

from inventory.actions.abandon_count import abandon_count
from inventory.actions.cancel_transfer import cancel_transfer
from inventory.actions.close_count import close_count
from inventory.actions.correct_count import correct_count
from inventory.actions.open_count import open_count
from inventory.actions.pick_transfer import pick_transfer
from inventory.actions.receive_transfer import receive_transfer
from inventory.actions.scan_count import scan_count
from inventory.actions.ship_transfer import ship_transfer
from inventory.actions.write_off_transfer import write_off_transfer
from inventory.live import BOX, COUNT, SOURCE, TRANSFERS
from inventory.selectors.counts import count_versions
from inventory.selectors.transfers import box_versions, transfer_versions
from omni.lib.live import publisher
from tests.inventory.moves import Wish, asked, packed
from tests.stock import TEST, a_place, a_setting, a_stone

pytestmark = pytest.mark.django_db


@pytest.fixture
def pushed(monkeypatch, django_capture_on_commit_callbacks):
    """Run something and answer the topics that were pushed after its commit."""

    def run(act) -> set[str]:
        sent = []
        monkeypatch.setattr(publisher, "send", sent.extend)
        with django_capture_on_commit_callbacks(execute=True):
            act()
        groups = {group.removeprefix("t.") for group, _message in sent}
        return {group for group in groups if not group.startswith("stock")}

    return run


def as_user(user):
    return SimpleNamespace(user=user, device=None)


def test_every_step_of_a_transfer_is_news_for_both_stores_and_no_other(
    sydney, melbourne, perth, pushed
):
    setting = a_setting(pieces=9)
    keys = [str(store.public_id) for store in (sydney, melbourne, perth)]
    both = {f"transfers.{key}" for key in keys[:2]}
    box, line = None, None
    own = 0

    def ask():
        nonlocal box, line
        box = asked(Wish(setting.pk, 3))
        line = box.lines.get()

    steps = [
        ask,
        lambda: pick_transfer(transfer=box, picked={line.pk: 3}, actor=TEST),
        lambda: pick_transfer(transfer=box, picked={line.pk: 0}, actor=TEST),
        lambda: pick_transfer(transfer=box, picked={line.pk: 3}, actor=TEST),
        lambda: ship_transfer(transfer=box, actor=TEST),
        lambda: receive_transfer(transfer=box, received={line.pk: 1}, actor=TEST),
        lambda: receive_transfer(transfer=box, received={line.pk: 1}, actor=TEST),
        lambda: write_off_transfer(transfer=box, why="lost by the courier", actor=TEST),
    ]
    for step in steps:
        before = transfer_versions(keys)

        assert pushed(step) == both | {f"transfer.{box.public_id}"}

        after = transfer_versions(keys)
        assert after[keys[0]] == after[keys[1]] > before[keys[0]]
        assert after[keys[2]] == 0
        shown = box_versions([str(box.public_id)])[str(box.public_id)]
        assert shown > own
        own = shown


def test_a_vault_has_no_people_so_every_store_hears_of_it(sydney, melbourne, pushed):
    vault = a_place("vault", "vault")
    item = a_stone(at=vault)
    both = {f"transfers.{store.public_id}" for store in (sydney, melbourne)}
    box = asked(Wish(item.pk), source=vault, to=a_place())

    news = pushed(lambda: cancel_transfer(transfer=packed(box), why="not now", actor=TEST))

    assert news == both | {f"transfer.{box.public_id}"}


def test_what_is_undone_leaves_no_news(sydney, melbourne, pushed):
    setting = a_setting(pieces=1)

    def ask_too_much():
        with pytest.raises(Exception, match="on hold"):
            asked(Wish(setting.pk, 3))

    assert pushed(ask_too_much) == set()


def test_a_count_grows_with_every_scan_and_its_end(sydney, pushed):
    setting = a_setting(pieces=3)
    count = open_count(location=a_place(), actor=TEST)
    key = str(count.public_id)
    steps = [
        lambda: scan_count(count=count, code=setting.sku, actor=TEST),
        lambda: scan_count(count=count, code=setting.sku, quantity=-1, actor=TEST),
        lambda: close_count(count=count, correct=False, actor=TEST),
        lambda: correct_count(count=count, why="looked twice", actor=TEST),
    ]
    for step in steps:
        before = count_versions([key])[key]

        assert pushed(step) == {f"count.{key}"}
        assert count_versions([key])[key] > before

    other = open_count(location=a_place(), actor=TEST)
    assert pushed(lambda: abandon_count(count=other, actor=TEST)) == {f"count.{other.public_id}"}


def test_only_the_stores_people_may_follow(sydney, melbourne, marcus, lucia, hana):
    count = open_count(location=a_place(), actor=TEST)
    vault = open_count(location=a_place("vault", "vault"), actor=TEST)
    keys = [str(count.public_id), str(vault.public_id)]
    here = str(sydney.public_id)

    assert set(COUNT.authorise(as_user(marcus), keys)) == set(keys)
    assert COUNT.authorise(as_user(lucia), keys) == [str(vault.public_id)]
    assert TRANSFERS.authorise(as_user(marcus), [here]) == [here]
    for party in (as_user(lucia), as_user(hana), as_user(None)):
        assert TRANSFERS.authorise(party, [here]) == []
        assert TRANSFERS.fragments([here], party) == {}
    for party in (as_user(hana), as_user(None)):
        assert COUNT.authorise(party, keys) == []
        assert COUNT.fragments(keys, party) == {}
    device = SimpleNamespace(user=None, device=SimpleNamespace(store=sydney, store_id=sydney.pk))
    assert TRANSFERS.authorise(device, [here]) == [here]
    assert set(COUNT.fragments(keys, device)) == set(keys)


def test_a_box_is_followed_by_both_stores_and_from_a_vault_by_all(
    sydney, melbourne, perth, marcus, lucia, hana
):
    box = asked(Wish(a_stone().pk))
    vaults = asked(Wish(a_stone(at=a_place("vault", "vault")).pk), source=a_place("vault"))
    keys = [str(box.public_id), str(vaults.public_id)]
    device = SimpleNamespace(user=None, device=SimpleNamespace(store=perth, store_id=perth.pk))

    for user in (marcus, lucia):
        assert set(BOX.authorise(as_user(user), keys)) == set(keys)
    assert BOX.authorise(device, keys) == [keys[1]]
    assert set(BOX.fragments(keys, device)) == {keys[1]}
    for party in (as_user(hana), as_user(None)):
        assert BOX.authorise(party, keys) == []
        assert BOX.fragments(keys, party) == {}


def test_the_topic_of_a_piece_is_asked_of_the_database_once(django_assert_num_queries):
    one, two = a_stone(), a_stone()
    with django_assert_num_queries(1):
        assert SOURCE.topic_ids([one.pk]) == {one.pk: str(one.public_id)}

    with django_assert_num_queries(1):
        found = SOURCE.topic_ids([one.pk, two.pk, 0])

    assert found == {item.pk: str(item.public_id) for item in (one, two)}
    with django_assert_num_queries(0):
        assert SOURCE.topic_ids({two.pk}) == {two.pk: str(two.public_id)}


def test_no_more_topics_are_kept_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr("inventory.live.MOST_KEPT", 2)
    stones = [a_stone() for _ in range(3)]

    for stone in stones:
        SOURCE.topic_ids([stone.pk])

    found = SOURCE.topic_ids([stone.pk for stone in stones])
    assert found == {stone.pk: str(stone.public_id) for stone in stones}
