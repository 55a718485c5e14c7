"""The documents that must stand, and stay true."""
import ast
import re

from .places import CONTEXTS, ROOT, SRC

INNER = {"MAILLON_PAGES_PID"}      # one process of ours tells another


def test_the_readme_is_short_and_names_both_commands():
    text = (ROOT / "README.md").read_text()
    assert len(text.splitlines()) < 120
    assert "make run" in text and "make test" in text


def test_every_setting_of_the_environment_is_told():
    """And none that nothing reads any more."""
    told = set(re.findall(r"`(MAILLON_[A-Z_]+|DATABASE_URL|EMAIL_URL|PORT)`", (ROOT / "docs/operate/environment.md").read_text()))
    read = {name for path in (SRC / "site").glob("*.py")
            for name in re.findall(r"[\"'](MAILLON_[A-Z_]+|DATABASE_URL|EMAIL_URL|PORT)[\"']", path.read_text())}
    assert read - INNER == told


def test_every_event_has_its_line():
    told = (ROOT / "docs/events.md").read_text()
    for context in CONTEXTS[1:]:
        path = SRC / context / "events.py"
        if path.exists():
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.ClassDef):
                    assert f"`{node.name}`" in told, f"{context}: {node.name}"


def test_links_between_documents_lead_somewhere():
    broken = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text()):
            if "://" not in target and not target.startswith("mailto:") and not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)} → {target}")
    assert not broken
