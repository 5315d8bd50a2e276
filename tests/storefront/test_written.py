"""The shop's search box: by number, by sentence, with slips of the finger."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inventory.models import GradingReport, Item
from tests.stock import a_place, a_setting, a_stone

ADDRESS = "/find/"


@pytest.fixture
def tray(db) -> list[Item]:
    first = a_stone(sku="TS-100", price="5000", carat="0.70", colour=1)
    GradingReport.objects.create(stone=first.stone, lab="GIA", number="2496118307")
    return [
        first,
        a_stone(sku="TS-200", price="24900", carat="1.80", shape=2, cut=None),
        a_stone(sku="TS-300", price="9000", carat="1.01", at=a_place("melbourne")),
    ]


def ask(client, text: str, **more):
    return client.get(ADDRESS, {"q": text}, **more)


@pytest.mark.parametrize("number", ["TS-100", "ts-100", "2496118307", "2496 118 307"])
def test_a_number_leads_to_its_piece(client, tray, number):
    response = ask(client, number, follow=True)

    assert response.redirect_chain[-1][0] == "/diamonds/TS-100/"
    assert response.status_code == 200


@pytest.mark.parametrize("number", ["2496118308", "2496181307", "2946118307"])
def test_a_report_with_a_slip_is_offered_and_never_taken_for_another(client, tray, number):
    page = ask(client, number).content.decode()

    assert "One digit away" in page
    assert 'href="/diamonds/TS-100/"' in page
    assert "2496118307" in page


def test_a_piece_that_customers_may_not_see_is_not_found(client, tray):
    Item.objects.filter(sku="TS-100").update(is_listed=False)

    for number in ("TS-100", "2496118307", "2496118308"):
        response = ask(client, number)
        assert response.status_code == 200
        assert "TS-100/" not in response.content.decode()


def test_a_sentence_shows_stones_and_leads_to_the_list(client, tray):
    page = ask(client, "ovl over 1.5 ct under 30k").content.decode()

    assert "1 diamond" in page
    assert "1.80 ct oval" in page
    assert 'href="/diamonds/?shape=oval&amp;carat_min=1.5&amp;price_max=30000"' in page
    assert "1.01 ct" not in page


def test_rings_are_found_by_name_and_metal_though_misspelt(client, tray):
    a_setting()

    page = ask(client, "solitare in plattinum").content.decode()

    assert "Four-claw solitaire" in page
    assert "nothing to us" not in page
    assert "left them out: palladium" in ask(client, "solitaire, palladium").content.decode()
    assert "Four-claw" not in ask(client, "palladium").content.decode()


def test_what_nobody_understands_is_said_and_shown_as_written(client, tray):
    page = ask(client, "<b>zirconium</b> oval").content.decode()

    assert "left them out: b, zirconium" in page
    assert "<b>zirconium" not in page
    assert "1.80 ct oval" in page


def test_nothing_found_says_what_to_do(client, tray):
    page = ask(client, "qwzx").content.decode()

    assert "We found nothing for that." in page
    assert 'href="/chat/"' in page


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "x" * 5000, "%00%", "1e999999 ct", "٣ ct", "'; drop"]
)
def test_anything_may_be_written(client, tray, text):
    assert ask(client, text).status_code == 200


def test_a_script_gets_the_answer_alone(client, tray):
    response = ask(client, "oval", headers={"HX-Request": "true"})

    assert 'id="answer"' in response.content.decode()
    assert "<html" not in response.content.decode()
    assert ask(client, "TS-100", headers={"HX-Request": "true"}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_costs_a_few_queries(client, tray):
    ask(client, "round solitaire")
    for text, most in (("TS-100", 1), ("oval 2 ct", 4), ("1 ct round solitaire", 5)):
        with CaptureQueriesContext(connection) as queries:
            ask(client, text)
        assert len(queries) <= most, (text, [query["sql"][:90] for query in queries])


@pytest.mark.parametrize("asked", ["round under $0", "round up to 0 ct", "under 0"])
def test_up_to_nothing_is_said_as_the_filter_does(client, tray, asked):
    page = ask(client, asked).content.decode()

    assert "Nothing costs or weighs less than 0, so we left that out." in page
    assert "Nothing costs" not in ask(client, "round under $9000").content.decode()
