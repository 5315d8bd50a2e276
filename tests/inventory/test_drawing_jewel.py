"""Chains, earrings, bracelets and watches, drawn."""

import xml.etree.ElementTree as ET

import pytest

from inventory.drawing import (
    JEWELS,
    METALS,
    BadCode,
    get_or_make,
    jewel,
    jewel_address,
    ring,
    ring_address,
)

HREF = "href"


@pytest.mark.parametrize("metal", METALS)
@pytest.mark.parametrize("style", JEWELS)
def test_a_jewel_is_one_small_picture_of_its_own_parts(style, metal):
    picture = jewel(style, metal, label='A "chain"')

    root = ET.fromstring(picture)
    assert root.get("aria-label") == 'A "chain"'
    assert len(picture) < 36_000
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    for element in root.iter():
        assert not {"style", "class"} & set(element.attrib)
        assert not [name for name in element.attrib if name.startswith("on")]
        if HREF in element.attrib:
            assert element.get(HREF).removeprefix("#") in ids
        for value in element.attrib.values():
            if value.startswith("url("):
                assert value[5:-1] in ids
    assert METALS[metal][0] in picture


def test_each_style_and_metal_is_drawn_otherwise():
    drawn = {jewel(style, metal) for style in JEWELS for metal in METALS}

    assert len(drawn) == len(JEWELS) * len(METALS)


def test_a_chain_closes_link_after_link():
    root = ET.fromstring(jewel("trace-chain", "platinum"))
    links = next(one for one in root if one.tag.endswith("}g"))
    round_ones, edges = (
        [one for one in links if one.tag.endswith(tag)] for tag in ("ellipse", "path")
    )

    assert len(round_ones) == len(edges) > 40
    assert len({one.get("transform") for one in links}) == len(links)


def test_an_address_is_drawn_once_and_kept(tmp_path):
    body, kind = get_or_make(tmp_path, jewel_address("studs", "rose-gold"))

    assert (body.decode(), kind) == (jewel("studs", "rose-gold"), "image/svg+xml")


@pytest.mark.parametrize(
    "name",
    ["jewel-studs", "jewel-studs-tin", "jewel-halo-platinum", "jewel-", "jewel-Studs-platinum"],
)
def test_refuses_an_address_that_we_would_not_hand_out(tmp_path, name):
    with pytest.raises(BadCode):
        get_or_make(tmp_path, name)

    assert list(tmp_path.iterdir()) == []


def test_a_ring_takes_no_jewels_metal_that_there_isnt():
    with pytest.raises(BadCode):
        jewel("studs", "tin")
    with pytest.raises(BadCode):
        ring("studs", "platinum")
    assert ring_address("halo", "platinum") != jewel_address("halo", "platinum")
