"""The demo shop is loaded once, in any state it was left in, and is visibly a demo."""

import datetime as dt
import io

import phonenumbers
import pytest
import time_machine
from django.contrib.auth.password_validation import validate_password

from chat.demo.answers import ANSWERS
from chat.models import Answer
from inventory.demo.jewellery import STYLES
from inventory.demo.rings import RINGS
from inventory.models import Import, Item, Location, Product, StockMovement, StockRecord, Stone
from inventory.models.stone import Shape
from inventory.portrait import jewel_drawing
from inventory.selectors.availability import availability
from inventory.selectors.jewellery import TYPES, jewels_of, listed_jewels
from inventory.selectors.made import made_rings
from omni.demo.load import load
from omni.demo.sign_ins import sign_ins
from omni.lib.invariants import breaches
from staff.demo.cast import CAST
from staff.demo.devices import DEVICES
from staff.demo.machines import TOKEN
from staff.demo.stores import STORES
from staff.middleware import device_by_token
from staff.models import ApiClient, Brand, Membership, Shift, Store, User
from staff.selectors.hours import answering, next_answer
from staff.selectors.machines import client_by_token

FRIDAY_NIGHT = dt.datetime(2026, 11, 27, 9, 40, tzinfo=dt.UTC)  # 20:40 in Sydney


@pytest.fixture(scope="module")
def tolland(django_db_setup, django_db_blocker):
    """The shop with the first 200 rounds, loaded once for this file and taken away after it."""
    from django.db import transaction

    with django_db_blocker.unblock(), time_machine.travel(FRIDAY_NIGHT, tick=False):
        atom = transaction.atomic()
        atom.__enter__()
        out = io.StringIO()
        load(out, rounds=200)
        yield out.getvalue()
        transaction.set_rollback(True)
        atom.__exit__(None, None, None)


def counts() -> dict[str, int]:
    people = (ApiClient, Brand, Store, User, Membership, Shift, Answer)
    models = (*people, Import, Item, StockMovement, Location)
    return {model.__name__: model.objects.count() for model in models}


