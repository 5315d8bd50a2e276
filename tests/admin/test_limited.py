"""Limited staff see what their permissions and their stores cover, and give themselves nothing."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from staff.models import Shift, User
from tests.admin.conftest import some_of_everything
from tests.cast import a_browser, a_user


def allow(user: User, *names: str) -> User:
    user.is_staff = True
    user.save()
    for name in names:
        app, codename = name.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app, codename=codename)
        )
    return user


@pytest.fixture
def rota(ana, marcus, lucia, melbourne, sydney):
    """Ana manages Sydney and may keep the rota."""
    from tests.chat.scenes import on_shift

    on_shift(marcus, store=sydney)
    on_shift(lucia, store=melbourne)
    allow(ana, "staff.view_shift", "staff.add_shift", "staff.change_shift", "staff.delete_shift")
    return a_browser(user=ana)


def test_sees_only_what_she_has_a_permission_for(rota):
    index = rota.get("/admin/").content.decode()

    assert "/admin/staff/shift/" in index
    for other in ("inventory_item", "sales_order", "staff_user", "customers_customer"):
        assert rota.get(reverse(f"admin:{other}_changelist")).status_code == 403


def test_sees_only_the_rows_of_her_store(rota, lucia, marcus):
    page = rota.get(reverse("admin:staff_shift_changelist"))
    hers, theirs = Shift.objects.get(user=marcus), Shift.objects.get(user=lucia)

    assert list(page.context["cl"].queryset) == [hers]
    answer = rota.get(reverse("admin:staff_shift_change", args=[theirs.pk]))
    assert answer.status_code == 302, "there's no such row for her"
    assert rota.get(reverse("admin:staff_shift_change", args=[hers.pk])).status_code == 200


def test_chooses_only_her_store_and_its_people(rota, sydney, lucia, ana, marcus):
    form = rota.get(reverse("admin:staff_shift_add")).context["adminform"].form

    assert list(form.fields["store"].queryset) == [sydney]
    assert set(form.fields["user"].queryset) == {ana, marcus}


def test_a_bulk_action_reaches_no_row_of_another_store(rota, lucia):
    theirs = Shift.objects.get(user=lucia)

    rota.post(
        reverse("admin:staff_shift_changelist"),
        {"action": "delete_selected", "_selected_action": [theirs.pk], "post": "yes"},
    )

    assert Shift.objects.filter(pk=theirs.pk).exists()


def test_withdraws_nothing_without_the_right_to(ana, ada, sydney):
    from staff.models import Device

    some_of_everything(sydney, ada, 1)
    browser = a_browser(user=allow(ana, "staff.view_device"))

    browser.post(
        reverse("admin:staff_device_changelist"),
        {"action": "withdraw", "_selected_action": [Device.objects.get().pk]},
    )

    assert Device.objects.get().revoked_at is None


def test_gives_neither_herself_nor_others_any_right(ana, marcus):
    browser = a_browser(user=allow(ana, "staff.view_user", "staff.change_user"))
    where = reverse("admin:staff_user_change", args=[ana.pk])

    answer = browser.post(
        where,
        {"email": ana.email, "name": "Ana R.", "given_name": "Ana", "pronoun": "she",
         "is_active": "on", "is_superuser": "on", "is_staff": "on",
         "memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0",
         "memberships-0-role": "administrator", "memberships-0-store": ""},
    )  # fmt: skip

    after = User.objects.get(pk=ana.pk)
    assert answer.status_code == 302
    assert (after.name, after.is_superuser) == ("Ana R.", False)
    assert after.memberships.count() == 1


def test_touches_no_superuser(ana, ada):
    browser = a_browser(user=allow(ana, "staff.view_user", "staff.change_user"))
    password = reverse("admin:auth_user_password_change", args=[ada.pk])
    before = ada.password

    answers = [
        browser.post(reverse("admin:staff_user_change", args=[ada.pk]), {"name": "X"}),
        browser.post(password, {"password1": "x" * 20, "password2": "x" * 20}),
    ]

    assert {answer.status_code for answer in answers} == {403}
    assert User.objects.get(pk=ada.pk).password == before
    assert User.objects.get(pk=ada.pk).name == ada.name


def test_becomes_nobody_who_may_do_more_by_a_new_password(ana, lucia, marcus, hana):
    """Neither of another store nor of the whole chain, no administrator, nobody of the admin."""
    browser = a_browser(user=allow(ana, "staff.view_user", "staff.change_user"))
    chief = a_user("Ines Duarte", "administrator", ana.memberships.get().store)
    theirs = [lucia, hana, chief, allow(a_user("Noor Haddad", "desk", None))]
    kept = {one.pk: (one.email, one.password) for one in theirs}

    for one in theirs:
        new = {"password1": "x" * 20 + "8!", "password2": "x" * 20 + "8!"}
        password = browser.post(
            reverse("admin:auth_user_password_change", args=[one.pk]),
            new | {"usable_password": "true"},
        )
        email = {"email": "ana2@tolland.example", "name": one.name, "is_active": "on"}
        person = browser.post(reverse("admin:staff_user_change", args=[one.pk]), email)
        assert (password.status_code, person.status_code) == (403, 403)

    assert {one.pk: (one.email, one.password) for one in User.objects.filter(pk__in=kept)} == kept
    own = browser.get(reverse("admin:auth_user_password_change", args=[marcus.pk]))
    assert own.status_code == 200
