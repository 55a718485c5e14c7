"""The texts that sentences are made of, in the reader's language. Keys are those of the output format."""

from __future__ import annotations

from maillon.listening.catalogue import Catalogue


def clauses(say: Catalogue) -> dict[str, str]:
    """What the post does, by kind of evidence."""
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


def clauses_outside(say: Catalogue) -> dict[str, str]:
    """The same where the proof comes beside the text, and for a distance that is not told."""
    return {
        "handle": say.gettext("comes with the shop’s account, %(words)s"),
        "website": say.gettext("comes with a link to the shop’s site, %(words)s"),
        "hashtag": say.gettext("comes with a hashtag of the shop’s name, %(words)s"),
        "geotag": say.gettext("was sent from close to it"),
    }


def stances(say: Catalogue) -> dict[str, str]:
    return {
        "up": say.gettext("It praises: %(words)s."),
        "down": say.gettext("It finds fault: %(words)s."),
        "mixed": say.gettext("It praises and finds fault: %(words)s."),
    }


def stances_wordless(say: Catalogue) -> dict[str, str]:
    return {
        "up": say.gettext("It praises, though no single word says so."),
        "down": say.gettext("It finds fault, though no single word says so."),
        "mixed": say.gettext("It praises and finds fault, though no single word says so."),
        "none": say.gettext("It neither praises nor finds fault."),
    }


def kinds(say: Catalogue) -> dict[str, str]:
    return {
        "recommendation": say.gettext("It recommends: %(words)s."),
        "complaint": say.gettext("It complains: %(words)s."),
        "suggestion": say.gettext("It suggests something: %(words)s."),
        "question": say.gettext("It asks: %(words)s."),
        "thanks": say.gettext("It gives thanks: %(words)s."),
        "other": say.gettext("It reads as an advert: %(words)s."),
    }


def kinds_wordless(say: Catalogue) -> dict[str, str]:
    return {
        "recommendation": say.gettext("As a whole it reads as a recommendation."),
        "complaint": say.gettext("As a whole it reads as a complaint."),
        "suggestion": say.gettext("As a whole it reads as a suggestion."),
        "question": say.gettext("As a whole it reads as a question."),
        "thanks": say.gettext("As a whole it reads as thanks."),
        "other": say.gettext("It asks for nothing."),
    }


def aspects(say: Catalogue) -> dict[str, str]:
    return {
        "product": say.gettext("the goods"),
        "service": say.gettext("the service"),
        "price": say.gettext("the prices"),
        "place": say.gettext("the room"),
        "access": say.gettext("getting in"),
        "hours": say.gettext("the opening hours"),
    }


def doubts(say: Catalogue) -> dict[str, str]:
    return {
        "namesake": say.gettext("Other shops of the town bear this name too."),
        "shared_account": say.gettext("Several shops share this account or site."),
        "chain": say.gettext("It is the name of a chain, and no word says which branch."),
        "landmark": say.gettext("The shop may be named only to say where something is."),
        "other_town": say.gettext("The post names another town."),
        "other_street": say.gettext("The post names another street or quarter."),
        "far": say.gettext("The post was sent from outside the town."),
        "vague": say.gettext("The post speaks of such a shop, not of a certain one."),
        "misspelt": say.gettext("The name is written with a slip."),
        "part": say.gettext("Only a part of the name is written."),
        "common_word": say.gettext("By itself the name is an everyday word."),
        "small_letters": say.gettext("The name is written in small letters, like any word."),
        "other_meaning": say.gettext("The name can mean something else: a dish, a person, a place, a film."),
    }


def sureness(say: Catalogue) -> tuple[tuple[float, str], ...]:
    """Least probability → how sure one is, in a few words; the surest first."""
    return (
        (0.9, say.gettext("quite sure")),
        (0.7, say.gettext("fairly sure")),
        (0.5, say.gettext("more likely than not")),
        (0.2, say.gettext("a guess")),
        (0.0, say.gettext("hardly a guess")),
    )
