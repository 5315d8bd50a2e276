"""A list is brought, answered, compared, applied and undone on its pages, by those who may."""

import uuid

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from inventory.models import Import, Item, Supplier
from inventory.tasks import work_list
from staff.models import Role
from tests.admin.test_limited import allow
from tests.cast import a_browser, a_user
from tests.lists import RAPNET, a_feed, bring, rapnet, take_in, text
from tests.stock import a_place, hold

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(own_lists):
    """Lists are kept in the test's own folder."""


BRING = reverse("admin:inventory_import_bring")


def page_of(run: Import) -> str:
    return reverse("admin:inventory_import_list", args=[run.public_id])


def act(browser, run: Import, verb: str, **said):
    answer = browser.post(
        reverse("admin:inventory_import_act", args=[run.public_id, verb]), said, follow=True
    )
    run.refresh_from_db()
    return answer


def send(browser, feed, rows, name="list.csv", key=None):
    file = SimpleUploadedFile(name, text(rows, RAPNET).encode())
    return browser.post(
        BRING, {"supplier": feed.supplier.pk, "file": file, "client_key": key or uuid.uuid4()}
    )


def work(run: Import) -> None:
    work_list(run.pk)
    run.refresh_from_db()


def test_the_whole_way_of_a_list(office, ada):
    feed = a_feed(answers={})

    answer = send(office, feed, [rapnet(1), rapnet(2), rapnet(3, Weight="x")])
    run = Import.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, page_of(run))
    assert "To be read" in office.get(page_of(run)).content.decode()
    work(run)
    asked = office.get(page_of(run)).content.decode()
    assert "What does the price column say?" in asked
    assert "$9,000.00" in asked
    act(office, run, "answer", price="per_carat")
    work(run)
    compared = office.get(page_of(run)).content.decode()
    for words in ("New", "1.52 ct round, E VS1", "GIA 2141438171", "$13,680", "Country"):
        assert words in compared
    assert not Item.objects.exists()
    act(office, run, "apply")
    work(run)
    assert (run.state, run.actor) == ("done", f"user:{ada.public_id}")
    assert Item.objects.count() == 2
    act(office, run, "undo")
    work(run)
    assert run.state == "undone"
    said = LogEntry.objects.order_by("pk").values_list("change_message", flat=True)
    assert list(said) == ["Brought.", "Answer.", "Apply.", "Undo."]


def test_changes_are_shown_before_and_after_and_what_is_protected_says_why(office):
    feed = a_feed()
    take_in(feed, [rapnet(1), rapnet(2)])
    hold(Item.objects.get(sku="SHINE-R-2"))

    run = bring(feed, [rapnet(1, RapNet_Price="8000", Color="F"), rapnet(2, RapNet_Price="1")])

    changed = office.get(page_of(run)).content.decode()
    assert "price <del>$13,680</del> → <ins>$12,160</ins>" in changed
    assert "colour <del>E</del> → <ins>F</ins>" in changed
    kept = office.get(page_of(run) + "?show=protected").content.decode()
    assert "Somebody holds it" in kept


def test_a_refusal_is_said_and_nothing_changes(office):
    feed = a_feed()
    take_in(feed, [rapnet(n) for n in range(1, 25)])
    run = bring(feed, [rapnet(1)])

    page = office.get(page_of(run)).content.decode()
    assert "Most of this supplier’s pieces aren’t in this list" in page
    answer = act(office, run, "apply")

    assert "Say that this is meant" in answer.content.decode()
    assert run.state == "ready"
    act(office, run, "apply", accepts_loss="on")
    assert run.state == "running"


def test_a_file_that_is_none_is_refused_beside_its_field(office):
    feed = a_feed()

    empty = office.post(BRING, {"supplier": feed.supplier.pk, "client_key": uuid.uuid4()})
    hollow = send(office, feed, [])

    assert empty.status_code == 422
    assert "This field is required" in empty.content.decode()
    assert hollow.status_code == 302, "a header without rows is read, and says so"
    run = Import.objects.get()
    work(run)
    assert run.state in {"failed", "asking", "ready"}


