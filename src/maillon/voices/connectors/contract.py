"""What every connector keeps."""
from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar

from maillon.voices.rules.deliveries import Batch


class Connector(ABC):
    """Fetches what is new at one kind of source, and turns its payload into events.

    `often` and `seldom` bound the time between two visits; `live` is False for a source that is over when it is read.
    """

    kind: ClassVar[str]
    label: ClassVar[Any]                       # translatable
    often: ClassVar[dt.timedelta] = dt.timedelta(minutes=5)
    seldom: ClassVar[dt.timedelta] = dt.timedelta(days=1)
    live: ClassVar[bool] = True

    @abstractmethod
    def fetch(self, settings: Mapping[str, Any], cursor: Mapping[str, Any], now: dt.datetime) -> Batch:
        """Return the next events after `cursor` ({} at first) and the new cursor; at most about 500 events.

        The same cursor gives the same or later events, never fewer. Raises SourceDown when it cannot be heard; the
        cursor then stays. Never touches the database.
        """

    def forget(self, settings: Mapping[str, Any]) -> None:  # noqa: B027
        """The source was removed: drop what the connector itself keeps outside the database."""
