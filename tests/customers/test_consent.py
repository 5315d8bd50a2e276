from customers.actions.consent import give_consent
from customers.actions.merge import merge_customers
from customers.models import Consent, Interaction
from customers.selectors.consents import has_consent
from tests.cast import a_customer, acting

WORDS = "Greet me by name when I scan my pass."


def say(customer, granted: bool) -> Consent:
    return give_consent(
        customer=customer, purpose="greeting", granted=granted, wording=WORDS, source="pass page",
        actor=acting(customer),
    )  # fmt: skip


def test_without_a_word_it_is_no(priya):
    assert not has_consent(priya, "greeting")


def test_yes_is_kept_with_its_proof(priya):
    consent = say(priya, True)

    assert has_consent(priya, "greeting")
    assert (consent.wording, consent.source) == (WORDS, "pass page")
    assert consent.actor == f"customer:{priya.public_id}"
    assert Interaction.objects.get().facts == {"purpose": "greeting", "granted": True}


def test_the_newest_word_counts_and_nothing_is_rewritten(priya):
    say(priya, True)
    say(priya, False)

    assert not has_consent(priya, "greeting")
    assert Consent.objects.count() == 2


def test_the_same_word_twice_is_written_once(priya):
    say(priya, True)
    say(priya, True)

    assert Consent.objects.count() == Interaction.objects.count() == 1


def test_it_is_for_its_purpose_and_its_person_only(priya, zoe):
    say(priya, True)

    assert not has_consent(priya, "news")
    assert not has_consent(zoe, "greeting")


def test_what_she_said_before_she_was_known_still_counts(priya):
    anonymous = a_customer()
    say(anonymous, True)

    merge_customers(gone=anonymous, kept=priya, why="test", actor=acting(priya))

    assert has_consent(priya, "greeting")
