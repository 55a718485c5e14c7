"""`maillon listen`, `maillon train`, `maillon evaluate`: the engine from the command line, without the portal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from maillon.listening.catalogue import EXPLAINED, catalogue_of
from maillon.listening.entries import PostEntry
from maillon.listening.explaining import explained
from maillon.listening.files import BadRow, UnreadableFile, read_posts, read_shops, read_zones
from maillon.listening.gazetteer import Gazetteer
from maillon.listening.language import named_language
from maillon.listening.lexicon import LANGUAGES
from maillon.listening.linking import DEFAULT_THRESHOLD
from maillon.listening.rows import SCHEMA, as_csv, as_json, clean
from maillon.listening.runners import RUNNERS, run
from maillon.listening.sentences import Sentences

app = typer.Typer(no_args_is_help=True, add_completion=False)

Shops = Annotated[Path, typer.Option(help="Shops: GeoJSON or CSV.")]
Zone = Annotated[Path, typer.Option(help="Zones: GeoJSON; the first town, or the union of all, is the zone.")]
Explain = Annotated[
    str, typer.Option(help=f"Say why, in this language ({', '.join(EXPLAINED)}), in a last key; JSONL only.")
]
Threshold = Annotated[float, typer.Option(min=0.0, max=1.0, help="Least probability of a link.")]


def _tell(text: str) -> None:
    typer.echo(text, err=True)


def _fail(reason: str) -> typer.Exit:
    _tell(f"maillon: {reason}")
    return typer.Exit(2)


def load_town(shops: Path, zone: Path) -> Gazetteer:
    """The gazetteer of two files; what could not be read is told on standard error."""
    good, bad = read_shops(shops)
    places, bad_places = read_zones(zone)
    for path, rows in ((shops, bad), (zone, bad_places)):
        for row in rows:
            _tell(f"{path}: row {row.number}: {row.reason}")
    if not good:
        raise UnreadableFile(f"{shops}: no shop could be read")
    _tell(f"{len(good)} shops, {len(places)} zones")
    return Gazetteer.build(good, places)


@app.command()
def listen(
    shops: Shops,
    zone: Zone,
    posts: Annotated[str, typer.Option(help="Posts: JSONL, CSV or Parquet; - reads JSONL from standard input.")],
    out: Annotated[Path | None, typer.Option(help="Output: .jsonl, .csv or .parquet; else standard output.")] = None,
    threshold: Threshold = DEFAULT_THRESHOLD,
    runner: Annotated[str, typer.Option(help=f"One of: {', '.join(RUNNERS)}.")] = "inline",
    processes: Annotated[int, typer.Option(min=0, help="Processes of that runner; 0 takes one a core.")] = 0,
    explain: Explain = "",
) -> None:
    """Find which shops posts speak of and what they say; one line of output for each post."""
    if runner not in RUNNERS:
        raise _fail(f"--runner {runner!r} is none of: {', '.join(RUNNERS)}")
    if explain and out is not None and out.suffix in (".csv", ".parquet"):
        raise _fail("--explain writes JSONL only")
    begun = time.perf_counter()
    bad = [0]
    try:
        town = load_town(shops, zone)
        source: Path | BinaryIO = sys.stdin.buffer if posts == "-" else Path(posts)
        rows = run(
            _good_posts(source, posts, bad), town, threshold=threshold, runner=runner, processes=processes, doubted=bool(explain)
        )
        counted = _write(_explained(rows, explain) if explain else rows, out)
    except UnreadableFile as problem:
        raise _fail(str(problem)) from problem
    except BrokenPipeError as problem:  # the reader of our output has gone
        sys.stdout = None
        raise typer.Exit(1) from problem
    except OSError as problem:
        raise _fail(f"{problem.filename or out}: {problem.strerror}") from problem
    seconds = time.perf_counter() - begun
    said = ", ".join(f"{n} {name}" for name, n in counted.items())
    _tell(f"{said}, {bad[0]} rows left out, {seconds:.1f} s")


def _explained(rows: Iterator[dict[str, Any]], lang: str) -> Iterator[dict[str, Any]]:
    told, catalogue = catalogue_of(lang)
    if named_language(lang) not in LANGUAGES:
        _tell(f"--explain {lang!r} is no language read here ({', '.join(LANGUAGES)}): the sentences are in English")
    elif told != named_language(lang):
        _tell(f"no sentences in {lang!r} yet, only in {' and '.join(EXPLAINED)}: they are in English")
    return explained(rows, Sentences(catalogue))


def _good_posts(source: Path | BinaryIO, name: str, bad: list[int]) -> Iterator[PostEntry]:
    for _, post, _row in read_posts(source):
        if isinstance(post, BadRow):
            bad[0] += 1
            _tell(f"{name}: line {post.number}: {post.reason}")
        else:
            yield post


def _write(rows: Iterator[dict[str, Any]], out: Path | None) -> dict[str, int]:
    """Write the rows in the form the file's ending names; figures for the summary."""
    counted = {"posts": 0, "linked": 0, "copies": 0}

    def noted() -> Iterator[dict[str, Any]]:
        for row in rows:
            counted["posts"] += 1
            counted["linked"] += bool(row["links"])
            counted["copies"] += row["copy_of"] is not None
            if counted["posts"] % 50_000 == 0:
                _tell(f"{counted['posts']} posts …")
            yield row

    if out is not None and out.suffix == ".parquet":
        _write_parquet(noted(), out)
        return counted
    target = sys.stdout.buffer if out is None else out.open("wb")
    try:
        if out is not None and out.suffix == ".csv":
            target.write(as_csv(None))
            for row in noted():
                target.write(as_csv(row))
        else:
            for row in noted():
                target.write(as_json(row))
    finally:
        target.flush()
        if out is not None:
            target.close()
    return counted


