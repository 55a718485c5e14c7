"""How much each feature of a candidate weighs in the log-odds of a link, and the rules that no weight overrules."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Features = dict[str, float]

START: dict[str, tuple[float, int]] = {
    # what kind of evidence it is
    "name": (-3.45, 0), "handle": (4.0, 1), "website": (4.0, 1), "phone": (4.0, 1), "place_id": (4.0, 1),
    "confirmed": (3.0, 1), "identity_shared": (-1.5, -1), "hashtag_beside": (2.4, 1), "trade_street": (-0.6, 0),
    "trade_street_vague": (-3.5, -1), "trade_street_beside": (-0.3, -1),
    # how telling the name is
    "rarity": (1.1, 1), "foreign": (0.6, 1), "borne_often": (-0.2, -1), "common_name": (-0.5, -1),
    "common_words": (-0.3, -1), "first_name": (-1.5, -1), "rare_first_name": (-0.7, -1), "alone": (-0.5, -1),
    "one_word": (-0.3, -1), "zone_like": (-2.5, -1), "zone_same": (-2.0, -1), "core_same": (-0.5, -1),
    "trade_word": (-2.5, -1), "dish": (-1.0, -1), "dish_words": (-0.5, -1), "world_name": (-1.0, -1), "world_more": (-0.7, -1),
    "dish_inside": (-0.4, -1), "famous_part": (-1.0, -1),
    # how it is written
    "capital": (1.2, 1), "capital_de": (0.5, 1), "capital_common": (0.8, 1), "lower": (-0.4, -1), "lower_common": (-2.2, -1),
    "lower_alone": (-1.8, -1), "one_case": (0.0, 0), "one_case_common": (-1.2, -1), "one_case_word": (-0.8, -1),
    "shouted": (1.0, 0), "opens": (0.2, 1), "opens_rare": (0.3, 1), "tag_parted": (0.5, 1), "parted": (-3.0, -1),
    "heads": (0.5, 1), "own_article": (0.8, 1), "quoted": (1.0, 1), "hashtag": (1.2, 1), "latin_beside": (1.0, 1),
    "short": (-0.7, -1), "completed": (0.3, 1), "part": (-0.9, -1), "tail": (-1.2, -1), "local": (-0.6, -1), "typo": (-0.4, -1),
    "typo_spaced": (-0.1, -1), "typo_two": (-1.0, -1), "sounds": (-0.7, -1), "inflected": (-0.4, -1),
    "typo_one_word": (-0.6, -1), "typo_short": (-1.0, -1),
    # what stands around it
    "locative": (0.7, 1), "at_shop": (1.1, 1), "thanked": (0.9, 1), "trade_near": (1.0, 1), "trade_beside": (0.7, 1),
    "trade_somewhere": (0.6, 1), "trade_wrong": (-2.2, -1), "topic": (0.4, 1), "only_where": (-3.0, -1),
    "maybe_where": (-0.5, -1), "work": (-3.0, -1), "person": (-2.0, -1), "way": (-4.0, -1), "former": (-2.5, -1),
    "of_art": (-2.0, -1), "compared": (-1.2, -1), "longer": (-1.5, -1), "any_one": (-3.0, -1), "strange_after": (-1.5, -1),
    "strange_place": (-0.3, -1),
    # where
    "street": (2.5, 1), "quarter": (1.4, 1), "geotag": (1.0, 1), "wrong_street": (-3.0, -1), "wrong_quarter": (-2.0, -1),
    "shared_name": (-1.5, -1), "place_chose": (0.5, 1), "chain": (-1.5, -1), "elsewhere": (-5.0, -1), "outside": (-5.0, -1),
    # the post as a whole
    "about_weak": (0.2, 1), "not_about_weak": (-0.5, -1), "twice": (0.5, 1), "crowd_weak": (-0.3, -1),
    "beside_named": (-1.0, -1), "titled": (-0.5, -1),
    # known as something else, an everyday word or one word written wrongly, and nothing beside it
    "bare_known": (-3.0, -1), "bare_words": (-1.0, -1), "bare_everyday": (-3.0, -1), "bare_typo": (-1.5, -1),
    "long_weak": (-0.1, -1),
}  # fmt: skip
"""Feature → the weight it had when set by hand (the fit starts there and is drawn back to it) and the sign it may have."""

MOST = {"about_weak": 0.35}
"""A text about shops proves little of a name in it: reviews of other towns are such texts too."""
LEAST = {"not_about_weak": -1.0, "long_weak": -0.25}
"""A short post that names a shop need say nothing else of shops, and the texts that teach are short: length proves little."""
UNSETTLED = -2.6
"""Most log-odds of a shop's name that the definition holds back: unsettled namesake, chain, far geotag."""
KNOWN = -2.4
"""Most log-odds of one word that is known as a dish, person or country, with nothing beside it."""
NOT_MEANT = -2.9
"""Most log-odds of a landmark, and of a candidate where the post speaks of another town."""
COMMON = 2.5
"""Names below this rarity count as common words."""
MOST_RARITY = 5.7
"""Rarity above this proves nothing more."""


@dataclass(frozen=True, slots=True)
class Curve:
    """From the log-odds of the weights to those observed: a slope below 0, one above, and a shift. Rises everywhere."""

    below: float = 1.0
    above: float = 1.0
    shift: float = 0.0

    def at(self, log_odds: float) -> float:
        """Calibrated log-odds."""
        return (self.below if log_odds < 0 else self.above) * log_odds + self.shift


@cache
def _stored() -> dict[str, Any]:
    source = files("maillon.listening").joinpath("weights/linking.json")
    return dict(json.loads(source.read_text("utf-8"))) if source.is_file() else {}


@cache
def weights() -> dict[str, float]:
    """Feature → log-odds, as fitted; what the fit does not know has its start."""
    return {name: start for name, (start, _) in START.items()} | _stored().get("weights", {})


@cache
def curve() -> Curve:
    """The shipped calibration."""
    return Curve(**_stored().get("curve", {}))


def bounds(name: str) -> tuple[float, float]:
    """The least and the most a feature may weigh: no weight leaves its sign."""
    sign = START[name][1]
    return 0.0 if sign > 0 else LEAST.get(name, -math.inf), 0.0 if sign < 0 else MOST.get(name, math.inf)


def total(features: Features, table: dict[str, float] | None = None) -> float:
    """Log-odds of a candidate with these features, by the shipped weights or by a town's own `table`."""
    table = table or weights()
    return sum([table[name] * value for name, value in features.items()])


def rough(features: Features) -> float:
    """Log-odds by the weights set by hand: which finding of one shop stands must not hang on the last fit."""
    return sum([START[name][0] * value for name, value in features.items()])
