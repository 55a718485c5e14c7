"""Set up for all tests: sample mode, a data folder of their own, whatever database DATABASE_URL names (else SQLite)."""
import os
import tempfile

os.environ["MAILLON_MODE"] = "sample"
os.environ["MAILLON_TESTING"] = "1"
os.environ["MAILLON_DATA_DIR"] = tempfile.mkdtemp(prefix="maillon-test-")
os.environ.setdefault("PORT", "8000")
