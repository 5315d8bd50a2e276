"""A stranger's link never leads into our own network, and never takes more than it may."""

import socket
import time

import pytest

from omni.lib import fetching
from omni.lib.fetching import Fetched, FetchFailed, FetchRefused, Limits, fetch, is_public
from tests.elsewhere import drips, endless

OUTSIDE = Limits(bytes_=1000, seconds=2)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
     "100.64.0.1", "100.100.100.200", "0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1",
     "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254",
     "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
     "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1",
     "192.0.0.8", "192.88.99.1", "fec0::1", "feff::1", "3fff::1"],
)  # fmt: skip
def test_an_address_of_our_own_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_an_address_of_the_internet_is(address):
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://example.com/", "not https"), ("ftp://example.com/", "not https"),
        ("file:///etc/passwd", "not https"), ("https:///x", "not https"), ("x", "not https"),
        ("https://user:pw@example.com/", "name and password"), ("https://x:99999/", "not an addr"),
        ("https://127.0.0.1/", "not a public"), ("https://[::1]/", "not a public"),
        ("https://[::ffff:127.0.0.1]/", "not a public"), ("https://localhost/", "not a public"),
        ("https://2130706433/", "not a public"), ("https://0x7f.1/", "not a public"),
        ("https://127.1/", "not a public"), ("https://169.254.169.254/latest/", "not a public"),
        ("https://8.8.8.8:22/", "not a public"), ("https://1.1.1.1/a b", "not an address"),
    ],
)  # fmt: skip
def test_a_link_that_leads_inside_is_refused_before_anybody_is_asked(url, why, monkeypatch):
    def nobody(*args, **kwargs):
        raise AssertionError("something was connected to")

    monkeypatch.setattr(socket, "create_connection", nobody)

    with pytest.raises(FetchRefused, match=why):
        fetch(url, OUTSIDE)


def named(monkeypatch, *answers: list[str]) -> list:
    """What a name leads to, one answer after another."""
    asked = []

    def look_up(host, port, **kwargs):
        addresses = answers[min(len(asked), len(answers) - 1)]
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_a_name_that_also_leads_inside_leads_nowhere(monkeypatch):
    named(monkeypatch, ["8.8.8.8", "10.0.0.5"])

    with pytest.raises(FetchRefused, match="not a public address"):
        fetch("https://rebind.example/", OUTSIDE)


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch):
    asked = named(monkeypatch, ["8.8.8.8"], ["127.0.0.1"])
    connected = []

    def connect(address, *args, **kwargs):
        connected.append(address)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchFailed):
        fetch("https://rebind.example/", OUTSIDE)

    assert connected == [("8.8.8.8", 443)]
    assert asked == ["rebind.example"], "looked up once"


def test_a_file_is_fetched_over_tls_without_cookies(server):
    server.answers["/a?b=1"] = (200, {"Content-Type": "Image/PNG; x=y"}, b"abc")

    assert fetch(server.url("/a?b=1"), server.limits()) == Fetched("image/png", b"abc")

    ((_, headers),) = server.asked
    assert headers["Accept-Encoding"] == "identity"
    assert not {"Cookie", "Authorization", "Referer"} & headers.keys()


def test_without_the_tests_own_permission_it_isnt_reached(server):
    with pytest.raises(FetchRefused, match="not a public address"):
        fetch(server.url(), server.limits(also=frozenset()))

    assert server.asked == []


def test_a_certificate_nobody_vouches_for_is_refused(server):
    with pytest.raises(FetchRefused, match="certificate isn't valid"):
        fetch(server.url(), server.limits(tls=Limits(bytes_=1).tls))


def test_a_redirect_is_checked_like_a_link(server):
    server.answers |= {
        "/one": (302, {"Location": "/two"}, b""), "/two": (200, {}, b"here"),
        "/inside": (302, {"Location": "https://169.254.169.254/latest/meta-data/"}, b""),
        "/plain": (301, {"Location": f"http://localhost:{server.port}/two"}, b""),
        "/file": (307, {"Location": "file:///etc/passwd"}, b""),
        "/round": (302, {"Location": "/round"}, b""), "/none": (302, {}, b""),
        "/torn": (302, {"Location": "https://[torn/"}, b""),
    }  # fmt: skip

    assert fetch(server.url("/one"), server.limits()).body == b"here"
    for path, why in (
        ("/inside", "not a public"), ("/plain", "not https"), ("/file", "not https"),
        ("/round", "too often"), ("/none", "to nowhere"), ("/torn", "to no address"),
    ):  # fmt: skip
        with pytest.raises(FetchRefused, match=why):
            fetch(server.url(path), server.limits())


def test_what_is_too_large_is_refused_whatever_it_says_about_itself(server):
    server.answers |= {
        "/said": (200, {"Content-Length": "999999999"}, b""),
        "/more": (200, {}, b"x" * 200_000), "/endless": endless,
        "/packed": (200, {"Content-Encoding": "gzip"}, b"x"),
    }  # fmt: skip

    for path, why in (
        ("/said", "too large"), ("/more", "too large"), ("/endless", "too large"),
        ("/packed", "packed"),
    ):  # fmt: skip
        with pytest.raises(FetchRefused, match=why):
            fetch(server.url(path), server.limits())


@pytest.mark.alone
def test_a_server_that_drips_is_cut_off(server):
    server.answers["/slow"] = drips
    started = time.monotonic()

    with pytest.raises(FetchFailed):
        fetch(server.url("/slow"), server.limits(seconds=1))

    assert time.monotonic() - started < 3


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_busy_server_may_be_asked_again(server, status):
    server.answers["/"] = (status, {}, b"")

    with pytest.raises(FetchFailed, match=str(status)):
        fetch(server.url(), server.limits())


@pytest.mark.parametrize("status", [204, 403, 404, 410])
def test_another_answer_is_none(server, status):
    server.answers["/"] = (status, {}, b"")

    with pytest.raises(FetchRefused, match=str(status)):
        fetch(server.url(), server.limits())


def test_a_body_that_is_cut_off_may_be_asked_again(server):
    server.answers["/"] = (200, {"Content-Length": "50"}, b"half")

    with pytest.raises(FetchFailed):
        fetch(server.url(), server.limits())


def test_control_the_guard_is_what_keeps_it_out(server, monkeypatch):
    server.answers["/"] = (200, {}, b"inside")
    monkeypatch.setattr(fetching, "_resolved", lambda host, port, limits: "127.0.0.1")

    assert fetch(server.url(), server.limits(also=frozenset())).body == b"inside"
