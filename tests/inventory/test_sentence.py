"""What people write about stones is read as facets; what isn't understood is said."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.selectors.facets import Facets
from inventory.selectors.places import StorePlace
from inventory.selectors.sentence import understand

PLACES = {
    "sydney": StorePlace("sydney", "Sydney, George Street", "Sydney", (1,)),
    "melbourne": StorePlace("melbourne", "Melbourne, Collins Street", "Melbourne", (2,)),
}


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("oval", "shape=oval"),
        ("ovals and rounds", "shape=round,oval"),
        ("ovel", "shape=oval"),
        ("cusion", "shape=cushion"),
        ("marqise", "shape=marquise"),
        ("emrald cut", "shape=emerald"),
        ("round brilliant", "shape=round"),
        ("1.5 ct", "carat_min=1.45&carat_max=1.59"),
        ("1.5 carat oval", "shape=oval&carat_min=1.45&carat_max=1.59"),
        ("1.2-1.5ct", "carat_min=1.2&carat_max=1.5"),
        ("2 to 1 carats", "carat_min=1&carat_max=2"),
        ("between 1 and 2 carat round", "shape=round&carat_min=1&carat_max=2"),
        ("oval 1.2-1.5", "shape=oval&carat_min=1.2&carat_max=1.5"),
        ("oval under 0 over $0", "shape=oval"),
        ("round, budget of $5,000", "shape=round&price_max=5000"),
        ("pear under 2", "shape=pear&carat_max=2"),
        ("over 2 under 20k", "carat_min=2&price_max=20000"),
        ("Round 1.01 G VS2", "shape=round&carat_min=0.96&carat_max=1.1&colour=G&clarity=VS2"),
        ("GIA 1.5 under 9,000 dollars", "carat_min=1.45&carat_max=1.59&price_max=9000&lab=gia"),
        ("pear shaped", "shape=pear"),
        ("over 2 ct", "carat_min=2"),
        ("under 10k", "price_max=10000"),
        ("under $8,000", "price_max=8000"),
        ("5k to 8k", "price_min=5000&price_max=8000"),
        ("5-8k", "price_min=5000&price_max=8000"),
        ("from $3000 under 1.2 ct", "carat_max=1.2&price_min=3000"),
        ("D", "colour=D"),
        ("D to F", "colour=D,E,F"),
        ("d-f vs1", "colour=D,E,F&clarity=VS1"),
        ("G or better", "colour=D,E,F,G"),
        ("g colour", "colour=G"),
        ("VVS", "clarity=VVS1,VVS2"),
        ("VS2 or better", "clarity=FL,IF,VVS1,VVS2,VS1,VS2"),
        ("vs1 to si1", "clarity=VS1,VS2,SI1"),
        ("excellent cut", "cut=excellent"),
        ("very good or better symmetry", "symmetry=excellent,very-good"),
        ("triple excellent", "cut=excellent&polish=excellent&symmetry=excellent"),
        ("no fluorescence", "fluorescence=none"),
        ("very strong fluorescence", "fluorescence=very-strong"),
        ("lab-grown pear", "shape=pear&origin=lab-grown"),
        ("GIA certified", "lab=gia"),
        ("in Sydny", "place=sydney"),
        ("cheapest round in melbourne", "shape=round&place=melbourne&sort=price"),
        ("biggest oval under 20k", "shape=oval&price_max=20000&sort=-carat"),
        ("1.5 ct ovl, D to F, VS or better, under 20k in Sydney",
         "shape=oval&carat_min=1.45&carat_max=1.59&colour=D,E,F"
         "&clarity=FL,IF,VVS1,VVS2,VS1,VS2&price_max=20000&place=sydney"),
        ("show me a diamond", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_reads(text, query):
    understood = understand(text, PLACES)

    assert understood.facets.query == query
    assert understood.unknown == []


@pytest.mark.parametrize(
    ("text", "query", "unknown"),
    [
        ("oval zirconium", "shape=oval", ["zirconium"]),
        ("I want a round", "shape=round", []),
        ("10000000000 ct", "", ["10000000000"]),
        ("<script>alert(1)</script>", "", ["script", "alert", "1", "script"]),
        ("d'or", "", ["d'or"]),
        ("it", "", ["it"]),
    ],
)
def test_says_what_it_did_not_understand(text, query, unknown):
    understood = understand(text, PLACES)

    assert understood.facets.query == query
    assert understood.unknown == unknown


@given(st.text(max_size=200))
def test_anything_can_be_written(text):
    assert isinstance(understand(text, PLACES).facets, Facets)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("\u212a colour", "colour=K"), ("\u0130 to \u212a", "colour=I,J,K"),
        ("s\u01301", "clarity=SI1"), ("fa\u0130r cut", "cut=fair"), ("v\u017f1", "clarity=VS1"),
    ],
)  # fmt: skip
def test_letters_that_only_look_like_ours_are_taken_for_ours(text, query):
    assert understand(text, PLACES).facets.query == query


@given(st.decimals("0.1", "20", places=2))
def test_a_weight_alone_is_meant_about(weight):
    facets = understand(f"{weight} ct", PLACES).facets

    assert facets.carat_min <= weight <= facets.carat_max
    assert facets.carat_max - facets.carat_min <= Decimal("0.14")
