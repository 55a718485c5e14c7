"""Backup and restore: byte for byte the same on both databases and across them; whole or not at all."""
from __future__ import annotations

import hashlib
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
import typer

from maillon.core import beats, clock
from maillon.site import backup as backup_commands
from maillon.site.backup import BackupRefused, kept_models, pack
from maillon.site.restore import unpack
from tests.postgres import postgres

ROOT = Path(__file__).parents[1]
COMMANDS = "from maillon.site.backup import {0}; import typer; typer.run({0})"


@dataclass
class Installation:
    """A database and a data folder of their own, worked on through the command line only."""

    home: Path
    database: str

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "MAILLON_DATA_DIR": str(self.home), "DATABASE_URL": self.database}

    def run(self, *command: str) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        done = subprocess.run([sys.executable, *command], env=self.environment, cwd=ROOT, text=True,
                              capture_output=True, check=False)
        assert done.returncode == 0, done.stderr

    def migrate(self) -> Installation:
        self.run("-m", "maillon", "manage", "migrate", "-v0")
        return self

    def backup(self, file: Path, *options: str) -> None:
        self.run("-c", COMMANDS.format("backup"), str(file), *options)

    def restore(self, file: Path) -> None:
        self.run("-c", COMMANDS.format("restore"), str(file))


def sqlite(home: Path) -> Installation:
    return Installation(home, f"sqlite:///{home / 'maillon.sqlite3'}")


@pytest.fixture(scope="module")
def migrated(tmp_path_factory) -> Installation:
    """An empty installation on SQLite; tests copy it."""
    return sqlite(tmp_path_factory.mktemp("migrated") / "home").migrate()


def copy_of(installation: Installation, home: Path) -> Installation:
    home.mkdir(parents=True)
    shutil.copy(installation.home / "maillon.sqlite3", home)
    return sqlite(home)


@pytest.fixture(scope="module")
def filled(tmp_path_factory, migrated) -> tuple[Installation, Path]:
    """An installation on SQLite with its backup; tests only read it."""
    folder = tmp_path_factory.mktemp("backup")
    installation = copy_of(migrated, folder / "one")
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


def test_from_sqlite_to_postgresql_and_back_not_a_byte_differs(filled, migrated, tmp_path):
    _, file = filled
    with postgres() as url:
        there = Installation(tmp_path / "two", url)
        there.restore(file)
        there.backup(tmp_path / "two.tar")
        assert contents(tmp_path / "two.tar") == contents(file)            # says which member, if one differs
        assert (tmp_path / "two.tar").read_bytes() == file.read_bytes()
        one_moment(there, tmp_path)                                        # and new rows get new ids
        there.backup(tmp_path / "grown.tar.gz")
    back = copy_of(migrated, tmp_path / "three")
    back.restore(tmp_path / "grown.tar.gz")
    back.backup(tmp_path / "three.tar.gz")
    assert (tmp_path / "three.tar.gz").read_bytes() == (tmp_path / "grown.tar.gz").read_bytes()
    assert (tmp_path / "three" / "secret_key").read_bytes() == contents(file)["keys/secret_key"]
    back.run("-m", "tests.backup_scene", "write", "5")


def test_on_sqlite_it_is_one_moment_while_others_write(migrated, tmp_path):
    one_moment(copy_of(migrated, tmp_path / "busy"), tmp_path)


def one_moment(busy: Installation, folder: Path) -> None:
    """Back up twice while somebody writes pairs of rows: never half a pair, and the writer is not kept from writing."""
    command = [sys.executable, "-m", "tests.backup_scene", "write", "0"]                 # until its input ends
    writer = subprocess.Popen(command, env=busy.environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              text=True)
    assert writer.stdout.readline() == "writing\n"
    pairs = []
    for n in range(2):
        busy.backup(folder / f"busy-{n}.tar")
        found = contents(folder / f"busy-{n}.tar")
        told = found["tables/core.AuditRow.jsonl"].count(b'"action":"pair"')
        assert told == found["tables/core.Handled.jsonl"].count(b'"reaction":"pair"')
        pairs.append(told)
    writer.communicate()
    assert writer.returncode == 0
    assert 0 < pairs[0] < pairs[1]


