"""The misses on the evaluation page: the text, what gold says, what was heard, and why, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from gettext import NullTranslations

from markupsafe import Markup

from maillon.listening.entries import LinkFound
from maillon.listening.marking import marked, printable, spans_of
from maillon.listening.misses import Difference, Miss
from maillon.listening.sentences import Sentences

MOST_MISSES = 300
_ARTICLE = Markup(
    '<article><h3>{id}</h3><p class="quiet">{about}</p><blockquote dir="auto"{lang}>{text}</blockquote>'
    '<div class="wide" tabindex="0" role="group" aria-label="What differs"><table><thead><tr><th scope="col">what</th>'
    '<th scope="col">gold says</th><th scope="col">heard</th><th scope="col">probability</th></tr></thead>'
    "<tbody>{rows}</tbody></table></div>{why}</article>"
)


def miss_articles(missed: Sequence[Miss], shop_names: Mapping[str, str], posts: int) -> Markup:
    """The worst misses, each with its text."""
    told = f"{len(missed)} of {posts} posts differ from gold."
    if len(missed) > MOST_MISSES:
        told += f" The {MOST_MISSES} worst are below."
    legend = Markup(
        'In the texts, <mark class="where">underlined words</mark> speak for a shop or place, '
        '<mark class="said">others</mark> for stance, kind, aspects or danger.'
    )
    sentences = Sentences(NullTranslations())
    articles = [_article(miss, shop_names, sentences) for miss in missed[:MOST_MISSES]]
    return Markup("<h2>Misses, worst first</h2><p>{} {}</p>{}").format(told, legend, Markup("\n").join(articles))


def _article(miss: Miss, shop_names: Mapping[str, str], sentences: Sentences) -> Markup:
    about = [f"cost {miss.cost:.2f}", f"heard as {miss.heard.lang}", *([f"group {miss.group}"] if miss.group else [])]
    return _ARTICLE.format(
        id=printable(miss.post.id),
        about=printable(", ".join(about)),
        lang=Markup(' lang="{}"').format(miss.heard.lang),
        text=marked(miss.post.text, spans_of(miss.heard)),
        rows=Markup("").join(_row(d, shop_names) for d in miss.differences),
        why=_why(miss, shop_names, sentences),
    )


def _row(d: Difference, shop_names: Mapping[str, str]) -> Markup:
    names = shop_names if d.what.endswith("link") else {}
    cells = [_named(d.gold, names), _named(d.heard, names), "–" if d.probability is None else f"{d.probability:.3f}"]
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(
        d.what, Markup("").join(Markup("<td>{}</td>").format(printable(cell)) for cell in cells)
    )


def _named(value: str, shop_names: Mapping[str, str]) -> str:
    name = shop_names.get(value)
    return f"{name} ({value})" if name else value or "–"


def _why(miss: Miss, shop_names: Mapping[str, str], sentences: Sentences) -> Markup:
    lines = [_line(found, shop_names, sentences) for found in (*miss.heard.links, *miss.heard.unsure)]
    lines.append(sentences.of_stance(miss.heard.stance, miss.heard.stance_words))
    items = Markup("").join(Markup("<li>{}</li>").format(printable(line)) for line in lines)
    return Markup("<ul>{}</ul>").format(items)


def _line(found: LinkFound, shop_names: Mapping[str, str], sentences: Sentences) -> str:
    return f"{_named(found.shop, shop_names)}, {found.probability:.3f}: {sentences.of_link(found.evidence)}"
