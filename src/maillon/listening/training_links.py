"""Fitting the weights of links: logistic regression over named features, drawn to the weights set by hand.

Deterministic; needs SciPy, which a running portal does not. Candidates that a rule of the definition holds back teach nothing.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np

from maillon.listening.candidates import NO_CAP, Candidate
from maillon.listening.entries import PostEntry
from maillon.listening.files import BadRow, read_posts, read_shops, read_zones
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.language import named_language
from maillon.listening.lexicon import LANGUAGES
from maillon.listening.linking import candidates
from maillon.listening.page import find_names, open_page, read_cues
from maillon.listening.slip_making import misspelt
from maillon.listening.weights import LEAST, MOST, START, Curve, Features
from maillon.listening.whereabouts import whereabouts

SAMPLE = Path(__file__).parents[3] / "sample"
"""The sample town in the source tree; an installed package has none and fits without it."""
TOWNS = ("paris", "zurich", "oslo", "commerces")
_ZONES = {"commerces": "paris"}
"""Lists whose places are those of another: Paris' merchants of all trades."""
_EVERY = 4
FOLDS = 4
"""Parts of the posts for calibration."""
_LEAST = -3.5
"""Log-odds below which a candidate is not told, so not calibrated."""
_WRITTEN, _HARD, _SAMPLE, _ELSEWHERE, _NAMELESS = 1.0, 0.5, 0.05, 0.2, 0.15
_HARD_FROM = {"paris": 701, "commerces": 1}
"""From this number on a town's posts are of the kinds that are easily missed: a town writes fewer of them."""
_SLIPS = {1: 0.2, 2: 0.1}
"""Slips in a name → weight of such a post."""
_PULL = 0.6
_MOST_A_FILE = 8000
_NEGATIVE_SETS = ("norec_sentence", "nsmc_korean", "xed_subtitles", "xlmt_tweets")


@dataclass
class Example:
    """One candidate of one post and whether it is meant."""

    features: Features
    meant: bool
    weight: float
    fold: int = 0
    """The post's part of `FOLDS`: its candidates are scored by weights that have not seen it."""


@dataclass
class Gathered:
    examples: list[Example] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def kept_apart(post_id: str) -> bool:
    """Whether a written post belongs to the development set: one in four, by a checksum of its id."""
    return zlib.crc32(post_id.encode()) % _EVERY == 0


def written(town: str) -> tuple[Gazetteer, list[tuple[PostEntry, dict[str, Any]]]]:
    """One town of the written linking posts: its gazetteer and its posts with their rows."""
    folder = files("maillon.listening").joinpath("training/linking")
    with as_file(folder) as where:
        shops, _ = read_shops(where / f"{town}_shops.csv")
        zones, _ = read_zones(where / f"{_ZONES.get(town, town)}_zones.geojson")
        rows = [(p, row) for _, p, row in read_posts(where / f"{town}.jsonl") if not isinstance(p, BadRow)]
    return Gazetteer.build(shops, zones), rows


