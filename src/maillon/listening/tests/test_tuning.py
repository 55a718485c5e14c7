"""A town's own weights and threshold: theirs alone, kept in bytes, nothing where nothing was learnt."""
from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillon.listening.public import Correction, Gazetteer, LinkFound, PostEntry, ShopEntry, Tuning, listen
from maillon.listening.weights import START, bounds, total, weights

SHOPS = (ShopEntry("long", "Macelleria Fulvini", (), "butcher", "Rue des Tilleuls", "7", lon=2.001, lat=48.001),
         ShopEntry("stern", "Perraudel", (), "restaurant", "Rue Zambourg", "9", lon=2.005, lat=48.004))
POST = PostEntry("p", "La mortadella chez Fulvini, quel bonheur", lang="fr")
DEAF = Tuning({"name": -1.0, "at_shop": -1.0, "rarity": -1.0, "locative": -1.0, "capital": -1.0}, 0.6)


def found(town: Gazetteer, **given: float) -> tuple[tuple[LinkFound, ...], tuple[LinkFound, ...]]:
    heard = listen([POST], town, **given)[0]
    return heard.links, heard.unsure


def test_nothing_learnt_is_the_shipped_ear() -> None:
    town = Gazetteer.build(SHOPS, [])
    assert town.table is None and found(town) == found(town.tuned(Tuning())) == found(town, threshold=0.5)
    assert total({"name": 1.0, "rarity": 2.0}) == total({"name": 1.0, "rarity": 2.0}, weights())


def test_two_towns_of_one_process_never_share_what_they_learnt() -> None:
    plain = Gazetteer.build(SHOPS, [])
    taught = Gazetteer.build(SHOPS, [], [Correction("Chez Gino", "stern", True)], DEAF)
    before = found(plain)
    [(heard, doubt)] = [found(taught)]
    assert before[0][0].shop == "long" and heard == () and (not doubt or doubt[0].probability < before[0][0].probability)
    assert found(plain) == before and weights() == weights() and plain.corrections == ()


@pytest.mark.parametrize("again", [lambda t: Gazetteer.load(t.dump()), lambda t: pickle.loads(pickle.dumps(t))])
def test_it_lives_in_the_bytes_of_the_gazetteer(again) -> None:
    town = Gazetteer.build(SHOPS, [], (), DEAF)
    other = again(town)
    assert other.tuning == DEAF and other.table == town.table and found(other) == found(town) and other.dump() == town.dump()


def test_the_threshold_is_the_town_s_unless_one_is_given() -> None:
    town = Gazetteer.build(SHOPS, [])
    p = found(town, threshold=0.0)[0][0].probability
    assert p > 0.5 and found(town)[0]
    strict = town.tuned(Tuning(threshold=min(0.999, p + 0.001)))
    assert found(strict)[0] == () and found(strict)[1][0].probability == p and found(strict, threshold=0.5)[0]


@given(st.dictionaries(st.sampled_from([*START, "gone_since"]), st.floats(-9, 9)), st.none() | st.floats(0.4, 0.6))
def test_any_moves_keep_to_the_signs_and_survive_their_row(moved: dict[str, float], threshold: float | None) -> None:
    tuning = Tuning(moved, threshold)
    assert Tuning.of_row(tuning.as_row()) == tuning
    table = tuning.table() or weights()
    assert set(table) == set(weights())
    for name, value in table.items():
        least, most = bounds(name)
        assert least <= value <= most
        assert value == weights()[name] or name in moved
