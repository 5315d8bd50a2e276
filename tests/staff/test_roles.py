import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from staff.actors import actor_for, user_actor
from staff.models import Device, Membership, Role
from staff.roles import may, require_store, staff_page, stores_for


def test_an_associate_may_work_in_her_own_store_only(marcus, sydney, melbourne):
    assert may(marcus, Role.ASSOCIATE)
    assert may(marcus, Role.ASSOCIATE, store=sydney)

    assert not may(marcus, Role.ASSOCIATE, store=melbourne)
    assert not may(marcus, Role.MANAGER)


def test_a_role_without_a_store_holds_everywhere(hana, sydney, melbourne):
    assert may(hana, Role.DESK, store=sydney)
    assert list(stores_for(hana, Role.DESK)) == [sydney, melbourne]


def test_nobody_and_the_dismissed_may_nothing(marcus, sydney):
    marcus.is_active = False

    assert not may(marcus, Role.ASSOCIATE)
    assert not may(AnonymousUser(), Role.ASSOCIATE)
    assert not stores_for(marcus, Role.ASSOCIATE).exists()


def test_a_superuser_has_no_role_that_she_was_not_given(django_user_model, db):
    ada = django_user_model.objects.create_superuser("ada@tolland.example", name="Ada")

    assert not may(ada, Role.DESK, Role.MANAGER)


def test_roles_are_read_once_per_request(marcus, sydney, django_assert_num_queries):
    with django_assert_num_queries(1):
        may(marcus, Role.ASSOCIATE)
        may(marcus, Role.MANAGER, store=sydney)


def test_another_stores_things_do_not_exist(marcus, sydney, melbourne):
    require_store(marcus, sydney, Role.ASSOCIATE)

    with pytest.raises(Http404):
        require_store(marcus, melbourne, Role.ASSOCIATE)
    with pytest.raises(Http404):
        require_store(marcus, None, Role.ASSOCIATE)


def _ask(user, view, accept="text/html", **kwargs):
    request = RequestFactory().get("/floor/?x=1", headers={"Accept": accept})
    request.user, request.device = user, None
    return view(request, **kwargs)


def test_a_stranger_is_sent_to_sign_in_and_back():
    page = staff_page(Role.DESK)(lambda request: HttpResponse("in"))

    assert _ask(AnonymousUser(), page).url == "/staff/sign-in/?next=/floor/%3Fx%3D1"
    assert _ask(AnonymousUser(), page, accept="application/json").status_code == 401


def test_without_the_role_the_page_is_forbidden(marcus, hana):
    page = staff_page(Role.DESK)(lambda request: HttpResponse("in"))

    assert _ask(hana, page).content == b"in"
    with pytest.raises(PermissionDenied):
        _ask(marcus, page)


def test_a_store_in_the_address_becomes_the_store_or_a_404(marcus, sydney, melbourne):
    page = staff_page(Role.ASSOCIATE)(lambda request, store: HttpResponse(store.city))

    assert _ask(marcus, page, store="sydney").content == b"Sydney"
    for slug in ("melbourne", "nowhere"):
        with pytest.raises(Http404):
            _ask(marcus, page, store=slug)


def test_the_actor_is_the_person_and_carries_the_ipad(marcus, sydney):
    ipad = Device.objects.create(kind="ipad", name="Counter 1", store=sydney, token_hash="x")
    request = RequestFactory().get("/")
    request.user, request.device = marcus, ipad

    actor = actor_for(request)

    assert actor == user_actor(marcus, ipad)
    assert (str(actor), actor.name) == (f"user:{marcus.public_id}", "Marcus Okafor")
    assert actor.device == str(ipad.public_id)


def test_an_enrolled_device_acts_for_itself_when_nobody_is_signed_in(sydney):
    kiosk = Device.objects.create(kind="kiosk", name="VIP station", store=sydney, token_hash="x")
    request = RequestFactory().get("/")
    request.user, request.device = AnonymousUser(), kiosk

    assert str(actor_for(request)) == f"device:{kiosk.public_id}"


def test_memberships_of_two_stores_add_up(marcus, sydney, melbourne):
    Membership.objects.create(user=marcus, role=Role.MANAGER, store=melbourne)

    assert may(marcus, Role.MANAGER, store=melbourne)
    assert not may(marcus, Role.MANAGER, store=sydney)
    assert list(stores_for(marcus, Role.ASSOCIATE, Role.MANAGER)) == [sydney, melbourne]
