"""People, devices and machines are changed in the admin with a line in the log."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from omni.lib import events
from staff.events import RightsChanged
from staff.models import ApiClient, Device, User
from staff.selectors.machines import client_by_token
from tests.admin.conftest import some_of_everything
from tests.admin.forms import at, form_of
from tests.cast import PASSWORD


def test_the_token_of_a_new_client_is_shown_once(office, ada):
    answer = office.post(
        reverse("admin:staff_apiclient_add"), {"name": "Website", "scopes": ["stock:read"]}
    )

    client = ApiClient.objects.get()
    token = answer.context["token"]
    assert token in answer.content.decode()
    assert client_by_token(token) == client
    assert (client.name, client.scopes, client.created_by) == ("Website", ["stock:read"], ada)
    assert token not in office.get(at("staff_apiclient", client)).content.decode()
    assert token not in str(dict(office.session))
    assert LogEntry.objects.get().object_id == str(client.pk)


@pytest.mark.parametrize("model", [Device, ApiClient])
def test_devices_and_clients_are_withdrawn_with_a_line_each(office, ada, sydney, model):
    some_of_everything(sydney, ada, 1)
    row = model.objects.get()

    office.post(
        reverse(f"admin:staff_{model._meta.model_name}_changelist"),
        {"action": "withdraw", "_selected_action": [row.pk]},
    )

    assert model.objects.get().revoked_at is not None
    assert LogEntry.objects.get().change_message == "Withdrawn."


def test_a_persons_password_can_be_changed(office, marcus):
    where = reverse("admin:auth_user_password_change", args=[marcus.pk])
    new = "a longer staple battery horse"

    answer = office.post(where, {"password1": new, "password2": new, "usable_password": "true"})

    assert answer.status_code == 302
    assert User.objects.get(pk=marcus.pk).check_password(new)
    assert LogEntry.objects.count() == 1


def test_a_new_person_has_her_address_in_small_letters(office, db):
    answer = office.post(
        reverse("admin:staff_user_add"),
        {"email": "Ravi@Tolland.example", "name": "Ravi Shah", "given_name": "Ravi",
         "pronoun": "he", "password1": PASSWORD, "password2": PASSWORD,
         "usable_password": "true", "memberships-TOTAL_FORMS": "0",
         "memberships-INITIAL_FORMS": "0"},
    )  # fmt: skip

    assert answer.status_code == 302
    assert User.objects.filter(email="ravi@tolland.example").exists()


def test_who_gets_other_rights_is_looked_at_anew(office, marcus, monkeypatch):
    heard = []
    monkeypatch.setitem(events._handlers, RightsChanged, [heard.append])
    where = at("staff_user", marcus)
    form = form_of(office, where)
    del form["is_active"]

    office.post(where, form)

    assert not User.objects.get(pk=marcus.pk).is_active
    assert heard == [RightsChanged(str(marcus.public_id))]


def test_whoever_saves_an_answer_approves_it(office, ada, hana):
    office.post(
        reverse("admin:chat_answer_add"),
        {"title": "Colour", "questions": "What is E?", "body": "Colourless.", "is_active": "on"},
    )

    assert ada.pk == LogEntry.objects.get().user_id
    from chat.models import Answer

    assert Answer.objects.get().approved_by == ada
