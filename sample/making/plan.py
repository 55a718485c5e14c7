"""Who is talked about, how often and when: the rhythm of ninety days, seen from a Sunday evening."""

from __future__ import annotations

import random

DAY = 1440
WEEK = 7 * DAY
SPAN = 90 * DAY
EVENING = 20 * 60  # the moment "now" the plan imagines, in minutes of the day
# Weight of a day by its distance from that Sunday: Sunday, Saturday, Friday … Monday.
DAY_WEIGHT = (1.0, 1.5, 1.25, 1.0, 0.95, 0.85, 0.7)
HOURS = (
    [8] * 3
    + [9] * 5
    + [10] * 6
    + [11] * 7
    + [12] * 9
    + [13] * 8
    + [14] * 5
    + [15] * 5
    + [16] * 6
    + [17] * 7
    + [18] * 9
    + [19] * 9
    + [20] * 8
    + [21] * 7
    + [22] * 4
    + [23] * 2
    + [7] * 2
)

# Posts a week; the first of each list is the most talked of. Real shops: ids in the two registers.
WEEKLY = {
    "sample:page-pliee": 4.2,
    "sample:zinc-a-roulettes": 6.6,
    "sample:louche-bleue": 6.2,
    "sample:tiges-de-suzon": 5.6,
    "sample:kogumado": 5.4,
    "sample:primeurs-bazaine": 5.0,
    "sample:maison-tilleroy-lepic": 4.8,
    "sample:vesuvietta": 4.6,
    "sample:fromagerie-tourtemolle": 4.4,
    "sample:rouetabaga-pyrenees": 3.9,
    "sample:epicerie-nour": 4.2,
    "sample:meche-folle": 4.1,
    "sample:daldongne-market": 4.0,
    "sample:delikatesy-wiselka": 4.0,
    "sample:kafe-snofonn": 4.0,
    "sample:gouden-stroop": 3.8,
    "sample:double-ourlet": 3.8,
    "sample:superette-tournevent": 3.7,
    "sample:maison-tilleroy-belleville": 3.7,
    "sample:demain": 3.7,
    "sample:glaces-tournicoti": 3.6,
    "sample:rouetabaga-clignancourt": 3.6,
    "sample:boucherie-vauquelain": 3.5,
    "paris:1dbf3a2a86b82134ce51f1ab9d7d0f04c0ea80c5": 3.9,
    "paris:e128a81e2825618913414c2e96427151735bc0fc": 3.7,
    "paris:47a5c0b9fa5cf10580bd7509d7bf08ed0aef9305": 3.6,
    "paris:5562a615ffcdf4154aa3779b092bd872cff61220": 3.5,
    "paris:0012c6a934f8cf8392d7d35439323f204a1314c7": 3.5,
    "osm:node/5239464697": 3.6,
    "osm:node/1466724635": 3.4,
    # seldom: a few a month
    "sample:rouetabaga-jaures": 2.0,
    "sample:poissonnerie-lorcadec": 1.7,
    "sample:pharmacie-du-lavoir": 1.6,
    "sample:pourquoi-pas": 1.6,
    "sample:de-songeur": 1.4,
    "sample:sos-ecrans": 1.2,
    "sample:chaussures-lambinet": 1.0,
    "sample:quincaillerie-ferrand-clou": 0.9,
    "sample:pressing-bluteau": 0.8,
    "sample:optique-lunea": 0.25,
    "paris:30f24c4beb980fd7e9838ace8cf157e7fd8f3c8c": 1.4,
    "paris:3b31f8a4c063f8690f68378bbffaed35221867e2": 0.9,
    "osm:node/2949826730": 1.0,
    "paris:47bb79ff0f0967fda2ea88cf84d2d46353a2b6ee": 0.6,
    "paris:9574a8737871a18256d29b46b901fffc1b481ed9": 0.6,
    "paris:f91e25c6a8960b37cba3a02fe0361a375e1286b2": 0.7,
    "paris:fa040916bd74ecd083bbc93021fc08e3b52f2c98": 0.5,
    "paris:3285b9335be2ff7ea354bbcc6e157a0e8a6b03b3": 0.5,
    "paris:575f8c3d0b5cc1f5fc85eb72cbc22e29385fe9bf": 0.5,
    "paris:e0169e26b289480f9bea10f4e8015776356524c3": 0.5,
    "osm:node/2908254158": 0.4,
    "osm:node/8787334023": 0.4,
}
BAKERY = "sample:fournil-pruneau"
# Thumbs up of the bakery by week, this week first; downs likewise.
BAKERY_UP = (9, 6, 4, 7, 6, 5, 4, 7, 5, 6, 4, 5)
BAKERY_DOWN = (2, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0)
SILENT = "sample:mercerie-anselme"
WORKS_STREET = "Rue des Pyrénées"
WORKS = (14, 1, 1)  # posts on the pavement works by week, this week first
STREETS = {  # posts about the street itself, a week
    "Rue des Pyrénées": 1.6,
    "Rue de Belleville": 2.4,
    "Rue de Ménilmontant": 1.8,
    "Rue de Crimée": 1.5,
    "Rue du Poteau": 1.3,
    "Avenue Jean Jaurès": 1.5,
    "Rue Lepic": 1.2,
    "Rue de Bagnolet": 1.2,
    "Rue Myrha": 1.1,
    "Rue Ordener": 0.9,
    "Rue Damrémont": 0.7,
    "Rue Marcadet": 0.7,
    "Avenue Gambetta": 0.9,
    "Quai de la Loire": 0.9,
    "Rue d'Avron": 0.7,
    "Rue Doudeauville": 0.6,
    "Boulevard de Clichy": 0.5,
}
TOWN_WEEKLY, STATION_WEEKLY, CENTRE_WEEKLY, TRAPS_WEEKLY = 11.0, 3.6, 3.6, 15.0
LANGUAGES = {
    "fr": 0.605,
    "en": 0.115,
    "nl": 0.052,
    "nb": 0.048,
    "pl": 0.052,
    "ja": 0.056,
    "ko": 0.05,
    "de": 0.008,
    "es": 0.007,
    "it": 0.007,
}
AT_HOME = {
    "sample:kogumado": "ja",
    "sample:daldongne-market": "ko",
    "sample:delikatesy-wiselka": "pl",
    "sample:kafe-snofonn": "nb",
    "sample:gouden-stroop": "nl",
}
ACTS_FICTIONAL = {"rec": 55, "thx": 8, "cpl": 17, "mix": 6, "cmix": 1, "sug": 6, "que": 7, "oth": 2}
ACTS_REAL = {"rec": 68, "thx": 12, "que": 14, "oth": 6}
SOURCES = {"mastodon": 35, "bluesky": 23, "portal": 24, "google": 13, "blog": 5}


