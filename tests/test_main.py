"""Does the command line find its commands, and say so where there is none?"""

import sys

import pytest

import nnlite
from nnlite import __main__ as command_line


def test_version(capsys):
    with pytest.raises(SystemExit) as exit_:
        command_line.main(["--version"])
    assert exit_.value.code == 0
    assert capsys.readouterr().out == f"nnlite {nnlite.__version__}\n"


def test_without_a_command_it_lists_them(capsys):
    assert command_line.main([]) == 0
    printed = capsys.readouterr().out
    assert all(name in printed for name in command_line.COMMANDS)


def test_an_unknown_command_is_refused(capsys):
    with pytest.raises(SystemExit) as exit_:
        command_line.main(["tuor"])
    assert exit_.value.code == 2
    assert "'tuor'" in capsys.readouterr().err


def test_config_prints_the_configuration(capsys):
    assert command_line.main(["config"]) == 0
    printed = capsys.readouterr().out
    nnlite.show_config()
    assert printed and printed == capsys.readouterr().out


def test_ctrl_c_leaves_quietly(capsys, monkeypatch):
    def interrupted(arguments):
        raise KeyboardInterrupt
    monkeypatch.setattr(command_line.COMMANDS["config"], "run", interrupted)
    assert command_line.main(["config"]) == command_line.INTERRUPTED
    assert capsys.readouterr().err == "\nStopped.\n"


@pytest.mark.parametrize("name", command_line.COMMANDS)
def test_every_command_has_help(capsys, name):
    with pytest.raises(SystemExit):
        command_line.main([name, "--help"])
    assert command_line.COMMANDS[name].HELP in " ".join(capsys.readouterr().out.split())


def test_a_reader_that_leaves_is_no_error(monkeypatch, tmp_path):
    def broken(arguments):
        raise BrokenPipeError
    monkeypatch.setattr(command_line.COMMANDS["config"], "run", broken)
    with open(tmp_path / "out", "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert command_line.main(["config"]) == 1
