"""The other half of `backup`: into an empty installation, whole or not at all."""
from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import IO, Any

from .backup import KEYS, MAY_STAND, BackupRefused, applied, checked, kept_models, lines_of, load, members, private_file


def unpack(file: Path) -> dict[str, int]:
    """Restore a backup and return rows by table.

    Raises BackupRefused, with nothing changed, if the file is damaged or of another version, or the installation is
    running or in use.
    """
    from django.conf import settings
    from django.core.management import call_command
    from django.db import DatabaseError, connection, transaction

    manifest = checked(file)
    call_command("migrate", verbosity=0, interactive=False)
    models = {model._meta.label: model for model in kept_models(signed=manifest["keys"])}
    _check_version(manifest, models)
    _check_empty(list(models.values()))
    moved: list[Path] = []
    try:
        with transaction.atomic():
            for label in MAY_STAND & models.keys():
                models[label]._base_manager.all().delete()
            _load_all(file, models, moved)
            connection.check_constraints()
            _check_loaded(manifest, models)
            _reset_sequences(list(models.values()))
            _settle_files(moved)
    except BaseException as error:
        for path in moved:
            path.unlink(missing_ok=True)
            if path.is_relative_to(settings.MEDIA_ROOT):
                _place_of(path).unlink(missing_ok=True)
        if isinstance(error, DatabaseError):
            raise BackupRefused(f"the database does not take it: {error}") from error
        raise
    return dict(manifest["rows"])


def _check_version(manifest: dict[str, Any], models: dict[str, Any]) -> None:
    here, there = set(applied()), set(manifest["migrations"])
    if here != there:
        age, names = "a newer" if there - here else "an older", ", ".join(sorted(here ^ there)[:3])
        raise BackupRefused(f"the backup was made by {age} version ({names} …): restore it with the version that "
                            "made it, then bring that one up to date")
    if models.keys() != manifest["rows"].keys():
        other = sorted(models.keys() ^ manifest["rows"].keys())
        raise BackupRefused(f"its tables are not those of this version: {', '.join(other)}")


def _check_empty(models: list[Any]) -> None:
    from django.conf import settings

    from maillon.core import beats, clock

    used = [model._meta.label for model in models
            if model._meta.label not in MAY_STAND and model._base_manager.exists()]
    if used:
        raise BackupRefused(f"this installation is in use ({', '.join(used[:4])} …): restore into an empty one, "
                            "with its own DATABASE_URL and MAILLON_DATA_DIR")
    media = Path(settings.MEDIA_ROOT)
    if media.exists() and any(path.is_file() for path in media.rglob("*")):
        raise BackupRefused(f"there are files in {media} already: restore into an empty installation")
    ages = beats.ages(clock.now())
    if any(age < beats.FRESH.total_seconds() for age in ages.values()):
        raise BackupRefused("`maillon serve` is running, or was a minute ago: stop it first")


def _load_all(file: Path, models: dict[str, Any], moved: list[Path]) -> None:
    with members(file) as found:
        for name, content in found:
            folder, _, rest = name.partition("/")
            if folder == "tables" and rest.removesuffix(".jsonl") in models:
                load(models[rest.removesuffix(".jsonl")], content)
            elif folder in {"media", "keys"}:
                moved.append(_stage(name, content))
            elif name != "manifest.json":
                raise BackupRefused(f"it holds {name!r}, which is no part of a backup")


def _stage(name: str, content: IO[bytes]) -> Path:
    """Write a file beside its place, under a name of its own. Raises BackupRefused for one that would lie elsewhere."""
    from django.conf import settings

    folder, _, rest = name.partition("/")
    home = Path(settings.MEDIA_ROOT if folder == "media" else settings.DATA_DIR).resolve()
    target = (home / rest).resolve()
    if not target.is_relative_to(home) or target == home or (folder == "keys" and rest not in KEYS):
        raise BackupRefused(f"{name!r} would lie outside the installation")
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    staged = target.with_name(f"{target.name}.restored")
    staged.unlink(missing_ok=True)               # left by a restore that was killed
    with private_file(staged) as out:
        shutil.copyfileobj(content, out)
    return staged


def _settle_files(moved: list[Path]) -> None:
    for path in moved:
        path.replace(_place_of(path))


def _place_of(staged: Path) -> Path:
    return staged.with_name(staged.name.removesuffix(".restored"))


def _check_loaded(manifest: dict[str, Any], models: dict[str, Any]) -> None:
    """Read back what was written: it must be byte for byte what the backup holds."""
    for label, model in models.items():
        digest = hashlib.sha256()
        for line in lines_of(model):
            digest.update(line)
        if digest.hexdigest() != manifest["sums"][f"tables/{label}.jsonl"]:
            raise BackupRefused(f"{label} does not read back as it was written; nothing was restored")


def _reset_sequences(models: list[Any]) -> None:
    """So that new rows get new ids (PostgreSQL counts apart from the rows)."""
    from django.core.management.color import no_style
    from django.db import connection

    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sql)
