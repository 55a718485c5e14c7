"""Evidence in words a shopkeeper understands. The portal's "Why this shop?" takes its names of the signs from here too."""

from __future__ import annotations

from collections.abc import Iterable

from maillon.listening import phrases
from maillon.listening.catalogue import Catalogue
from maillon.listening.entries import AspectFound, Evidence, Reading, Words

_ORDER = (
    "name", "alias", "typo", "hashtag", "handle", "website", "phone", "place_id",
    "street", "quarter", "station", "trade", "geotag",
)  # fmt: skip
_MOST_WORDS = 3


def sign_name(kind: str, say: Catalogue, *, yours: bool = False) -> str:
    """The name of a kind of evidence. `yours`: said to the shop itself."""
    plain = {
        "alias": say.gettext("Another name"), "handle": say.gettext("The account"), "website": say.gettext("The site"),
        "phone": say.gettext("The phone"),
    }  # fmt: skip
    if not yours and kind in plain:
        return plain[kind]
    return {
        "name": say.gettext("The name"), "alias": say.gettext("A name of yours"), "handle": say.gettext("Your account"),
        "website": say.gettext("Your site"), "phone": say.gettext("Your phone"), "hashtag": say.gettext("A hashtag"),
        "typo": say.gettext("The name, misspelt"), "street": say.gettext("The street"), "quarter": say.gettext("The quarter"),
        "station": say.gettext("The station"), "trade": say.gettext("The trade"), "geotag": say.gettext("The distance"),
        "place_id": say.gettext("The place page"),
    }.get(kind, kind)  # fmt: skip


