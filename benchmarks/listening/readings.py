"""Stance, kind, aspects and danger on posts no weight was fitted on, with 95 % intervals; what each family of features is worth.

Usage: python benchmarks/listening/readings.py [--data DIR of opinion sets, with may_train and measure_only] [--ablation]
[--only WORD ... in the sets' names]. Without --data only the sets in the repository are measured. --ablation trains anew
without each family, on DIR/may_train if told, else on the posts in the repository.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import numpy as np
from aims import APART, SAMPLE, SETS

from maillon.listening.calibration import calibration
from maillon.listening.corpus import gather
from maillon.listening.evaluation import Scored, tables
from maillon.listening.figures import label_table, set_table
from maillon.listening.files import read_shops, read_zones
from maillon.listening.intervals import SEED, middle
from maillon.listening.measuring import labelled_posts, scored_posts
from maillon.listening.model import Model
from maillon.listening.public import DEFAULT_THRESHOLD, Gazetteer
from maillon.listening.signals import SIGNALS
from maillon.listening.training import train_on

TOWNS = {
    "apart": [(APART / f"{name}.jsonl", *places) for name, places in SETS.items()],
    "sample town": [(SAMPLE / "posts.jsonl", SAMPLE / "shops.geojson", SAMPLE / "zones.geojson")],
}
SEMEVAL = "measure_only/semeval2016_t5_restaurants/{}.train.jsonl"
STANCES = {
    **{f"SemEval {lang}": SEMEVAL.format(lang) for lang in ("fr", "nl", "es", "tr")},
    **{f"hotels {lang}": f"measure_only/hotels_opener_multibooked/{lang}.*.jsonl" for lang in ("en", "es")},
    **{f"M-ABSA {lang}": f"measure_only/m_absa_translated/{lang}.restaurant-train.jsonl" for lang in ("de", "ja", "ko")},
    "Amazon ja": "measure_only/amazon_reviews_ja/*.jsonl",
    "GermEval": "measure_only/germeval2017_bahn/*.jsonl",
    **{f"tweets {lang}": f"may_train/xlmt_tweets/{lang}.val.jsonl" for lang in ("ar", "de", "en", "es", "fr", "hi", "it", "pt")},
}
MEANS = {"SemEval fr nl es": ("SemEval fr", "SemEval nl", "SemEval es"), "tweets of 8": [s for s in STANCES if s[:6] == "tweets"]}
KINDS = {
    "suggestion": ("hotel tips", "measure_only/semeval2019_t9_suggestions/en.hotel-dev.jsonl"),
    "complaint": ("tweets", "measure_only/complaints_twitter/*.jsonl"),
}
MOST = 1600
DRAWS = 200


class Figure(NamedTuple):
    of: str
    what: str
    posts: int
    value: float | None
    interval: Any


def quiet(_: str) -> None:
    """Rows left out are not told."""


def heard(gold: Path, town: Gazetteer) -> Scored:
    return scored_posts(labelled_posts(gold, quiet), town, DEFAULT_THRESHOLD, quiet)


def town_figures(name: str) -> Iterator[Figure]:
    scored: list[Any] = []
    for gold, shops, zones in TOWNS[name]:
        scored += heard(gold, Gazetteer.build(read_shops(shops)[0], read_zones(zones)[0]))
    made = tables(scored, DEFAULT_THRESHOLD)
    for head, keys in (("stance", ("accuracy", "macro_f1")), ("kind", ("accuracy", "macro_f1")), ("aspects", ("micro_f1",))):
        for key in keys:
            yield Figure(name, f"{head} {key}", made[head]["posts"], made[head][key], made[head]["interval"][key])
    danger = made["safety"]["classes"]["True"]
    for key in ("precision", "recall"):
        yield Figure(name, f"danger {key}", danger["support"], danger[key], danger["interval"][key])
    yield calibrated(name, "stance", [(h.stance_probability, h.stance == g.stance) for _, g, h in scored if g.stance])
    yield calibrated(name, "kind", [(h.kind_probability, h.kind == g.kind) for _, g, h in scored if g.kind])


def calibrated(name: str, head: str, judged: list[tuple[float, bool]]) -> Figure:
    """The expected calibration error; drawing anew makes it larger, so its interval leans upwards."""
    def error(rows: list[tuple[float, bool]]) -> Any:
        return calibration(rows)["expected_calibration_error"]

    size, dice = len(judged), np.random.default_rng(SEED)
    drawn = [error([judged[k] for k in dice.integers(0, size, size)]) for _ in range(DRAWS)]
    return Figure(name, f"{head} calibration error", size, error(judged), middle(np.array(drawn)))


def set_figures(data: Path, wanted: Callable[[str], bool]) -> Iterator[Figure]:
    """Other people's sets. Stance without rows that are mixed; a reading of mixed counts as none."""
    nowhere = Gazetteer.build([], [])

    def scored(pattern: str) -> list[Any]:
        return [row for path in sorted(data.glob(pattern)) for row in heard(path, nowhere)]

    for name, pattern in STANCES.items():
        if wanted(name):
            pairs = [(g.stance, h.stance) for _, g, h in scored(pattern) if g.stance not in ("", "mixed")][:MOST]
            made = label_table([(gold, "none" if found == "mixed" else found) for gold, found in pairs])
            yield Figure(name, "stance macro_f1", made["posts"], made["macro_f1"], made["interval"]["macro_f1"])
    for kind, (name, pattern) in KINDS.items():
        if wanted(name):
            made = label_table([(str(g.kind == kind), str(h.kind == kind)) for _, g, h in scored(pattern)])
            yes = made["classes"]["True"]
            yield Figure(name, f"{kind} f1", made["posts"], yes["f1"], yes["interval"]["f1"])
            yield Figure(name, f"{kind} macro_f1", made["posts"], made["macro_f1"], made["interval"]["macro_f1"])
    for lang in ("fr", "nl", "es"):
        if wanted(name := f"SemEval {lang}"):
            rows = [(g, h) for _, g, h in scored(SEMEVAL.format(lang)) if g.aspects is not None]
            made = set_table([({a for a, _ in g.aspects}, {a.aspect for a in h.aspects}) for g, h in rows])
            yield Figure(name, "aspects micro_f1", made["posts"], made["micro_f1"], made["interval"]["micro_f1"])
            access = made["classes"]["access"]
            yield Figure(name, "access f1", access["support"], access["f1"], access["interval"]["f1"])


