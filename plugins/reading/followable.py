"""Which of the addresses that pages of strangers hold a browser may follow from here: never javascript:, data: and their like."""

from urllib.parse import urlsplit


def is_followable(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
