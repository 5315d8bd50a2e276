"""A prepared query: put together once, and its answers are what the ORM would have given."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inventory.models import GradingReport, Item, Stone
from omni.lib.prepared import ASKED, Prepared
from tests.stock import a_stone

pytestmark = pytest.mark.django_db


def by_sku() -> Prepared[Stone]:
    return Prepared(lambda: Stone.objects.select_related("item", "report").filter(item__sku=ASKED))


def facts(one) -> dict:
    return {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}


def test_gives_what_the_orm_gives_with_what_belongs_to_it(sydney):
    item = a_stone(sku="TD-1", at=sydney.locations.get(), typical=["crown_angle"])
    Item.objects.filter(pk=item.pk).update(options={"metal": "platinum"})
    GradingReport.objects.create(stone=item.stone, lab="DEMO", number="1", is_demo=True)

    with CaptureQueriesContext(connection) as made:
        stone = by_sku().first("TD-1")
        found = [facts(one) for one in (stone, stone.item, stone.report)]

    expected = Stone.objects.select_related("item", "report").get(pk=item.pk)
    assert found == [facts(one) for one in (expected, expected.item, expected.report)]
    assert stone.item.options == {"metal": "platinum"}
    assert len(made) == 1


def test_what_is_not_there_is_none(sydney):
    a_stone(sku="TD-1", at=sydney.locations.get())

    with CaptureQueriesContext(connection) as made:
        stone = by_sku().first("TD-1")
        assert getattr(stone, "report", None) is None

    assert len(made) == 1
    assert by_sku().first("TD-2") is None


def test_is_put_together_once_and_asked_for_each_anew(sydney):
    for sku in ("TD-1", "TD-2"):
        a_stone(sku=sku, at=sydney.locations.get())
    built, query = [], by_sku()
    build = query.build
    query.build = lambda: built.append(1) or build()

    found = [query.first(sku).item.sku for sku in ("TD-1", "TD-2", "TD-1")]

    assert found == ["TD-1", "TD-2", "TD-1"]
    assert built == [1]


def test_what_is_asked_for_is_never_read_as_sql(sydney):
    a_stone(sku="TD-1", at=sydney.locations.get())

    assert by_sku().first("' OR 1=1 --") is None
    assert by_sku().first("%s") is None


def test_gives_all_that_are_asked_for_and_no_others():
    one, two, _other = a_stone(), a_stone(), a_stone()
    listed = Prepared(
        lambda: Item.objects.filter(is_listed=True).extra(
            where=["sku = ANY((SELECT %s::text[])::text[])"], params=[ASKED]
        )
    )

    assert {item.pk for item in listed.all([one.sku, two.sku, "'; --"])} == {one.pk, two.pk}
    assert listed.all([]) == []
    Item.objects.filter(pk=two.pk).update(is_listed=False)
    assert [facts(item) for item in listed.all([two.sku, one.sku])] == [
        facts(Item.objects.get(pk=one.pk))
    ]
