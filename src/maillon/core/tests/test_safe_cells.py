"""No cell of a CSV is a formula."""

import pytest

from maillon.core.safe_cells import safe_cell


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "＝1+1", "\tx", "\nx", " =1", "\u200b=1", "\ufeff=1", "\u202e-1"])
def test_what_begins_like_a_formula_is_text(cell):
    assert safe_cell(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "Épi d'Or", "1-2", "a=b", " ", -1, 2.5, None, True])
def test_everything_else_passes(cell):
    assert safe_cell(cell) is cell
