"""Babel extraction from Django templates (the sign-in pages), by Django's own translation of them into Python."""
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize


def extract(fileobj: BytesIO, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    source = templatize(fileobj.read().decode(), origin=None)
    yield from extract_python(BytesIO(source.encode()), keywords, comment_tags, options)
