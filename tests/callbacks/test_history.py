"""Does a history show what happened, as numbers, as a table, as curves?"""

import re

import numpy as np
import pytest

import nnlite
from nnlite.callbacks import CSVLogger, History

X, Y = np.random.default_rng(0).random((12, 4), "f"), np.eye(2, dtype="f")[np.arange(12) % 2]


@pytest.fixture
def history():
    made = nnlite.Sequential([nnlite.Input((4,)), nnlite.layers.Dense(2, "softmax")])
    made.compile("sgd", "categorical_crossentropy", metrics=["accuracy"])
    return made.fit(X, Y, epochs=5, verbose=0, validation_split=0.25, validation_freq=2)


def scripted(**results):
    made = History()
    made.on_train_begin()
    for epoch in range(len(next(iter(results.values())))):
        made.on_epoch_end(epoch, {key: values[epoch] for key, values in results.items()})
    return made


def test_the_table_has_a_row_and_a_curve_for_every_result(history):
    html = history._repr_html_()
    assert [*re.findall(r"normal\">(\w+)</th>", html)] == ["accuracy", "loss", "val_accuracy", "val_loss"]
    points = [len(line.split()) for line in re.findall(r'points="([^"]+)"', html)]
    assert points == [5, 5, 2, 2]
    lowest = min(history.history["loss"])
    assert f"{lowest:.4f} in epoch {history.history['loss'].index(lowest) + 1}" in html


def test_numbers_that_are_not_finite_and_names_that_are_not_nice():
    html = scripted(loss=[1.0, float("nan"), 0.5], **{"<b>": [float("inf")] * 3})._repr_html_()
    assert "&lt;b&gt;" in html and "<b>" not in html
    assert [len(line.split()) for line in re.findall(r'points="([^"]+)"', html)] == [2]
    assert History()._repr_html_().startswith("<table>")


def test_tables_of_numbers(history):
    pandas = pytest.importorskip("pandas")
    history.history = {key: values for key, values in history.history.items() if not key.startswith("val_")}
    assert pandas.DataFrame(history.history).shape == (5, 2)


def test_curves(history):
    pytest.importorskip("matplotlib")
    axes = history.plot()
    assert [panel.get_title(loc="left") for panel in axes] == ["accuracy", "loss"]
    training, validation = axes[0].lines
    np.testing.assert_array_equal(training.get_xydata(), np.c_[1:6, history.history["accuracy"]])
    np.testing.assert_array_equal(validation.get_xydata(), np.c_[[2, 4], history.history["val_accuracy"]])
    assert [text.get_text() for text in axes[0].get_legend().get_texts()] == ["training", "validation"]
    single = history.plot("val_loss")
    assert len(single.lines) == 2 and history.plot(["loss", "accuracy"], ax=single) is single
    assert len(single.lines) == 6
    one = scripted(loss=[0.5]).plot("loss")
    assert one.get_legend() is None and one.lines[0].get_xdata().tolist() == [1]
    for drawn in (axes[0], single, one):
        drawn.figure.clear()


def test_results_that_there_are_not(history):
    pytest.importorskip("matplotlib")
    with pytest.raises(ValueError, match="Did you mean 'accuracy'"):
        history.plot("acuracy")
    with pytest.raises(ValueError, match="no results yet"):
        History().plot()
    with pytest.raises(ValueError, match="at least one"):
        history.plot([])


@pytest.mark.parametrize("wrong", [{"filename": 3}, {"filename": "a", "separator": ", "}, {"filename": "a",
                                                                                         "append": "yes"}])
def test_csv_arguments_that_make_no_sense(wrong):
    with pytest.raises(ValueError, match="CSVLogger: .*Received"):
        CSVLogger(**wrong)


def test_csv_of_two_fits_and_of_odd_values(tmp_path):
    path = tmp_path / "log.csv"
    for first in (0, 1):
        logger = CSVLogger(path, append=True)
        logger.on_train_begin()
        logger.on_epoch_end(first, {"loss": np.float32(0.5), "list": np.array([1, 2]), "text": "a,b"})
        logger.on_train_end()
    assert path.read_text().splitlines() == ["epoch,list,loss,text,val_list,val_loss,val_text",
                                             *(f'{n},"""[1, 2]""",0.5,"a,b",NA,NA,NA' for n in (0, 1))]
