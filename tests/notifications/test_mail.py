"""A letter by e-mail: what is said in it can't become a line of its head."""

import pytest

from notifications.providers import mail
from notifications.providers.answers import Outgoing
from omni.lib.clock import now


@pytest.mark.parametrize("gap", ["\n", "\r\n", "\x0b", "\x0c", "\x1c", "\x1e", "\x85", "\u2028"])
def test_a_subject_is_one_line_whatever_is_in_it(mailoutbox, gap):
    subject = f"Three rounds{gap}Bcc: zoe@example.com"

    answer = mail.send(Outgoing("key-1", "email", "priya@example.com", subject, "Hello.", now()))

    assert (answer.outcome, answer.ref) == ("sent", "key-1")
    (letter,) = mailoutbox
    head = letter.message().as_bytes().partition(b"\n\n")[0].split(b"\n")
    assert not [line for line in head if line.startswith(b"Bcc")]
    assert letter.subject == "Three rounds Bcc: zoe@example.com"
