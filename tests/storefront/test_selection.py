"""The page of a list that we sent: public by its link, and only by it."""

import datetime as dt
import json

import pytest

from chat.models import Conversation
from customers.actions.end_share import revoke_share
from customers.models import Interaction, SelectionLook, SelectionShare
from inventory.actions.claim import ClaimLine, claim_stock
from omni.lib.clock import now
from tests.cast import a_browser
from tests.customers.selections import a_selection, sent_to
from tests.stock import TEST, a_stone

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(priya, marcus, stone) -> tuple[SelectionShare, str]:
    return sent_to(priya, a_selection(marcus, stone, a_stone(), customer=priya), marcus)


@pytest.fixture
def browser(sent):
    """Somebody who has opened the page, and so has a visitor's cookie."""
    opened = a_browser()
    opened.get(f"/s/{sent[1]}/")
    return opened


def beacon(browser, token, **said):
    return browser.post(
        f"/s/{token}/seen/", json.dumps(said), content_type="application/json"
    ).status_code


def test_each_piece_is_there_with_its_price_and_where_it_is(sent, stone, client):
    page = client.get(f"/s/{sent[1]}/")

    html = page.content.decode()
    assert page.status_code == 200
    assert html.count('class="pick stone"') == 2
    assert "1.52 ct round" in html
    assert "$21,480" in html
    assert f'data-live="stock:{stone.public_id}"' in html
    assert "In store: Sydney" in html
    assert "For Priya, from Marcus at Sydney, George Street" in html


def test_it_is_found_by_nobody_and_told_to_nobody(sent, client):
    page = client.get(f"/s/{sent[1]}/")

    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    assert "Disallow: /s/" in client.get("/robots.txt").content.decode()


def test_unknown_run_out_and_withdrawn_are_answered_the_same(sent, client):
    share, token = sent
    answers = [client.get("/s/AAAAAAAAAAAAAAAAAAAAAA/")]
    SelectionShare.objects.update(
        sent_at=now() - dt.timedelta(days=2), expires_at=now() - dt.timedelta(days=1)
    )
    answers.append(client.get(f"/s/{token}/"))
    SelectionShare.objects.update(expires_at=now() + dt.timedelta(days=1))
    revoke_share(share=share, actor=TEST)
    answers.append(client.get(f"/s/{token}/"))

    assert {answer.status_code for answer in answers} == {404}
    bodies = {_without_token(answer.content.decode()) for answer in answers}
    assert len(bodies) == 1
    assert "This list isn’t here any more." in bodies.pop()


def _without_token(html: str) -> str:
    return "\n".join(line for line in html.splitlines() if "csrf" not in line)


def test_a_get_counts_nothing_whoever_makes_it(sent, client):
    for agent in ("WhatsApp/2.0 preview", "Mozilla/5.0"):
        client.get(f"/s/{sent[1]}/", headers={"user-agent": agent})
        client.get(f"/s/{sent[1]}/list.csv", headers={"user-agent": agent})

    assert not SelectionLook.objects.exists()


def test_what_the_page_says_of_itself_is_counted(sent, stone, browser, priya):
    assert beacon(browser, sent[1], what="opened") == 204
    assert beacon(browser, sent[1], what="page", item=str(stone.public_id)) == 204
    assert beacon(browser, sent[1], what="downloaded") == 204

    kinds = Interaction.objects.filter(customer=priya, kind__in=("opened", "clicked"))
    assert list(kinds.order_by("pk").values_list("kind", "item")) == [
        ("opened", None), ("clicked", stone.public_id), ("clicked", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"what": "opened", "item": "x"}, 400),
        ({"what": "sold"}, 400),
        ({}, 400),
        ({"what": "page"}, 204),
        ({"what": "asked"}, 204),
    ],
)
def test_what_no_page_of_ours_says_counts_nothing(sent, browser, said, status):
    assert beacon(browser, sent[1], **said) == status

    assert not SelectionLook.objects.exists()


def test_a_browser_without_cookies_and_a_robot_count_nothing(sent, browser):
    assert beacon(a_browser(), sent[1], what="opened") == 204
    browser.post(
        f"/s/{sent[1]}/seen/", json.dumps({"what": "opened"}), content_type="application/json",
        headers={"user-agent": "Googlebot"},
    )  # fmt: skip

    assert not SelectionLook.objects.exists()


def test_after_it_was_withdrawn_nothing_is_counted(sent, browser):
    revoke_share(share=sent[0], actor=TEST)

    assert beacon(browser, sent[1], what="opened") == 204

    assert not SelectionLook.objects.exists()


@pytest.mark.parametrize(
    ("kind", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("pdf", b"%PDF-")]
)
def test_it_can_be_kept(sent, client, kind, begins):
    answer = client.get(f"/s/{sent[1]}/list.{kind}")

    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert answer["Content-Disposition"] == f'attachment; filename="three-rounds.{kind}"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_no_other_file_is_there_and_none_for_another_link(sent, client):
    assert client.get(f"/s/{sent[1]}/list.docx").status_code == 404
    assert client.get("/s/AAAAAAAAAAAAAAAAAAAAAA/list.csv").status_code == 404


def test_reading_too_fast_is_slowed_down(one_window, sent, client, monkeypatch):
    monkeypatch.setattr("omni.storefront.views.selection.FILES_A_MINUTE", 2)

    answers = [client.get(f"/s/{sent[1]}/list.csv").status_code for _ in range(3)]

    assert answers == [200, 200, 429]


def test_the_page_costs_four_queries_however_long(sent, client, django_assert_num_queries):
    client.get(f"/s/{sent[1]}/")

    with django_assert_num_queries(4):
        client.get(f"/s/{sent[1]}/")


def test_a_piece_on_hold_says_so(sent, stone, client):
    claim_stock(
        lines=[ClaimLine(stone.pk)], purpose="chat", holder="user:x", expires_at=None, actor=TEST
    )

    assert 'data-kind="hold"' in client.get(f"/s/{sent[1]}/").content.decode()


def test_asked_from_it_the_chat_knows_list_recipient_and_stone(sent, stone, browser, hana, priya):
    share, token = sent
    page = browser.get(f"/chat/?about={stone.sku}&list={token}").content.decode()
    assert "Who answers sees that you ask from the list “Three rounds”." in page

    browser.post(
        "/chat/ask/",
        {"about": stone.sku, "list": token, "body": "Is it eye clean?", "client_key": KEY},
    )

    conversation = Conversation.objects.get()
    assert (conversation.share, conversation.item) == (share, stone)
    assert conversation.customer != priya
    desk = a_browser(user=hana).get(f"/desk/{conversation.public_id}/").content.decode()
    assert "“Three rounds”, sent to Priya Nair by Marcus Okafor" in desk
    assert SelectionLook.objects.get().what == "asked"
    assert Interaction.objects.get(customer=priya, kind="clicked").facts["what"] == "asked"


def test_a_dead_link_is_no_context_and_no_error(stone, browser, client):
    assert client.get("/chat/?list=AAAA").status_code == 200

    browser.post("/chat/ask/", {"list": "AAAA", "body": "Hello", "client_key": KEY})

    assert Conversation.objects.get().share is None


KEY = "0193e7a5-0000-7000-8000-000000000001"
