"""How a decision about a voice is written: links, reading, labels, lessons, counters and audit in one transaction."""
from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from maillon.core import audit
from maillon.voices.models import Label, Link, Voice
from maillon.voices.rules.link_states import LINK, PUBLIC

from .counters import counted_anew
from .denied import street_named_with
from .learn import learn, unlearn
from .turn import turn

READING = ("stance", "kind", "aspects", "safety")


class CorrectionRefused(ValueError):
    """A correction that cannot be made. `reason`: no_link, decided, settled, undone, later_decision, no_reason, nothing."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Decision:
    """What is to change. `links`: shop → new state; `lessons`: shop → whether its alias is allowed (else blocked)."""

    voice_id: int
    what: str
    role: str
    by: int | None
    now: dt.datetime
    links: dict[int, str] = field(default_factory=dict)
    reading: dict[str, Any] = field(default_factory=dict)
    settles: dict[int, str] = field(default_factory=dict)      # label → outcome
    lessons: dict[int, bool] = field(default_factory=dict)
    reason: str = ""
    shop_id: int | None = None


def town_of(voice_id: int) -> int:
    """Raises CorrectionRefused when the voice is gone."""
    town_id = Voice.objects.filter(pk=voice_id).values_list("town_id", flat=True).first()
    if town_id is None:
        raise CorrectionRefused("nothing")
    return town_id


def decide(decision: Decision) -> int:
    """Carry a decision out everywhere at once; return its label. Must run in the town's turn.

    Raises MoveRefused for a link that may not become what is asked, CorrectionRefused for a voice that is gone.
    """
    voice = Voice.objects.select_for_update(no_key=True).filter(pk=decision.voice_id).first()
    if voice is None:
        raise CorrectionRefused("nothing")
    states = dict(voice.links.values_list("shop_id", "state"))
    before = {"links": {str(shop): states.get(shop) for shop in decision.links},
              "reading": {name: getattr(voice, name) for name in decision.reading}}
    with counted_anew([voice.pk]):
        for shop, state in decision.links.items():
            _move(voice, shop, states.get(shop), state)
        lost = [shop for shop, state in decision.links.items() if state == "removed" and states.get(shop) in PUBLIC]
        if lost and voice.subject == "shop":
            before["reading"]["street_id"] = voice.street_id
            decision.reading["street_id"] = street_named_with(voice.pk, lost)
        if decision.reading:
            Voice.objects.filter(pk=voice.pk).update(**decision.reading)
    label = Label.objects.create(voice=voice, shop_id=decision.shop_id, what=decision.what, role=decision.role,
                                 by_id=decision.by, at=decision.now, reason=decision.reason, settled_at=decision.now,
                                 outcome="confirmed")
    for settled, outcome in decision.settles.items():
        Label.objects.filter(pk=settled, settled_at=None).update(settled_at=decision.now, outcome=outcome)
    undid = learn(voice=voice, lessons=decision.lessons, label=label, by=decision.by, now=decision.now)
    label.before = {**before, "settled": sorted(decision.settles), "undid": undid}
    label.save(update_fields=["before"])
    _audit(f"voice.{decision.what}", label, voice.town_id, decision.by, decision.now, decision.reason)
    return label.pk


def _move(voice: Voice, shop: int, before: str | None, after: str) -> None:
    if before is None:
        Link.objects.create(voice=voice, shop_id=shop, probability=1.0, state=after, written_at=voice.written_at)
        return
    if before != after:
        LINK.check(before, after)
        voice.links.filter(shop_id=shop).update(state=after)


def _audit(action: str, label: Label, town_id: int, by: int | None, now: dt.datetime, reason: str = "") -> None:
    voice = Voice.objects.values_list("public_id", flat=True).get(pk=label.voice_id)
    audit.record(action=action, object_kind="voice", object_id=voice, by=by, now=now, town_id=town_id, reason=reason,
                 detail={"label": label.pk, "shop": label.shop_id, "role": label.role})


def undo(*, label_id: int, by: int | None, now: dt.datetime) -> None:
    """Take a label back: what it changed is as before, what it settled is open again, what it taught is forgotten.

    Raises CorrectionRefused: `undone` already, `settled` (somebody else has decided on a shop's label), `later_decision`
    (a newer decision stands on this one), `nothing` (no such label).
    """
    town_id = Label.objects.filter(pk=label_id).values_list("voice__town_id", flat=True).first()
    if town_id is None:
        raise CorrectionRefused("nothing")
    with turn(town_id):
        label = Label.objects.select_for_update(no_key=True).get(pk=label_id)
        if label.undone_at is not None:
            raise CorrectionRefused("undone")
        if label.role == "shop" or label.what == "is_us":
            _undo_by_shop(label)
        else:
            _undo_decision(label, now)
        Label.objects.filter(pk=label_id).update(undone_at=now)
        _audit("voice.undo", label, town_id, by, now)


def _undo_by_shop(label: Label) -> None:
    if label.settled_at is not None:
        raise CorrectionRefused("settled")
    if label.what == "not_us":
        Link.objects.filter(voice_id=label.voice_id, shop_id=label.about, state="put_aside").update(state="sure")


def _undo_decision(label: Label, now: dt.datetime) -> None:
    later = Label.objects.filter(voice_id=label.voice_id, undone_at=None, pk__gt=label.pk).exclude(
        role="shop").exclude(what="is_us")
    if later.exists():
        raise CorrectionRefused("later_decision")
    with counted_anew([label.voice_id]):
        for shop, state in label.before.get("links", {}).items():
            links = Link.objects.filter(voice_id=label.voice_id, shop_id=int(shop))
            links.delete() if state is None else links.update(state=state)
        if label.before.get("reading"):
            Voice.objects.filter(pk=label.voice_id).update(**label.before["reading"])
    Label.objects.filter(pk__in=label.before.get("settled", ())).update(settled_at=None, outcome="")
    unlearn(label=label, undid=label.before.get("undid", []), now=now)
