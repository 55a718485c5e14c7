"""What a portal must be told before it is served to people: nothing here can be guessed."""
from __future__ import annotations

import os

REQUIRED = {
    "MAILLON_PUBLIC_URL": "the address people see, such as https://town.example",
    "MAILLON_MAIL_FROM": "the sender of codes and digests, such as town@town.example",
    "EMAIL_URL": "the mail server, such as smtp+tls://user:password@host:587",
}


def missing() -> dict[str, str]:
    """Return what production needs and the environment (or a file it names) does not give; nothing in sample mode."""
    if os.environ.get("MAILLON_MODE", "production") != "production":
        return {}
    return {name: what for name, what in REQUIRED.items()
            if not (os.environ.get(name) or os.environ.get(f"{name}_FILE"))}
