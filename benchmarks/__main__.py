"""`make bench`: run every `benchmarks/<folder>/bench.py` and gather its rows.

Each bench module has `rows() -> list[Row]`: its own figure and its peer's, measured in this same run; the ratio is what counts.
Tables go to the terminal, JSON to `var/bench/<folder>.json`. Name folders to run only those.
"""
from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from rich.console import Console

HERE = Path(__file__).parent
OUT = Path("var/bench")
console = Console()


def folders(wanted: list[str]) -> list[str]:
    found = sorted(path.parent.name for path in HERE.glob("*/bench.py"))
    unknown = set(wanted) - set(found)
    if unknown:
        sys.exit(f"No benchmark named {', '.join(sorted(unknown))}; there are {', '.join(found)}.")
    return wanted or found


def main() -> int:
    """Run each bench in a process of its own, so that none inherits another's caches."""
    OUT.mkdir(parents=True, exist_ok=True)
    failed = []
    for name in folders(sys.argv[1:]):
        console.rule(name)
        begun = time.monotonic()
        command = [sys.executable, "-m", f"benchmarks.{name}.bench", "--json", str(OUT / f"{name}.json")]
        done = subprocess.run(command, check=False)
        console.print(f"{name}: {time.monotonic() - begun:.0f} s")
        if done.returncode:
            failed.append(name)
        elif (OUT / f"{name}.json").exists():
            json.loads((OUT / f"{name}.json").read_text())
    if failed:
        console.print(f"[red]failed: {', '.join(failed)}")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
