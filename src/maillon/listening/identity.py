"""Handles, websites and phone numbers brought to one form, and found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHARED_HOSTS = (
    "instagram.com", "facebook.com", "fb.com", "twitter.com", "x.com", "tiktok.com", "youtube.com", "linkedin.com", "bsky.app",
    "threads.net", "pinterest.com", "mastodon.social",
)  # fmt: skip
_DIRECTORY_HOSTS = frozenset(
    [
        "google.com",
        "google.fr",
        "goo.gl",
        "maps.app.goo.gl",
        "tripadvisor.com",
        "tripadvisor.fr",
        "yelp.com",
        "yelp.fr",
        "thefork.com",
        "lafourchette.com",
        "ubereats.com",
        "deliveroo.fr",
        "deliveroo.com",
        "just-eat.fr",
        "bit.ly",
        "t.co",
        "linktr.ee",
        "wordpress.com",
        "blogspot.com",
        "wixsite.com",
        "business.site",
        "etsy.com",
        "leboncoin.fr",
        "pagesjaunes.fr",
        "paris.fr",
        "openstreetmap.org",
        "wikipedia.org",
    ]
)
_URL = re.compile(
    r"(?:https?://)?(?<![a-z0-9.-])(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,6}[a-z]{2,24}(?::\d{2,5})?(?:/[^\s<>\"'）」]*)?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@/.])@([A-Za-z0-9_](?:[\w.-]{0,60}[A-Za-z0-9_])?)(?:@([a-z0-9.-]+\.[a-z]{2,}))?", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w.])\+?\(?\d(?:[\d\s.\-/()\u00a0]{6,22})\d(?!\w)")


def host_and_path(url: str) -> tuple[str, str]:
    """Lower-case host without `www.` or `m.`, and the path without a last slash."""
    bare = re.sub(r"^[a-z]+://", "", url.strip().lower()).split("?")[0].split("#")[0]
    host, _, path = bare.partition("/")
    host = host.split("@")[-1].split(":")[0]
    for prefix in ("www.", "m.", "fr-fr."):
        host = host.removeprefix(prefix)
    return host, path.strip("/")


def site_key(url: str) -> str | None:
    """One key for a website that belongs to somebody: its host; for a page on a directory or platform host None."""
    host, path = host_and_path(url)
    if "." not in host or len(host) < 4:
        return None
    if path.count("/") >= 1 or any(c.isdigit() for c in path):  # a page on somebody's site, not a site of one's own
        return f"{host}/{path}"
    if host in _DIRECTORY_HOSTS or host in _SHARED_HOSTS or any(host.endswith("." + h) for h in _SHARED_HOSTS):
        return None
    return host


def site_keys(url: str) -> tuple[str, ...]:
    """Keys under which a website met in a text may be known: the page itself, then its host."""
    host, path = host_and_path(url)
    own = site_key(f"https://{host}")
    return tuple(k for k in (f"{host}/{path}" if path else "", own) if k)


def handle_key(handle: str) -> str | None:
    """One key for a handle, whatever the network: `@user@host`, `@user.bsky.social`, a profile address, a bare name."""
    text = handle.strip().lower()
    if not text:
        return None
    if "/" in text:
        host, path = host_and_path(text)
        if host == "bsky.app" and path.startswith("profile/"):
            path = path.removeprefix("profile/")
        elif not any(host == h or host.endswith("." + h) for h in _SHARED_HOSTS) and "/@" not in text:
            return None
        user = path.split("/")[0].lstrip("@")
        if user in ("", "p", "pages", "profile.php", "explore", "groups", "reel", "watch", "tags", "hashtag"):
            return None
    else:
        user = text.lstrip("@").split("@")[0]
    user = user.removesuffix(".bsky.social")
    key = re.sub(r"[^a-z0-9]", "", user)
    return key if len(key) >= 3 else None


def phone_key(phone: str) -> str | None:
    """The last eight digits of a number of at least eight: what national and international writing share."""
    digits = re.sub(r"\D", "", phone)
    return digits[-8:] if 8 <= len(digits) <= 16 else None


def urls_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Web addresses in a text, each with its place."""
    if "." not in text:
        return
    for found in _URL.finditer(text):
        if found.start() and text[found.start() - 1] == "@":
            continue
        yield found.group().rstrip(".,;:!?)"), found.start(), found.start() + len(found.group().rstrip(".,;:!?)"))


def handles_in(text: str) -> Iterator[tuple[str, int, int]]:
    """@handles in a text, each with its place."""
    if "@" not in text:
        return
    for found in _HANDLE.finditer(text):
        yield found.group(), found.start(), found.end()


def phones_in(text: str) -> Iterator[tuple[str, int, int]]:
    """Runs that may be phone numbers, each with its place."""
    for found in _PHONE.finditer(text):
        yield found.group(), found.start(), found.end()
