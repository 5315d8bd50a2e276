"""What an address names, whoever signed it and until when."""

import pytest
from django.db.models import Value

from inventory.addresses import Unsigned
from inventory.models import Item, StoneMedia
from inventory.same_media import same
from tests.kept import a_video
from tests.stock import a_stone

pytestmark = pytest.mark.django_db
VIDEO = "https://v.example/1.mp4"


@pytest.mark.parametrize(
    ("url", "named"),
    [
        (VIDEO, VIDEO),
        (f"{VIDEO}?", VIDEO),
        (f"{VIDEO}?X-Amz-Date=20261129T000000Z&X-Amz-Expires=3600&X-Amz-Signature=ab", VIDEO),
        (f"{VIDEO}?Expires=1&Signature=a~b-c_&Key-Pair-Id=K1", VIDEO),
        (f"{VIDEO}?sv=2024-11-04&se=2026-11-30&sr=b&sp=r&sig=a%2Bb%3D", VIDEO),
        (f"{VIDEO}?token=&EXPIRES=9", VIDEO),
        (f"{VIDEO}?d=R-1&sig=ab", f"{VIDEO}?d=R-1"),
        (f"{VIDEO}?Expires=1&d=R-1&Signature=ab&x=2", f"{VIDEO}?d=R-1&x=2"),
        (f"{VIDEO}?sig=ab&sig=cd&d=R-1", f"{VIDEO}?d=R-1"),
        (f"{VIDEO}?design=7&assigned=1", f"{VIDEO}?design=7&assigned=1"),
        ("https://v.example/sig=ab/expires=1.mp4", "https://v.example/sig=ab/expires=1.mp4"),
        ("https://v.example/view.html?d=R-1#t=2", "https://v.example/view.html?d=R-1#t=2"),
    ],
)
def test_is_what_is_left_without_its_signature(url, named):
    a_stone()

    assert Item.objects.values_list(Unsigned(Value(url)), flat=True).get() == named


A, B = "Zx81mQ0tTn4Kc7Lw9RvE", "9fJ2kLq8sYw3Bn6Tz1Xd"
HEX_A, HEX_B = "8f14e45fceea167a5a36dedd4bea2543", "c9f0f895fb98ab9159f51fd0297e236d"
VIEW = "https://v.example/view.html"


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        (f"{VIDEO}?xyz={A}", f"{VIDEO}?xyz={B}", True),
        (f"{VIDEO}?cdn={HEX_A}&ends=1764400000", f"{VIDEO}?cdn={HEX_B}&ends=1764486400", True),
        (f"{VIDEO}?d=R-1&xyz={A}&expires=1", f"{VIDEO}?d=R-1&expires=2&xyz={B}", True),
        (f"{VIDEO}?d=R-1&xyz={A}", f"{VIDEO}?d=R-2&xyz={B}", False),
        (f"{VIDEO}?id=1", f"{VIDEO}?id=2", False),
        (f"{VIDEO}?what=1", f"{VIDEO}?what=2", False),
        (f"{VIDEO}?what=R-1002", f"{VIDEO}?what=R-1003", False),
        (f"{VIDEO}?what=2141438171", f"{VIDEO}?what=2141438172", False),
        (f"{VIDEO}?ends=1764400000", f"{VIDEO}?ends=1764486400", False),
        (f"{VIDEO}?id={HEX_A}", f"{VIDEO}?id={HEX_B}", False),
        (f"{VIDEO}?v={HEX_A}", f"{VIDEO}?v={HEX_B}", False),
        (f"{VIDEO}?what=8f14e45f-ceea-467a-9a36-dedd4bea2543", f"{VIDEO}?what=c9f0f895-fb98-4b91"
         "-99f5-1fd0297e236d", False),
        (f"{VIDEO}?what=round-diamond-1-front", f"{VIDEO}?what=round-diamond-1-rear", False),
        (f"{VIDEO}?xyz={A}", f"{VIDEO}?xyz=", False),
        (f"{VIDEO}?xyz={A}", f"https://v.example/2.mp4?xyz={B}", False),
        (f"{VIEW}?xyz={A}", f"{VIEW}?xyz={B}", False),
    ],
)  # fmt: skip
def test_two_are_one_when_they_differ_in_what_can_only_be_a_signature(one, other, is_one):
    a_video(a_stone(), f"{VIEW}?xyz={A}")  # the page is for every piece
    stone = a_stone()
    media, _ = a_video(stone, one), a_video(stone, other)

    assert same(media).count() == 1 + is_one
    assert same(StoneMedia.objects.get(item=stone, url=other)).count() == 1 + is_one
