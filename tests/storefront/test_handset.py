import pytest

from tests.cast import a_browser
from tests.handset import deliver_all
from tests.notifications.test_write import write

pytestmark = pytest.mark.django_db


def test_a_text_is_a_bubble_whose_link_can_be_followed(priya, settings):
    write(body="Hi Priya, your pass: {link}", secrets={"link": "http://127.0.0.1:8000/p/abc"})
    deliver_all()

    page = a_browser().get("/demo/handset/").content.decode()

    assert 'href="http://127.0.0.1:8000/p/abc"' in page
    assert "Priya Nair" in page


def test_what_somebody_wrote_stays_text(db):
    write(body="<script>alert(1)</script>")
    deliver_all()

    page = a_browser().get("/demo/handset/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_e_mail_is_a_letter(db):
    write(channel="email", to_address="priya@example.com", subject="Your receipt", body="Thank you")
    deliver_all()

    page = a_browser().get("/demo/handset/?to=priya@example.com").content.decode()

    assert "<h2>Your receipt</h2>" in page


def test_a_duty_phone_is_called_by_its_store(sydney):
    write(to_address=sydney.duty_phone, purpose="staff")
    deliver_all()

    assert "Sydney, on duty" in a_browser().get("/demo/handset/").content.decode()


def test_a_page_that_has_seen_everything_gets_no_body(db):
    write()
    deliver_all()
    browser = a_browser()

    assert browser.get("/demo/handset/?after=1").status_code == 204
    write(dedupe_key="another")
    deliver_all()
    assert browser.get("/demo/handset/?after=1").status_code == 200


def test_nothing_arrived_yet(db):
    assert "Nothing has been sent yet" in a_browser().get("/demo/handset/").content.decode()


def test_it_is_not_there_in_a_real_shop(db, settings):
    settings.DEMO = False

    assert a_browser().get("/demo/handset/").status_code == 404