@pytest.mark.usefixtures("tolland", "db")
class TestTheShop:
    def test_has_three_stores_in_their_own_zones_with_fictional_telephones(self):
        assert Brand.objects.get().name == "Tolland"
        assert {store.slug: store.zone for store in Store.objects.all()} == {
            "sydney": "Australia/Sydney",
            "melbourne": "Australia/Melbourne",
            "perth": "Australia/Perth",
        }
        for facts in STORES:
            assert facts["phone"][3] in "238"
            assert facts["phone"][4:8] == "5550"
            assert facts["duty_phone"].startswith("+61491570")
            for number in (facts["phone"], facts["duty_phone"]):
                assert phonenumbers.is_valid_number(phonenumbers.parse(number))
            assert "demo" in facts["street"].lower()

    def test_keeps_its_hours(self):
        sydney, perth = Store.objects.get(slug="sydney"), Store.objects.get(slug="perth")

        assert sydney.hours.get(weekday=3).closes == dt.time(21)
        assert sydney.hours.get(weekday=0).closes == dt.time(18)
        assert perth.hours.get(weekday=4).closes == dt.time(17, 30)

    @pytest.mark.parametrize("one", CAST, ids=lambda one: one.given_name)
    def test_everybody_can_sign_in_with_a_password_our_rules_accept(self, one):
        user = User.objects.get(email=one.email, is_active=True)

        assert user.name == one.name
        assert user.check_password(one.password)
        assert len(one.password) >= 15
        validate_password(one.password, user)

    def test_roles_are_in_their_stores(self):
        held = Membership.objects.values_list("user__given_name", "role", "store__slug")

        assert set(held) == {
            ("Marcus", "associate", "sydney"),
            ("Hana", "desk", None),
            ("Ravi", "desk", None),
            ("Ana", "manager", "sydney"),
            ("Lucia", "associate", "melbourne"),
            ("Ada", "administrator", None),
        }
        assert User.objects.get(is_superuser=True).given_name == "Ada"

    def test_hana_and_ravi_answer_at_night_and_the_store_in_the_morning(self):
        assert {one.user.given_name for one in answering(FRIDAY_NIGHT)} == {"Hana", "Ravi"}
        night = FRIDAY_NIGHT + dt.timedelta(hours=2)
        assert answering(night) == []
        first = next_answer(night)
        assert (first.user.given_name, first.store.slug) in {
            ("Marcus", "sydney"), ("Lucia", "melbourne"),
        }  # fmt: skip
        assert Store.objects.get(slug="sydney").local(first.starts_at).time() == dt.time(9, 30)

    def test_a_device_is_known_by_its_demo_token(self):
        found = device_by_token(DEVICES[0].token)

        assert (found.name, found.store.slug) == ("Floor iPad", "sydney")

    def test_a_machine_is_known_by_the_token_that_is_shown(self):
        found = client_by_token(TOKEN)

        assert found.name == "Demo client"
        assert TOKEN in sign_ins("http://127.0.0.1:8000")

    def test_loading_again_changes_nothing(self):
        before = counts()
        out = io.StringIO()

        with time_machine.travel(FRIDAY_NIGHT, tick=False):
            load(out, rounds=200)

        assert counts() == before
        assert out.getvalue() == ""

    def test_the_rota_rolls_on_when_it_is_loaded_days_later(self):
        later = FRIDAY_NIGHT + dt.timedelta(days=20)

        with time_machine.travel(later, tick=False):
            load(io.StringIO(), rounds=200)

        assert "Hana" in {one.user.given_name for one in answering(later)}

    def test_a_step_that_is_missing_is_made_up_for(self):
        before = counts()
        Answer.objects.all().delete()
        Shift.objects.all().delete()

        with time_machine.travel(FRIDAY_NIGHT, tick=False):
            load(io.StringIO(), rounds=200)

        assert counts() == before

    def test_stock_is_the_real_list_600_stones_and_40_settings_in_ten_sizes(self):
        assert Item.objects.filter(sku__startswith="TD-").count() == 200
        others = Stone.objects.exclude(shape=Shape.ROUND)
        assert others.count() == 600
        assert set(others.values_list("shape", flat=True)) == set(Shape) - {Shape.ROUND}
        settings = Item.objects.filter(product__kind=Product.Kind.SETTING)
        assert settings.values("product", "setting__metal").distinct().count() == 40
        assert settings.count() == 400
        assert not settings.filter(is_serial=True).exists()

    def test_settings_lie_in_several_stores(self):
        for slug in ("sydney", "melbourne", "perth"):
            held = StockRecord.objects.filter(location__code=slug, item__setting__isnull=False)
            assert held.filter(on_hand__gt=0).count() > 100

    def test_the_ring_of_the_journey_is_in_the_warehouse_alone(self):
        records = StockRecord.objects.filter(item__sku="RS-FC-PL-J", on_hand__gt=0)

        assert [(one.location.code, one.on_hand) for one in records] == [("warehouse", 4)]
        assert records[0].item.title == "Four-claw solitaire, platinum, size J"
        assert records[0].item.price == 1950

    def test_finished_rings_lie_in_every_store(self):
        rings = {ring.item.sku: ring for ring in made_rings()}

        assert set(rings) == {ring.sku for ring in RINGS}
        for ring in RINGS:
            made = rings[ring.sku]
            assert [one.shape for one in made.stones] == [ring.shape]
            assert made.item.price == made.setting.item.price + made.stones[0].item.price
            (place,) = availability([made.item.pk])[made.item.pk].places
            code = Location.objects.get(pk=place.location_id).code
            assert (place.on_hand, code) == (1, ring.place)

    def test_jewellery_of_every_type_is_drawn_and_to_be_had(self):
        for kind in TYPES:
            jewels = listed_jewels(kind)
            assert jewels, kind
            states = availability([one.item.pk for one in jewels])
            assert all(states[one.item.pk].can_buy for one in jewels)
            assert all(jewel_drawing(one.item) for one in jewels)
        for style in STYLES:
            assert len(jewels_of(style.name.lower().replace(" ", "-"))) == len(style.metals) * len(
                style.sizes
            )

    def test_every_stone_and_setting_is_marked_as_demo(self):
        assert not Item.objects.filter(is_demo=False).exists()
        assert not Stone.objects.filter(report__is_demo=False).exists()
        assert set(Stone.objects.values_list("report__lab", flat=True)) == {"DEMO"}

    def test_the_data_tell_one_story(self):
        assert not breaches(with_workers=False)

    def test_everybody_may_be_asked_15_things_and_more(self):
        assert Answer.objects.filter(is_active=True).count() == len(ANSWERS) >= 15
        assert {answer.approved_by.given_name for answer in Answer.objects.all()} == {"Hana"}

    def test_says_how_far_it_is(self, tolland):
        assert "Real round stones" in tolland
        assert "100%  200 of 200" in tolland
        assert "\r" not in tolland
