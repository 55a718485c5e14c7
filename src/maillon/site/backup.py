"""`maillon backup` and `maillon restore`: a whole installation as one file, the same for SQLite and PostgreSQL.

The file is a tar (gzipped when its name ends in .gz): `tables/<app.Model>.jsonl` (rows by primary key, columns by
name, times in UTC), `media/…`, `keys/…`, and last `manifest.json` with counts and SHA-256 sums, without which it is not
whole.
It holds nothing of the moment or the machine it was made on: the same content gives the same bytes.
"""
from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated, Any

import typer

FORMAT = 1
NOT_KEPT = frozenset({"core.Beat", "core.Cached", "sessions.Session", "usersessions.UserSession"})
"""Signs of life, limits, and who is signed in where: of the moment, and no part of the installation."""
MADE_BY_MIGRATIONS = frozenset({"auth", "contenttypes"})
SIGNED = frozenset({"django_q.OrmQ"})
"""Rows signed with the secret key: worth nothing without it."""
MAY_STAND = frozenset({"core.Chore", "django_q.OrmQ", "django_q.Task"})
"""What an installation has written by itself before anybody used it: replaced by a restore."""
KEYS = ("secret_key", "field_keys")
ROWS = 1000


class BackupRefused(Exception):
    """It cannot be done as things are; the message says why and what to do."""


# ---- tables as lines ----------------------------------------------------------------------------------------------
def kept_models(signed: bool) -> list[Any]:
    from django.apps import apps

    left_out = NOT_KEPT if signed else NOT_KEPT | SIGNED
    models = [model for model in apps.get_models(include_auto_created=True)
              if model._meta.managed and not model._meta.proxy and model._meta.app_label not in MADE_BY_MIGRATIONS
              and model._meta.label not in left_out]
    return sorted(models, key=lambda model: model._meta.label)


def pickled(field: Any) -> bool:
    """Columns that are Python objects to the ORM; they are taken as the text they are in the database."""
    return type(field).__name__ == "PickledObjectField"


def lines_of(model: Any) -> Iterator[bytes]:
    """Yield one JSON line a row, by primary key; as many rows in memory as ROWS."""
    from django.db.models import TextField
    from django.db.models.functions import Cast

    fields = sorted(model._meta.concrete_fields, key=lambda field: field.attname)
    raw = {f"raw_{field.attname}": Cast(field.attname, TextField()) for field in fields if pickled(field)}
    names = [f"raw_{field.attname}" if pickled(field) else field.attname for field in fields]
    rows = model._base_manager.annotate(**raw).order_by("pk").values_list(*names, "pk")
    last = None
    while batch := list((rows if last is None else rows.filter(pk__gt=last))[:ROWS]):
        last = batch[-1][-1]
        for row in batch:
            values = {field.attname: plain(value) for field, value in zip(fields, row[:-1], strict=True)}
            yield json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value


def load(model: Any, lines: IO[bytes]) -> None:
    """Insert rows as they are, past what models do on saving. Runs in the transaction of the restore."""
    from django.db import connection

    fields = sorted(model._meta.concrete_fields, key=lambda field: field.attname)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"
    names = {field.attname for field in fields}
    batch: list[list[Any]] = []
    with connection.cursor() as cursor:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            if row.keys() != names:
                raise BackupRefused(f"{model._meta.label}, row {number}: its columns are not those of this version")
            batch.append([prepared(field, row[field.attname]) for field in fields])
            if len(batch) == ROWS:
                cursor.executemany(sql, batch)
                batch = []
        if batch:
            cursor.executemany(sql, batch)


def prepared(field: Any, value: Any) -> Any:
    from django.db import connection

    structured = field.get_internal_type() == "JSONField"
    if pickled(field) or (value is None and (field.null or not structured)):
        return value
    return field.get_db_prep_save(value if structured else field.to_python(value), connection)


# ---- the file -----------------------------------------------------------------------------------------------------
class Packer:
    """Writes members with nothing of the machine in them and keeps their sums."""

    def __init__(self, archive: tarfile.TarFile) -> None:
        self.archive, self.sums = archive, {}                                   # type: ignore[var-annotated]

    def add(self, name: str, content: IO[bytes]) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = content.seek(0, io.SEEK_END), 0o600
        content.seek(0)
        self.sums[name] = hashlib.file_digest(content, "sha256").hexdigest()    # type: ignore[arg-type]
        content.seek(0)
        self.archive.addfile(member, content)

    def add_lines(self, name: str, lines: Iterator[bytes]) -> int:
        count = 0
        with tempfile.TemporaryFile() as spool:
            for line in lines:
                spool.write(line)
                count += 1
            self.add(name, spool)
        return count


