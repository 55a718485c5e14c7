"""Backup and restore: byte for byte the same on both databases and across them; whole or not at all."""
from __future__ import annotations

import io
import json
import os
import shutil
import stat
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.postgres import postgres

ROOT = Path(__file__).parents[1]
COMMANDS = "from maillon.site.backup import {0}; import typer; typer.run({0})"


@dataclass
class Installation:
    """A database and a data folder of their own, worked on through the command line only."""

    home: Path
    database: str

    def run(self, *command: str, check: bool = True, **more) -> subprocess.CompletedProcess[str]:
        self.home.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "MAILLON_DATA_DIR": str(self.home), "DATABASE_URL": self.database,
                       "MAILLON_MODE": "sample"}
        environment.pop("MAILLON_TESTING", None)
        done = subprocess.run([sys.executable, *command], env=environment, cwd=ROOT, text=True, capture_output=True,
                              check=False, **more)
        assert done.returncode == 0 or not check, done.stderr
        return done

    def migrate(self) -> Installation:
        self.run("-m", "maillon", "manage", "migrate", "-v0")
        return self

    def backup(self, file: Path, *options: str, check: bool = True):
        return self.run("-c", COMMANDS.format("backup"), str(file), *options, check=check)

    def restore(self, file: Path, check: bool = True):
        return self.run("-c", COMMANDS.format("restore"), str(file), check=check)


def sqlite(home: Path) -> Installation:
    return Installation(home, f"sqlite:///{home / 'maillon.sqlite3'}")


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> tuple[Installation, Path]:
    """An installation on SQLite with its backup; tests only read it."""
    folder = tmp_path_factory.mktemp("backup")
    installation = sqlite(folder / "one").migrate()
    installation.run("-m", "tests.backup_scene")
    installation.backup(folder / "one.tar")
    return installation, folder / "one.tar"


def contents(file: Path) -> dict[str, bytes]:
    with tarfile.open(file) as archive:
        return {member.name: archive.extractfile(member).read() for member in archive}


