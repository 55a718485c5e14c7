"""What the content security policy and the translators need of every template."""
import re

import pytest

from .places import ROOT, SRC, templates

ALLOWED_PROPERTIES = re.compile(r"^\s*(--[a-z0-9-]+\s*:\s*[^;]*;?\s*)+$")
MAILS = re.compile(r"/mail/|_mail|digest_|alert_")     # a mail has no policy and needs its styles inside


def pages():
    return [path for path in templates() if not MAILS.search(str(path))]


@pytest.mark.parametrize("path", pages(), ids=lambda path: str(path.relative_to(SRC)))
def test_no_inline_script_or_style(path):
    text = path.read_text()
    scripts = [tag for tag in re.findall(r"<script\b[^>]*>", text) if "src=" not in tag and "application/" not in tag]
    assert not scripts
    assert "<style" not in text
    assert not re.search(r"\son[a-z]+\s*=", text), "an event handler in an attribute"
    assert "javascript:" not in text


@pytest.mark.parametrize("path", pages(), ids=lambda path: str(path.relative_to(SRC)))
def test_style_attributes_hold_custom_properties_only(path):
    for style in re.findall(r"\sstyle=\"([^\"]*)\"", path.read_text()):
        without = re.sub(r"{{.*?}}|{%.*?%}", "1", style)
        assert ALLOWED_PROPERTIES.match(without), f"{path.relative_to(ROOT)}: style={style!r}"


FETCHED = re.compile(r"""(?:\b(?:src|srcset|poster|action)=|<(?:link|use|image)\b[^>]*href=)["'](?:https?:)?//""")


@pytest.mark.parametrize(("tag", "fetched"), [
    ('<script src="https://x.example/a.js">', True), ('<link rel="stylesheet" href="//x.example/a.css">', True),
    ('<a href="https://x.example/">', False), ('<img src="{{ static(\'a.png\') }}">', False)])
def test_what_counts_as_fetched(tag, fetched):
    assert bool(FETCHED.search(tag)) == fetched


def test_no_third_party_address_is_fetched():
    assert not [str(path.relative_to(ROOT)) for path in pages() if FETCHED.search(path.read_text())]
