"""The sheet in a real browser, under the portal's own content security policy: widths, sizes, targets, axe, script."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from maillon.core.ui.sheet import component_sheet
from tests.browser import chromium

from .sheet_page import CORE, environment, page

pytestmark = pytest.mark.one_database

AXE = Path(__file__).parents[4] / "node_modules/axe-core/axe.min.js"
POLICY = "default-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:"
MEASURE = """() => {
  const width = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > width) found.push("scrolls sideways");
  for (const e of document.querySelectorAll("body *")) {
    const box = e.getBoundingClientRect();
    const text = [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) && !e.closest("svg");
    if (text && parseFloat(getComputedStyle(e).fontSize) < 16) found.push("small: " + e.outerHTML.slice(0, 90));
    const target = e.matches("a, button, input, select, summary, textarea") && !e.closest("p, li, dd, td, strong, svg");
    const tiny = box.height > 0 && (box.height < 24 || box.width < 24);
    if (target && tiny) found.push("target: " + e.outerHTML.slice(0, 90));
  }
  return found;
}"""


class Quiet(SimpleHTTPRequestHandler):
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript", ".json": "application/json"}

    def log_message(self, *args: object) -> None:
        """Nothing on the terminal of the tests."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("sheet")
    (folder / "static").symlink_to(CORE / "static")
    sheet = component_sheet()
    sheet.shops_url, sheet.zones_url = "/shops.json", "/zones.json"
    maplibre = "/static/vendor/maplibre/maplibre-gl"
    sheet.lib = {
        "script": "/static/core/map.js", "library": f"{maplibre}.mjs", "worker": f"{maplibre}-worker.mjs",
        "style": f"{maplibre}.css",
    }  # fmt: skip
    points = [{"type": "Point", "coordinates": point} for point in sheet.points]
    shops = [_feature(point, name=f"Shop {i}", url=f"#{i}") for i, point in enumerate(points)]
    (folder / "shops.json").write_text(json.dumps({"type": "FeatureCollection", "features": shops}))
    zones = [_feature(sheet.land[0], kind="town")]
    (folder / "zones.json").write_text(json.dumps({"type": "FeatureCollection", "features": zones}))
    (folder / "index.html").write_text(page(environment(), sheet=sheet))
    menu = [(word, word, "#", 12) for word in ("La semaine", "Liens à vérifier", "Contestations", "Sources", "Registres",
                                               "Demandes", "Personnes", "Lettres")]
    (folder / "dashboard.html").write_text(page(
        environment(), "core/zone.html", zone_name="Paris 18e et 20e", zone_url="#", zone_nav=menu, current="Lettres", lang="fr",
        public_url="#", person="x", account_url="#"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--enable-unsafe-swiftshader"]
        browser = playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield browser
        browser.close()


def visit(browser: Browser, address: str, width: int = 1280, **options: object) -> tuple[Page, list[str]]:
    tab = browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    complaints: list[str] = []
    tab.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto(address)
    return tab, complaints


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_it_fits_and_axe_finds_nothing_serious(opened: Browser, address: str, width: int, scheme: str) -> None:
    tab, complaints = visit(opened, address, width, color_scheme=scheme)
    assert tab.evaluate(MEASURE) == []
    tab.evaluate(AXE.read_text())
    violations = tab.evaluate("async () => (await axe.run()).violations")
    assert [v["id"] for v in violations if v["impact"] in ("serious", "critical")] == []
    assert complaints == []
    tab.context.close()


@pytest.mark.parametrize("width", [1000, 1280])
def test_a_long_menu_leaves_name_and_account_on_one_line(opened: Browser, address: str, width: int) -> None:
    tab, _complaints = visit(opened, f"{address}dashboard.html", width)
    tops = [tab.locator(f".navbar {part}").first.bounding_box() for part in (".brand", ".nav a", ".account")]
    middles = [box["y"] + box["height"] / 2 for box in tops if box]
    assert len(middles) == 3 and max(middles) - min(middles) < 12
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_on_a_phone_the_menu_shows_where_one_stands(opened: Browser, address: str, script: bool) -> None:
    tab, _complaints = visit(opened, f"{address}dashboard.html", 360, java_script_enabled=script)
    current = tab.locator(".nav [aria-current]").bounding_box()
    assert current and current["x"] >= 0 and current["x"] + current["width"] <= 360 - 16
    tab.context.close()


def test_no_word_of_a_table_s_head_is_split_on_a_phone(opened: Browser, address: str) -> None:
    tab, _complaints = visit(opened, address, 360)
    lines = tab.evaluate("""() => {
      const at = document.createElement("section");
      at.innerHTML = '<table class="tbl"><thead><tr><th>Rue</th><th class="r">Voix</th><th class="r">D’habitude</th></tr></thead>'
        + '<tbody><tr><th scope="row">Rue du Faubourg-de-la-République</th>'
        + '<td class="r">12</td><td class="r">trop peu pour le dire</td></tr></tbody></table>';
      document.querySelector("main").append(at);
      return [...at.querySelectorAll("thead th")].map((th) => {
        const words = document.createRange(); words.selectNodeContents(th); return words.getClientRects().length; });
    }""")
    assert lines == [1, 1, 1]
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    tab.context.close()


def test_without_script_everything_is_there(opened: Browser, address: str) -> None:
    tab, complaints = visit(opened, address, java_script_enabled=False)
    assert tab.locator(".map .canvas > svg").count() == 2
    assert not tab.locator("[data-map-open]").is_visible()
    assert tab.locator(".toast button").is_visible()
    assert complaints == []
    tab.context.close()


def test_the_toast_goes_after_its_seconds_but_waits_for_who_holds_it(opened: Browser, address: str) -> None:
    context = opened.new_context()
    tab = context.new_page()
    tab.clock.install()
    tab.goto(address)
    tab.locator(".toast button").focus()
    tab.clock.run_for(15_000)
    assert tab.locator(".toast").count() == 1
    tab.locator(".toast button").blur()
    tab.clock.run_for(12_000)
    assert tab.locator(".toast").count() == 0
    context.close()


def test_the_list_of_the_search_is_walked_by_arrows(opened: Browser, address: str) -> None:
    tab, _complaints = visit(opened, address)
    tab.evaluate(
        """() => { const at = document.createElement("div"); at.className = "found-at";
        at.append(document.querySelector(".found")); document.querySelector(".search").append(at); }"""
    )
    tab.locator("#q").focus()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.textContent.includes('Miller')")
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("ArrowUp")
    assert tab.evaluate("document.activeElement.id") == "q"
    tab.keyboard.press("Escape")
    assert tab.locator(".found-at .found").count() == 0
    tab.context.close()


def test_the_map_moves_when_asked_and_its_clusters_are_buttons(opened: Browser, address: str) -> None:
    tab, complaints = visit(opened, address)
    tab.locator("[data-map-open]").press("Enter")
    tab.wait_for_selector(".map.moving .cluster", timeout=30_000)
    assert "stands for that many shops" in tab.locator(".map.moving figcaption").inner_text()
    assert "One dot, one shop" not in tab.locator(".map.moving figcaption").inner_text()
    assert "zoom in" in (tab.locator(".cluster").first.get_attribute("aria-label") or "")
    assert complaints == []
    tab.context.close()


def test_the_drawn_map_stays_when_the_library_fails(opened: Browser, address: str) -> None:
    tab = opened.new_page()
    tab.route("**/*.mjs", lambda route: route.abort())
    tab.goto(address)
    tab.locator("[data-map-open]").click()
    tab.get_by_text("The drawn one stays.").wait_for()
    assert tab.locator(".map .canvas > svg").count() == 2
    tab.close()


def _feature(geometry: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}
