"""How much each kind of evidence for a link weighs."""

from __future__ import annotations


class Weights:
    """Log-odds of each kind of evidence; set by hand on posts written for the project, see docs/model-card.md."""

    BASE, PER_RARITY, MOST = -3.45, 1.1, 2.8
    CAPITAL, CAPITAL_DE, CAPITAL_COMMON, LOWER, LOWER_COMMON, LOWER_ALONE = 1.2, 0.5, 0.8, -0.4, -2.2, -1.8
    QUOTED, HASHTAG, LOCATIVE, AT_SHOP = 1.0, 1.2, 0.7, 1.1
    SHORT, ALONE = -0.7, -0.5
    TRADE_NEAR, TRADE_SOMEWHERE, TRADE_WRONG, TOPIC = 1.5, 0.6, -2.2, 0.4
    ONLY_WHERE, WAY, FORMER, COMPARED, LONGER = -6.0, -4.0, -2.5, -1.2, -1.5
    STREET, QUARTER, GEOTAG = 2.5, 1.4, 1.0
    WRONG_STREET, WRONG_QUARTER = -3.0, -2.0
    SHARED_NAME, PLACE_CHOSE, CHAIN, UNSETTLED = 1.5, 0.5, 1.5, -0.4
    ZONE_LIKE, CASELESS_COMMON, COMMON_NAME, FIRST_NAME, ANY_ONE = -2.5, -1.2, -0.5, -1.5, -3.0
    ELSEWHERE, OUTSIDE = 5.0, 5.0
    DECISIVE, SHARED = 4.0, -1.5
    TRADE_STREET, TRADE_STREET_VAGUE = -0.6, -3.5
    CONFIRMED = 3.0
    COMMON = 2.5
