"""The whole of listening: posts and a gazetteer in, everything heard out. Pure and deterministic."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import fields, replace

from maillon.listening.copies import find_copies, fingerprint
from maillon.listening.entries import Heard, PostEntry, Reading
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.identity import handle_key
from maillon.listening.language import by_little_words, by_script, is_strange, named_language
from maillon.listening.lexicon import LANGUAGES, UNSPACED
from maillon.listening.linking import DEFAULT_THRESHOLD, Linked, link
from maillon.listening.model import LATIN, columns, shipped
from maillon.listening.page import ADDRESS, Page, find_names, open_page, read_cues
from maillon.listening.reading import Learned, learned_of, read
from maillon.listening.signals import signals, signs
from maillon.listening.tones import Tones, tones_of

_CHUNK = 1024
_READING = tuple(field.name for field in fields(Reading))
LANGUAGE_SHARE = 1.0
LANGUAGE_MOST = 9.0
"""Weight of the trained language log-odds, cut at both ends, beside the count of little words."""


def listen(posts: Sequence[PostEntry], gazetteer: Gazetteer, *, threshold: float | None = None) -> list[Heard]:
    """What each post says, in input order.

    `copy_of` names the first post of the batch that says nearly the same; `threshold` parts links from
    unsure ones: without one the town's own does, else the shipped one. The same posts give the same answer in any process.
    """
    marks = [fingerprint(post.text) for post in posts]
    copies = find_copies((post.id, mark) for post, mark in zip(posts, marks, strict=True))
    heard = hear(posts, gazetteer, threshold=threshold_of(gazetteer) if threshold is None else threshold)
    return [replace(h, copy_of=copy, fingerprint=mark) for h, copy, mark in zip(heard, copies, marks, strict=True)]


def threshold_of(gazetteer: Gazetteer) -> float:
    """The least probability of a link in this town."""
    own = gazetteer.tuning.threshold
    return DEFAULT_THRESHOLD if own is None else own


def hear(posts: Sequence[PostEntry], gazetteer: Gazetteer, *, threshold: float) -> list[Heard]:
    """`listen` without near-copies: every post by itself, so that any share of the posts gives the same rows."""
    out: list[Heard] = []
    for at in range(0, len(posts), _CHUNK):
        pages = [open_page(post) for post in posts[at : at + _CHUNK]]
        for page in pages:
            find_names(page, gazetteer)
        for page, (tones, learned) in zip(pages, _learned(pages), strict=True):
            linked = link(page, gazetteer, threshold=threshold)
            by_shop = bool(page.post.author) and (handle_key(page.post.author) or "") in gazetteer.by_handle
            out.append(_assemble(page, gazetteer, linked, read(page, tones, learned, by_shop=by_shop)))
    return out


def _learned(pages: list[Page]) -> list[tuple[Tones, Learned]]:
    """Set each page's language, read its cues and give what the trained weights say of it, names left out."""
    texts = [_unnamed(page) for page in pages]
    model, place = shipped(), columns()
    scores = model.score([words + signs(page.text) for words, page in zip(texts, pages, strict=True)])
    tones, said = [], []
    for page, words, odds in zip(pages, texts, scores[:, place["lang"]].tolist(), strict=True):
        page.lang, page.strange = _language(page, words, odds)
        if not page.strange:
            read_cues(page)
        tones.append(tones_of(page))
        said.append(signals(page, tones[-1]))
        if page.strange:  # the nearest language still helps to see where a shop stands
            read_cues(page)
    return [
        (tone, learned_of(row, strange=page.strange))
        for page, tone, row in zip(pages, tones, model.told(scores, said).tolist(), strict=True)
    ]


def _unnamed(page: Page) -> list[str]:
    """The words of a page that name no shop and no place and stand in no address."""
    names = bytearray(page.size)
    for hit in (*page.shops, *page.zones):
        names[hit.i : hit.j] = b"\1" * (hit.j - hit.i)
    if "@" in page.text or "http" in page.text:
        starts = page.tokens.starts
        for found in ADDRESS.finditer(page.text):
            i, j = bisect_left(starts, found.start()), bisect_left(starts, found.end())
            names[i:j] = b"\1" * (j - i)
    return [w for w, named in zip(page.tokens.words, names, strict=True) if not named]


def _language(page: Page, words: list[str], odds: list[float]) -> tuple[str, bool]:
    """The language, and whether it is only the nearest of the ten to a text in none of them."""
    script = by_script(page.text)
    if script:
        return script, False
    score = by_little_words(words, page.text)
    named = named_language(page.post.lang)
    if named and named not in UNSPACED:
        score[named] = score.get(named, 0.0) + 1.2
    for lang, value in zip(LATIN, odds, strict=True):
        score[lang] = score.get(lang, 0.0) + LANGUAGE_SHARE * max(-LANGUAGE_MOST, min(LANGUAGE_MOST, value))
    best = max(LANGUAGES, key=lambda lang: score.get(lang, -99.0))
    top = max(odds)
    return best, named != best and is_strange(page.text, words, top, LATIN[odds.index(top)])


def _assemble(page: Page, gazetteer: Gazetteer, linked: Linked, said: Reading) -> Heard:
    subject, ref = _subject(page, gazetteer, linked)
    return Heard(
        **{name: getattr(said, name) for name in _READING},
        id=page.post.id,
        in_zone=linked.geotag_in_zone,
        subject=subject,
        subject_ref=ref,
        links=linked.links,
        unsure=linked.unsure,
        lang="" if page.strange else page.lang,
    )


def _subject(page: Page, gazetteer: Gazetteer, linked: Linked) -> tuple[str, str]:
    """What is spoken of: a shop, a street, a centre, the town, or nothing of the town."""
    if linked.links:
        return "shop", linked.links[0].shop
    where = linked.where
    if where.elsewhere and not where.names_town:
        return "none", ""
    if linked.unsettled or any(f.probability >= 0.2 for f in linked.unsure):
        return "shop", ""
    named = [n for n in where.named if not n.core and not n.excluded]
    shop_words = bool(page.shops) or any(not page.cue_before("place_before", t.i, gap=1) for t in page.trades)
    if shop_words and (named or where.districts) and page.trades:
        return "shop", ""
    for kind in ("centre", "street", "station", "quarter", "district", "town"):
        for n in named:
            if n.kind == kind:
                place = gazetteer.places[n.zone]
                return (kind, place.name) if kind in ("centre", "street") else ("town", place.name)
    if where.districts:
        return "town", ""
    if page.cues.get("civic_street"):
        return "street", ""
    if page.cues.get("civic_town") or page.cues.get("civic_street"):
        return "town", ""
    if page.trades and linked.geotag_in_zone:
        return "shop", ""
    return "none", ""
