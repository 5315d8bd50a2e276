"""Every page from a mould is rendered the long way too, and must come out the same."""

import pytest
from django.template.loader import render_to_string

from omni.lib import moulds


@pytest.fixture(autouse=True)
def _moulds_are_true(monkeypatch):
    fill = moulds.filled

    def both(template, words, shape=None):
        made = fill(template, words, shape)
        assert made == render_to_string(template, {**(shape or {}), **words})
        return made

    monkeypatch.setattr(moulds, "filled", both)
    send = moulds.sent

    def both_sent(template, words, shape=None):
        made = send(template, words, shape)
        assert made.decode() == render_to_string(template, (shape or {}) | moulds.read(words))
        return made

    monkeypatch.setattr(moulds, "sent", both_sent)
