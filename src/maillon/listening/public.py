"""The door to listening: what other contexts may use."""

from maillon.listening.batch import listen_batch
from maillon.listening.catalogue import catalogue_of
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
from maillon.listening.sentences import Sentences, sign_name
from maillon.listening.tuning import Tuning

__all__ = [
    "AspectFound",
    "Correction",
    "Evidence",
    "Gazetteer",
    "Heard",
    "LinkFound",
    "PostEntry",
    "Sentences",
    "ShopEntry",
    "Tuning",
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
