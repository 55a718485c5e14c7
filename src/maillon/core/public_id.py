"""Ids that leave the process: ten random base-32 characters, permanent, never reused."""
from __future__ import annotations

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"   # Crockford's base 32: no i, l, o, u, so nobody misreads one aloud
LENGTH = 10


def new_public_id() -> str:
    """Return ten random characters (50 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