def means(found: list[Figure]) -> Iterator[Figure]:
    """Means over sets; half the width of each interval, combined as of independent figures."""
    stance = {f.of: f for f in found if f.what == "stance macro_f1"}
    for name, sets in MEANS.items():
        if all(each in stance for each in sets):
            parts = [stance[each] for each in sets]
            mean = sum(p.value or 0.0 for p in parts) / len(parts)
            half = math.hypot(*((p.interval[1] - p.interval[0]) / 2 for p in parts)) / len(parts)
            yield Figure(f"mean, {name}", "stance macro_f1", sum(p.posts for p in parts), mean, [mean - half, mean + half])


def figures(data: Path | None, only: list[str]) -> list[Figure]:
    def wanted(name: str) -> bool:
        return any(word in name for word in only)

    found = [f for name in TOWNS if wanted(name) for f in town_figures(name)]
    sets = list(set_figures(data, wanted)) if data else []
    return [*found, *sets, *means(sets)]


def no_features(texts: list[list[str]]) -> tuple[Any, Any]:
    return np.zeros(0, np.int32), np.zeros(0, np.int64)


FAMILIES: dict[str, dict[str, Any]] = {
    "nothing": {},
    "meanings": {"vectors.Vectors.means": lambda self, texts: np.zeros((len(texts), self.size), np.int64)},
    "letter groups": {"features._letter_features": no_features},
    "words and pairs": {"features._word_features": no_features},
    "signals of cue words, marks and length": {f"{k}.signals": lambda page, tones: [0] * SIGNALS for k in ("corpus", "listen")},
    "emoji and signs": {f"{k}.signs": lambda text: [] for k in ("corpus", "listen")},
}
"""What to put in a family's place, in training and in reading. Cue words stay in the rules and as evidence."""


def without(family: str, data: Path | None, only: list[str]) -> list[Figure]:
    with ExitStack() as stack:
        for name, stand_in in FAMILIES[family].items():
            stack.enter_context(patch(f"maillon.listening.{name}", stand_in))
        model: Model = train_on(gather(data / "may_train" if data else None))[0]
        for place in ("listen", "reading"):
            stack.enter_context(patch(f"maillon.listening.{place}.shipped", lambda: model))
        return figures(data, only)


def ablation(data: Path | None, only: list[str]) -> None:
    whole: dict[tuple[str, str], Figure] = {}
    for family in FAMILIES:
        for f in without(family, data, only):
            before = whole.setdefault((f.of, f.what), f).value
            change = f"{f.value - before:+.3f}" if f.value is not None and before is not None else "–"
            print(f"without {family:40} {f.of:24} {f.what:25} {f.value:.3f} {change}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--only", nargs="*", default=[""])
    told = parser.parse_args()
    for f in figures(told.data, told.only):
        value = "–" if f.value is None else f"{f.value:.3f}"
        interval = "–" if f.interval is None else "[{:.3f}, {:.3f}]".format(*f.interval)
        print(f"{f.of:24} {f.what:25} {value} {interval} of {f.posts}", flush=True)
    if told.ablation:
        ablation(told.data, told.only)


if __name__ == "__main__":
    main()