def candidates_of(post: PostEntry, lang: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Every candidate of a post whose language is told."""
    page = open_page(post)
    find_names(page, gazetteer)
    page.lang = lang if lang in LANGUAGES else "en"
    read_cues(page)
    return candidates(page, gazetteer, whereabouts(page, gazetteer))[0]


def examples_of(post: PostEntry, lang: str, gold: set[str], gazetteer: Gazetteer, weight: float) -> Iterator[Example]:
    """Every candidate of a post that no rule holds back."""
    for c in candidates_of(post, lang, gazetteer):
        if c.cap == NO_CAP:
            yield Example(c.features, gazetteer.shops[c.shop].id in gold, weight, zlib.crc32(post.text.encode()) % FOLDS)


def gather_links(data: Path | None = None, sample: Path | None = SAMPLE, skip: Callable[[str], bool] = kept_apart) -> Gathered:
    """Candidates of the written posts but those that `skip` names, of the sample town's posts in the folder `sample`,
    and of texts under `data`, which speak of no listed shop."""
    out = Gathered()
    towns: dict[str, Gazetteer] = {}
    for town in TOWNS:
        gazetteer, rows = written(town)
        towns[town] = gazetteer
        used = [(p, row) for p, row in rows if not skip(p.id)]
        for post, row in used:
            gold = set(map(str, row["gold"]["shops"]))
            lang = named_language(row["lang"])
            share = _HARD if int(post.id.rpartition("-")[2]) >= _HARD_FROM.get(town, 9999) else _WRITTEN
            out.examples += examples_of(post, lang, gold, gazetteer, share)
            _add_misspelt(out, post, lang, gold, gazetteer, share)
        out.counts[f"linking/{town}"] = len(used)
    _add_nameless(out, towns)
    if sample is not None and sample.is_dir():
        _add_sample(out, sample)
    if data is not None:
        for name in _NEGATIVE_SETS:
            for path in sorted((data / name).glob("*.train.jsonl")):
                _add_elsewhere(out, path, f"{name}/{path.stem}", towns["paris"])
    return out


def _add_misspelt(out: Gathered, post: PostEntry, lang: str, gold: set[str], gazetteer: Gazetteer, share: float) -> None:
    """The post once more for each name it links by, with a slip in it."""
    for c in candidates_of(post, lang, gazetteer):
        name = c.evidence[0]
        if gazetteer.shops[c.shop].id not in gold or name.kind not in ("name", "alias"):
            continue
        for slips, weight in _SLIPS.items():
            if slipped := misspelt(post, name, slips):
                out.examples += examples_of(slipped, lang, gold, gazetteer, weight * share)
                out.counts[f"with {slips} slip"] = out.counts.get(f"with {slips} slip", 0) + 1


def _add_sample(out: Gathered, sample: Path) -> None:
    """The sample town's invented posts: many from few patterns, so of little weight."""
    gazetteer = Gazetteer.build(read_shops(sample / "shops.geojson")[0], read_zones(sample / "zones.geojson")[0])
    paths = [sample / "posts.jsonl", *sorted((sample.parent / "benchmarks" / "listening").glob("linking_*.jsonl"))]
    for path in paths:
        if not path.is_file():
            continue
        weight = _SAMPLE if path.name == "posts.jsonl" else _HARD
        for _, post, row in read_posts(path):
            if not isinstance(post, BadRow):
                gold = set(map(str, row["gold"]["shops"]))
                out.examples += examples_of(
                    post, named_language(str(row["gold"].get("lang") or post.lang)), gold, gazetteer, weight
                )
                out.counts[f"sample/{path.stem}"] = out.counts.get(f"sample/{path.stem}", 0) + 1


def _add_nameless(out: Gathered, towns: dict[str, Gazetteer]) -> None:
    """The written posts for readings, which are about shops and name none, held against the list of every town."""
    with as_file(files("maillon.listening").joinpath("training")) as where:
        for path in sorted(where.glob("*.jsonl")):
            lines = path.read_text("utf-8").splitlines()
            for line in lines:
                row = json.loads(line)
                for gazetteer in towns.values():
                    out.examples += examples_of(
                        PostEntry("n", row["text"]), named_language(row["lang"]), set(), gazetteer, _NAMELESS
                    )
            out.counts[f"no link/written {path.stem}"] = len(lines)


def _add_elsewhere(out: Gathered, path: Path, name: str, gazetteer: Gazetteer) -> None:
    """Texts of nobody in particular: whatever they seem to name, it is no shop of the list."""
    lines = path.read_text("utf-8").splitlines()[:_MOST_A_FILE]
    for line in lines:
        row = json.loads(line)
        text = row["text"].replace("@user", " ").replace("http", " ")
        out.examples += examples_of(PostEntry("n", text), named_language(row["lang"]), set(), gazetteer, _ELSEWHERE)
    out.counts[f"no link/{name}"] = len(lines)


def train_links(
    data: Path | None = None, sample: Path | None = SAMPLE, skip: Callable[[str], bool] = kept_apart
) -> tuple[dict[str, float], Curve, dict[str, int]]:
    """Feature → fitted log-odds, their calibration, and how many texts of each source were used."""
    gathered = gather_links(data, sample, skip)
    return fit_weights(gathered.examples), fit_curve(gathered.examples), gathered.counts


def fit_curve(examples: Sequence[Example], without: frozenset[str] = frozenset()) -> Curve:
    """The calibration that explains best what each post holds by the weights of all other folds."""
    from scipy.optimize import minimize

    score, meant, share = [], [], []
    for fold in range(FOLDS):
        table = fit_weights((e for e in examples if e.fold != fold), without)
        for e in examples:
            if e.fold == fold:
                score.append(sum(table[k] * v for k, v in e.features.items()))
                meant.append(float(e.meant))
                share.append(e.weight)
    kept = np.array(score) > _LEAST
    s, y, w = np.array(score)[kept], np.array(meant)[kept], np.array(share)[kept]

    def cost(p: np.ndarray) -> float:
        odds = np.where(s < 0, p[0] * s, p[1] * s) + p[2]
        return float(w @ (np.logaddexp(0, odds) - y * odds))

    done = minimize(cost, [1.0, 1.0, 0.0], method="L-BFGS-B", bounds=[(0.3, 3.0), (0.3, 3.0), (-2.0, 2.0)])
    return Curve(*(round(float(v), 2) for v in done.x))


def fit_weights(examples: Iterable[Example], without: frozenset[str] = frozenset()) -> dict[str, float]:
    """Weights that explain the examples best, each drawn to its start and kept to its sign; `without` stay at 0."""
    from scipy.optimize import minimize

    names = list(START)
    place = {name: k for k, name in enumerate(names)}
    rows = list(examples)
    matrix = np.zeros((len(rows), len(names)))
    for k, example in enumerate(rows):
        for name, value in example.features.items():
            matrix[k, place[name]] = value
    meant = np.array([e.meant for e in rows], float)
    share = np.array([e.weight for e in rows])
    start = np.array([0.0 if name in without else START[name][0] for name in names])
    bounds = [_bounds(name, without) for name in names]

    def cost(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = np.clip(matrix @ w, -30, 30)
        chance = 1 / (1 + np.exp(-score))
        loss = share @ (np.logaddexp(0, score) - meant * score) + _PULL / 2 * np.sum((w - start) ** 2)
        return float(loss), matrix.T @ (share * (chance - meant)) + _PULL * (w - start)

    done = minimize(cost, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500, "ftol": 1e-10})
    return {name: round(float(value), 3) for name, value in zip(names, done.x, strict=True)}


def _bounds(name: str, without: frozenset[str]) -> tuple[float | None, float | None]:
    if name in without:
        return 0.0, 0.0
    sign = START[name][1]
    return (0.0 if sign > 0 else LEAST.get(name), 0.0 if sign < 0 else MOST.get(name))


def dump_links(fitted: dict[str, float], counts: dict[str, int], curve: Curve | None = None) -> str:
    """The weights file as text."""
    return (
        json.dumps({"weights": fitted, "curve": asdict(curve or Curve()), "texts": counts}, indent=1, ensure_ascii=False) + "\n"
    )
