"""For a house without an account on this channel: nothing leaves, and each message says so."""

from .answers import Answer, Found, Outgoing


def send(outgoing: Outgoing) -> Answer:
    return Answer("refused", problem=f"No provider is set for {outgoing.channel}.")


def find(outgoing: Outgoing) -> Found:
    """Nothing was ever taken."""
    return Found(taken=False)
