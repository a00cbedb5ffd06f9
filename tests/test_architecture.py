"""A file imports from floors below it, never from above, never inside a function; a file stays readable."""

import ast
import statistics
from pathlib import Path

import pytest

import nnlite

PACKAGE = Path(nnlite.__file__).parent
FLOORS = {
    "_steps": 0, "_kernels": 0, "_reference": 0, "_dispatch": 0, "config": 0, "_naming": 0, "_identifiers": 0,
    "_checks": 0, "shapes": 0, "_memory": 0, "_places": 0, "_math": 0, "_optional": 0, "_missing": 0,
    "_mixing": 0, "_scopes": 0, "tree": 0,
    "ops": 1, "graph": 2, "program": 2, "random": 2,
    "activations": 3, "initializers": 3, "regularizers": 3, "constraints": 3, "losses": 3, "metrics": 3,
    "optimizers": 3,
    "layers": 4, "training": 5, "callbacks": 5, "saving": 5, "visualization": 5, "utils": 5, "preprocessing": 5,
    "backend": 5, "models": 6, "_about": 6,
    "datasets": 7, "exercises": 7, "tour": 7, "wrappers": 7, "__main__": 7, "__init__": 8,
}
FILES = sorted(path for path in PACKAGE.rglob("*.py") if "tracks" not in path.parts)


def room(module):
    """First part of a module's name behind `nnlite.`."""
    first = module.split(".")[0]
    families = [name for name in FLOORS if name.startswith("_") and first.startswith(name + "_")]
    return first if first in FLOORS else families[0]


def imports(tree):
    """(module behind nnlite., node) of every import of the package itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "nnlite":
            inner = node.module.removeprefix("nnlite").removeprefix(".")
            yield from ((inner or alias.name, node) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((a.name.removeprefix("nnlite."), node) for a in node.names if a.name.startswith("nnlite."))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    own = FLOORS[room(parts[0])]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for module, _ in imports(tree):
        assert FLOORS[room(module)] <= own, f"imports {module} from a floor above"
    functions = [n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
    hidden = [n.lineno for f in functions for n in ast.walk(f) if isinstance(n, (ast.Import, ast.ImportFrom))]
    assert not hidden, f"imports inside functions, lines {hidden}"


def test_files_are_short():
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert statistics.median(sizes.values()) <= 150
    assert max(sizes.values()) <= 400, max(sizes, key=sizes.get)


def test_only_ops_and_the_engine_import_kernels():
    texts = {path: path.read_text(encoding="utf-8") for path in FILES}
    users = {path.relative_to(PACKAGE).parts[0] for path, text in texts.items() if "_dispatch import" in text}
    assert users <= {"ops", "program", "optimizers", "training", "_about.py"}
