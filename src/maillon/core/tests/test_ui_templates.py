"""The component sheet renders every macro under StrictUndefined, and keeps the rules of the design guide."""

import re
from types import SimpleNamespace

import pytest
from django.utils import translation
from jinja2 import Environment

from .sheet_page import CORE, environment, page

TEMPLATES = CORE / "jinja2/core"
ALLOWED_INLINE = {"--v", "--lo", "--hi", "--x", "--zero", "--digits"}


@pytest.fixture(scope="module")
def jinja() -> Environment:
    return environment()


def test_every_macro_is_on_the_sheet() -> None:
    """Directly, or inside another macro that is."""
    called = (TEMPLATES / "components.html").read_text()
    for file in TEMPLATES.glob("*.html"):
        called += re.sub(r"{% macro \w+\(", "", file.read_text())
    macros = {m for file in TEMPLATES.glob("_*.html") for m in re.findall(r"{% macro (\w+)\(", file.read_text())}
    assert {macro for macro in macros if not re.search(rf"\b{macro}\(", called)} == set()


@pytest.mark.parametrize("language", ["en", "fr", "ja"])
def test_the_sheet_renders_in_any_language(jinja: Environment, language: str) -> None:
    with translation.override(language):
        assert "</html>" in page(jinja, lang=language)


@pytest.mark.parametrize("shell", ["public", "plain"])
def test_shells_need_nothing_but_the_page_context(jinja: Environment, shell: str) -> None:
    html = page(jinja, f"core/{shell}.html")
    assert '<main id="main"' in html
    assert html.count('class="skip"') == 1


def test_the_desk_and_the_zone_shell(jinja: Environment) -> None:
    town = SimpleNamespace(name="Namur", slug="namur", motto="", awning="#8c2a20")
    desk = page(jinja, "core/desk.html", shop_name="A <b>", desk_url="/d/", town=town)
    assert "A &lt;b&gt;" in desk
    assert "/town-css/" in desk
    zone = page(jinja, "core/zone.html", zone_name="Z", zone_url="/z/", zone_nav=[("a", "A", "/a/", 3)], current="a")
    assert 'aria-current="page"' in zone


def test_the_banner_stands_in_sample_mode_only(jinja: Environment) -> None:
    assert "Sample town." in page(jinja, "core/plain.html")
    assert "Sample town." not in page(jinja, "core/plain.html", mode="production")


def test_htmx_is_loaded_only_where_asked_and_may_not_evaluate(jinja: Environment) -> None:
    assert "htmx.min.js" not in page(jinja, "core/plain.html")
    child = '{% extends "core/plain.html" %}{% set needs_htmx = true %}'
    asked = jinja.from_string(child).render(lang="en", languages=[], town=None, mode="production", person=None)
    assert "htmx.min.js" in asked
    assert '"allowEval":false' in asked


def test_inline_styles_hold_agreed_properties_only(jinja: Environment) -> None:
    for style in re.findall(r'style="([^"]*)"', page(jinja)):
        assert {part.split(":")[0] for part in style.split(";") if part} <= ALLOWED_INLINE


def test_no_inline_script_no_style_element_no_event_attribute(jinja: Environment) -> None:
    html = page(jinja)
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"\son\w+=", html)


def test_a_field_with_an_error_points_at_its_words(jinja: Environment) -> None:
    html = page(jinja)
    control = re.search(r'<input type="text" name="name"[^>]*>', html)
    assert control
    assert 'aria-invalid="true"' in control[0]
    for reference in re.findall(r'aria-describedby="([^"]+)"', control[0])[0].split():
        assert f'id="{reference}"' in html


def test_all_ids_are_unique(jinja: Environment) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page(jinja))
    doubled = {i for i in ids if ids.count(i) > 1} - {"glance-week", "glance-likes", "glance-answer", "glance-next"}
    assert not doubled  # the sheet shows the glance twice, a page never does


def test_what_people_wrote_is_escaped_and_keeps_its_language(jinja: Environment) -> None:
    html = jinja.from_string(
        '{% from "core/_voice.html" import voice %}'
        '{{ voice("<script>x</script>", source="s", lang="pl", page_lang="en") }}'
    ).render()
    assert "&lt;script&gt;" in html
    assert '<blockquote lang="pl">' in html
    assert 'title="Polish"' in html


def test_the_stylesheet_is_light_and_never_under_sixteen_pixels() -> None:
    css = (CORE / "static/core/maillon.css").read_text()
    assert len(css) < 60_000
    for size in re.findall(r"font-size:\s*([\d.]+)(rem|px)", css) + re.findall(r"font:[^;]*?\s([\d.]+)(rem|px)/", css):
        assert float(size[0]) * (16 if size[1] == "rem" else 1) >= 16
    assert "http" not in css
    assert "transition: all" not in css


@pytest.mark.parametrize("name", ["maillon.js", "map.js"])
def test_our_script_never_evaluates_and_calls_nobody(name: str) -> None:
    script = (CORE / f"static/core/{name}").read_text()
    assert not re.search(r"\beval\s*\(|new Function|innerHTML|https?://", script)
