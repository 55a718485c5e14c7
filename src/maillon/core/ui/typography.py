"""Fine spacing by language, done on text so that authors and translators type plain spaces.

French rules after the Imprimerie nationale: narrow no-break space before ; ! ? % and the euro sign and inside
guillemets, no-break space before a colon, no-break between a number and its unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.utils import translation
from markupsafe import Markup, escape

NARROW, FIXED = "\u202f", "\u00a0"
_LEFT_ALONE = re.compile(
    r"""(
    <!--.*?-->
    | <(?P<raw>script|style|textarea|pre|code)\b.*?</(?P=raw)\s*>
    | </?[a-z](?:"[^"]*"|'[^']*'|[^<>"'])*>
    | <[^<>]*>
    | &[#\w]+;
    )""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""Of a piece of markup: comments, what a script, a style or somebody's own typing holds, tags with their attributes, entities."""
_ORDINAL = re.compile(r"(?<=\d)(ers?|res?|es?)(?=\W|$)")
_RULES: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r"«[ \u00a0\u202f]?"), "«" + NARROW),
    (re.compile(r"[ \u00a0\u202f]?»"), NARROW + "»"),
    (re.compile(r"(?<=\S)[ \u00a0](?=[;!?](?:\W|$))"), NARROW),
    (re.compile(r"(?<=[\d)s])[ \u00a0](?=[%€](?!\())"), NARROW),
    (re.compile(r"(?<=\S)[ ](?=:(?:\s|$))"), FIXED),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NARROW),
    (re.compile(r"(?<=\d) (?=(?:h|km|m|cm|min|s|ans?|jours?|mois|e|er)\b)"), FIXED),
    (re.compile(r"(?<=\d\u00a0h) (?=\d\d\b)"), FIXED),
]


def fr_spacing(text: str) -> str:
    """French spacing. Idempotent. What says that it is markup (`__html__`: `Markup`, Django's `SafeString`) comes back as
    `Markup`, spaced between its tags only; everything else stays plain, so that it is still escaped."""
    if not hasattr(text, "__html__"):
        return _space(text)
    markup, out, at = str(text.__html__()), [], 0
    for kept in _LEFT_ALONE.finditer(markup):
        out += [_space(markup[at : kept.start()]), kept[0]]
        at = kept.end()
    return Markup("".join(out) + _space(markup[at:]))


def typo(text: str, language: str | None = None) -> str:
    """Spacing of `language` (default: that of the page) applied to `text`; other languages pass unchanged."""
    code = (language or translation.get_language() or "en").split("-")[0]
    words = text if isinstance(text, str) else str(text)      # a lazy translation
    return fr_spacing(words) if code == "fr" else words


def ordinals(name: str) -> Markup:
    """French ordinals of a name raised, as on a street plate: "Paris 18e" → Paris 18<span class="th">e</span>."""
    return Markup(_ORDINAL.sub(r'<span class="th">\1</span>', str(escape(name))))


def ui_gettext(message: str) -> str:
    """`gettext` for templates: the translator types plain spaces, the reader gets the fine ones."""
    return typo_of_message(translation.gettext(message))


def ui_ngettext(singular: str, plural: str, n: float) -> str:
    return typo_of_message(translation.ngettext(singular, plural, n))


def ui_pgettext(context: str, message: str) -> str:
    return typo_of_message(translation.pgettext(context, message))


def ui_npgettext(context: str, singular: str, plural: str, n: float) -> str:
    return typo_of_message(translation.npgettext(context, singular, plural, n))


def typo_of_message(message: str) -> str:
    """A catalogue entry may hold tags (the template marks it safe later): treat it as markup, return plain str."""
    return str(typo(Markup(message)))


GETTEXT: dict[str, Callable[..., str]] = {
    "gettext": ui_gettext, "ngettext": ui_ngettext, "pgettext": ui_pgettext, "npgettext": ui_npgettext,
}  # fmt: skip
"""For `environment.install_gettext_callables(**GETTEXT, newstyle=True)`."""


def _space(text: str) -> str:
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
