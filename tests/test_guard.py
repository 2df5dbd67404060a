"""Nothing that points inward is fetched, in whatever notation."""

import pytest
from twisted.internet import defer

from spiders.guard import AddressRefused, GlobalResolver, refusal


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "2130706433", "0x7f000001", "0x7f.1", "017700000001", "127.1", "[::1]", "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "[fe80::1]",
        "[fd00::1]", "[64:ff9b:1::1]", "224.0.0.1", "[2002:7f00:1::]", "localhost", "may-in.local", "router.lan",
        "x.localhost", "db.internal", "127.0.0.1.",
    ],
)  # fmt: skip
def test_an_inward_host_is_refused(host: str) -> None:
    assert refusal(f"http://{host}/") in ("inward-address", "inward-name")


@pytest.mark.parametrize(
    "host", ["sotttt.hanoi.gov.vn", "8.8.8.8", "[2606:4700::1111]", "example.com", "baodiaphuong.vn"]
)
def test_a_public_host_passes(host: str) -> None:
    assert refusal(f"https://{host}/tin-tuc") is None


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://a.vn/", "scheme"), ("file:///etc/passwd", "scheme"), ("gopher://a.vn/", "scheme"),
        ("http://a.vn:22/", "port"), ("http://a.vn:6379/", "port"), ("http://a.vn:99999/", "malformed-address"),
        ("http:///a", "malformed-address"), ("http://[::1/", "malformed-address"),
        ("http://user@127.0.0.1/", "inward-address"),
    ],
)  # fmt: skip
def test_other_doors_are_shut(url: str, reason: str) -> None:
    assert refusal(url) == reason


def test_an_allowed_pair_passes_with_its_port_only() -> None:
    allow = {"127.0.0.1:9008"}
    assert refusal("http://127.0.0.1:9008/", allow) is None
    assert refusal("http://127.0.0.1:9009/", allow) == "inward-address"
    assert refusal("http://127.0.0.1/", allow) == "inward-address"


@pytest.mark.parametrize(("answer", "passes"), [("93.184.216.34", True), ("127.0.0.1", False), ("10.1.2.3", False)])
def test_a_name_that_resolves_inward_is_refused(monkeypatch: pytest.MonkeyPatch, answer: str, passes: bool) -> None:
    from scrapy.resolver import CachingThreadedResolver

    monkeypatch.setattr(CachingThreadedResolver, "getHostByName", lambda *_: defer.succeed(answer))
    resolver = GlobalResolver(None, 10, 1.0)  # type: ignore[arg-type]
    results: list[object] = []
    resolver.getHostByName("tin.gov.vn").addBoth(results.append)
    if passes:
        assert results == [answer]
    else:
        assert results[0].check(AddressRefused)  # type: ignore[attr-defined]