def test_sent_twice_it_is_one_list(office):
    feed, key = a_feed(), uuid.uuid4()

    first, second = (send(office, feed, [rapnet(1)], key=key) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Import.objects.count() == 1


def test_refused_rows_are_a_table_without_formulas(office):
    run = bring(
        a_feed(), [rapnet(1, Weight="=1+1"), rapnet(2, Color="+blob"), rapnet(3, Shape="@")]
    )

    answer = office.get(reverse("admin:inventory_import_refused", args=[run.public_id]))

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Line,Column,Value,Reason",
        "2,Weight,'=1+1,not a plain number",
        "3,Color,'+blob,a fancy colour we don't know",
        "4,Shape,'@,a shape we don't know",
    ]


def test_words_of_a_supplier_are_text_on_the_page(office):
    attack = "<script>alert(1)</script>"
    run = bring(a_feed(), [rapnet(1, Color=attack), rapnet(2, Stock=attack)], name=attack)

    for show in ("refused", "new"):
        page = office.get(page_of(run) + f"?show={show}").content.decode()
        assert attack not in page
        assert "&lt;script&gt;" in page


def test_who_may_only_look_acts_on_nothing_and_sees_no_cost(sydney):
    feed = a_feed(margin=20)
    run = bring(feed, [rapnet(1)])
    clerk = a_user("Cleo Park", Role.ASSOCIATE, sydney)
    browser = a_browser(user=allow(clerk, "inventory.view_import"))

    page = browser.get(page_of(run)).content.decode()

    assert "$16,416" in page
    assert "$13,680" not in page
    assert "Apply" not in page
    assert act(browser, run, "apply").status_code == 403
    assert browser.get(BRING).status_code == 403
    assert send(browser, feed, [rapnet(1)]).status_code == 403
    assert run.state == "ready"
    nobody = a_browser(user=allow(a_user("Lu Park", Role.ASSOCIATE, sydney)))
    assert nobody.get(page_of(run)).status_code == 403
    assert a_browser().get(page_of(run)).status_code == 302


def test_an_unknown_deed_or_list_is_none(office):
    run = bring(a_feed(), [rapnet(1)])

    assert act(office, run, "burn").status_code == 403
    deed = reverse("admin:inventory_import_act", args=[run.public_id, "apply"])
    assert office.get(deed).status_code == 405
    assert office.get(page_of(Import(public_id=uuid.uuid4()))).status_code == 404


def test_the_open_page_follows_by_polling_and_only_for_those_who_may(office, sydney):
    run = bring(a_feed(), [rapnet(1)])
    topic = f"list:{run.public_id}"

    polled = office.get("/live/", {"t": f"{topic}:0"}).json()[topic]

    assert (polled["version"], polled["state"]) == (run.version, "ready")
    assert "Compared" in polled["html"]
    clerk = a_browser(user=a_user("Cleo Park", Role.ASSOCIATE, sydney))
    for browser in (a_browser(), clerk):
        assert browser.get("/live/", {"t": f"{topic}:0"}).json() == {topic: {"denied": True}}


@pytest.mark.parametrize(
    ("said", "words"),
    [({"ownership": "memo_in", "location": "sydney"}, "A memo has a number"),
     ({"ownership": "virtual", "location": "sydney"}, "Only pieces at the supplier lie there"),
     ({"rate": "0"}, "feed_has_prices"), ({"agreed_off": "100"}, "feed_discount_is_a_part")],
)  # fmt: skip
def test_terms_that_contradict_themselves_are_refused(office, said, words):
    places = {place.code: place.pk for place in (a_place("sydney"), a_place("his", "supplier"))}
    supplier = Supplier.objects.create(code="shine", name="Shine")
    right = {
        "supplier": supplier.pk, "is_on": "on", "ownership": "virtual", "location": "his",
        "currency": "USD", "rate": "1.5", "agreed_off": "0", "margin": "20", "tax_rate": "0.1",
        "step": "10", "withdraws_missing": "on",
    }  # fmt: skip

    def send(**terms):
        terms |= {"location": places[terms["location"]]}
        return office.post(reverse("admin:inventory_supplierfeed_add"), terms)

    bad, good = send(**right | said), send(**right)

    assert bad.status_code == 200
    assert words in bad.content.decode()
    assert good.status_code == 302


def test_answers_can_be_asked_again(office):
    run = bring(a_feed(), [rapnet(1)])
    assert "price = per_carat" in office.get(page_of(run)).content.decode()

    act(office, run, "ask")
    work(run)

    assert run.state == "asking"
