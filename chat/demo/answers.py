"""What Tolland answers without a person: approved by Hana, with the ways people ask it."""

import datetime as dt
from dataclasses import dataclass

from chat.models import Answer
from staff.models import User


@dataclass(frozen=True, slots=True)
class Approved:
    shortcut: str
    title: str
    body: str
    questions: tuple[str, ...]


ANSWERS = (
    Approved(
        "colour",
        "Colour grades",
        "No. Set in a ring, most jewellers can’t tell an E from a D by eye.",
        (
            "Does an E look yellow next to a D?",
            "Is E worse than D?",
            "Can I see the difference between D and E?",
            "Is E a good colour?",
            "D or E colour?",
        ),
    ),
    Approved(
        "warm",
        "Warmer colours",
        "G to I face up white in a ring, and in yellow or rose gold even a J does. "
        "The difference in price is larger than the difference you see.",
        (
            "Which colour is best for yellow gold?",
            "What colour grade should I choose?",
            "Is G colour white enough?",
            "Does a G look yellow?",
            "Does a J look yellow?",
            "Is H a good colour?",
        ),
    ),
    Approved(
        "clarity",
        "Clarity grades",
        "Most people see nothing without a loupe in a VS2 or better, and in many SI1 stones. "
        "We’re glad to check one for you under the microscope.",
        (
            "What clarity should I choose?",
            "Is VS2 eye clean?",
            "Is SI1 eye clean?",
            "Can I see inclusions without a loupe?",
            "What does VS1 mean?",
        ),
    ),
    Approved(
        "cut",
        "Why cut matters most",
        "Cut decides how much light comes back, so it does more for sparkle than colour or "
        "clarity. If the budget is tight, keep the cut and step down a colour.",
        (
            "How important is cut?",
            "Does cut matter?",
            "What is most important, cut, colour or clarity?",
            "What does excellent cut mean?",
            "Which of the 4 Cs matters most?",
        ),
    ),
    Approved(
        "glow",
        "Fluorescence",
        "Faint to medium fluorescence makes no difference you’d notice. A strong one can look "
        "hazy in sunlight in a few stones, so see those with us first.",
        (
            "Is fluorescence bad?",
            "What is fluorescence?",
            "Does fluorescence matter?",
            "What does faint fluorescence mean?",
        ),
    ),
    Approved(
        "hold",
        "How long we hold a stone",
        "Reserving is free. We hold a stone for 48 hours with your name on it, "
        "and for a booked visit until the visit is over.",
        (
            "How long do you hold a stone?",
            "How long does a hold last?",
            "Can you hold it for me?",
            "Can I reserve this diamond?",
            "Is it free to reserve a stone?",
        ),
    ),
    Approved(
        "resize",
        "Changing a ring’s size",
        "Yes. Most of our settings go up or down two to four sizes, and the first change within "
        "a year is free. Full eternity bands can’t be changed.",
        (
            "Can I resize the ring?",
            "Can the ring be resized later?",
            "Do you resize rings?",
            "Is resizing free?",
            "What if the ring doesn't fit?",
        ),
    ),
    Approved(
        "size",
        "Finding a ring size",
        "Come in and we’ll measure in a minute. If it’s a surprise, borrow a ring worn on the "
        "same finger: we measure it and nobody finds out.",
        (
            "How do I find my ring size?",
            "How do I find out her ring size?",
            "What ring size do I need?",
            "What is my ring size?",
            "Can you measure my finger?",
        ),
    ),
    Approved(
        "report",
        "Grading reports",
        "A report is a laboratory’s opinion of one stone: its grades and measurements, under a "
        "number. It comes with the stone, and we check that the two belong together.",
        (
            "Does it come with a certificate?",
            "Is the diamond certified?",
            "What is a grading report?",
            "Do I get the certificate?",
            "Can I see the certificate?",
        ),
    ),
    Approved(
        "natural",
        "Natural and lab-grown",
        "A lab-grown diamond is diamond, made in weeks; it costs far less and keeps less of its "
        "price. Each stone’s page says which it is, or that its source didn’t tell us.",
        (
            "Is this diamond natural or lab grown?",
            "What is a lab-grown diamond?",
            "Do you sell lab-grown diamonds?",
            "What is the difference between natural and lab grown?",
            "Are your diamonds natural?",
        ),
    ),
    Approved(
        "returns",
        "Returns",
        "You have 30 days to bring it back unworn to any of our stores, wherever you bought it. "
        "Engraved and made-to-measure pieces are the exception, and we say so before you pay.",
        (
            "Can I return it?",
            "What is your returns policy?",
            "How long do I have to return a ring?",
            "Can I exchange it in another store?",
            "What if I change my mind?",
        ),
    ),
    Approved(
        "delivery",
        "Delivery",
        "Insured and free in Australia, usually in two to three working days, and handed over "
        "only against a signature. You can also collect it in any store.",
        (
            "How long does delivery take?",
            "Do you deliver?",
            "Is delivery free?",
            "Is delivery insured?",
            "Can I collect it in store?",
        ),
    ),
    Approved(
        "hours",
        "Opening hours",
        "We open at 9:30 and close at 18:00, in Perth at 17:30. Sydney is open until 21:00 on "
        "Thursday. On Sunday it’s 10:00 to 17:00, in Perth from 11:00.",
        (
            "What are your opening hours?",
            "When are you open?",
            "Are you open on Sunday?",
            "When do you close?",
            "What time does the store open?",
        ),
    ),
    Approved(
        "visit",
        "Your visit",
        "Nothing but yourself. A ring you like to wear helps with style and size, and the code "
        "we text you gets you past the queue.",
        (
            "What should I bring?",
            "What do I need to bring to my appointment?",
            "Do I need an appointment?",
            "Can I just come in?",
        ),
    ),
    Approved(
        "pay",
        "Ways to pay",
        "By card online, by card or cash in store. We don’t offer Afterpay or Zip; ask us about "
        "a deposit instead.",
        (
            "Do you take Afterpay?",
            "Can I pay with Afterpay?",
            "Can I pay in instalments?",
            "How can I pay?",
            "Do you accept cash?",
        ),
    ),
    Approved(
        "share",
        "Sharing a shortlist",
        "Your shortlist is yours: sign in with a code on another phone or laptop and it’s there. "
        "At the store, your associate sees it too.",
        (
            "Can I share my shortlist?",
            "How do I see my shortlist on another device?",
            "Can my partner see my shortlist?",
            "Where is my shortlist?",
        ),
    ),
    Approved(
        "trade-in",
        "Old jewellery",
        "Bring it in and we’ll look at it together. We say what we’d give for it on the day, "
        "and you owe us no decision.",
        (
            "Can I trade in my old ring?",
            "Do you take trade-ins?",
            "Do you buy old gold?",
            "Can I sell you my ring?",
        ),
    ),
)  # fmt: skip


def approve_answers(by: User, at: dt.datetime) -> int:
    """Those that aren't there yet, by title; answers how many were new."""
    known = set(Answer.objects.values_list("title", flat=True))
    made = Answer.objects.bulk_create(
        Answer(
            title=one.title,
            shortcut=one.shortcut,
            body=one.body,
            questions="\n".join(one.questions),
            approved_by=by,
            approved_at=at,
        )
        for one in ANSWERS
        if one.title not in known
    )
    return len(made)
