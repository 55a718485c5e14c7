"""What the ear weighs, and why a change of its weights was refused, in a reader's words."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

FEATURES = {
    # what kind of evidence it is
    "name": gettext_lazy("a name on the list, taken alone"), "handle": gettext_lazy("the shop’s account"),
    "website": gettext_lazy("the shop’s site"), "phone": gettext_lazy("the shop’s telephone number"),
    "place_id": gettext_lazy("the shop’s own page"), "confirmed": gettext_lazy("a name this town has taught"),
    "identity_shared": gettext_lazy("an account or site that several shops share"),
    "hashtag_beside": gettext_lazy("a hashtag beside the text"), "trade_street": gettext_lazy("a trade and a street, no name"),
    "trade_street_vague": gettext_lazy("a vague trade and a street, no name"),
    # how telling the name is
    "rarity": gettext_lazy("how rare the words of the name are"), "common_name": gettext_lazy("a name of common words"),
    "common_words": gettext_lazy("common words in the name"), "first_name": gettext_lazy("a first name"),
    "alone": gettext_lazy("nothing else in the text"), "one_word": gettext_lazy("a name of one word"),
    "zone_like": gettext_lazy("a name like that of a place"), "zone_same": gettext_lazy("the very name of a place"),
    "trade_word": gettext_lazy("a name that is the word for a trade"), "dish": gettext_lazy("the name of a dish"),
    "world_name": gettext_lazy("a name known the world over"), "dish_inside": gettext_lazy("a dish in the name"),
    "famous_part": gettext_lazy("part of a famous name"),
    "trade_street_beside": gettext_lazy("other shops of that trade close to the street"),
    "foreign": gettext_lazy("words foreign to the text’s language"),
    "borne_often": gettext_lazy("a word that many names bear"),
    "rare_first_name": gettext_lazy("a rare first name"),
    "core_same": gettext_lazy("what gives a street its name"),
    "dish_words": gettext_lazy("a dish of several words"),
    "world_more": gettext_lazy("a name known for something else"),
    # how it is written
    "capital": gettext_lazy("capitals"), "capital_de": gettext_lazy("capitals in German"),
    "capital_common": gettext_lazy("capitals on common words"), "lower": gettext_lazy("no capital"),
    "lower_common": gettext_lazy("common words without a capital"), "lower_alone": gettext_lazy("one word without a capital"),
    "one_case": gettext_lazy("a text all in small letters or all in capitals"),
    "one_case_common": gettext_lazy("common words in a text without capitals"),
    "one_case_word": gettext_lazy("one word in a text without capitals"),
    "shouted": gettext_lazy("a name in capitals throughout"),
    "opens": gettext_lazy("the first words of the text"), "own_article": gettext_lazy("the article that belongs to the name"),
    "quoted": gettext_lazy("quotation marks"), "hashtag": gettext_lazy("a hashtag"),
    "latin_beside": gettext_lazy("Latin letters among others"), "short": gettext_lazy("the name shortened"),
    "part": gettext_lazy("the telling part of a long name"), "tail": gettext_lazy("the end of the name only"),
    "typo": gettext_lazy("a slip in the name"), "typo_spaced": gettext_lazy("a slip in the spaces"),
    "typo_two": gettext_lazy("two slips"), "sounds": gettext_lazy("a name spelt by ear"),
    "inflected": gettext_lazy("a name with a case ending"), "typo_one_word": gettext_lazy("a slip in a name of one word"),
    "typo_short": gettext_lazy("a slip in a short name"),
    "opens_rare": gettext_lazy("a rare word that opens the text"),
    "tag_parted": gettext_lazy("a hashtag with capitals inside"),
    "parted": gettext_lazy("a comma or full stop inside the name"),
    "heads": gettext_lazy("a name that heads the text"),
    "completed": gettext_lazy("the article before the shortened name"),
    "local": gettext_lazy("a piece of the name beside its street"),
    # what stands around it
    "locative": gettext_lazy("“at”, “in”, “chez” before it"), "at_shop": gettext_lazy("a word that only stands before shops"),
    "trade_near": gettext_lazy("its trade close by"), "trade_beside": gettext_lazy("its trade beside it"),
    "trade_somewhere": gettext_lazy("its trade somewhere in the text"), "trade_wrong": gettext_lazy("another trade"),
    "topic": gettext_lazy("words of shops in the text"), "only_where": gettext_lazy("a landmark: it only says where"),
    "work": gettext_lazy("a film, a book, a song"),
    "way": gettext_lazy("the way somewhere"), "former": gettext_lazy("a shop of the past"),
    "compared": gettext_lazy("only compared with"), "longer": gettext_lazy("part of a longer name"),
    "any_one": gettext_lazy("“a”, “any” before it"), "strange_after": gettext_lazy("a strange word after it"),
    "strange_place": gettext_lazy("a place that is none of the town’s"),
    "thanked": gettext_lazy("thanks before it"),
    "maybe_where": gettext_lazy("a where-word that can mean a time"),
    "person": gettext_lazy("a neighbour, an aunt or a cat beside it"),
    "of_art": gettext_lazy("words of art and stage"),
    # where
    "street": gettext_lazy("its street"), "quarter": gettext_lazy("its quarter"), "geotag": gettext_lazy("sent from nearby"),
    "wrong_street": gettext_lazy("another street"), "wrong_quarter": gettext_lazy("another quarter"),
    "shared_name": gettext_lazy("a name that several shops bear"),
    "place_chose": gettext_lazy("the place that leaves one of several"),
    "chain": gettext_lazy("the name of a chain"), "elsewhere": gettext_lazy("another town"),
    "outside": gettext_lazy("sent from outside the town"),
    # the post as a whole
    "about_weak": gettext_lazy("a text about shops"), "not_about_weak": gettext_lazy("a text that is not about shops"),
    "twice": gettext_lazy("two kinds of evidence"), "crowd_weak": gettext_lazy("many names in one text"),
    "long_weak": gettext_lazy("a long text"),
    "beside_named": gettext_lazy("a full name of another shop"),
    "titled": gettext_lazy("everyday words with capitals"),
    "bare_known": gettext_lazy("known as something else, and nothing beside it"),
    "bare_words": gettext_lazy("words known as something else, and nothing beside them"),
    "bare_everyday": gettext_lazy("an everyday word, and nothing beside it"),
    "bare_typo": gettext_lazy("one word with a slip, and nothing beside it"),
}


def feature_words(name: str) -> str:
    """A feature in words; one of another release as it is named there."""
    return str(FEATURES.get(name, name.replace("_", " ")))


def part_words(part: str) -> str:
    if part == "town":
        return _("This town’s decisions kept apart")
    return _("The posts kept apart by Maillon")


def moved_words(moved: Mapping[str, Any]) -> str:
    """How a weight moved: what it speaks for, and whether it says so more or less than before."""
    before, after = moved["before"], moved["after"]
    if before * after < 0:
        return _("now speaks for a link") if after > 0 else _("now speaks against a link")
    more = abs(after) > abs(before)
    if before + after > 0:
        return _("speaks more for a link") if more else _("speaks less for a link")
    return _("speaks more against a link") if more else _("speaks less against a link")


def few_words(reason: Mapping[str, Any]) -> str:
    """"not enough decisions yet (12 of 40)\""""
    counted = {"there": reason["there"], "needed": reason["needed"]}
    return {
        "decisions": _("not enough decisions yet (%(there)s of %(needed)s)"),
        "confirmed": _("not enough links confirmed yet (%(there)s of %(needed)s)"),
        "removed": _("not enough links removed yet (%(there)s of %(needed)s)"),
        "kept_apart": _("not enough posts with a decision to measure on yet (%(there)s of %(needed)s)"),
    }[reason["what"]] % counted


def reasons_words(reasons: Sequence[Mapping[str, Any]]) -> str:
    """Why a run was refused, in one sentence. While decisions are wanted at all, that alone is said."""
    told = reasons[:1] if reasons and reasons[0].get("what") == "decisions" else reasons
    return "; ".join(map(reason_words, told))


def reason_words(reason: Mapping[str, Any]) -> str:
    """Why a run was refused."""
    if reason["reason"] == "few":
        return few_words(reason)
    if reason["reason"] == "worse":
        said = {("shipped", "precision"): _("more wrong links among those found, on the posts kept apart by Maillon"),
                ("shipped", "f1"): _("a lower F1 on the posts kept apart by Maillon"),
                ("town", "precision"): _("more wrong links among those found, on this town’s decisions kept apart"),
                ("town", "f1"): _("a lower F1 on this town’s decisions kept apart")}
        return said[reason["part"], reason["figure"]]
    if reason["reason"] == "newly_wrong":
        n = len(reason["posts"])
        return ngettext("%(n)s post that is heard rightly today would be heard wrongly",
                        "%(n)s posts that are heard rightly today would be heard wrongly", n) % {"n": n}
    return _("this town’s decisions kept apart would be heard no better")
