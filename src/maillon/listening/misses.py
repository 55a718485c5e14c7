"""Where the engine and gold differ, post by post, the worst first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maillon.listening.entries import Heard, PostEntry
from maillon.listening.gold import Gold


class Cost:
    """How bad a difference is. A wrong shop on a desk and a danger nobody is told of cost most; the surer, the dearer."""

    WRONG_LINK, MISSED_LINK = 3.0, 2.0
    MISSED_DANGER, FALSE_DANGER = 3.0, 1.0
    OPPOSITE, STANCE, KIND = 2.0, 1.0, 1.0
    SUBJECT, LANG, ASPECT = 0.5, 0.5, 0.25


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing heard otherwise than gold says. `probability` is what the engine gave to what it should not have said,
    or, for a missed link, to the shop it missed."""

    what: str
    gold: str
    heard: str
    probability: float | None
    cost: float


@dataclass(frozen=True, slots=True)
class Miss:
    """A post with all its differences."""

    post: PostEntry
    heard: Heard
    group: str
    differences: tuple[Difference, ...]

    @property
    def cost(self) -> float:
        return round(sum(d.cost for d in self.differences), 4)


def misses(scored: Iterable[tuple[PostEntry, Gold, Heard]]) -> list[Miss]:
    """Posts with a difference, by falling cost, then id."""
    out = []
    for post, gold, heard in scored:
        found = (*_links(gold, heard), *_danger(gold, heard), *_labels(gold, heard), *_aspects(gold, heard))
        if found:
            out.append(Miss(post, heard, gold.group, found))
    return sorted(out, key=lambda m: (-m.cost, m.post.id, m.post.text, str(m.differences)))


def _links(gold: Gold, heard: Heard) -> tuple[Difference, ...]:
    if gold.shops is None:
        return ()
    linked = {f.shop for f in heard.links}
    likely = {f.shop: f.probability for f in heard.unsure}
    wrong = [
        Difference("wrong link", "", f.shop, f.probability, Cost.WRONG_LINK * f.probability)
        for f in heard.links
        if f.shop not in gold.shops
    ]
    missed = [
        Difference("missed link", shop, "", likely.get(shop), Cost.MISSED_LINK * (1 - likely.get(shop, 0.0)))
        for shop in sorted(gold.shops - linked)
    ]
    return (*wrong, *missed)


def _danger(gold: Gold, heard: Heard) -> tuple[Difference, ...]:
    if gold.safety is None or gold.safety == heard.safety:
        return ()
    if gold.safety:
        return (Difference("safety", "danger", "no danger", None, Cost.MISSED_DANGER),)
    return (Difference("safety", "no danger", "danger", None, Cost.FALSE_DANGER),)


def _labels(gold: Gold, heard: Heard) -> tuple[Difference, ...]:
    opposite = {gold.stance, heard.stance} == {"up", "down"}
    told = (
        ("stance", gold.stance, heard.stance, heard.stance_probability, Cost.OPPOSITE if opposite else Cost.STANCE),
        ("kind", gold.kind, heard.kind, heard.kind_probability, Cost.KIND),
        ("subject", gold.subject, heard.subject, None, Cost.SUBJECT),
        ("language", gold.lang, heard.lang, None, Cost.LANG),
    )
    return tuple(
        Difference(what, said, found, p, cost if p is None else cost * p)
        for what, said, found, p, cost in told
        if said and said != found
    )


def _aspects(gold: Gold, heard: Heard) -> tuple[Difference, ...]:
    """Aspects missed and aspects too many; a stance is compared where gold tells one."""
    if gold.aspects is None:
        return ()
    found = {a.aspect: a.stance for a in heard.aspects}
    out = []
    for aspect, stance in sorted(gold.aspects):
        told = f"{aspect} {stance}".strip()
        if aspect not in found:
            out.append(Difference("aspect", told, "", None, Cost.ASPECT))
        elif stance and stance != found[aspect]:
            out.append(Difference("aspect", told, f"{aspect} {found[aspect]}", None, Cost.ASPECT))
    extra = sorted(found.keys() - {aspect for aspect, _ in gold.aspects})
    return (*out, *(Difference("aspect", "", f"{aspect} {found[aspect]}", None, Cost.ASPECT) for aspect in extra))