def test_it_holds_everything_and_only_its_owner_may_read_it(filled):
    installation, file = filled
    found = contents(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(found["tables/voices.Voice.jsonl"].splitlines()) == 3001
    assert found["keys/secret_key"] == (installation.home / "secret_key").read_bytes()
    assert found["media/photos/été/façade.bin"] == bytes(range(256)) * 5000
    assert len(found["tables/django_q.OrmQ.jsonl"].splitlines()) >= 1
    assert not [name for name in found if "Session" in name or "Beat" in name]
    assert list(found)[-1] == "manifest.json"


def test_from_sqlite_to_postgresql_and_back_not_a_byte_differs(filled, tmp_path):
    _, file = filled
    with postgres() as url:
        there = Installation(tmp_path / "two", url)
        there.restore(file)
        there.backup(tmp_path / "two.tar")
        assert contents(tmp_path / "two.tar") == contents(file)            # says which member, if one differs
        assert (tmp_path / "two.tar").read_bytes() == file.read_bytes()
        there.run("-m", "tests.backup_scene", "write", "0.2")              # new rows get new ids
        there.backup(tmp_path / "grown.tar.gz")
    back = sqlite(tmp_path / "three")
    back.restore(tmp_path / "grown.tar.gz")
    back.backup(tmp_path / "three.tar.gz")
    assert (tmp_path / "three.tar.gz").read_bytes() == (tmp_path / "grown.tar.gz").read_bytes()
    assert (tmp_path / "three" / "secret_key").read_bytes() == contents(file)["keys/secret_key"]
    back.run("-m", "tests.backup_scene", "write", "0.2")


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_it_is_one_moment_while_others_write_and_keeps_nobody_from_writing(tmp_path, database):
    with postgres() as url:
        installation = (sqlite(tmp_path / "busy") if database == "sqlite" else Installation(tmp_path / "busy", url)).migrate()
        environment = {**os.environ, "MAILLON_DATA_DIR": str(installation.home), "DATABASE_URL": installation.database}
        environment.pop("MAILLON_TESTING", None)
        writers = [subprocess.Popen([sys.executable, "-m", "tests.backup_scene", "write", "8"], env=environment, cwd=ROOT,
                                    stdout=subprocess.PIPE, text=True) for _ in range(2)]
        for n in range(3):
            installation.backup(tmp_path / f"{n}.tar")
        ended = [(writer.communicate()[0], writer.returncode) for writer in writers]
        rows = [json.loads(contents(tmp_path / f"{n}.tar")["manifest.json"])["rows"] for n in range(3)]
    assert [code for _, code in ended] == [0, 0] and all(int(count) > 20 for count, _ in ended)
    assert all(row["core.Handled"] == row["core.AuditRow"] for row in rows)
    assert rows[-1]["core.Handled"] > rows[0]["core.Handled"]


def test_without_keys_it_restores_with_new_ones(filled, tmp_path):
    installation, _ = filled
    installation.backup(tmp_path / "keyless.tar", "--no-keys")
    assert not [name for name in contents(tmp_path / "keyless.tar") if name.startswith("keys/") or "OrmQ" in name]
    other = sqlite(tmp_path / "other")
    other.restore(tmp_path / "keyless.tar")
    assert (other.home / "secret_key").read_bytes() != (installation.home / "secret_key").read_bytes()


def test_a_backup_never_overwrites_a_file(filled, tmp_path):
    installation, _ = filled
    (tmp_path / "mine.tar").write_text("mine")
    refused = installation.backup(tmp_path / "mine.tar", check=False)
    assert refused.returncode == 1 and "is there already" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.tar"] and (tmp_path / "mine.tar").read_text() == "mine"


def test_an_installation_in_use_is_left_alone(filled):
    installation, file = filled
    refused = installation.restore(file, check=False)
    assert refused.returncode == 1 and "in use" in refused.stderr


# ---- damaged, foreign and hostile files ----------------------------------------------------------------------------
@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Installation:
    return sqlite(tmp_path_factory.mktemp("empty") / "home").migrate()


def rewritten(file: Path, to: Path, change) -> Path:
    """A backup with changed members and right sums: what somebody with an editor would make."""
    import hashlib

    members = contents(file)
    change(members)
    manifest = json.loads(members.pop("manifest.json"))
    manifest["sums"] = {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}
    members["manifest.json"] = json.dumps(manifest).encode()
    with tarfile.open(to, "w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return to


def flipped(file: Path, to: Path) -> Path:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    to.write_bytes(data)
    return to


def cut(file: Path, to: Path) -> Path:
    to.write_bytes(file.read_bytes()[:file.stat().st_size // 2])
    return to


def older(members) -> None:
    manifest = json.loads(members["manifest.json"])
    manifest["migrations"].remove("core.0001_initial")
    members["manifest.json"] = json.dumps(manifest).encode()


def dangling(members) -> None:
    """A row that points to nothing: caught when the transaction ends, after everything was written."""
    lines = members["tables/shops.ExternalId.jsonl"].splitlines()
    row = json.loads(lines[0]) | {"shop_id": 999_999}
    members["tables/shops.ExternalId.jsonl"] = json.dumps(row, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def outside(members) -> None:
    members["media/../../escaped"] = b"!"


def other_key(members) -> None:
    members["keys/../settings.py"] = b"!"


def foreign(members) -> None:
    members["etc/passwd"] = b"!"


def strange_columns(members) -> None:
    members["tables/territory.Town.jsonl"] = b'{"id":1,"slug":"x"}\n'


@pytest.mark.parametrize(("damage", "words"), [
    (flipped, "damaged"), (cut, "cannot be read|not a whole backup"),
    (older, "older version"), (dangling, "FOREIGN KEY|foreign key"), (outside, "outside"), (other_key, "outside"),
    (foreign, "no part of a backup"), (strange_columns, "columns"),
], ids=lambda value: getattr(value, "__name__", ""))
def test_what_cannot_be_restored_whole_changes_nothing(filled, empty, tmp_path, damage, words):
    import re

    _, file = filled
    spoilt = tmp_path / "spoilt.tar"
    damage(file, spoilt) if damage in (flipped, cut) else rewritten(file, spoilt, damage)
    key = (empty.home / "secret_key").read_bytes()
    refused = empty.restore(spoilt, check=False)
    assert refused.returncode != 0
    assert re.search(words, refused.stderr), refused.stderr[-800:]
    empty.backup(tmp_path / "after.tar")
    rows = json.loads(contents(tmp_path / "after.tar")["manifest.json"])["rows"]
    assert {label for label, count in rows.items() if count} <= {"core.Chore"}
    assert not [path for path in (empty.home / "media").rglob("*") if path.is_file()] and not (tmp_path / "escaped").exists()
    if damage is not dangling:
        assert (empty.home / "secret_key").read_bytes() == key
    shutil.rmtree(empty.home / "media", ignore_errors=True)


def test_a_file_that_is_no_backup_is_refused(empty, tmp_path):
    (tmp_path / "notes.tar").write_text("milk, eggs")
    refused = empty.restore(tmp_path / "notes.tar", check=False)
    assert refused.returncode == 1 and "cannot be read" in refused.stderr
