"""What import contracts cannot see: foreign keys, string look-ups and templates must point down or stay home."""
import re
import subprocess
import sys
from pathlib import Path

from django.apps import apps

from .places import CONTEXTS, ROOT, SRC, python_files, templates

HEIGHT = {name: height for height, name in enumerate(CONTEXTS)}


def our_models():
    return [model for model in apps.get_models() if model._meta.app_label in HEIGHT]


def test_import_contracts_hold():
    """import-linter itself, so that `pytest` alone tells of a broken arrow."""
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[done.stdout.find('Broken'):][:4000]


def test_foreign_keys_point_down_or_stay_home():
    wrong = []
    for model in our_models():
        for field in model._meta.get_fields():
            if not (field.is_relation and field.concrete) or field.related_model is None:
                continue
            here, there = model._meta.app_label, field.related_model._meta.app_label
            if there in HEIGHT and HEIGHT[there] > HEIGHT[here]:
                wrong.append(f"{model._meta.label}.{field.name} points up to {there}")
    assert not wrong


def test_no_reverse_names_across_contexts():
    wrong = []
    for model in our_models():
        for field in model._meta.local_fields + model._meta.local_many_to_many:
            if field.is_relation and field.related_model is not None:
                here, there = model._meta.app_label, field.related_model._meta.app_label
                if here != there and not field.remote_field.hidden:
                    wrong.append(f"{model._meta.label}.{field.name}: related_name must be '+'")
    assert not wrong


def test_rows_above_territory_carry_their_town_or_hang_on_one_that_does():
    """Town is the tenant: from each row one can walk to its town."""
    carries = {"territory.Town"}
    rows = {model._meta.label: model for model in our_models() if HEIGHT[model._meta.app_label] >= HEIGHT["territory"]}
    grew = True
    while grew:
        grew = False
        for label, model in rows.items():
            if label in carries:
                continue
            targets = {f.related_model._meta.label for f in model._meta.get_fields()
                       if f.is_relation and f.concrete and f.related_model and not f.null}
            if targets & carries:
                carries.add(label)
                grew = True
    assert set(rows) - carries == set()


def test_no_model_is_fetched_by_its_name():
    wrong = [str(path.relative_to(ROOT)) for path in python_files()
             if re.search(r"\bapps\.get_model\(", path.read_text()) and "site" not in path.parts]
    assert not wrong


def test_templates_include_only_their_own_and_core():
    wrong = []
    for path in templates():
        owner = path.relative_to(SRC).parts[0]
        for target in re.findall(r"{%-?\s*(?:include|extends|from|import)\s+[\"']([a-z_]+)/", path.read_text()):
            if target in HEIGHT and owner in HEIGHT and target not in {owner, "core"}:
                wrong.append(f"{path.relative_to(ROOT)} uses a template of {target}")
    assert not wrong


def test_the_command_line_of_the_engine_starts_without_django():
    """`maillon listen` is a library's command: no settings, no database."""
    code = "import sys; from maillon.site import cli; import maillon.listening.cli; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
