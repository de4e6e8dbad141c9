"""Who is calling, also behind proxies."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

from sanic.request import Request


def caller(request: Request, proxies: Sequence[Any]) -> IPv4Address | IPv6Address:
    """The address that a trusted proxy names, or else the peer's own.

    `X-Forwarded-For` is read from its end: a proxy appends whom it heard from, and whatever stands before may be made
    up.

    Args:
        proxies: the networks of trusted proxies.
    """
    address = ip_address(request.ip)
    # A proxy may also append by a line of its own.
    forwarded = ",".join(request.headers.getall("x-forwarded-for", []))
    for named in reversed([one.strip() for one in forwarded.split(",")]):
        if not any(address in network for network in proxies):
            break
        try:
            address = ip_address(named)
        except ValueError:
            break
    return address


def counted_as(address: IPv4Address | IPv6Address) -> str:
    """What is counted as one address: with IPv6 the /64, which one household has to itself."""
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Network((address, 64), strict=False))
    return str(address)
