"""What an address identifies, and whether a crawler may follow it.

One article is found under ten addresses: with a session, a `redirect=`, a portlet's state, a language glued to its end.
`fold` says what would be fetched (`address`), what it is the same as (`canonical`), and which thing it names, so that the
frontier visits a thing once however many addresses it has. What no crawler can finish (calendars, growing paths) is refused.
"""

import re
from fnmatch import translate
from functools import lru_cache
from typing import ClassVar
from urllib.parse import urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from spiders import guard
from spiders.items import Link
from spiders.profile import Profile

#: Longer addresses are loops or attacks; servers and proxies commonly stop at 2,048 (RFC 9110 asks for 8,000 at least).
LONGEST = 2000
#: A path segment that comes back more often than this is a relative link that grows with every page.
MOST_REPEATS = 2
#: How often a fold rule is applied again to its own result: `.html/en/vi/en` is one match, `/vi/vi/` may be several.
MOST_FOLDS = 10

#: Parameters that say who is asking or whence, never what is asked for: cut out of the address itself.
_VISITOR = re.compile(
    r"(?:utm_\w+|fbclid|gclid|zarsrc|_ga|jsessionid|phpsessid|sessionid|asp\.net_sessionid)(?:=|$)|s_?id=[\w-]{16,}$",
    re.I,
)
_PATH_SESSION = re.compile(r";jsessionid=[^/?#]*|/\([SF]\([^)/]*\)\)(?=/)", re.I)
_NOT_HTTP = re.compile(r"\s*(?:javascript|mailto|tel|sms|data|file|ftp|about|blob|skype|zalo|callto|viber):", re.I)
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|rtf|odt|ods|csv|zip|rar|7z|t?gz|jpe?g|png|gif|bmp|webp|svg|ico|tiff?|mp[34]|m4a|wav|wma|wmv|"
    r"avi|flv|mov|webm|css|js|json|woff2?|ttf|eot|apk|exe|swf)$",
    re.I,
)
_CALENDAR = re.compile(
    r"[?&](?:\w*calendar\w*|\w*lich|thang|month|thangnam|ngaythang|tungay|denngay|fromdate|todate)=", re.I
)
_UNSAFE = re.compile(r"[^!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~\[\]]")


def fold(url: str, base: str, profile: Profile) -> Link | None:
    """The link that `url`, found on the page at `base`, stands for; None when it is no web address at all."""
    url = url.strip()
    if not url or url.startswith("#") or _NOT_HTTP.match(url):
        return None
    # Most links of a page are one of the first two, and joining is most of what folding them would cost.
    if url.startswith(("http://", "https://")):
        absolute = url
    elif url[0] == "/" and url[:2] != "//" and "/." not in url:
        absolute = _origin(base) + url
    else:
        try:
            absolute = urljoin(base, url)
        except ValueError:
            return _refused(url, "malformed-address")
    return fold_absolute(absolute.partition("#")[0], _Rules.of(profile))


@lru_cache(maxsize=1000)
def _origin(base: str) -> str:
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}"


class _Rules:
    """A profile's address rules, compiled once. Hashed by identity, so that folding can be cached per rules and address."""

    _made: ClassVar[dict[int, "_Rules"]] = {}

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.domains = frozenset(profile.domains)
        self.scheme = urlsplit(profile.home).scheme
        patterns = [translate(pattern) for pattern in profile.noise]
        self.noise = re.compile("|".join(patterns)) if patterns else None

    @classmethod
    def of(cls, profile: Profile) -> "_Rules":
        rules = cls._made.get(id(profile))
        if rules is None or rules.profile is not profile:
            rules = cls._made[id(profile)] = cls(profile)
        return rules


@lru_cache(maxsize=50_000)
def fold_absolute(url: str, rules: _Rules) -> Link:
    """Fold an absolute address. Menus repeat on every page of a site, so most calls are answered from the cache."""
    if len(url) > LONGEST:
        return _refused(url[:LONGEST], "too-long")
    if _UNSAFE.search(url):
        url = safe_url_string(url)
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return _refused(url, "malformed-address")
    today = rules.profile.retired_domains.get(host)
    if today is None and host not in rules.domains:
        reason = guard.refusal(url)
        return _refused(url, reason if reason in ("inward-address", "inward-name") else "offsite")
    if parts.scheme not in ("http", "https"):
        return _refused(url, "scheme")
    netloc = today or (host if port in (None, 80, 443) else f"{host}:{port}")
    address, folded = _rewrite(
        rules.scheme if today else parts.scheme, netloc, parts.path or "/", parts.query, rules.profile
    )
    return _link(address, (*folded, "retired-domain") if today else folded, rules)


def _refused(url: str, reason: str) -> Link:
    return Link(address=url, canonical=url, thing=url, refused=reason)


def _rewrite(scheme: str, netloc: str, path: str, query: str, profile: Profile) -> tuple[str, tuple[str, ...]]:
    """The address to fetch, and the names of the rules that changed it."""
    folded: list[str] = []
    cut = _PATH_SESSION.sub("", path)
    if cut != path:
        path = cut
        folded.append("session")
    if query and _VISITOR.search(query):
        kept = "&".join(part for part in query.split("&") if not _VISITOR.match(part))
        if kept != query:
            query = kept
            folded.append("visitor")
    address = urlunsplit((scheme, netloc, path, query, ""))
    for name, pattern in profile.fold.items():
        for _ in range(MOST_FOLDS):
            cut = pattern.sub("", address)
            if cut == address:
                break
            address = cut
            if name not in folded:
                folded.append(name)
    return address, tuple(folded)


def _refuse(address: str, path: str, profile: Profile) -> str | None:
    if _FILE.search(path):
        return "file"
    for name, pattern in profile.refuse.items():
        if pattern.search(address):
            return name
    if _CALENDAR.search(address):
        return "calendar"
    segments = [segment for segment in path.split("/") if len(segment) > 1]
    if len(segments) > MOST_REPEATS and max(map(segments.count, segments)) > MOST_REPEATS:
        return "repeated-path"
    return None


def _link(address: str, folded: tuple[str, ...], rules: _Rules) -> Link:
    profile = rules.profile
    parts = urlsplit(address)
    query = [part for part in parts.query.split("&") if part]
    if query and rules.noise:
        kept = [part for part in query if not rules.noise.match(part.partition("=")[0])]
        if len(kept) < len(query):
            folded, query = (*folded, "noise"), kept
    canonical = urlunsplit((rules.scheme, parts.netloc, parts.path, "&".join(sorted(query)), ""))
    found = profile.key.search(address) if profile.key else None
    key = next((group for group in found.groups() if group), None) if found else None
    listing, page = (None, 1) if key else _place_in_listing(canonical, profile)
    return Link(
        address=address,
        canonical=canonical,
        thing=f"key:{key}" if key else canonical,
        key=key,
        kind="article" if key else "page",
        refused=_refuse(address, parts.path, profile),
        folded=folded,
        listing=listing,
        page=page,
    )


def _place_in_listing(canonical: str, profile: Profile) -> tuple[str, int]:
    """The listing a page belongs to (its canonical address less the page number) and its number in it."""
    found = profile.page.search(canonical) if profile.page else None
    number = next((group for group in found.groups() if group), "") if found else ""
    if not found or not number.isdigit():
        return canonical, 1
    rest = canonical[: found.start()] + canonical[found.end() :]
    if "?" not in rest:
        rest = rest.replace("&", "?", 1)
    return rest, int(number[:9])
