# ruff: noqa: E501  (a table reads better with long lines)
"""Invented authors: given names and habits of handles put together, every address in .invalid."""

from __future__ import annotations

import random

GIVEN = {
    "fr": "lea nadia samir hugo ines malik chloe yanis fatou jules manon idriss camille aicha theo sonia bastien mariam zoe karim "
    "louise omar elise rayan jeanne moussa agathe nora paul assia victor lila gaspard salome ousmane margot rachid celeste",
    "en": "maya tom priya owen grace eli ruth sean hannah leo abby nick",
    "nl": "sanne bram lotte daan femke joris noor wim",
    "nb": "ingrid lars silje eirik marit jonas tuva",
    "pl": "kasia tomek ola piotrek magda bartek zosia",
    "ja": "yuki haru sora mei ren aoi naoko",
    "ko": "minji jiho sora hyun yuna dohun",
    "de": "jana uwe",
    "es": "lucia nando",
    "it": "giulia pino",
}
HABITS = [
    "{n}_du_{d}e",
    "{n}{d}",
    "{n}.marche",
    "{n}_a_velo",
    "{n}et_ses_chats",
    "la_{n}",
    "{n}_flane",
    "{n}_belleville",
    "{n}__",
    "tata_{n}",
    "{n}_lit",
    "{n}paris{d}",
    "petit_{n}",
    "{n}_mange",
    "{n}_de_la_butte",
    "{n}_canal",
]
ABROAD = ["{n}_in_paris", "{n}.abroad", "{n}{d}paris", "{n}_walks", "{n}_eats", "just_{n}", "{n}_{d}"]


def pool(rng: random.Random) -> dict[str, list[str]]:
    """Language → handles without server, the more talkative first; no handle twice."""
    found, seen = {}, set()
    for lang, names in GIVEN.items():
        handles = []
        for name in names.split():
            for habit in rng.sample(HABITS if lang == "fr" else ABROAD, 6):
                handle = habit.format(n=name, d=rng.choice((18, 19, 20)))
                if handle not in seen:
                    seen.add(handle)
                    handles.append(handle)
        rng.shuffle(handles)
        found[lang] = handles
    return found


def pick(handles: list[str], rng: random.Random) -> str:
    """Few write often, many once: the rank is drawn with a long tail."""
    return handles[min(int(len(handles) * rng.random() ** 1.7), len(handles) - 1)]


def address(handle: str, source: str) -> str:
    """The author as the tool shows them."""
    if source == "mastodon":
        return f"@{handle}@sample.invalid"
    if source == "bluesky":
        return f"@{handle.replace('_', '-').strip('-')}.sample.invalid"
    if source == "blog":
        return f"https://{handle.replace('_', '-').replace('.', '-').strip('-')}.sample.invalid"
    return handle
