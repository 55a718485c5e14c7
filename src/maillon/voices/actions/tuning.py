"""`maillon learn`: a town's ear takes on what its decisions teach, if that proves no worse; and gives it back when asked."""
from __future__ import annotations

import datetime as dt

from maillon.core import audit
from maillon.listening import public as listening
from maillon.territory.public import names_changed, town_by_id
from maillon.voices.gazetteers import gazetteer_of
from maillon.voices.models import Tuning
from maillon.voices.queries.decided import decided_posts
from maillon.voices.queries.tunings import newest_taken_back, standing

from .hear_again import queue_hearing_again
from .turn import turn


class TuningRefused(ValueError):
    """`reason`: meanwhile (another run was accepted or taken back), nothing (to take back, or to bring back)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def learn_from_decisions(*, town_id: int, now: dt.datetime, dry_run: bool = False, by: int | None = None) -> listening.Learnt:
    """Learn, outside any lock; keep what was accepted or refused, unless `dry_run`. An accepted run is the ear's from the
    next batch of any process on. Raises TuningRefused `meanwhile`.
    """
    town = town_by_id(town_id)
    assert town is not None
    held = standing(town_id)
    names = gazetteer_of(town_id, town.gazetteer_version)
    tuning = listening.Tuning(held.moved, held.threshold) if held else listening.Tuning()
    learnt = listening.learn_from(decided_posts(town_id, names.shops), names.gazetteer.tuned(tuning))
    if not dry_run and learnt.verdict in ("accepted", "refused"):
        _keep(town_id, learnt, held.id if held else 0, by, now)
    return learnt


def _keep(town_id: int, learnt: listening.Learnt, held: int, by: int | None, now: dt.datetime) -> None:
    with turn(town_id):
        _still(town_id, held)
        newest = Tuning.objects.filter(town_id=town_id).order_by("-pk").first()
        if learnt.verdict == "refused" and newest and newest.verdict == "refused" and newest.report == learnt.report:
            Tuning.objects.filter(pk=newest.pk).update(at=now)          # asked again, answered the same
            return
        row = Tuning.objects.create(town_id=town_id, verdict=learnt.verdict, by_id=by, at=now, report=learnt.report,
                                    moved=dict(learnt.tuning.moved), threshold=learnt.tuning.threshold)
        if learnt.verdict == "accepted":
            names_changed(town_id=town_id)
            queue_hearing_again(town_id=town_id, now=now)
        _record(f"ear.{learnt.verdict}", row.pk, town_id, by, now)


def take_back(*, town_id: int, now: dt.datetime, by: int | None = None) -> bool:
    """Let the run before the standing one stand again; return whether there is one (else the release's weights hold).
    Raises TuningRefused `nothing`."""
    with turn(town_id):
        held = standing(town_id)
        if held is None:
            raise TuningRefused("nothing")
        Tuning.objects.filter(pk=held.id).update(undone_at=now)
        names_changed(town_id=town_id)
        queue_hearing_again(town_id=town_id, now=now)
        _record("ear.taken_back", held.id, town_id, by, now)
        return standing(town_id) is not None


def bring_back(*, town_id: int, now: dt.datetime, by: int | None = None) -> None:
    """Undo the last taking back. Raises TuningRefused `nothing`."""
    with turn(town_id):
        run = newest_taken_back(town_id)
        if run is None:
            raise TuningRefused("nothing")
        Tuning.objects.filter(pk=run.id).update(undone_at=None)
        names_changed(town_id=town_id)
        queue_hearing_again(town_id=town_id, now=now)
        _record("ear.brought_back", run.id, town_id, by, now)


def listen_again(*, town_id: int, now: dt.datetime, by: int | None = None) -> None:
    """Hear the stored voices again by what stands: after another release, whose weights or doubts are new."""
    with turn(town_id):
        queue_hearing_again(town_id=town_id, now=now)
        held = standing(town_id)
        _record("ear.again", held.id if held else 0, town_id, by, now)


def _still(town_id: int, held: int) -> None:
    now = standing(town_id)
    if (now.id if now else 0) != held:
        raise TuningRefused("meanwhile")


def _record(action: str, run_id: int, town_id: int, by: int | None, now: dt.datetime) -> None:
    audit.record(action=action, object_kind="ear", object_id=run_id, by=by, now=now, town_id=town_id)
