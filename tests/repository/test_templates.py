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


def test_no_third_party_address_is_fetched():
    wrong = [f"{path.relative_to(ROOT)}: {match}" for path in pages()
             for match in re.findall(r"(?:src|href|srcset|action)=\"(https?://[^\"]*)\"", path.read_text())
             if "rel=\"license\"" not in path.read_text()]
    assert not [w for w in wrong if "src=" in w]
