"""Ports for servers that are started later: no connection takes one meanwhile."""

import socket
from contextlib import ExitStack, suppress

import pytest

from omni.lib.embedded import ports
from omni.lib.embedded.ports import free_ports


def first_given_out() -> int:
    return int(ports.GIVEN_OUT.read_text().split()[0])


def test_they_are_neighbours_and_free():
    found = free_ports(3)

    assert found == list(range(found[0], found[0] + 3))
    with ExitStack() as opened:
        for port in found:
            opened.enter_context(socket.socket()).bind(("127.0.0.1", port))


def test_no_outgoing_connection_can_be_given_one():
    assert max(free_ports(2)) < first_given_out()


def test_one_that_is_taken_is_passed_over(monkeypatch):
    with socket.socket() as taken:
        (port,) = free_ports()
        taken.bind(("127.0.0.1", port))
        monkeypatch.setattr(ports, "LOWEST", port)
        monkeypatch.setattr(ports, "HIGHEST", port + 1)
        with suppress(OSError):  # its neighbour may be somebody's too
            assert free_ports() == [port + 1]


def test_when_all_are_taken_it_says_so(monkeypatch):
    with ExitStack() as opened:
        found = free_ports(2)
        for port in found:
            opened.enter_context(socket.socket()).bind(("127.0.0.1", port))
        monkeypatch.setattr(ports, "LOWEST", found[0])
        monkeypatch.setattr(ports, "HIGHEST", found[1])
        with pytest.raises(OSError, match="neighbouring ports are free"):
            free_ports()


def test_of_a_system_that_gives_out_all_of_them_one_is_taken_all_the_same(monkeypatch, tmp_path):
    said = tmp_path / "range"
    said.write_text("1024\t65000\n")
    monkeypatch.setattr(ports, "GIVEN_OUT", said)

    assert ports.LOWEST <= free_ports()[0] <= ports.HIGHEST


def test_without_a_word_of_the_system_the_usual_range_is_kept_off(monkeypatch, tmp_path):
    monkeypatch.setattr(ports, "GIVEN_OUT", tmp_path / "none")

    assert ports.LOWEST <= free_ports()[0] <= ports.HIGHEST
