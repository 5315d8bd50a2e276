"""A list's links are followed in the background; what is kept is of our own making, or a PDF."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from inventory import pictures
from inventory.actions.fetch_media import _store
from inventory.copies import file_of, small
from inventory.models import StoneMedia
from inventory.pictures import redrawn, smaller
from inventory.selectors.media import due_media
from omni.lib.clock import now
from tests.admin.conftest import ada, office  # noqa: F401
from tests.kept import CERTIFICATE as PDF
from tests.kept import drawn, follow
from tests.lists import a_feed, rapnet, take_in
from tests.stock import a_stone


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def a_link(url: str, kind: str = "image") -> StoneMedia:
    return StoneMedia.objects.create(item=a_stone(), kind=kind, url=url, due_at=now())


@pytest.mark.django_db
def test_a_picture_is_kept_under_the_hash_of_what_it_is(server):
    server.answers["/1.jpg"] = (200, {"Content-Type": "image/jpeg"}, drawn("JPEG"))

    one, two = (follow(a_link(server.url("/1.jpg")), server) for _ in range(2))

    assert (one.state, one.content_type, one.why) == ("kept", "image/jpeg", "")
    assert one.file.startswith("stones/")
    assert one.file == two.file
    assert Image.open(default_storage.open(one.file)).format == "JPEG"


@pytest.mark.django_db
def test_a_certificate_may_be_a_pdf_and_a_picture_may_not(server):
    server.answers["/c.pdf"] = (200, {"Content-Type": "application/pdf"}, PDF)

    certificate = follow(a_link(server.url("/c.pdf"), "certificate"), server)
    picture = follow(a_link(server.url("/c.pdf"), "image"), server)

    assert (certificate.state, certificate.content_type) == ("kept", "application/pdf")
    assert default_storage.open(certificate.file).read() == PDF
    assert (picture.state, picture.why, picture.file) == ("refused", "not a picture", "")


@pytest.mark.django_db
def test_a_link_inside_is_refused_for_good(server):
    media = a_link("https://169.254.169.254/latest/meta-data/")

    follow(media, server)

    assert (media.state, media.why) == ("refused", "not a public address")
    assert due_media() == []


@pytest.mark.django_db
def test_a_busy_server_is_asked_again_later_and_not_for_ever(server):
    server.answers["/"] = (503, {}, b"")
    media = a_link(server.url("/"))

    states = []
    for _ in range(4):
        follow(media, server)
        states.append(media.state)
        StoneMedia.objects.filter(pk=media.pk).update(due_at=now())

    assert states == ["waiting", "waiting", "waiting", "refused"]
    assert (media.tries, media.why) == (4, "answered 503")
    follow(media, server)
    assert len(server.asked) == 4


@pytest.mark.django_db
def test_a_link_whose_workers_end_on_it_is_given_up(server, monkeypatch):
    media = a_link(server.url("/"))

    def ends(body):
        raise SystemError("out of memory")

    server.answers["/"] = (200, {"Content-Type": "image/jpeg"}, drawn("JPEG"))
    monkeypatch.setattr("inventory.actions.fetch_media.redrawn", ends)
    for _ in range(4):
        with pytest.raises(SystemError):
            follow(media, server)
        StoneMedia.objects.filter(pk=media.pk).update(due_at=now())
    follow(media, server)

    assert len(server.asked) == 4
    assert (media.state, media.file) == ("refused", "")
    assert "again and again" in StoneMedia.objects.get(pk=media.pk).why


@pytest.mark.django_db
def test_one_worker_at_a_time_follows_a_link(server):
    server.answers["/"] = (503, {}, b"")
    media = a_link(server.url("/"))

    follow(media, server)
    follow(media, server)

    assert len(server.asked) == 1, "it is due again only later"


@pytest.mark.django_db
def test_a_list_leaves_its_links_to_be_followed_and_a_video_is_only_a_link(own_lists):
    rows = [
        rapnet(1, Diamond_Image="https://x.example/1.jpg", Report_Filename="http://x.example/c.pdf")
    ]
    take_in(a_feed(), rows)
    take_in(a_feed("glow"), [rapnet(2, Diamond_Image="javascript:alert(1)")])

    assert [StoneMedia.objects.get().url] == ["https://x.example/1.jpg"]
    assert len(due_media()) == 1


@pytest.mark.django_db
def test_it_is_shown_in_the_admin_to_those_who_may(server, office, marcus):  # noqa: F811
    from tests.cast import a_browser

    server.answers["/1.jpg"] = (200, {"Content-Type": "image/jpeg"}, drawn("JPEG"))
    server.answers["/c.pdf"] = (200, {"Content-Type": "application/pdf"}, PDF)
    picture = follow(a_link(server.url("/1.jpg")), server)
    certificate = follow(a_link(server.url("/c.pdf"), "certificate"), server)
    where = [
        reverse("admin:inventory_stonemedia_kept", args=[m.pk]) for m in (picture, certificate)
    ]

    shown, downloaded = (office.get(one) for one in where)

    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert "attachment" in downloaded["Content-Disposition"]
    assert a_browser(user=marcus).get(where[0]).status_code in {302, 403}
    assert pictures.MOST_PIXELS < 89_478_485, "below what Pillow itself would only warn of"


@pytest.mark.django_db
def test_what_is_shown_no_longer_meanwhile_is_not_kept(server, monkeypatch, tmp_path):
    media = a_link(server.url("/1.jpg"))
    server.answers["/1.jpg"] = (200, {"Content-Type": "image/jpeg"}, drawn("JPEG"))

    def taken_back(body):
        StoneMedia.objects.filter(pk=media.pk).update(state="gone")
        return redrawn(body)

    monkeypatch.setattr("inventory.actions.fetch_media.redrawn", taken_back)
    follow(media, server)

    assert (media.state, media.file) == ("gone", "")
    assert not list((tmp_path / "media").rglob("*.jpg"))


@pytest.mark.django_db
def test_nothing_is_kept_but_the_picture_of_our_own_making_and_a_small_one(server, tmp_path):
    server.answers["/1.jpg"] = (200, {"Content-Type": "image/jpeg"}, drawn("JPEG", (900, 600)))

    media = follow(a_link(server.url("/1.jpg")), server)

    files = sorted(path.name for path in (tmp_path / "media").rglob("*.*"))
    digest = media.file.rpartition("/")[2].removesuffix(".jpg")
    assert files == [f"{digest}-small.jpg", f"{digest}.jpg"]
    assert Image.open(default_storage.open(media.file.replace(".jpg", "-small.jpg"))).width == 640


@pytest.mark.django_db
def test_a_file_that_was_left_by_half_is_written_anew(server, tmp_path):
    server.answers["/1.jpg"] = (200, {"Content-Type": "image/jpeg"}, drawn("JPEG", (900, 600)))
    whole = redrawn(drawn("JPEG", (900, 600)))
    digest = hashlib.sha256(whole).hexdigest()
    file, little = file_of(digest, "jpg"), small(file_of(digest, "jpg"))
    for name in (file, little):
        default_storage.save(name, ContentFile(whole[:100]))

    media = follow(a_link(server.url("/1.jpg")), server)

    assert (media.state, media.file) == ("kept", file)
    assert default_storage.open(file).read() == whole
    assert default_storage.open(little).read() == smaller(whole)


@pytest.mark.django_db
@pytest.mark.parametrize("shared", [False, True])
def test_what_is_taken_back_while_it_is_written_goes_unless_another_has_it(
    server, monkeypatch, tmp_path, shared
):
    server.answers["/1.jpg"] = (200, {"Content-Type": "image/jpeg"}, drawn("JPEG"))
    if shared:
        follow(a_link(server.url("/1.jpg")), server)
    media, write = a_link(server.url("/1.jpg")), _store

    def taken_back(name, body):
        StoneMedia.objects.filter(pk=media.pk).update(state="gone")
        write(name, body)

    monkeypatch.setattr("inventory.actions.fetch_media._store", taken_back)
    follow(media, server)

    assert (media.state, media.file) == ("gone", "")
    assert len(list((tmp_path / "media").rglob("*.jpg"))) == (2 if shared else 0)


@pytest.mark.django_db
def test_a_picture_is_a_new_version_of_its_piece_and_a_certificate_is_none(server):
    server.answers["/1.jpg"] = (200, {"Content-Type": "image/jpeg"}, drawn("JPEG"))
    versions = []
    for kind in ("image", "certificate"):
        media = a_link(server.url("/1.jpg"), kind)
        media.item.refresh_from_db()
        before = media.item.availability_version
        follow(media, server)
        media.item.refresh_from_db()
        versions.append(media.item.availability_version - before)

    assert versions == [1, 0]
