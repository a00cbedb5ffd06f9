"""Does a line of progress say it the way Keras does, and does it fit?"""

import pytest

from nnlite.training import progress_line
from nnlite.training.progress_line import Count, final_line, plain_line, running_line

COUNT = Count(384, 1000, "sample")
LOGS = {"loss": 11.519, "accuracy": 0.1016}


def test_the_whole_line():
    assert running_line(COUNT, 0.4, LOGS, None) == (
        " 384/1000 [==========>...................] - ETA: 0s - loss: 11.5190 - accuracy: 0.1016")
    assert final_line(Count(1000, 1000, "sample"), 0.04, LOGS, None) == (
        "1000/1000 [==============================] - 0s 40us/sample - loss: 11.5190 - accuracy: 0.1016")
    assert plain_line("Epoch 1/10", Count(1000, 1000, "sample"), 0.04, LOGS) == (
        "Epoch 1/10 - 0s - 40us/sample - loss: 11.5190 - accuracy: 0.1016")


@pytest.mark.parametrize(("columns", "line"), [
    (87, " 384/1000 [==========>...................] - ETA: 0s - loss: 11.5190 - accuracy: 0.1016"),
    (67, " 384/1000 [==>.......] - ETA: 0s - loss: 11.5190 - accuracy: 0.1016"),
    (57, " 384/1000 - ETA: 0s - loss: 11.5190 - accuracy: 0.1016"),
    (20, " 384/1000 - ETA: 0s "),
    (1, " "),
])
def test_it_fits_and_gives_up_the_bar_first(columns, line):
    assert running_line(COUNT, 0.4, LOGS, columns) == line


def test_the_bar_is_as_long_for_every_count():
    assert len({len(running_line(Count(done, 7, "step"), 0.0, {}, None)) for done in range(8)}) == 1


@pytest.mark.parametrize(("value", "shown"), [
    (11.51904, "11.5190"), (0.00101, "0.0010"), (0.001, "1.0000e-03"), (1.2e-5, "1.2000e-05"),
    (-1e-9, "-1.0000e-09"), (0, "0.0000e+00"), (float("nan"), "nan"), (float("inf"), "inf"),
    (123456, "123456.0000"),
])
def test_metrics(value, shown):
    assert progress_line.metrics({"loss": value}) == f" - loss: {shown}"


def test_times():
    durations = [progress_line.duration(seconds) for seconds in (0.4, 59.9, 65, 7389)]
    assert durations == ["0s", "59s", "1:05", "2:03:09"]
    paces = [progress_line.pace(seconds, Count(100, 100, "step")) for seconds in (0, 0.004, 0.3, 200)]
    assert paces == ["0s/step", "40us/step", "3ms/step", "2s/step"]


def test_counts():
    counts = [progress_line.counted(Count(7, total, "step")) for total in (9, 1000, None)]
    assert counts == ["7/9", "   7/1000", "      7/Unknown"]
