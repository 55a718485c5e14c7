"""Little words, in ten languages, that tell what part a name plays in a sentence; folded."""

from __future__ import annotations

OF_ART = frozenset(
    [
        "film", "films", "movie", "serie", "series", "episode", "chanson", "song", "songs", "lied", "canzone",
        "cancion", "sang", "album", "livre", "roman", "book", "novel", "buch", "libro", "bok", "boek", "ksiazka",
        "piosenka", "liedje", "refrain", "acteur", "actrice", "actor", "actress", "chanteur", "chanteuse", "singer",
        "sanger", "cantante", "opera", "tome",
    ]
)  # fmt: skip
"""Words beside the name of a film, a song, a book, an actor."""

ORDER = frozenset(
    [
        "apres", "avant", "after", "before", "nach", "vor", "despues", "antes", "dopo", "prima", "etter", "for", "na",
        "po", "przed",
    ]
)  # fmt: skip
"""Where-words that also say in which order things are done."""

MEASURES = frozenset(
    [
        "juste", "just", "kurz", "rett", "net", "subito", "poco", "zaraz", "right", "meter", "metres", "metri",
        "metros", "m", "min", "minutes", "portes", "doors", "turen", "hauser", "maisons", "porte", "puertas", "dorer",
        "deuren", "rue", "street", "coin", "corner",
    ]
)  # fmt: skip
"""Words beside them that leave only the place: "just after", "three doors before"."""

ON_THE_WAY = frozenset(
    [
        "bus", "tram", "metro", "arret", "stop", "station", "velo", "velos", "bike", "bikes", "bicycle", "trottoir",
        "kerb", "curb", "pavement", "banc", "bench", "benk", "banco", "bank", "portail", "interphone", "feu", "feux",
        "gauche", "droite", "left", "links", "rechts", "rue", "poubelle", "poubelles", "bin", "bins", "travaux",
        "works", "baustelle", "stau", "ampel", "haltestelle", "ersatzbus", "umleitung", "briefkasten", "parada",
        "fermata", "holdeplass", "lampadaire", "camion", "trottinettes", "parking", "mercatino", "fontaine", "fontana",
        "panneau", "abri", "automate", "przystanek", "halte", "stoep", "fiets", "rower",
    ]
)  # fmt: skip
"""Stops, kerbs, bins, benches: what is told of by the shop it stands near."""

CHOICE = frozenset(
    [
        "hesite", "hesitons", "hesitation", "hesiter", "choisir", "choix", "balance", "choose", "choice", "torn",
        "decide", "wahl", "wahlen", "entscheiden", "velge", "valget", "elegir", "dudo", "scegliere", "indeciso",
        "kiezen", "twijfel", "wybrac",
    ]
)  # fmt: skip
"""Words of choosing: "torn between X and Y" speaks of both."""
