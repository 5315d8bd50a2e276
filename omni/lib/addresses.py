"""Where a request or a socket comes from: through as many proxies as we run, and no more."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_ip(request: HttpRequest) -> str:
    """The sender's address as `sender` reads it."""
    return sender(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For", ""))


def sender(opened_by: str, forwarded_for: str) -> str:
    """The address that our outermost proxy saw; what a client adds to the header counts nothing.

    Of an IPv6 address the first of its /64, the least that anybody is given: the rest is the
    sender's to choose. Empty when it is no address.
    """
    hops = [hop.strip() for hop in forwarded_for.split(",") if hop.strip()]
    if settings.NUM_PROXIES and hops:
        opened_by = hops[-min(settings.NUM_PROXIES, len(hops))]
    try:
        address = ipaddress.ip_address(opened_by)
    except ValueError:
        return ""
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)
