"""When posts were read, dangers among them are told at once."""
from __future__ import annotations

from maillon.core import clock
from maillon.core.events import when
from maillon.relay.public import alert_about
from maillon.voices.public import PostsRead


@when(PostsRead)
def alert_of_dangers(event: PostsRead) -> None:
    alert_about(town_id=event.town_id, post_ids=event.post_ids, now=clock.now())