@contextmanager
def snapshot() -> Iterator[None]:
    """See one moment of the database, without keeping others from writing."""
    from django.db import connection

    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    begin = "BEGIN DEFERRED" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def applied() -> list[str]:
    """The migrations in force, but those of what is made by migrations alone."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    rows = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in rows if app not in MADE_BY_MIGRATIONS)


def pack(file: Path, *, keys: bool = True) -> dict[str, int]:
    """Write the backup and return rows by table. Raises BackupRefused if the file exists; leaves no half of one."""
    if file.exists():
        raise BackupRefused(f"{file} is there already: name another file, or move that one away")
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with private_file(draft) as plain_file:
            with gzipped(plain_file, file, "wb") as stream, tarfile.open(fileobj=stream, mode="w|") as archive:
                counts = _pack(Packer(archive), keys)
            plain_file.flush()
            os.fsync(plain_file.fileno())
        os.link(draft, file)                      # fails if somebody was first
        return counts
    finally:
        draft.unlink(missing_ok=True)


def private_file(path: Path) -> IO[bytes]:
    """Open a new file that only its owner may read. Raises FileExistsError."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _pack(packer: Packer, keys: bool) -> dict[str, int]:
    from django.conf import settings

    with snapshot():
        migrations = applied()
        counts = {model._meta.label: packer.add_lines(f"tables/{model._meta.label}.jsonl", lines_of(model))
                  for model in kept_models(signed=keys)}
    media = Path(settings.MEDIA_ROOT)
    files = {f"media/{path.relative_to(media).as_posix()}": path for path in media.rglob("*") if path.is_file()}
    if keys:
        files |= {f"keys/{name}": settings.DATA_DIR / name for name in KEYS if (settings.DATA_DIR / name).is_file()}
    for name, path in sorted(files.items()):
        with path.open("rb") as content:
            packer.add(name, content)
    manifest = {"format": FORMAT, "migrations": migrations, "keys": keys, "rows": counts, "sums": packer.sums}
    packer.add("manifest.json", io.BytesIO(json.dumps(manifest, sort_keys=True, indent=1).encode()))
    return counts


@contextmanager
def gzipped(stream: IO[bytes], file: Path, mode: str) -> Iterator[IO[bytes]]:
    if file.name.endswith(".gz"):
        with gzip.GzipFile("", mode, fileobj=stream, mtime=0) as inner:
            yield inner                                                         # type: ignore[misc]
    else:
        yield stream


@contextmanager
def members(file: Path) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """Give (name, content) of each member, read once from front to back."""
    with file.open("rb") as plain_file, gzipped(plain_file, file, "rb") as stream, \
            tarfile.open(fileobj=stream, mode="r|") as archive:
        yield ((member.name, content) for member in archive if (content := archive.extractfile(member)) is not None)


def checked(file: Path) -> dict[str, Any]:
    """Read the whole file and return its manifest. Raises BackupRefused if a byte is not as it was."""
    sums: dict[str, str] = {}
    manifest: dict[str, Any] = {}
    try:
        with members(file) as found:
            for name, content in found:
                data = content.read() if name == "manifest.json" else None
                if data is not None:
                    manifest = json.loads(data)
                else:
                    sums[name] = hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise BackupRefused(f"{file} cannot be read: {error}") from error
    if not manifest:
        raise BackupRefused(f"{file} is not a whole backup: it has no manifest")
    if manifest.get("format") != FORMAT:
        raise BackupRefused(f"{file} has format {manifest.get('format')}; this version reads format {FORMAT}")
    told = manifest["sums"]
    wrong = sorted(name for name in sums.keys() | told.keys() if sums.get(name) != told.get(name))
    if wrong:
        raise BackupRefused(f"{file} was changed or damaged since it was made: {', '.join(wrong[:5])}")
    return manifest


# ---- commands -----------------------------------------------------------------------------------------------------
def backup(
    file: Annotated[Path, typer.Argument(help="where to write it; .tar, or .tar.gz to have it smaller")],
    keys: Annotated[bool, typer.Option(help="with the secret keys (without them, people sign in anew and "
                                            "work waiting in the queue is left out)")] = True,
) -> None:
    """Write the whole installation into one file; it may be running. The file holds personal data: keep it safe."""
    from .cli import django_ready

    django_ready()
    try:
        counts = pack(file, keys=keys)
    except BackupRefused as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from refusal
    typer.echo(f"{file}: {sum(counts.values())} rows of {len(counts)} tables, {file.stat().st_size} bytes", err=True)


def restore(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)]) -> None:
    """Bring a backup into an empty installation, on SQLite or PostgreSQL; whole or not at all."""
    from .cli import django_ready
    from .restore import unpack

    django_ready()
    try:
        counts = unpack(file)
    except BackupRefused as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from refusal
    typer.echo(f"Restored {sum(counts.values())} rows of {len(counts)} tables.", err=True)
