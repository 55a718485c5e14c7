"""Which encoding a text that is not UTF-8 has: first the usual ones of the shipped languages, then a general guess.

A general detector alone takes French for Central European on short lists of names; the letters a language really uses decide.
"""

from __future__ import annotations

from charset_normalizer import from_bytes

WESTERN = frozenset("àâäáãåæçèéêëìíîïñòóôöõøœùúûüßÀÂÄÁÅÆÇÈÉÊËÎÏÑÓÔÖØŒÙÜ’“”«»°–€")
CENTRAL = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžÁČĎÉŘŠŤÚŽőűăâîșț’“”–€")
ENOUGH, SOME = 0.9, 0.1


def likely_encoding(sample: bytes) -> str | None:
    """Return a Python codec name, or None when nothing fits."""
    for name in ("cp932", "euc_jp"):  # Korean bytes read as Japanese give rare characters and no kana
        if _share(sample, name, _japanese) > ENOUGH and _share(sample, name, _kana) > SOME:
            return name
    if _share(sample, "cp949", _korean) > ENOUGH:
        return "cp949"
    western, central = _share(sample, "cp1252", WESTERN.__contains__), _share(sample, "cp1250", CENTRAL.__contains__)
    if max(western, central) > ENOUGH:
        return "cp1252" if western >= central else "cp1250"
    found = from_bytes(sample).best()
    return found.encoding if found is not None and not found.encoding.startswith("utf_8") else None


def _share(sample: bytes, encoding: str, is_own) -> float:  # type: ignore[no-untyped-def]
    """Share of the characters beyond ASCII that the language uses; 0 when the bytes are not in this encoding."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 3:  # a sample may end within a character
            return 0.0
        text = sample[: error.start].decode(encoding)
    beyond = [c for c in text if ord(c) > 127]
    return sum(map(is_own, beyond)) / len(beyond) if beyond else 0.0


def _japanese(c: str) -> bool:
    return "\u3000" <= c <= "\u30ff" or "\u4e00" <= c <= "\u9fff" or "\uff01" <= c <= "\uff5e"


def _kana(c: str) -> bool:
    return "\u3040" <= c <= "\u30ff"


def _korean(c: str) -> bool:
    return "\uac00" <= c <= "\ud7a3" or "\u3000" <= c <= "\u303f"
