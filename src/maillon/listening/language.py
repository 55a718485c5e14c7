"""Which language a post is written in."""

from __future__ import annotations

import math
import re

from maillon.listening.lexicon import LANGUAGES, stop_words

_KANA = re.compile("[\u3040-\u30ff\uff66-\uff9d]")
_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_ALIASES = {
    "no": "nb",
    "nn": "nb",
    "nob": "nb",
    "eng": "en",
    "fra": "fr",
    "deu": "de",
    "jpn": "ja",
    "kor": "ko",
    "jp": "ja",
    "kr": "ko",
}
_LETTERS = {
    "ł": "pl",
    "ż": "pl",
    "ź": "pl",
    "ś": "pl",
    "ń": "pl",
    "ę": "pl",
    "ą": "pl",
    "ß": "de",
    "ø": "nb",
    "å": "nb",
    "æ": "nb",
    "ñ": "es",
    "¿": "es",
    "¡": "es",
    "œ": "fr",
    "ê": "fr",
}


_OTHER_SCRIPTS = re.compile("[\u0370-\u1dff\u2c00-\u2dff\ua640-\ua69f\ua880-\uabff]")
_LATIN_LETTERS = re.compile("[A-Za-zÀ-ɏ]")
_FEW_WORDS = 4
_FAMILIAR = 7.0
_LITTLE_SHARE = 0.2
"""A text below both is in none of our languages; set so that one own post in two hundred is taken for strange."""


def is_strange(text: str, words: list[str], odds: float, lang: str) -> bool:
    """Whether a text is in none of the ten languages.

    By its script, or by letter groups and little words that speak for no language: `odds` is the highest log-odds of the
    trained languages, `lang` whose it is. Fewer than four words are never strange.
    """
    others = 0 if text.isascii() else len(_OTHER_SCRIPTS.findall(text))
    if others and others > len(_LATIN_LETTERS.findall(text)):
        return True
    if len(words) < _FEW_WORDS or odds >= _FAMILIAR + math.log(len(words)):
        return False
    table = stop_words()
    return sum(lang in table.get(word, ()) for word in words) < _LITTLE_SHARE * len(words)


def named_language(lang: str) -> str:
    """The source's own word for the language, brought to ours; empty where it is none of the ten."""
    short = lang.strip().lower().replace("_", "-").split("-")[0]
    short = _ALIASES.get(short, short)
    return short if short in LANGUAGES else ""


def by_script(text: str) -> str:
    """`ja` or `ko` where the script says so, else empty."""
    kana, hangul = len(_KANA.findall(text)), len(_HANGUL.findall(text))
    if not kana and not hangul:
        return "ja" if len(_HAN.findall(text)) >= 3 and not re.search("[A-Za-z]{4}", text) else ""
    latin = len(re.findall("[A-Za-zÀ-ž]", text))
    if hangul >= kana and hangul * 4 >= latin:
        return "ko"
    return "ja" if kana * 4 >= latin else ""


def by_little_words(words: list[str], text: str) -> dict[str, float]:
    """How strongly the little words and letters of a text speak for each language."""
    table = stop_words()
    score: dict[str, float] = {}
    for word in words[:120]:
        langs = table.get(word)
        if langs:
            for lang in langs:
                score[lang] = score.get(lang, 0.0) + 1.0 / len(langs)
    if not text.isascii():
        for letter, lang in _LETTERS.items():
            if letter in text:
                score[lang] = score.get(lang, 0.0) + 1.5
    return score
