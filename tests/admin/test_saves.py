"""What the admin may change, it changes with its line in the log, or not at all."""

from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse

from inventory.models import Item, Listing, Location, PriceChange, SafetyStock
from inventory.selectors.availability import availability
from staff.contrast import contrast
from staff.models import Brand, Role, Store
from tests.admin.forms import at, form_of
from tests.cast import a_browser, a_user
from tests.stock import a_place, a_setting


def test_a_new_price_reaches_search_and_every_open_page(office, stone):
    where, version = at("inventory_item", stone), stone.availability_version
    before = Item.objects.get(pk=stone.pk).availability_version

    answer = office.post(where, form_of(office, where) | {"price": "19990.00"})

    assert answer.status_code == 302
    after = Item.objects.get(pk=stone.pk)
    assert after.price == Decimal("19990.00")
    assert after.availability_version == before + 1 > version
    assert Listing.objects.get(pk=stone.pk).price == 1_999_000
    assert LogEntry.objects.get().object_repr.startswith(stone.sku)


def test_a_cost_is_kept_with_its_history_and_is_not_for_everybody(office, stone, sydney):
    where = at("inventory_item", stone)

    answer = office.post(where, form_of(office, where) | {"cost": "11000.00"})

    assert answer.status_code == 302
    assert Item.objects.get(pk=stone.pk).cost == Decimal(11000)
    assert PriceChange.objects.get(item=stone).kind == "cost"
    assert b"11000" in office.get(where).content
    clerk = a_user("Cleo Park", Role.ASSOCIATE, sydney)
    clerk.is_staff = True
    clerk.save()
    clerk.user_permissions.add(
        *Permission.objects.filter(codename__in=("view_item", "change_item", "view_pricechange"))
    )
    shown = a_browser(user=clerk).get(where)
    assert shown.status_code == 200
    assert b"11000" not in shown.content
    assert "cost" not in shown.context["adminform"].form.fields


def test_a_cost_that_is_known_is_not_forgotten(office, stone):
    where = at("inventory_item", stone)
    office.post(where, form_of(office, where) | {"cost": "11000.00"})

    office.post(where, form_of(office, where) | {"cost": ""})

    assert Item.objects.get(pk=stone.pk).cost == Decimal(11000)


def test_a_price_below_zero_is_refused(office, stone):
    where = at("inventory_item", stone)

    answer = office.post(where, form_of(office, where) | {"price": "-1"})

    assert answer.status_code == 200
    assert Item.objects.get(pk=stone.pk).price == stone.price


def test_an_item_taken_off_the_list_leaves_search(office, stone):
    where = at("inventory_item", stone)
    form = form_of(office, where)
    del form["is_listed"]

    office.post(where, form)

    assert not Item.objects.get(pk=stone.pk).is_listed
    assert Listing.objects.get(pk=stone.pk).state == Listing.State.GONE


def test_saving_an_item_never_writes_its_version_or_number(office, stone):
    where = at("inventory_item", stone)
    form = form_of(office, where) | {"title": "New", "sku": "X", "availability_version": "1"}
    Item.objects.filter(pk=stone.pk).update(availability_version=70)

    office.post(where, form)

    after = Item.objects.get(pk=stone.pk)
    assert (after.title, after.sku, after.availability_version) == ("New", stone.sku, 71)


def test_a_corrected_grade_reaches_search(office, stone):
    where = at("inventory_stone", stone)
    before = Item.objects.get(pk=stone.pk).availability_version

    answer = office.post(where, form_of(office, where) | {"colour": "5"})

    assert answer.status_code == 302
    assert Listing.objects.get(pk=stone.pk).colour == 5
    assert Item.objects.get(pk=stone.pk).availability_version == before + 1


