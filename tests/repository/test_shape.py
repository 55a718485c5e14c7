"""The size and the names of things, so that a reader takes each in at one look."""
import ast

import pytest

from .places import CONTEXTS, ROOT, SRC, python_files

FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "base", "misc"}
FILE_LINES, FUNCTION_LINES, VIEW_LINES, DOOR_LINES, TEST_LINES = 300, 40, 25, 160, 400


def functions(path):
    tree = ast.parse(path.read_text())
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def code_lines(node):
    """Lines of a function without its docstring."""
    body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def test_modules_are_named_for_what_they_do():
    wrong = [str(path.relative_to(ROOT)) for path in python_files(tests=True)
             if path.stem in FORBIDDEN or any(part in FORBIDDEN for part in path.relative_to(SRC).parts[:-1])]
    assert not wrong


def test_files_are_short():
    long = {str(path.relative_to(ROOT)): lines for path in python_files()
            if (lines := len(path.read_text().splitlines())) > FILE_LINES}
    assert not long


def test_test_files_are_short():
    long = {str(path.relative_to(ROOT)): lines for path in python_files(tests=True)
            if "tests" in path.parts and (lines := len(path.read_text().splitlines())) > TEST_LINES}
    assert not long


def test_functions_are_short():
    long = [f"{path.relative_to(ROOT)}:{node.lineno} {node.name} {code_lines(node)}"
            for path in python_files() for node in functions(path) if code_lines(node) > FUNCTION_LINES]
    assert not long


def test_views_are_thin():
    long = [f"{path.relative_to(ROOT)}:{node.lineno} {node.name} {code_lines(node)}"
            for path in python_files() if "web" in path.parts for node in functions(path)
            if node.args.args and node.args.args[0].arg == "request" and code_lines(node) > VIEW_LINES]
    assert not long


@pytest.mark.parametrize("context", CONTEXTS[1:])
def test_doors_are_narrow(context):
    assert len((SRC / context / "public.py").read_text().splitlines()) <= DOOR_LINES


@pytest.mark.parametrize("context", [*CONTEXTS, "listening"])
def test_each_context_says_what_it_owns(context):
    readme = SRC / context / "README.md"
    assert readme.exists(), f"{context} has no README.md"
    assert len(readme.read_text().splitlines()) <= 40