# ---- in this process, on the test database -------------------------------------------------------------------------
@pytest.fixture
def empty(transactional_db, settings, tmp_path) -> Path:
    """The test database, empty, with a data folder of its own, which is given."""
    settings.DATA_DIR = tmp_path / "home"
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    settings.DATA_DIR.mkdir()
    (settings.DATA_DIR / "secret_key").write_text("the key that was there")
    return settings.DATA_DIR


def test_without_keys_it_restores_and_keeps_the_keys_that_are_there(filled, empty, tmp_path):
    installation, _ = filled
    installation.backup(tmp_path / "keyless.tar", "--no-keys")
    assert not [name for name in contents(tmp_path / "keyless.tar") if name.startswith("keys/") or "OrmQ" in name]
    unpack(tmp_path / "keyless.tar")
    assert (empty / "secret_key").read_text() == "the key that was there"
    pack(tmp_path / "again.tar", keys=False)
    assert (tmp_path / "again.tar").read_bytes() == (tmp_path / "keyless.tar").read_bytes()


def test_restored_it_reads_back_the_same_and_is_not_restored_over(filled, empty, tmp_path):
    _, file = filled
    unpack(file)
    pack(tmp_path / "again.tar")
    assert (tmp_path / "again.tar").read_bytes() == file.read_bytes()
    assert (empty / "secret_key").read_bytes() == contents(file)["keys/secret_key"]
    with pytest.raises(BackupRefused, match="in use"):
        unpack(file)


def test_a_running_installation_is_left_alone(filled, empty):
    beats.beat("listener", clock.now())
    with pytest.raises(BackupRefused, match="running"):
        unpack(filled[1])


def test_a_backup_never_overwrites_a_file(empty, tmp_path):
    (tmp_path / "mine.tar").write_text("mine")
    with pytest.raises(BackupRefused, match="is there already"):
        pack(tmp_path / "mine.tar")
    assert {path.name for path in tmp_path.iterdir()} == {"home", "mine.tar"}
    assert (tmp_path / "mine.tar").read_text() == "mine"


def test_the_commands_say_what_is_wrong_in_one_line(empty, tmp_path):
    (tmp_path / "notes.tar").write_text("milk, eggs")
    from typer.testing import CliRunner

    app = typer.Typer()
    app.command()(backup_commands.backup)
    app.command()(backup_commands.restore)
    for command in ("backup", "restore"):
        done = CliRunner().invoke(app, [command, str(tmp_path / "notes.tar")])
        assert done.exit_code == 1 and len(done.output.strip().splitlines()) == 1, done.output


# ---- damaged, foreign and hostile files ----------------------------------------------------------------------------
def rewritten(file: Path, to: Path, change) -> Path:
    """A backup with changed members and right sums: what somebody with an editor would make."""
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
    (flipped, "damaged"), (cut, "cannot be read|not a whole backup"), (older, "older version"),
    (dangling, "(?i)foreign key"), (outside, "outside"), (other_key, "outside"), (foreign, "no part of a backup"),
    (strange_columns, "columns"),
], ids=lambda value: getattr(value, "__name__", ""))
def test_what_cannot_be_restored_whole_changes_nothing(filled, empty, tmp_path, damage, words):
    _, file = filled
    spoilt = tmp_path / "spoilt.tar"
    damage(file, spoilt) if damage in (flipped, cut) else rewritten(file, spoilt, damage)
    before = {label: model._base_manager.count() for label, model in tables().items()}
    with pytest.raises(BackupRefused, match=words):
        unpack(spoilt)
    assert {label: model._base_manager.count() for label, model in tables().items()} == before
    assert [path.name for path in empty.rglob("*") if path.is_file()] == ["secret_key"]
    assert (empty / "secret_key").read_text() == "the key that was there"
    assert not (tmp_path / "escaped").exists()


def tables():
    return {model._meta.label: model for model in kept_models(signed=True)}