def test_a_store_keeps_its_hours_and_closures_beside_it(office, sydney):
    where = at("staff_store", sydney)
    form = form_of(office, where) | {
        "closures-TOTAL_FORMS": "1", "closures-0-on": "2026-12-25",
        "closures-0-reason": "Christmas Day", "closures-0-store": sydney.pk,
    }  # fmt: skip

    answer = office.post(where, form)

    assert answer.status_code == 302
    assert sydney.closures.get().reason == "Christmas Day"
    assert LogEntry.objects.count() == 1


def test_without_its_line_in_the_log_nothing_is_saved(office, sydney, monkeypatch):
    where = at("staff_store", sydney)
    form = form_of(office, where) | {"city": "Newcastle"}

    def fail(*_args, **_kwargs):
        raise RuntimeError("the log is full")

    monkeypatch.setattr("django.contrib.admin.options.ModelAdmin.log_change", fail)
    with pytest.raises(RuntimeError):
        office.post(where, form)

    assert Store.objects.get(pk=sydney.pk).city == "Sydney"


def test_a_zone_is_one_that_there_is(office, sydney):
    where = at("staff_store", sydney)

    answer = office.post(where, form_of(office, where) | {"zone": "Australia/Atlantis"})

    assert "That is no time zone" in answer.content.decode()
    assert Store.objects.get(pk=sydney.pk).zone == "Australia/Sydney"


@pytest.mark.parametrize("accent", ["#f5dd5d", "#7c8b99", "blue", "#1b4f7", "#1b4f7f;x", ""])
def test_an_accent_that_nobody_can_read_is_refused(office, accent):
    brand = Brand.objects.create(pk=1, name="Tolland")
    where = at("staff_brand", brand)

    answer = office.post(where, form_of(office, where) | {"accent": accent})

    assert answer.status_code == 200
    assert Brand.objects.get().accent == "#1b4f7f"


def test_an_accent_that_can_be_read_is_taken(office):
    brand = Brand.objects.create(pk=1, name="Tolland")
    where = at("staff_brand", brand)

    office.post(where, form_of(office, where) | {"accent": "#A01A30"})

    assert Brand.objects.get().accent == "#a01a30"
    assert contrast("#a01a30") >= 4.5


def test_there_is_one_brand(office):
    Brand.objects.create(pk=1, name="Tolland")

    assert office.get(reverse("admin:staff_brand_add")).status_code == 403


def test_a_place_keeps_what_stock_counts_by(office, db):
    place = a_place("vault", "vault")
    where = at("inventory_location", place)

    office.post(where, form_of(office, where) | {"kind": "store", "name": "The vault"})

    after = Location.objects.get(pk=place.pk)
    assert (after.kind, after.name) == ("vault", "The vault")


def test_a_foreign_page_cannot_save(ada, sydney):
    browser = a_browser(user=ada)
    where = at("staff_store", sydney)
    form = form_of(browser, where) | {"city": "Newcastle"}

    answer = browser.post(where, form, headers={"origin": "https://evil.example"})

    assert answer.status_code == 403
    assert Store.objects.get(pk=sydney.pk).city == "Sydney"


def test_safety_stock_is_set_and_ended_by_its_action(office):
    setting, place = a_setting(pieces=3), a_place()
    fields = {"item": setting.pk, "location": place.pk, "quantity": 2}

    assert office.post(reverse("admin:inventory_safetystock_add"), fields).status_code == 302
    row = SafetyStock.objects.get()
    assert availability([setting.pk])[setting.pk].promised == 1
    where = at("inventory_safetystock", row)
    assert office.post(where, form_of(office, where) | {"quantity": 3}).status_code == 302
    assert availability([setting.pk])[setting.pk].promised == 0
    gone = reverse("admin:inventory_safetystock_delete", args=[row.pk])
    version = Item.objects.get(pk=setting.pk).availability_version

    assert office.post(gone, {"post": "yes"}).status_code == 302

    assert not SafetyStock.objects.exists()
    assert Item.objects.get(pk=setting.pk).availability_version > version