def _write_parquet(rows: Iterator[dict[str, Any]], out: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetWriter(out, SCHEMA) as writer:
        waiting: list[dict[str, Any]] = []
        for row in rows:
            waiting.append(clean(row))
            if len(waiting) == 4096:
                writer.write_batch(pa.RecordBatch.from_pylist(waiting, schema=SCHEMA))
                waiting = []
        if waiting:
            writer.write_batch(pa.RecordBatch.from_pylist(waiting, schema=SCHEMA))


@app.command()
def train(
    data: Annotated[Path | None, typer.Option(help="Folder of opinion sets that may train (one folder a set).")] = None,
    out: Annotated[Path | None, typer.Option(help="Where the weights go; default: into the package.")] = None,
) -> None:
    """Train the weights of links, language, stance, kind and aspects. The same texts give the same bytes."""
    try:
        from maillon.listening.training import train as fit
        from maillon.listening.training_links import dump_links, train_links

        model, counts = fit(data)
        links, curve, link_counts = train_links(data)
    except ImportError as problem:
        raise _fail("training needs scikit-learn: pip install scikit-learn") from problem
    except OSError as problem:
        raise _fail(f"{problem.filename}: {problem.strerror}") from problem
    for name, count in sorted((counts | link_counts).items()):
        if count:
            _tell(f"{count:7} {name}")
    target = out or Path(__file__).parent / "weights" / "reading.npz"
    written = model.dump()
    target.write_bytes(written)
    target.with_name("linking.json").write_text(dump_links(links, link_counts, curve), "utf-8")
    _tell(f"{len(written)} bytes in {target}")


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Option(help="Posts with gold: JSONL as in the formats page, or texts with plain labels.")],
    shops: Annotated[Path | None, typer.Option(help="Shops: GeoJSON or CSV. Without them only readings are scored.")] = None,
    zone: Annotated[Path | None, typer.Option(help="Zones: GeoJSON. Goes with --shops.")] = None,
    threshold: Threshold = DEFAULT_THRESHOLD,
    as_json_too: Annotated[Path | None, typer.Option("--json", help="Write all figures here.")] = None,
    as_html_too: Annotated[Path | None, typer.Option("--html", help="Write a page with plots and misses here.")] = None,
) -> None:
    """Measure links and readings against gold labels."""
    from maillon.listening.measuring import labelled_posts, measure, scored_posts

    if (shops is None) != (zone is None):
        raise _fail("--shops and --zone go together")
    try:
        rows = labelled_posts(gold, _tell)
        town = Gazetteer.build([], []) if shops is None or zone is None else load_town(shops, zone)
        scored = scored_posts(rows, town, threshold, _tell)
        typer.echo(measure(scored, threshold, town, gold.name, as_json_too, as_html_too))
    except UnreadableFile as problem:
        raise _fail(str(problem)) from problem
    except OSError as problem:
        raise _fail(f"{problem.filename}: {problem.strerror}") from problem


if __name__ == "__main__":
    app()
