"""Why a voice is at a shop, and why it is read as it is: the engine's own sentences, made when a page or the API asks.

Nothing of it is stored: sentences follow the reader's language, the stored signs and words stay what they are.
"""
from __future__ import annotations

import copy
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations

from django.utils import translation
from markupsafe import Markup, escape

from maillon.core.ui.filters import percent
from maillon.core.ui.marks import straight
from maillon.listening import public as listening

from ..queries.cards import AspectSaid, ShopRef, VoiceCard, Words
from ..rules.evidence import Sign


class Quoting(listening.Sentences):
    """Sentences for a page: quoted words are escaped, told apart from the text around them and marked with their language."""

    lang = ""

    def as_quoted(self, text: str) -> str:
        said = Markup('<bdi lang="{}">{}</bdi>') if self.lang else Markup("<bdi>{1}</bdi>")
        return str(said.format(self.lang, straight(text)))


@dataclass(frozen=True)
class Why:
    """`shop`: why this shop, `reading`: why so read, each a sentence or two, "" where nothing is known. `lang` of the
    sentences. How sure: (in words, as a figure), None where a person has decided."""

    lang: str
    shop: Markup
    reading: Markup
    sure: tuple[str, str] | None
    reading_sure: tuple[str, str]


def sentences() -> tuple[str, listening.Sentences]:
    """The sentences of the present language and its code; English where its catalogue lacks one: half a sentence helps nobody."""
    return _sentences(translation.get_language() or "en")


@cache
def _sentences(lang: str) -> tuple[str, listening.Sentences]:
    with translation.override(lang):
        told = listening.Sentences(translation)
    return (lang, told) if told.whole else ("en", listening.Sentences(NullTranslations()))


@cache
def _quoting(lang: str) -> Quoting:
    return Quoting(translation if lang != "en" else NullTranslations())


def why(voice: VoiceCard, shop: ShopRef | None, *, exact: bool = True) -> Why:
    """`exact`: also how far away a post was sent from, for those who look after it; in public that is nobody's business."""
    lang, _told = sentences()
    say = copy.copy(_quoting(lang))
    say.lang = voice.lang
    because = Markup(say.of_link(proofs(shop.signs, exact=exact))) if shop else Markup("")
    reading = reading_of(voice)
    sure = _sure(say, shop.probability) if shop and not shop.confirmed else None
    likely = reading.kind_probability if reading.stance == "none" else reading.stance_probability
    return Why(lang, because, Markup(" ".join(say.of_reading(reading))), sure, _sure(say, likely))


def _sure(say: listening.Sentences, probability: float) -> tuple[str, str]:
    return say.of_sureness(probability), share(probability)


def share(probability: float) -> str:
    """As a figure, which never says more than the words beside it: .499 is "a guess, 49 %". 99 % at most: nothing that a
    machine hears is certain."""
    return percent(min(math.floor(probability * 100 + 1e-9) / 100, 0.99))


def proofs(signs: Iterable[Sign], *, exact: bool = True) -> list[listening.Evidence]:
    """Signs as the engine's evidence; not `exact`: without the metres to where somebody stood."""
    return [listening.Evidence(s.kind, s.text if exact or s.kind != "geotag" else "", s.start, s.end) for s in signs]


def reading_of(voice: VoiceCard) -> listening.Reading:
    """The reading of a voice as the engine's own value."""
    said = voice.said
    return listening.Reading(
        voice.stance, said.stance_probability, _words(said.stance), voice.kind, said.kind_probability, _words(said.kind),
        tuple(_aspect(each) for each in voice.aspects), voice.safety, _words(said.safety))


def _aspect(said: AspectSaid) -> listening.AspectFound:
    return listening.AspectFound(said.aspect, said.stance, _words(said.words))


def _words(words: Sequence[Words]) -> tuple[listening.Words, ...]:
    return tuple(listening.Words(w.text, w.start or 0, w.end or 0) for w in words if w.text)


def shared_doubts(shops: Sequence[ShopRef]) -> tuple[str, ...]:
    """Doubts that all candidates raise: told once, above them."""
    first = shops[0].doubts if shops else ()
    return tuple(doubt for doubt in first if all(doubt in shop.doubts for shop in shops))


def doubt_sentences(doubts: Iterable[str]) -> list[str]:
    return sentences()[1].of_doubts(doubts)


def candidate_said(voice: VoiceCard, shop: ShopRef, told: Sequence[str]) -> Markup:
    """What speaks for one of several shops, and the doubts that are not `told` already."""
    given = why(voice, shop)
    against = [escape(each) for each in doubt_sentences(doubt for doubt in shop.doubts if doubt not in told)]
    return Markup(" ").join([given.shop, *against] if given.shop else against)
