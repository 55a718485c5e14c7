"""The door to listening: what other contexts may use."""

from maillon.listening.batch import listen_batch
from maillon.listening.catalogue import catalogue_of
from maillon.listening.copies import fingerprint, near
from maillon.listening.doubts import DOUBTS
from maillon.listening.entries import (
    AspectFound,
    Correction,
    Evidence,
    Heard,
    LinkFound,
    PostEntry,
    Reading,
    ShopEntry,
    Words,
    ZoneEntry,
)
from maillon.listening.folding import fold
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.listen import listen
from maillon.listening.sentences import Sentences, sign_name

__all__ = [
    "DOUBTS",
    "AspectFound",
    "Correction",
    "Evidence",
    "Gazetteer",
    "Heard",
    "LinkFound",
    "PostEntry",
    "Reading",
    "Sentences",
    "ShopEntry",
    "Words",
    "ZoneEntry",
    "catalogue_of",
    "fingerprint",
    "fold",
    "listen",
    "listen_batch",
    "near",
    "sign_name",
]
