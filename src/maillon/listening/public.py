"""The door to listening: what other contexts may use."""

from maillon.listening.batch import listen_batch
from maillon.listening.copies import fingerprint, near
from maillon.listening.entries import (
    AspectFound,
    Correction,
    Evidence,
    Heard,
    LinkFound,
    PostEntry,
    ShopEntry,
    Words,
    ZoneEntry,
)
from maillon.listening.folding import fold
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.listen import listen

__all__ = [
    "AspectFound",
    "Correction",
    "Evidence",
    "Gazetteer",
    "Heard",
    "LinkFound",
    "PostEntry",
    "ShopEntry",
    "Words",
    "ZoneEntry",
    "fingerprint",
    "fold",
    "listen",
    "listen_batch",
    "near",
]
