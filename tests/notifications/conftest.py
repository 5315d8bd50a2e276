"""A provider that answers as it is told, in place of the handset."""

import pytest

from notifications.providers.answers import Answer, Found, Outgoing


class Told:
    """Answers with what is put in `answers` (then `sent`), and knows what is put in `journal`."""

    __name__ = "notifications.providers.told"

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.found: Found = Found(taken=None)
        self.sent: list[Outgoing] = []
        self.looked = 0

    def send(self, outgoing: Outgoing) -> Answer:
        self.sent.append(outgoing)
        return self.answers.pop(0) if self.answers else Answer("sent", ref="ref-1")

    def find(self, outgoing: Outgoing) -> Found:
        self.looked += 1
        return self.found


@pytest.fixture
def told(monkeypatch) -> Told:
    provider = Told()
    monkeypatch.setattr("notifications.actions.deliver.provider_for", lambda channel: provider)
    return provider
