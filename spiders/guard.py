"""What may be fetched: nothing that points inward.

A page can link or redirect to 127.0.0.1 in six notations, to a router, or to a cloud's metadata service. Two guards
stand in the way: `AddressGuard` (a downloader middleware) judges scheme, literal address or name, and port; `GlobalResolver`
refuses every DNS answer that is not a global address. Exact `host:port` pairs of the setting ADDRESS_ALLOW pass both.
"""

import ipaddress
import socket
from collections.abc import Collection
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from twisted.internet import defer
from twisted.internet.base import ReactorBase

#: Portals are served on these; any other port is somebody's service, not a page.
PORTS = frozenset({80, 443, 8080, 8443})
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits
_NAT64_LOCAL = ipaddress.IPv6Network("64:ff9b:1::/48")  # RFC 8215: of one network only
#: Names that never leave a machine or an office (RFC 6761, RFC 6762, RFC 8375, and what networks use in practice).
INWARD_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "localdomain")


class AddressRefused(IgnoreRequest):
    """The address points where a crawler has no business; `str()` says which rule refused it."""


def literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The address that `host` spells out, in any notation the C library takes (decimal, hex, octal, short); None for a name."""
    host = host.strip("[]").partition("%")[0]
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeError, ValueError):
        return None


def is_global(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether `address` is on the public internet; an IPv4 address inside an IPv6 one is judged itself."""
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64_LOCAL:
            return False
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_global(inner)
    return address.is_global and not address.is_multicast


def refusal(url: str, allow: Collection[str] = ()) -> str | None:
    """Why `url` may not be fetched, or None. `allow` holds exact `host:port` pairs that pass."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return "malformed-address"
    if parts.scheme not in ("http", "https"):
        return "scheme"
    port = port or (443 if parts.scheme == "https" else 80)
    if f"{host}:{port}" in allow:
        return None
    if not host:
        return "malformed-address"
    address = literal(host)
    if address is not None and not is_global(address):
        return "inward-address"
    if address is None and (host.rpartition(".")[2] in INWARD_NAMES or host.endswith(".home.arpa")):
        return "inward-name"
    return None if port in PORTS else "port"


class AddressGuard:
    """Refuse a request, or its proxy, that points inward. Runs after every middleware that could change the address."""

    def __init__(self, allow: Collection[str]) -> None:
        self.allow = frozenset(allow)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings.getlist("ADDRESS_ALLOW"))

    def process_request(self, request: Request) -> None:
        reason = refusal(request.url, self.allow)
        if reason is None and request.meta.get("proxy"):
            proxied = refusal(request.meta["proxy"], self.allow)
            reason = f"proxy-{proxied}" if proxied else None
        if reason:
            raise AddressRefused(reason)


class GlobalResolver(CachingThreadedResolver):
    """A resolver that refuses answers which are not global.

    It sees no ports: a literal address has already been judged, with its port, by AddressGuard, and a name passes only
    when ADDRESS_ALLOW lists that name.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float, allow: Collection[str] = ()) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.names = {pair.rpartition(":")[0] for pair in allow}

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        settings = crawler.settings
        size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        return cls(reactor, size, settings.getfloat("DNS_TIMEOUT"), settings.getlist("ADDRESS_ALLOW"))

    def getHostByName(self, name: str, timeout: Any = ()) -> "defer.Deferred[str]":  # noqa: N802 (Twisted's name)
        found = super().getHostByName(name, timeout)
        if literal(name) is None and name not in self.names:
            found.addCallback(self._only_global, name)
        return found

    @staticmethod
    def _only_global(answer: str, name: str) -> str:
        address = literal(answer)
        if address is None or not is_global(address):
            raise AddressRefused(f"inward-answer: {name} resolves to {answer}")
        return answer
