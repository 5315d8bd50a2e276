import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.urls import reverse

from tests.cast import PASSWORD, a_browser, a_user

SIGN_IN = "/staff/sign-in/"


def sign_in(browser, user, password=PASSWORD, **more):
    return browser.post(SIGN_IN, {"username": user.email, "password": password, **more})


def test_she_comes_back_to_the_page_she_wanted(hana):
    browser = a_browser()

    answer = sign_in(browser, hana, next="/desk/")

    assert (answer.status_code, answer.url) == (302, "/desk/")
    assert browser.session["_auth_user_id"] == str(hana.pk)


def test_she_is_never_sent_to_another_site(hana):
    assert sign_in(a_browser(), hana, next="https://evil.example/").url == "/staff/"


def test_the_session_of_before_is_dead_after_signing_in(hana):
    browser = a_browser()
    browser.session.save()
    before = browser.session.session_key
    browser.cookies["staff"] = before

    sign_in(browser, hana)

    assert browser.cookies["staff"].value != before
    assert not Session.objects.filter(session_key=before).exists()


def test_the_address_may_be_typed_in_capitals(hana):
    answer = a_browser().post(SIGN_IN, {"username": "HANA@Tolland.example", "password": PASSWORD})

    assert answer.status_code == 302


@pytest.mark.parametrize("known", [True, False])
def test_a_wrong_password_says_the_same_for_known_and_unknown(hana, known):
    email = hana.email if known else "nobody@tolland.example"

    answer = a_browser().post(SIGN_IN, {"username": email, "password": "wrong"})

    assert answer.status_code == 200
    assert "don’t belong together" in answer.content.decode()


def test_five_wrong_passwords_close_the_pair_of_account_and_address(hana, marcus):
    browser = a_browser()
    for _ in range(5):
        answer = sign_in(browser, hana, "wrong")
    assert answer.status_code == 429
    assert "15 minutes" in answer.content.decode()

    assert sign_in(browser, hana).status_code == 429
    assert "_auth_user_id" not in browser.session
    assert sign_in(a_browser(), marcus).status_code == 302
    assert browser.post(
        SIGN_IN, {"username": hana.email, "password": PASSWORD}, REMOTE_ADDR="192.0.2.7"
    ).status_code == 302  # fmt: skip


def test_capitals_are_no_way_round_the_limit(hana):
    browser = a_browser()
    for typed in ("hana", "HANA", "Hana", "hAna", "haNA"):
        answer = browser.post(
            SIGN_IN, {"username": f"{typed}@tolland.example", "password": "wrong"}
        )

    assert answer.status_code == 429
    assert AccessAttempt.objects.get().username == "hana@tolland.example"


def test_a_forged_proxy_header_is_no_way_round_the_limit(hana):
    browser = a_browser()
    for n in range(5):
        answer = browser.post(
            SIGN_IN, {"username": hana.email, "password": "wrong"},
            headers={"X-Forwarded-For": f"198.51.100.{n}"},
        )  # fmt: skip

    assert answer.status_code == 429


def test_signing_out_ends_the_session(hana):
    browser = a_browser(user=hana)

    answer = browser.post("/staff/sign-out/")

    assert answer.url == SIGN_IN
    assert browser.get("/staff/").status_code == 302
    assert not Session.objects.exists()


def test_the_admin_has_no_door_of_its_own(hana):
    answer = a_browser().get("/admin/login/?next=/admin/")

    assert (answer.status_code, answer.url) == (302, "/staff/sign-in/?next=/admin/")


def test_each_role_sees_the_faces_it_may_open(hana, marcus):
    ada = a_user("Ada Novak", "administrator", None)
    ada.is_staff = True
    ada.save()

    def doors(user):
        page = a_browser(user=user).get(reverse("staff:home")).content.decode()
        return [name for name in ("The floor", "The desk", "Administration") if name in page]

    assert "The desk" in doors(hana)
    assert "The floor" not in doors(hana)
    assert "The desk" in doors(marcus)
    assert doors(ada) == ["Administration"]