class Sentences:
    """The sentences of one language, looked up once."""

    def __init__(self, catalogue: Catalogue) -> None:
        say = _Noticing(catalogue)
        self.clauses, self.outside = phrases.clauses(say), phrases.clauses_outside(say)
        self.stances, self.wordless = phrases.stances(say), phrases.stances_wordless(say)
        self.kinds, self.kinds_wordless = phrases.kinds(say), phrases.kinds_wordless(say)
        self.aspects, self.doubts, self.steps = phrases.aspects(say), phrases.doubts(say), phrases.sureness(say)
        self.about = say.gettext("About: %(aspects)s.")
        self.danger = say.gettext("It speaks of danger: %(words)s.")
        self.danger_wordless = say.gettext("It may speak of danger, though no single word says so.")
        self.post = say.gettext("The post %(clauses)s.")
        self.last = say.gettext("%(before)s, and %(last)s")
        self.trade_in_street = say.gettext(
            "The post names a trade, %(trade)s, and a street, %(street)s: only this shop fits both."
        )
        self.further = catalogue.gettext("%(before)s, %(next)s")
        self.aspect_by = catalogue.gettext("%(aspect)s (%(words)s)")
        self.quote = catalogue.gettext("“%(words)s”")
        self.whole = say.whole
        """Whether the catalogue has them all, but for mere punctuation. Not so of English, which is in the code."""

    def of_link(self, evidence: Iterable[Evidence]) -> str:
        """Why a post is at a shop. Empty where there is no evidence."""
        kinds: dict[str, list[Evidence]] = {}
        for item in _apart(list(evidence)):
            kinds.setdefault(item.kind, []).append(item)
        if kinds.keys() <= {"trade", "street", "geotag"} and {"trade", "street"} <= kinds.keys():
            return self.trade_in_street % {"trade": self._quoted(kinds["trade"]), "street": self._quoted(kinds["street"])}
        clauses = [self._clause(kind, kinds[kind]) for kind in _ORDER if kind in kinds]
        return self.post % {"clauses": self._joined(clauses)} if clauses else ""

    def of_stance(self, stance: str, words: Iterable[Words]) -> str:
        """What the post says for or against its subject, and by which words."""
        quoted = self._quoted(words)
        if quoted and stance in self.stances:
            return self.stances[stance] % {"words": quoted}
        return self.wordless.get(stance, self.wordless["none"])

    def of_kind(self, kind: str, words: Iterable[Words]) -> str:
        """What the post does: recommends, complains, asks …, and by which words. Of "other" the words are an advert's."""
        kind = kind if kind in self.kinds else "other"
        quoted = self._quoted(words)
        return self.kinds[kind] % {"words": quoted} if quoted else self.kinds_wordless[kind]

    def of_aspects(self, aspects: Iterable[AspectFound]) -> str:
        """What it speaks of: "About: the service (“accueil”), the prices." Empty where of nothing in particular."""
        said: list[str] = []
        for found in aspects:
            name, quoted = self.aspects.get(found.aspect, found.aspect), self._quoted(found.words)
            said.append(self.aspect_by % {"aspect": name, "words": quoted} if quoted else name)
        listed = said[0] if said else ""
        for next_one in said[1:]:
            listed = self.further % {"before": listed, "next": next_one}
        return self.about % {"aspects": listed} if listed else ""

    def of_danger(self, words: Iterable[Words]) -> str:
        """For a post in which danger to persons was heard."""
        quoted = self._quoted(words)
        return self.danger % {"words": quoted} if quoted else self.danger_wordless

    def of_doubts(self, doubts: Iterable[str]) -> list[str]:
        """What keeps a shop from being linked unasked, a sentence each; unknown doubts are left out."""
        return [self.doubts[doubt] for doubt in doubts if doubt in self.doubts]

    def of_sureness(self, probability: float) -> str:
        """How sure a link is, as one would say it: "quite sure", "a guess"."""
        return next((said for least, said in self.steps if probability >= least), self.steps[-1][1])

    def of_reading(self, said: Reading) -> list[str]:
        """Why a post is read as it is, nothing told twice: danger, stance, kind, aspects; the gravest first."""
        told = {_bare(w) for w in said.stance_words} if said.stance != "none" else set()
        new = [w for w in said.kind_words if _bare(w) not in told]
        out = [self.of_danger(said.safety_words)] if said.safety else []
        if said.stance != "none" or (said.kind == "other" and not new):
            out.append(self.of_stance(said.stance, said.stance_words))
        if new or (said.stance == "none" and said.kind != "other"):
            out.append(self.of_kind(said.kind, new))
        return [*out, *filter(None, [self.of_aspects(said.aspects)])]

    def _joined(self, parts: list[str]) -> str:
        said = parts[0]
        for part in parts[1:-1]:
            said = self.further % {"before": said, "next": part}
        return self.last % {"before": said, "last": parts[-1]} if len(parts) > 1 else said

    def _clause(self, kind: str, evidence: list[Evidence]) -> str:
        if kind == "geotag":
            away = evidence[0].text
            return self.clauses[kind] % {"distance": self.as_quoted(away)} if away else self.outside[kind]
        inside = any(e.start is not None for e in evidence)
        clause = self.clauses[kind] if inside or kind not in self.outside else self.outside[kind]
        return clause % {"words": self._quoted(evidence)}

    def _quoted(self, words: Iterable[Evidence | Words]) -> str:
        """The words in quotation marks, each once, however it is written; a few are enough."""
        texts: dict[str, str] = {}
        for item in words:
            if text := " ".join(item.text.split()):
                texts.setdefault(text.casefold(), text)
        return ", ".join(self.quote % {"words": self.as_quoted(text)} for text in list(texts.values())[:_MOST_WORDS])

    def as_quoted(self, text: str) -> str:
        """Words of the post as they stand in a sentence: as they are. A page escapes them here and tells their language."""
        return text


def _apart(evidence: list[Evidence]) -> list[Evidence]:
    """Without names that are only part of an account or address: "@zephyrin" names the account, not the shop once more."""
    wholes = [(e.start, e.end) for e in evidence if e.kind in ("handle", "website") and e.start is not None and e.end is not None]
    return [
        e
        for e in evidence
        if e.kind in ("handle", "website")
        or e.start is None
        or e.end is None
        or not any(start <= e.start and e.end <= end for start, end in wholes)
    ]


class _Noticing:
    """A catalogue that notices whether a text is missing from it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue, self.whole = catalogue, True

    def gettext(self, message: str, /) -> str:
        told = self.catalogue.gettext(message)
        self.whole = self.whole and told != message
        return told


def _bare(words: Words) -> str:
    return " ".join(words.text.split()).casefold()
