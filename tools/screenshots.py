"""`make screenshots`: the README's pictures, taken from a sample town of its own. `--all DIR` takes every main page, both
widths, light and dark, to look at beside the design."""
from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from rich.progress import track

from tests.browser import chromium
from tests.journeys.portal import make_scene, serving

ROOT = Path(__file__).parents[1]
TOWN = "paris-18-20"
# file, who, address, language
PAGES = [
    ("town", "", "/{lang}/" + TOWN + "/"), ("shops", "", "/{lang}/" + TOWN + "/shops/"),
    ("street", "", "/{lang}/" + TOWN + "/streets/rue-des-pyrenees/"), ("voices", "", "/{lang}/" + TOWN + "/voices/"),
    ("desk", "ada", "/desk/"), ("zone", "dario", "/town/" + TOWN + "/"), ("unsure", "gael", "/town/" + TOWN + "/unsure/"),
    ("digests", "ada", "/me/digests/"), ("sources", "dario", "/town/" + TOWN + "/sources/"), ("square", "", "/sample/square/"),
    ("cast", "", "/sample/"), ("sign-in", "", "/accounts/login/"), ("operator", "hugo", "/operator/"),
]


def take(browser: Browser, base: str, page_of: tuple[str, str, str], lang: str, width: int, scheme: str, file: Path,
         whole: bool) -> None:
    _, who, address = page_of
    context = browser.new_context(base_url=base, locale=lang, color_scheme=scheme, viewport={"width": width, "height": 900})  # type: ignore[arg-type]
    page = context.new_page()
    if who:
        page.goto("/sample/")
        page.locator(f'form:has(input[value="{who}"]) button').click()
        page.goto(f"/language/?to={lang}&next=/")
    page.goto(address.format(lang=lang))
    page.screenshot(path=str(file), full_page=whole)
    context.close()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--all", type=Path, metavar="DIR")
    arguments.add_argument("--lang", default="en")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        make_scene("sample", Path(place) / "template")
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        with serving(Path(place) / "template", Path(place)) as portal:
            if given.all:
                given.all.mkdir(parents=True, exist_ok=True)
                wanted = [(one, width, scheme) for one in PAGES for width in (1280, 360) for scheme in ("light", "dark")]
                for one, width, scheme in track(wanted, "Taking pictures"):
                    take(browser, portal.url, one, given.lang, width, scheme, given.all / f"{one[0]}-{width}-{scheme}.png", True)
            else:
                for one in (page for page in PAGES if page[0] in {"town", "desk", "zone"}):
                    take(browser, portal.url, one, given.lang, 1280, "light", ROOT / f"docs/pictures/{one[0]}.png", False)
        browser.close()


if __name__ == "__main__":
    main()
