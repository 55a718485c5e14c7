"""Every page, for everybody: axe finds nothing serious, and what axe does not look at is measured (see measure.js).

Light and dark, at 1280 and 360 px, and at 320 px, which is a page of 640 px enlarged to 200 %.
"""
from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from .portal import ROOT
from .walk import ROUNDS, Round, addresses

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text()
MEASURE = Path(__file__).with_name("measure.js").read_text()
RUN = """options => axe.run(document, options).then(found => found.violations
    .filter(one => ["serious", "critical"].includes(one.impact))
    .map(one => `${one.id} (${one.impact}): ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 120)).join(" · ")}`))"""
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
ALL = {"resultTypes": ["violations"]}


@pytest.mark.parametrize("walk", ROUNDS, ids=[walk.who or "nobody" for walk in ROUNDS])
def test_every_page_is_accessible(visit: Callable[..., Page], walk: Round) -> None:
    page = visit()
    wrong: dict[str, Any] = {}
    for address in addresses(page, walk):
        found = look_at(page, address)
        if found:
            wrong[address] = found
    assert not wrong, "\n" + json.dumps(wrong, indent=1, ensure_ascii=False)


def look_at(page: Page, address: str) -> dict[str, list[str]]:
    """What is wrong with one page, by what was looked at."""
    found: dict[str, list[str]] = {}
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    page.goto(address)
    if address.startswith("/en/") and page.locator("html").get_attribute("lang") != "en":
        found["lang"] = ["not the language of its address"]
    page.evaluate(AXE)
    found["axe at 1280 px"] = page.evaluate(RUN, ALL)
    found |= {f"{what} at 1280 px": seen for what, seen in page.evaluate(MEASURE).items()}
    page.emulate_media(color_scheme="dark")
    found["contrast in the dark"] = page.evaluate(RUN, CONTRAST)
    page.set_viewport_size({"width": 360, "height": 800})
    found["axe at 360 px in the dark"] = page.evaluate(RUN, ALL)
    found |= {f"{what} at 360 px": seen for what, seen in page.evaluate(MEASURE).items()}
    page.emulate_media(color_scheme="light")
    found["contrast at 360 px"] = page.evaluate(RUN, CONTRAST)
    page.set_viewport_size({"width": 320, "height": 700})
    found["sideways at 320 px"] = page.evaluate(MEASURE)["sideways"]
    return {what: list(dict.fromkeys(seen))[:6] for what, seen in found.items() if seen}
