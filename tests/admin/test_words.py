"""The admin speaks as its reader does: by her clock, with names where the row keeps ids."""

import datetime as dt

from django.utils import timezone

from staff.models import Role, Shift
from tests.admin.conftest import some_of_everything
from tests.cast import a_browser, a_user

SIX = dt.datetime(2026, 12, 6, 7, tzinfo=dt.UTC)  # 6 pm in Sydney, 3 pm in Perth


def rota(user, **more) -> Shift:
    return Shift.objects.create(
        user=user, starts_at=SIX, ends_at=SIX + dt.timedelta(hours=4), **more
    )


def test_a_shift_is_read_and_typed_by_the_clock_of_the_store(office, ada, sydney):
    shift = rota(ada, kind="desk")

    told = office.get("/admin/staff/shift/").content.decode()

    assert "6 p.m." in told
    assert "10 p.m." in told
    assert "Times are by the clock in Sydney" in told
    page = office.get(f"/admin/staff/shift/{shift.pk}/change/").content.decode()
    assert 'value="18:00:00"' in page
    office.post(f"/admin/staff/shift/{shift.pk}/change/", {
        "user": ada.pk, "kind": "desk", "store": "",
        "starts_at_0": "2026-12-06", "starts_at_1": "19:00",
        "ends_at_0": "2026-12-06", "ends_at_1": "22:00",
    })  # fmt: skip
    shift.refresh_from_db()
    assert shift.starts_at == SIX + dt.timedelta(hours=1)


def test_a_manager_elsewhere_reads_her_own_clock(sydney, perth):
    lee = a_user("Lee", Role.MANAGER, perth)
    lee.is_staff = lee.is_superuser = True
    lee.save()
    rota(lee, kind="desk")

    told = a_browser(user=lee).get("/admin/staff/shift/").content.decode()

    assert "3 p.m." in told
    assert "Times are by the clock in Perth" in told


def test_the_clock_is_the_admins_alone(office, ada, sydney, settings):
    office.get("/admin/")

    assert timezone.get_current_timezone_name() == settings.TIME_ZONE


def test_who_did_it_is_told_by_name(office, ada, sydney):
    some_of_everything(sydney, ada, 1)

    told = office.get("/admin/customers/interaction/").content.decode()

    assert "user:" not in told
    assert "visitor:" not in told


def test_the_colour_of_a_stone_is_headed_so(office, ada, sydney):
    some_of_everything(sydney, ada, 1)

    told = office.get("/admin/inventory/stone/").content.decode()

    assert "display" not in told.split("<thead>")[1].split("</thead>")[0]
