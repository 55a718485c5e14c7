"""The door to listening: what other contexts may use."""

from maillon.listening.batch import listen_batch
from maillon.listening.catalogue import catalogue_of
from maillon.listening.copies import fingerprint, near
from maillon.listening.decided import Decided
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
from maillon.listening.learning import NEEDED, Learnt, learn_from, report_text, shipped_mark
from maillon.listening.linking import DEFAULT_THRESHOLD
from maillon.listening.listen import listen
from maillon.listening.sentences import Sentences, sign_name
from maillon.listening.tuning import Tuning

__all__ = [
    "DEFAULT_THRESHOLD",
    "DOUBTS",
    "NEEDED",
    "AspectFound",
    "Correction",
    "Decided",
    "Evidence",
    "Gazetteer",
    "Heard",
    "Learnt",
    "LinkFound",
    "PostEntry",
    "Reading",
    "Sentences",
    "ShopEntry",
    "Tuning",
    "Words",
    "ZoneEntry",
    "catalogue_of",
    "fingerprint",
    "fold",
    "learn_from",
    "listen",
    "listen_batch",
    "near",
    "report_text",
    "shipped_mark",
    "sign_name",
]
