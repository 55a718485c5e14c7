"""French spaces, on text only, and twice is as good as once."""

import pytest
from django.utils import translation
from django.utils.safestring import SafeString
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from maillon.core.ui.typography import FIXED as F
from maillon.core.ui.typography import NARROW as N
from maillon.core.ui.typography import fr_spacing, ordinals, typo, ui_gettext


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Ouvert ?", f"Ouvert{N}?"),
        ("Merci !", f"Merci{N}!"),
        ("Elle dit : « oui ».", f"Elle dit{F}: «{N}oui{N}»."),
        ("«oui»", f"«{N}oui{N}»"),
        ("12 % et 3 €", f"12{N}% et 3{N}€"),
        ("1 383 boutiques", f"1{N}383 boutiques"),
        ("à 19 h 30", f"à 19{F}h{F}30"),
        ("https://a.fr:80/?x", "https://a.fr:80/?x"),
        ("à 300 m", f"à 300{F}m"),
        ("rien", "rien"),
    ],
)
def test_french(typed: str, set_: str) -> None:
    assert fr_spacing(typed) == set_


def test_placeholders_of_the_catalogue_are_left_alone() -> None:
    assert fr_spacing("à %(usual)s pouces, %(n)s %%") == "à %(usual)s pouces, %(n)s %%".replace(" %%", N + "%%")


def test_tags_and_attributes_are_left_alone() -> None:
    kept = Markup('<a title="vrai ?" href="?a ;b">vrai ?</a> &amp; &#33;')
    assert fr_spacing(kept) == Markup(f'<a title="vrai ?" href="?a ;b">vrai{N}?</a> &amp; &#33;')
    assert isinstance(fr_spacing(kept), Markup)


@pytest.mark.parametrize("kind", [Markup, SafeString])
@pytest.mark.parametrize(
    "untouched",
    [
        "<input value='vrai ?'>",
        '<input value="a > b ?">',
        "<textarea>Vrai ?\n5 %</textarea>",
        '<script type="application/json">{"a": "vrai ?", "b" : 1}</script>',
        "<STYLE>a :hover { width : 5 % }</STYLE>",
        "<!-- vrai ? -->",
        "<pre>vrai ?</pre>",
    ],
)
def test_only_what_is_read_between_tags_is_touched(untouched: str, kind: type[str]) -> None:
    spaced = typo(kind(f"Vrai ?{untouched}Vrai ?"), "fr")
    assert spaced == f"Vrai{N}?{untouched}Vrai{N}?"
    assert hasattr(spaced, "__html__")


def test_plain_text_stays_plain_so_that_it_is_still_escaped() -> None:
    assert not isinstance(fr_spacing("<b> ?"), Markup)


@settings(deadline=None)
@given(st.text(alphabet="ab 12:;!?«»%€<>&h\u202f\u00a0", max_size=30))
def test_twice_is_once_and_only_spaces_change(text: str) -> None:
    once = fr_spacing(text)
    assert fr_spacing(once) == once
    bare = str.maketrans("", "", f" {N}{F}")
    assert once.translate(bare) == text.translate(bare)


def test_other_languages_pass_unchanged() -> None:
    assert typo("Really ?", "en") == "Really ?"
    assert typo("Vrai ?", "fr-CA") == f"Vrai{N}?"


def test_the_page_decides_where_nothing_is_said() -> None:
    with translation.override("fr"):
        assert typo("Vrai ?") == f"Vrai{N}?"
        assert ui_gettext("No such message ?") == f"No such message{N}?"


def test_ordinals_of_a_name_are_raised_and_the_rest_escaped() -> None:
    raised = '<span class="th">e</span>'
    assert ordinals("Paris 18e 19e") == f"Paris 18{raised} 19{raised}"
    assert ordinals("<b> 3 & 4eme") == "&lt;b&gt; 3 &amp; 4eme"
