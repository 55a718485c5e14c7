"""Fixtures for all tests. What must be set before Django starts is in `maillon.site.testing`."""

from collections.abc import Iterator

import pytest

pytest_plugins = ["tests.cast"]


@pytest.fixture(autouse=True)
def _no_language_is_left_over() -> Iterator[None]:
    """A request in French leaves French active in the thread; the next test begins in the language of the code."""
    yield
    from django.utils import translation

    translation.deactivate()
