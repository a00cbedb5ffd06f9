"""Does the tour learn, say so, draw it, and answer mistakes in a sentence?"""

import os
import sys
from pathlib import Path

import numpy as np
import pytest
from scripts import run_python

import nnlite
from nnlite.__main__ import main
from nnlite._optional import require
from nnlite.tour import lesson as tour
from nnlite.tour.command import whole_number

SHORT = ["tour", "--epochs", "2", "--verbose", "0"]


def made_up_lesson(wrong=3, digits=360, seed=0):
    """A lesson whose first digits are misread, without any training."""
    random = np.random.default_rng(seed)
    labels = random.integers(0, 10, digits)
    answers = np.where(np.arange(digits) < wrong, (labels + 1) % 10, labels)
    confidence = random.uniform(0.5, 1, digits)
    probabilities = np.repeat((1 - confidence[:, None]) / 9, 10, axis=1)
    probabilities[np.arange(digits), answers] = confidence
    images = random.integers(0, 17, (digits, 8, 8)).astype(np.uint8)
    return tour.Lesson({}, 0.1, 1 - wrong / digits, images, labels, probabilities)


@pytest.mark.parametrize("seed", range(3))
def test_more_than_96_percent_are_read_correctly(seed):
    nnlite.utils.set_random_seed(seed)
    lesson = tour.teach(tour.build_model(), verbose=0)
    assert lesson.accuracy > 0.96
    assert lesson.accuracy == pytest.approx(1 - lesson.wrong.mean())
    assert lesson.history["val_accuracy"][-1] == pytest.approx(lesson.accuracy)
    assert {name: len(values) for name, values in lesson.history.items()} == dict.fromkeys(
        ["loss", "accuracy", "val_loss", "val_accuracy"], tour.EPOCHS)
    assert lesson.probabilities.shape == (360, 10)


def test_the_model_is_the_one_of_the_notes():
    model = tour.build_model()
    assert model.count_params() == 3466
    assert [tuple(weight.shape) for weight in model.get_weights()] == [
        (64, 32), (32,), (32, 32), (32,), (32, 10), (10,)]


def test_the_same_seed_gives_the_same_answers():
    runs = []
    for _ in range(2):
        nnlite.utils.set_random_seed(5)
        runs.append(tour.teach(tour.build_model(), epochs=2, verbose=0).probabilities)
    assert np.array_equal(*runs)


def test_it_says_what_it_does_and_how_well_it_went(capsys, tmp_path):
    assert main([*SHORT, "--no-pictures", "--output", str(tmp_path / "out")]) == 0
    printed = capsys.readouterr().out
    assert all(words in printed for words in ("3,466 numbers", "1,437 digits", "Total params", "of 360 digits"))
    assert not (tmp_path / "out").exists()


def test_pictures_are_written_where_the_command_says(capsys, tmp_path):
    loaded_before = set(sys.modules)
    pytest.importorskip("matplotlib")
    output = tmp_path / "deeper" / "down"
    assert main([*SHORT, "--output", str(output)]) == 0
    assert sorted(path.name for path in output.iterdir()) == ["digits.png", "learning_curves.png"]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in output.iterdir())
    assert str(output / "digits.png") in capsys.readouterr().out
    assert "matplotlib.pyplot" not in set(sys.modules) - loaded_before


@pytest.mark.parametrize("wrong", [0, 1, 60])
def test_the_headline_counts_the_mistakes(wrong):
    pytest.importorskip("matplotlib")
    sheet = require("nnlite.tour.sheet", extra="plot")
    title, legend = sheet.headlines(made_up_lesson(wrong), min(wrong, 20))
    assert title.startswith("All 360" if wrong == 0 else f"{360 - wrong} of 360")
    assert {0: "least sure", 1: "the only mistake", 60: "20 surest of 60"}[wrong] in legend
    assert [sheet.percent(share) for share in (0.504, 0.994, 0.996, 1)] == ["50 %", "99 %", ">99 %", ">99 %"]


@pytest.mark.parametrize(("wrong", "shown"), [(0, 0), (3, 3), (60, 20), (350, 20)])
def test_the_sheet_shows_mistakes_first_then_doubtful_to_sure(wrong, shown):
    lesson = made_up_lesson(wrong)
    rows = tour.worth_showing(lesson, 40)
    assert len(set(rows.tolist())) == len(rows) == min(40, shown + 360 - wrong)
    assert lesson.wrong[rows].tolist() == [True] * shown + [False] * (len(rows) - shown)
    right = lesson.confidence[rows[shown:]]
    assert np.all(np.diff(right) >= 0)
    assert right[[0, -1]].tolist() == [f(lesson.confidence[~lesson.wrong]) for f in (np.min, np.max)]
    assert np.all(np.diff(lesson.confidence[rows[:shown]]) <= 0)


def test_without_matplotlib_all_but_the_pictures_runs(capsys, monkeypatch, tmp_path):
    for name in [*sys.modules, "matplotlib"]:
        if name.partition(".")[0] == "matplotlib":
            monkeypatch.setitem(sys.modules, name, None)
    for name in ("pictures", "curves", "sheet"):
        monkeypatch.delitem(sys.modules, f"nnlite.tour.{name}", raising=False)
    assert main([*SHORT, "--output", str(tmp_path / "out")]) == 0
    printed = capsys.readouterr().out
    assert "of 360 digits read correctly" in printed
    assert 'matplotlib is not installed. Install it with: pip install "nnlite[plot]"' in printed
    assert not (tmp_path / "out").exists()


def test_a_missing_module_of_our_own_is_not_blamed_on_an_extra():
    with pytest.raises(ModuleNotFoundError, match="nnlite.no_such_module"):
        require("nnlite.no_such_module", extra="plot")


def test_a_folder_that_cannot_be_written_is_one_sentence(capsys, tmp_path):
    pytest.importorskip("matplotlib")
    (tmp_path / "file").touch()
    assert main([*SHORT, "--output", str(tmp_path / "file" / "out")]) == 1
    message = capsys.readouterr().err
    assert message.startswith("nnlite tour: the pictures cannot be written to ") and message.count("\n") == 1


@pytest.mark.parametrize("text", ["0", "-1", "2.5", "many", "11"])
def test_numbers_out_of_range_are_refused(text):
    with pytest.raises(Exception, match=f"must be a whole number, from 1 to 10. Received: {text}"):
        whole_number(text, least=1, most=10)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read where Linux keeps it")
@pytest.mark.skipif("ASAN_OPTIONS" in os.environ, reason="a build with sanitizers keeps its own books in memory")
def test_it_takes_less_than_80_megabytes():
    program = ("from nnlite.__main__ import main; main(['tour', '--no-pictures', '--verbose', '0']); "
               "print(*(line for line in open('/proc/self/status') if line.startswith('VmHWM')))")
    assert int(run_python(program).stdout.split()[-2]) < 80 * 1024