def moment(week: int, rng: random.Random) -> int:
    """Minutes before now, inside the given week (0 = the last seven days), more on Saturdays and around meals."""
    while True:
        day = week * 7 + rng.choices(range(7), DAY_WEIGHT)[0]
        minute = rng.choice(HOURS) * 60 + rng.randrange(60)
        ago = day * DAY + EVENING - minute
        if week * WEEK <= ago < min((week + 1) * WEEK, SPAN):
            return ago


def weeks() -> range:
    """Twelve full weeks and the six days before them."""
    return range(13)


def share(week: int) -> float:
    """Part of a week that lies within the ninety days."""
    return min((week + 1) * WEEK, SPAN) / WEEK - week


def counts(weekly: float, rng: random.Random, *, steady: bool = False) -> list[int]:
    """Posts per week around a mean; carried fractions keep the sum right, a little noise keeps it alive."""
    found, owed = [], rng.random()
    for week in weeks():
        owed += weekly * share(week)
        n = int(owed)
        if not steady and weekly > 2.5:
            n = max(0, n + rng.choice((-1, 0, 0, 1)))
        owed -= n
        found.append(n)
    return found


def language(shop: str, rng: random.Random) -> str:
    """A language; shops of a community are spoken of in its language every second time."""
    home = AT_HOME.get(shop)
    if home and rng.random() < 0.45:
        return home
    return rng.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
