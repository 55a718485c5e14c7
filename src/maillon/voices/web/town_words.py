"""What public pages say of voices: titles, what a voice is about, filters."""
from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillon.core.ui.filters import language_name, number

from ..queries.cards import VoiceCard
from ..queries.listing import Choice
from ..queries.town_says import PlaceSays, TownSays
from ..rules.counting import ASPECTS
from . import panels_wording as wording

Chip = tuple[str, str, int | None, bool]


def about(voice: VoiceCard, slug: str, *, here: str = "") -> list[tuple[str, str]]:
    """(label, address) of what a voice speaks of; `here` is the public id or slug of the page it hangs on, left out."""
    found = [(shop.name, reverse("shop", kwargs={"town": slug, "slug": shop.slug or "-", "shop_id": shop.public_id}))
             for shop in voice.shops[:2] if shop.public_id != here]
    if voice.shops and found and voice.shops[0].street:
        found.append((voice.shops[0].street, ""))
    elif voice.street and voice.street.slug != here and not voice.shops:
        found.append((voice.street.name, reverse("street", kwargs={"town": slug, "slug": voice.street.slug})))
    elif voice.zone and not voice.shops:
        found.append((voice.zone, ""))
    return found


def disputed(voice: VoiceCard) -> bool:
    return bool(voice.disputes)


def picks_title(n: int) -> str:
    return {5: _("Five shops people speak of this week"), 1: _("The shop people speak of this week")}.get(
        n, _("%(n)s shops people speak of this week") % {"n": number(n)})


def picks_lead() -> str:
    return _("The most thanked against their own habit, not the best known.")


def wall_lead(said: TownSays) -> str:
    if not said.voices:
        return _("Nothing was heard this week: these are the last voices.")
    return _("Gathered on public tools, tied to the shop they speak of. The marked words carry the reading.")


def read_all(n: int) -> str:
    return ngettext("Read the voice of the week", "Read the %(n)s voices of the week", n) % {"n": number(n)}


def chips(choice: Choice) -> list[Chip]:
    """Filters as links, grouped: stance, kinds, subjects."""
    def chip(label: str, active: bool, **changes: str) -> Chip:
        return label, "?" + urlencode(choice.with_(**changes).query()), None, active

    rows = [chip(_("All"), not (choice.stance or choice.kind or choice.aspect), stance="", kind="", aspect="")]
    rows.append(chip(_("Praise"), choice.stance == "up", stance="" if choice.stance == "up" else "up", kind=""))
    for kind in ("complaint", "question", "suggestion"):
        rows.append(chip(wording.kinds_name(kind), choice.kind == kind, kind="" if choice.kind == kind else kind, stance=""))
    for aspect in ASPECTS:
        rows.append(chip(wording.Aspect_name(aspect), choice.aspect == aspect, aspect="" if choice.aspect == aspect else aspect))
    return rows


def day_chips(choice: Choice) -> list[Chip]:
    rows = [("", _("At any time")), ("7", _("Last 7 days")), ("28", _("Last 4 weeks")), ("90", _("Last 90 days"))]
    return [(label, "?" + urlencode(choice.with_(days=days).query()), None, choice.days == days) for days, label in rows]


def chosen_words(choice: Choice, street: str, shop: str) -> list[tuple[str, str]]:
    """What narrows the list besides the chips: (words, address without it)."""
    rows = [(street, "street"), (shop, "shop"), (language_name(choice.lang) if choice.lang else "", "lang")]
    return [(words, "?" + urlencode(choice.with_(**{name: ""}).query())) for words, name in rows if words]


def weeks_line(said: PlaceSays) -> str:
    """Beside the thumbs of a shop's or street's page."""
    if said.usual is None:
        return ngettext("%(n)s voice in three months", "%(n)s voices in three months", said.total) % {"n": number(said.total)}
    return _("usually %(usual)s a week") % {"usual": wording.usual_words_of(said.usual.low, said.usual.high)}


def aspect_items(said: PlaceSays) -> list[dict[str, object]]:
    return wording.aspect_items(said.aspects, max((line.most for line in said.aspects), default=1))
