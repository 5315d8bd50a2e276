"""Frames are read whole, however they are cut, and a closed socket breaks the measure."""

import json
import struct

import pytest

from bench.client import Broken
from bench.sockets import Page


def a_page() -> Page:
    page = Page.__new__(Page)
    page.left = b""
    return page


def framed(body: dict, kind: int = 1) -> bytes:
    text = json.dumps(body).encode()
    if len(text) < 126:
        return bytes([0x80 | kind, len(text)]) + text
    return bytes([0x80 | kind, 126]) + struct.pack(">H", len(text)) + text


def test_short_and_long_frames_are_read_however_they_come():
    short, long = {"type": "beat"}, {"type": "push", "html": "x" * 300}
    sent = framed(short) + framed(long) + framed(short)
    page = a_page()

    seen = [frame for byte in sent for frame in page.frames(bytes([byte]))]

    assert seen == [short, long, short]
    assert list(a_page().frames(sent)) == seen


def test_a_ping_is_no_frame_of_ours():
    assert list(a_page().frames(framed({}, kind=9) + framed({"type": "beat"}))) == [
        {"type": "beat"}
    ]


def test_a_closed_socket_breaks_the_measure():
    with pytest.raises(Broken, match="closed"):
        list(a_page().frames(framed({}, kind=8)))
