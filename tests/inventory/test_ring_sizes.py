"""Ring sizes in the words of three systems; the figures are those of common size tables."""

from itertools import pairwise

import pytest

from inventory.ring_sizes import all_sizes, letters_between, read_size, size_of


# UK, US, EU, circumference and diameter in mm, as jewellers' tables print them.
@pytest.mark.parametrize(
    ("uk", "us", "eu", "around", "across"),
    [
        ("C", "1¼", "40", 40.0, 12.73),
        ("G", "3¼", "45", 45.0, 14.32),
        ("I", "4¼", "47.5", 47.5, 15.12),
        ("J", "4¾", "49", 48.75, 15.52),
        ("K", "5¼", "50", 50.0, 15.92),
        ("L", "5¾", "51.5", 51.25, 16.31),
        ("L½", "6", "52", 51.875, 16.51),
        ("M", "6¼", "52.5", 52.5, 16.71),
        ("N", "6¾", "54", 53.75, 17.11),
        ("N½", "7", "54.5", 54.375, 17.31),
        ("O", "7¼", "55", 55.0, 17.51),
        ("P", "7¾", "56.5", 56.25, 17.9),
        ("R", "8¾", "59", 58.75, 18.7),
        ("Z", "12½", "69", 68.75, 21.88),
    ],
)
def test_a_letter_in_the_words_of_the_others(uk, us, eu, around, across):
    size = size_of(uk)

    assert (size.uk, size.us, size.eu) == (uk, us, eu)
    assert (size.circumference, size.diameter) == (around, across)


def test_sizes_grow_by_halves_of_a_letter():
    sizes = all_sizes()

    assert len(sizes) == 52
    apart = {round(b.circumference - a.circumference, 6) for a, b in pairwise(sizes)}
    assert apart == {0.625}


@pytest.mark.parametrize(
    ("text", "uk"),
    [
        ("j", "J"), (" J½ ", "J½"), ("J 1/2", "J½"), ("UK K", "K"), ("AU K.5", "K½"),
        ("US 6", "L½"), ("us 6 1/2", "M½"), ("US 4¾", "J"), ("EU 49", "J"), ("ISO 50", "K"),
        ("52.5", "M"),
    ],
)  # fmt: skip
def test_reads_what_somebody_calls_her_size(text, uk):
    assert read_size(text).uk == uk


@pytest.mark.parametrize(
    "text",
    [
        "",
        "JJ",
        "É",
        "US",
        "US 40",
        "EU 20",
        "EU 99",
        "6",
        "½",
        "<b>",
        "\u212a",
        "\u0130",
        "UK \u0130½",
    ],
)
def test_what_is_no_size_is_none(text):
    assert read_size(text) is None


@pytest.mark.parametrize("size", all_sizes(), ids=lambda size: size.uk)
def test_there_and_back_is_at_most_one_half_letter(size):
    for words in (f"US {size.us}", f"EU {size.eu}"):
        if (size.us != "0" and not size.us.startswith(("¼", "½", "¾"))) or words[:2] == "EU":
            back = read_size(words)
            assert abs(back.circumference - size.circumference) <= 0.625


def test_letters_apart_are_rounded_up():
    assert letters_between("J", "J") == 0
    assert letters_between("J", "J½") == 1
    assert letters_between("J", "H") == 2
    assert letters_between("J", "x") == 14
    assert letters_between("J", "52") is None
