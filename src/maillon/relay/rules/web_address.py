"""What a source gives as the address of a post may be anything; only what leads to the web leaves the house."""
from __future__ import annotations


def web_address(url: str) -> str:
    """Return the address if it leads to the web, else ""."""
    return url if url.lower().startswith(("https://", "http://")) else ""
