"""Who asks is read with every request: by a kept plan, and as Django would read her."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from staff.models import User
from tests.cast import a_browser

pytestmark = pytest.mark.django_db


def test_one_is_read_as_django_reads_her(marcus):
    kept, read = User.objects.get(pk=marcus.pk), User.objects.filter(pk=marcus.pk).get()

    names = [field.attname for field in User._meta.concrete_fields]
    assert [getattr(kept, name) for name in names] == [getattr(read, name) for name in names]
    assert kept == read


def test_a_key_that_is_nobodys_is_refused(marcus):
    with pytest.raises(User.DoesNotExist):
        User.objects.get(pk=marcus.pk + 1000)


def test_another_condition_beside_the_key_counts(marcus):
    with pytest.raises(User.DoesNotExist):
        User.objects.get(pk=marcus.pk, is_active=False)
    with pytest.raises(User.DoesNotExist):
        User.objects.filter(is_active=False).get(pk=marcus.pk)


def test_a_relation_answers_for_its_own_people_only(marcus, ana):
    group = Group.objects.create(name="Cleaners")
    group.user_set.add(ana)

    assert group.user_set.get(pk=ana.pk) == ana
    with pytest.raises(User.DoesNotExist):
        group.user_set.get(pk=marcus.pk)


def test_a_page_asks_for_her_by_the_kept_plan(marcus):
    hers = a_browser(user=marcus)
    hers.get("/floor/sydney/")

    with CaptureQueriesContext(connection) as queries:
        assert hers.get("/floor/sydney/").status_code == 200

    assert not [
        query for query in queries if 'FROM "staff_user" WHERE "staff_user"."id" =' in query["sql"]
    ]


def test_who_was_dismissed_is_nobody_with_her_next_request(marcus):
    hers = a_browser(user=marcus)
    assert hers.get("/floor/sydney/").status_code == 200

    User.objects.filter(pk=marcus.pk).update(is_active=False)

    assert hers.get("/floor/sydney/").status_code == 302
