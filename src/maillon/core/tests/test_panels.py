import pytest
from markupsafe import Markup

from maillon.core import panels
from maillon.core.panels import Panel


@pytest.fixture(autouse=True)
def own_panels(monkeypatch):
    monkeypatch.setattr(panels, "_panels", {})


def test_panels_come_in_order_and_the_empty_ones_are_left_out(rf):
    panels.register(Panel("late", "desk", 200, lambda request, **about: Markup("<p>late</p>")))
    panels.register(Panel("early", "desk", 100, lambda request, **about: Markup("<p>{}</p>").format(about["shop_id"])))
    panels.register(Panel("nothing", "desk", 50, lambda request, **about: None))
    panels.register(Panel("elsewhere", "town", 1, lambda request, **about: Markup("no")))
    drawn = panels.panels_for("desk", rf.get("/"), shop_id=9)
    assert [(one.name, str(one.html)) for one in drawn] == [("early", "<p>9</p>"), ("late", "<p>late</p>")]


def test_a_name_is_taken_once_and_places_are_known():
    first = Panel("one", "desk", 1, lambda request: None)
    panels.register(first)
    panels.register(first)                               # the same one again: an app may be made ready twice
    with pytest.raises(ValueError, match="taken"):
        panels.register(Panel("one", "desk", 2, lambda request: None))
    with pytest.raises(ValueError, match="no such place"):
        panels.register(Panel("two", "kitchen", 1, lambda request: None))
