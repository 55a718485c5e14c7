"""Scenes made once and copied; one browser a worker; pages that fail the journey on a script error or a blocked resource."""
from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import chromium
from tests.postgres import postgres

from .portal import Portal, make_scene, serving

expect.set_options(timeout=15_000)      # a machine of two cores under a whole test run is slow
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The data folder of a scene, made once for all workers of a run."""
    shared = tmp_path_factory.getbasetemp().parent

    def of(name: str) -> Path:
        folder = shared / f"scene-{name}"
        with FileLock(str(folder) + ".lock"):
            if not (folder / "done").exists():
                make_scene(name, folder)
                (folder / "done").touch()
        return folder

    return of


@pytest.fixture(scope="module", params=["sqlite"])
def portal(request: pytest.FixtureRequest, template: Callable[[str], Path],
           tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A served scene. A module names it by `SCENE = "…"`, and runs on PostgreSQL too by `both` (see `on_both`)."""
    if standing := os.environ.get("MAILLON_JOURNEYS_AT"):       # while writing a journey: a portal that already runs
        yield Portal(standing, Path(), {})
        return
    scene = getattr(request.module, "SCENE", "sample")
    place = tmp_path_factory.mktemp("portal")
    with ExitStack() as stack:
        if request.param == "postgresql":
            url = stack.enter_context(postgres())
            make_scene(scene, place / "template", url)
            yield stack.enter_context(serving(place / "template", place, url))
        else:
            yield stack.enter_context(serving(template(scene), place))


on_both = pytest.mark.parametrize("portal", ["sqlite", "postgresql"], indirect=True, scope="module")


@pytest.fixture
def visit(browser: Browser, portal: Portal) -> Iterator[Callable[..., Page]]:
    """Opens the portal as one more visitor, each with a browser of their own (`visit(java_script_enabled=False, …)`).

    Any error in a script, any refused request, any answer "broken", fails the journey.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def visitor(**how: Any) -> Page:
        given = {"base_url": portal.url, "locale": "en-GB", "viewport": {"width": 1280, "height": 900},
                 "reduced_motion": "reduce"}
        context = browser.new_context(**given | how)
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        watch(page, portal.url, wrong)
        return page

    yield visitor
    for context in contexts:
        context.close()
    assert not wrong, wrong


def watch(page: Page, url: str, wrong: list[str]) -> None:
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("console", lambda message: wrong.append(message.text) if "Content Security Policy" in message.text else None)
    page.on("response", lambda answer: wrong.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None)
    page.on("request", lambda request: None if request.url.startswith((url, "data:", "blob:", "about:"))
            else wrong.append(f"asked a third party: {request.url}"))


@pytest.fixture
def page(visit: Callable[..., Page]) -> Page:
    """A fresh visitor."""
    return visit()
