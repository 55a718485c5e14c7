"""Finds a Chromium for the tests: $CHROMIUM, the PATH, the system's packages (as root), Playwright's own."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def from_environment() -> str | None:
    given = os.environ.get("CHROMIUM")
    return given if given and Path(given).exists() else None


def from_path() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def from_packages() -> str | None:
    """Install Debian's chromium; only as root, only where apt is."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=environment, **quiet)
    subprocess.run(["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"], env=environment, **quiet)
    return from_path()


def from_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=False)
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


WAYS: dict[str, Callable[[], str | None]] = {
    "$CHROMIUM": from_environment, "PATH": from_path, "apt-get (as root)": from_packages,
    "Playwright's own": from_playwright,
}


def chromium() -> str:
    """Return the path of a Chromium. Raises RuntimeError naming the four ways when none leads to one."""
    for way in WAYS.values():
        if found := way():
            return found
    raise RuntimeError(f"No Chromium for the browser tests. Tried: {', '.join(WAYS)}.")


if __name__ == "__main__":
    try:
        print(chromium())
    except RuntimeError as error:
        sys.exit(str(error))
