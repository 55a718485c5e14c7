"""`make bench`: run every `benchmarks/<folder>/bench.py`.

Each measures its own figure and its peer's in the same run; the ratio is what counts. It prints a table and writes the
JSON file it is told by `--json`: `var/bench/<folder>.json`. `python -m benchmarks NAME …` runs only those named.
BENCH_SHOPS, BENCH_VOICES and BENCH_POSTS make it smaller.
"""
from __future__ import annotations

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
        told = OUT / f"{name}.json"
        told.unlink(missing_ok=True)
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}.bench", "--json", str(told)], check=False)
        console.print(f"{name}: {time.monotonic() - begun:.0f} s")
        if done.returncode or not told.exists():
            failed.append(name)
    if failed:
        console.print(f"[red]failed: {', '.join(failed)}")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main())
