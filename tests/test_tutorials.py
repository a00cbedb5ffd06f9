"""Every tutorial runs from its first line to its last, and prints its tables."""

import runpy
from pathlib import Path

import pytest

TUTORIALS = sorted((Path(__file__).parent.parent / "tutorials").glob("*.py"))


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda path: path.stem)
def test_tutorial_runs(path, capsys):
    names = runpy.run_path(str(path))
    printed = capsys.readouterr().out
    assert "Total params: 3,466" in printed and "Graph disconnected" in printed
    assert names["accuracy"] > 0.95
