"""Certificates are verified, host by host.

Scrapy's switch is one bool for the process, but one portal with an expired certificate must not open the door for all. A
host is let off only by its profile (`tls: {verify: false, reason: ..., since: ...}`) or, in a test environment, by the
setting TLS_UNVERIFIED_HOSTS.
"""

from typing import Any, Self, cast

from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.crawler import Crawler
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator


class HostDecides(_ScrapyClientContextFactory):
    """Client contexts that verify, except for the hosts in `unverified`."""

    unverified: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        factory = super().from_crawler(crawler, *args, **kwargs)
        hosts = set(crawler.settings.getlist("TLS_UNVERIFIED_HOSTS"))
        profile = getattr(crawler.spidercls, "profile", None)
        if profile is not None and profile.tls_unverified:
            hosts |= set(profile.domains)
        factory.unverified = frozenset(hosts)
        return factory

    def creatorForNetloc(self, hostname: bytes, port: int) -> IOpenSSLClientConnectionCreator:  # noqa: N802 (Twisted's name)
        self._verify_certificates = hostname.decode("ascii", "replace") not in self.unverified
        return cast(IOpenSSLClientConnectionCreator, super().creatorForNetloc(hostname, port))
