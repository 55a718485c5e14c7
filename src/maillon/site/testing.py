"""Loaded by pytest before Django is set up: sample mode, a data folder of its own, the database that DATABASE_URL names.

It is a plugin (`addopts = -p maillon.site.testing`), for a conftest.py is read only after the settings are.
"""
import os
import shutil
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="maillon-test-"))
(HOME / "static").mkdir()                # as after `maillon setup`; nothing lies in it: tests serve no static files
os.environ["MAILLON_MODE"] = "sample"
os.environ["MAILLON_TESTING"] = "1"
os.environ["MAILLON_DATA_DIR"] = str(HOME)
os.environ.setdefault("PORT", "8000")


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)
