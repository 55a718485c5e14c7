"""Reading the phrase files: patterns with their gold, goods of trades, and posts written whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

PHRASES = Path(__file__).with_name("phrases")
LANGUAGES = ("fr", "en", "nl", "nb", "pl", "ja", "ko", "de", "es", "it")

# act → (kind, stance); recg, cplg, mixg: sentences that name no shop (the source itself knows the place)
ACTS = {
    "rec": ("recommendation", "up"),
    "thx": ("thanks", "up"),
    "cpl": ("complaint", "down"),
    "mix": ("other", "mixed"),
    "cmix": ("complaint", "mixed"),
    "sug": ("suggestion", "none"),
    "que": ("question", "none"),
    "oth": ("other", "none"),
}


@dataclass(slots=True)
class Pattern:
    """One sentence with its gold; `target` is "shop" or street, works, town, station, centre, trap."""

    lang: str
    act: str
    target: str
    trades: frozenset[str]
    aspects: list[list[str]]
    safety: bool
    trap: str
    text: str
    uses: int = field(default=0)

    @property
    def nameless(self) -> bool:
        return not any(slot in self.text for slot in ("{shop}", "{de_shop}", "{à_shop}", "{tag}", "{handle}"))


def aspects_of(words: str, stance: str) -> list[list[str]]:
    """'product:up service' with the stance of the act for those that carry none."""
    return [[w.split(":")[0], w.split(":")[1] if ":" in w else stance] for w in words.split() if w != "-"]


def header(line: str, lang: str) -> dict:
    """'## cpl! @street access place' → the fields of Pattern, text apart."""
    words = line[2:].split()
    found = {"lang": lang, "target": "shop", "trades": frozenset(), "trap": "", "safety": False}
    if words[0] in ("works", "trap"):
        found["target"] = words.pop(0)
        if found["target"] == "trap":
            found["trap"] = words.pop(0)
            if words == ["-"]:
                words = ["oth", "-"]
    act = words.pop(0)
    found["safety"], act = act.endswith("!"), act.rstrip("!")
    found["act"] = act = {"recg": "rec", "cplg": "cpl", "mixg": "mix"}.get(act, act)
    if found["target"] != "trap":
        where = words.pop(0)
        if where.startswith("@"):
            found["target"] = where[1:]
        else:
            found["trades"] = frozenset(where.split(","))
    found["aspects"] = aspects_of(" ".join(words), ACTS[act][1])
    return found


def read(lang: str) -> tuple[list[Pattern], dict[str, list[str]]]:
    """Patterns of a language, and its openers ("open") and closers ("up", "down", "none")."""
    patterns, frame, current = [], {"open": [], "up": [], "down": [], "none": [], "place": []}, None
    for line in (PHRASES / f"{lang}.txt").read_text("utf-8").splitlines():
        if line.startswith("## open"):
            current = "open"
        elif line.startswith("## close"):
            current = line.split()[2]
        elif line.startswith("## "):
            current = header(line, lang)
        elif line and not line.startswith("# "):
            if isinstance(current, str):
                frame[current].append(line)
            else:
                rare = line.startswith("~")
                patterns.append(Pattern(text=line.removeprefix("~"), uses=3 if rare else 0, **current))
    return patterns, frame


def goods() -> dict[tuple[str, str], list[str]]:
    """(language, trade or shop key) → what it sells, as it stands in a sentence."""
    found, lang = {}, ""
    for line in (PHRASES / "goods.txt").read_text("utf-8").splitlines():
        if line.startswith("## "):
            lang = line[3:].strip()
        elif line and not line.startswith("#"):
            key, _, rest = line.partition(": ")
            found[lang, key] = [g.strip() for g in rest.split(";")]
    return found


def singles() -> list[dict]:
    """Posts written whole, with their gold."""
    found = []
    for line in (PHRASES / "singles.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        lang, source, shops, subject, ref, act, aspects, text = line.split("|")
        safety, act = act.endswith("!"), act.rstrip("!")
        kind, stance = ("other", "mixed") if act == "oth=mixed" else ACTS[act]
        found.append(
            {
                "text": text,
                "lang": lang,
                "source": source,
                "gold": {
                    "shops": [] if shops == "-" else shops.split(),
                    "subject": subject,
                    "subject_ref": ref or None,
                    "lang": lang,
                    "stance": stance,
                    "kind": kind,
                    "aspects": aspects_of(aspects, stance),
                    "safety": safety,
                },
            }
        )
    return found
