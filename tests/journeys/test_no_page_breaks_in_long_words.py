"""A language with long words and CJK in every text: no page scrolls sideways, no text is cut or covered."""
from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tools.pseudo import WORD, write

from .portal import Portal, serving
from .walk import ROUNDS, Round, addresses

MEASURE = Path(__file__).with_name("measure.js").read_text()
# text that is wider than the box it stands in, in a box that hides the rest
CUT = """() => [...document.querySelectorAll("body *")].filter(el => el.checkVisibility()
    && !el.closest(".sr, svg, select, textarea, thead, [hidden]")
    && [...el.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && el.clientWidth > 2
    && /hidden|clip/.test(getComputedStyle(el).overflowX) && el.scrollWidth > el.clientWidth + 1)
    .map(el => `cut: <${el.localName} class="${el.className}"> ${el.textContent.trim().slice(0, 50)}`)"""


# text that lies upon other text (the middle of its lines: their edges may touch)
COVERED = """() => {
  const lines = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, el = node.parentElement;
    if (!node.data.trim() || !el.checkVisibility() || el.closest(".sr, svg, .map, select, script, thead, .skip")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) if (box.width > 2)
      lines.push([node, box.left + 1, box.right - 1, box.top + box.height / 3, box.bottom - box.height / 3]);
  }
  const found = new Set();
  lines.forEach(([one, left, right, top, bottom], at) => { for (const [other, l, r, t, b] of lines.slice(at + 1))
    if (one !== other && left < r && l < right && top < b && t < bottom)
      found.add(`covered: ${one.data.trim().slice(0, 40)} / ${other.data.trim().slice(0, 40)}`); });
  return [...found]; }"""


@pytest.fixture(scope="module")
def portal(template: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    if standing := os.environ.get("MAILLON_JOURNEYS_AT"):
        yield Portal(standing, Path(), {})
        return
    place = tmp_path_factory.mktemp("portal")
    shutil.copytree(template("sample"), place / "template")
    write(place / "template" / "pseudo")
    with serving(place / "template", place, more={"MAILLON_PSEUDO": "1"}) as standing:
        yield standing


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("walk", ROUNDS, ids=[walk.who or "nobody" for walk in ROUNDS])
def test_no_page_breaks_in_long_words(visit: Callable[..., Page], walk: Round, width: int) -> None:
    page = visit(viewport={"width": width, "height": 800})
    wrong = {}
    for address in addresses(page, walk, "eo"):
        page.goto(address if address.startswith("/eo/") or walk.who else f"/language/?to=eo&next={address}")
        found = page.evaluate(MEASURE)["sideways"] + page.evaluate(CUT) + page.evaluate(COVERED)
        if WORD not in page.locator("body").inner_text():
            found.append("not in that language at all")
        if found:
            wrong[address] = found[:6]
    assert not wrong, "\n" + json.dumps(wrong, indent=1, ensure_ascii=False)
