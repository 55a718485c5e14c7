"""Where things are, for the tests that walk the repository itself."""
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "maillon"
CONTEXTS = ["core", "accounts", "territory", "shops", "voices", "relay"]   # lowest first


def python_files(*, tests: bool = False) -> list[Path]:
    """Every Python file of the package; migrations never, tests only when asked."""
    return [path for path in sorted(SRC.rglob("*.py"))
            if "migrations" not in path.parts and (tests or "tests" not in path.parts)]


def templates() -> list[Path]:
    return sorted([*SRC.rglob("jinja2/**/*.html"), *SRC.rglob("templates/**/*.html")])
