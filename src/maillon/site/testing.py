"""Loaded by pytest before Django is set up: sample mode, a data folder of its own, the database that DATABASE_URL names.

It is a plugin (`addopts = -p maillon.site.testing`), for a conftest.py is read only after the settings are.
"""
import os
import tempfile

os.environ["MAILLON_MODE"] = "sample"
os.environ["MAILLON_TESTING"] = "1"
os.environ["MAILLON_DATA_DIR"] = tempfile.mkdtemp(prefix="maillon-test-")
os.environ.setdefault("PORT", "8000")
