"""Lock files carry hashes and no addresses; nobody's registry is named."""
import json
import re

import pytest

from .places import ROOT


@pytest.mark.parametrize("name", ["run", "test", "bench", "cluster"])
def test_python_locks_have_hashes_and_no_addresses(name):
    text = (ROOT / f"requirements/{name}.txt").read_text()
    assert "://" not in text
    pinned = re.findall(r"^([a-z0-9][^\s=]*)==", text, re.M | re.I)
    assert len(pinned) > 20
    assert len(re.findall(r"==[^\n]*\\\n\s+--hash=sha256:", text)) == len(pinned)


def test_the_npm_lock_has_hashes_and_no_addresses():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: row for name, row in lock["packages"].items() if name}
    assert packages
    assert all("integrity" in row and "resolved" not in row for row in packages.values())
