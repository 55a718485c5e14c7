from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from maillon.voices.connectors.contract import Connector
from maillon.voices.rules.deliveries import Batch, Upsert


class Square(Connector):
    kind = "square"
    label = _("The square")
    often = seldom = dt.timedelta(days=1)

    def fetch(self, settings: Mapping[str, Any], cursor: Mapping[str, Any], now: dt.datetime) -> Batch:
        return Batch((), dict(cursor))


def written(native_id: str, text: str, author: str, tool: str, now: dt.datetime) -> Upsert:
    """Return the event of a post written on the square."""
    return Upsert(native_id=native_id, text=text, written_at=now, tool=tool, author=author, sample=True)


CONNECTOR = Square()
