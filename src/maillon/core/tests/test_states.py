import pytest

from maillon.core.states import MoveRefused, States

LAMP = States("off", {"off": frozenset({"on"}), "on": frozenset({"off", "broken"}), "broken": frozenset()})


def test_the_table_says_what_may_follow():
    allowed = {(before, after) for before in LAMP.moves for after in LAMP.moves if LAMP.allows(before, after)}
    assert allowed == {("off", "on"), ("on", "off"), ("on", "broken")}


def test_a_move_that_is_not_in_the_table_is_refused_by_name():
    with pytest.raises(MoveRefused) as refused:
        LAMP.check("broken", "on")
    assert (refused.value.before, refused.value.after) == ("broken", "on")


@pytest.mark.parametrize("moves", [{"off": frozenset({"on"})}, {"on": frozenset()}])
def test_a_table_with_a_state_that_has_no_row_cannot_be_made(moves):
    with pytest.raises(ValueError, match="without a row"):
        States("off", moves)
