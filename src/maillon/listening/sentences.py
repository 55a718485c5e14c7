"""Evidence in words a shopkeeper understands. The portal's "Why this shop?" takes its names of the signs from here too."""

from __future__ import annotations

from collections.abc import Iterable

from maillon.listening.catalogue import Catalogue
from maillon.listening.entries import Evidence, Words

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

    def __init__(self, say: Catalogue) -> None:
        self.clauses = _clauses(say)
        self.outside = {
            "handle": say.gettext("comes with the shop’s account, %(words)s"),
            "website": say.gettext("comes with a link to the shop’s site, %(words)s"),
            "hashtag": say.gettext("comes with a hashtag of the shop’s name, %(words)s"),
        }
        self.post = say.gettext("The post %(clauses)s.")
        self.further = say.gettext("%(before)s, %(next)s")
        self.last = say.gettext("%(before)s, and %(last)s")
        self.trade_in_street = say.gettext(
            "The post names a trade, %(trade)s, and a street, %(street)s: only this shop fits both."
        )
        self.quote = say.gettext("“%(words)s”")
        self.stances, self.wordless = _stances(say), _wordless(say)

    def of_link(self, evidence: Iterable[Evidence]) -> str:
        """Why a post is at a shop. Empty where there is no evidence."""
        kinds: dict[str, list[Evidence]] = {}
        for item in _apart(list(evidence)):
            kinds.setdefault(item.kind, []).append(item)
        if kinds.keys() <= {"trade", "street", "geotag"} and {"trade", "street"} <= kinds.keys():
            return self.trade_in_street % {"trade": self._quoted(kinds["trade"]), "street": self._quoted(kinds["street"])}
        clauses = [self._clause(kind, kinds[kind]) for kind in _ORDER if kind in kinds]
        if not clauses:
            return ""
        said = clauses[0]
        for clause in clauses[1:-1]:
            said = self.further % {"before": said, "next": clause}
        if len(clauses) > 1:
            said = self.last % {"before": said, "last": clauses[-1]}
        return self.post % {"clauses": said}

    def of_stance(self, stance: str, words: Iterable[Words]) -> str:
        """What the post says for or against its subject, and by which words."""
        quoted = self._quoted(words)
        if quoted and stance in self.stances:
            return self.stances[stance] % {"words": quoted}
        return self.wordless.get(stance, self.wordless["none"])

    def _clause(self, kind: str, evidence: list[Evidence]) -> str:
        inside = any(e.start is not None for e in evidence)
        clause = self.clauses[kind] if inside or kind not in self.outside else self.outside[kind]
        if kind == "geotag":
            return clause % {"distance": evidence[0].text}
        return clause % {"words": self._quoted(evidence)}

    def _quoted(self, words: Iterable[Evidence | Words]) -> str:
        """The words in quotation marks, each once, however it is written; a few are enough."""
        texts: dict[str, str] = {}
        for item in words:
            if text := " ".join(item.text.split()):
                texts.setdefault(text.casefold(), text)
        return ", ".join(self.quote % {"words": text} for text in list(texts.values())[:_MOST_WORDS])


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


def _clauses(say: Catalogue) -> dict[str, str]:
    return {
        "name": say.gettext("writes the shop’s name, %(words)s"),
        "alias": say.gettext("writes another name of the shop, %(words)s"),
        "typo": say.gettext("writes the shop’s name with a slip, %(words)s"),
        "hashtag": say.gettext("makes a hashtag of the shop’s name, %(words)s"),
        "handle": say.gettext("names the shop’s account, %(words)s"),
        "website": say.gettext("names the shop’s site, %(words)s"),
        "phone": say.gettext("gives the shop’s telephone number, %(words)s"),
        "place_id": say.gettext("was written on the page of this very shop"),
        "street": say.gettext("names its street, %(words)s"),
        "quarter": say.gettext("names the part of town it stands in, %(words)s"),
        "station": say.gettext("names a station close to it, %(words)s"),
        "trade": say.gettext("speaks of its trade, %(words)s"),
        "geotag": say.gettext("was sent from %(distance)s away"),
    }


def _stances(say: Catalogue) -> dict[str, str]:
    return {
        "up": say.gettext("It praises: %(words)s."),
        "down": say.gettext("It finds fault: %(words)s."),
        "mixed": say.gettext("It praises and finds fault: %(words)s."),
    }


def _wordless(say: Catalogue) -> dict[str, str]:
    return {
        "up": say.gettext("It praises, though no single word says so."),
        "down": say.gettext("It finds fault, though no single word says so."),
        "mixed": say.gettext("It praises and finds fault, though no single word says so."),
        "none": say.gettext("It neither praises nor finds fault."),
    }
