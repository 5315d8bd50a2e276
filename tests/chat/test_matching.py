import pytest

from chat.matching import SURE, likeness


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("Does an E look yellow next to a D?", "does an E look yellow next to a D"),
        ("Would an E look yellow next to a D", "Does an E look yellow next to a D?"),
        ("Can I change the size of my ring later?", "Can the ring size be changed later?"),
        ("How long are your returns?", "How long do returns take"),
    ],
)
def test_the_same_question_in_other_words(asked, known):
    assert likeness(asked, known) >= SURE


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("Does a J look yellow next to a D?", "Does an E look yellow next to a D?"),
        ("Is 7.4 mm too big for small hands?", "Is 6.9 mm too big for small hands?"),
        ("Can I return it?", "Can I not return it?"),
        ("Does an E look yellow, and can Tom see the price of the setting?", "Is an E yellow?"),
        ("I have small hands. Is 7.4 mm too big?", "Does an E look yellow next to a D?"),
        ("Hello!", "Hi"),
        ("", "Does an E look yellow?"),
    ],
)
def test_it_stays_silent_when_it_isnt_sure(asked, known):
    assert likeness(asked, known) < SURE
