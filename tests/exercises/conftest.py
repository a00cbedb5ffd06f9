"""A folder of exercises for every test that wants one, and a way to run the commands in it."""

import pytest

from nnlite.__main__ import main


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run `nnlite exercises …` in a folder of exercises; its exit code and what it printed."""
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(tmp_path)
    assert main(["exercises", "init", "."]) == 0
    capsys.readouterr()

    def run(*words):
        code = main(["exercises", *map(str, words)])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    run.folder = tmp_path
    return run
