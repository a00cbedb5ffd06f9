"""Padding, splitting, symbolic tensors and a progress bar: checked on their own and against Keras."""

import numpy as np
import pytest

import nnlite
from nnlite import layers, utils

SEQUENCES = [[1, 2, 3], [], [4], [5, 6, 7, 8, 9]]


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("options", [
    {}, {"maxlen": 2}, {"maxlen": 7, "padding": "post"}, {"maxlen": 2, "truncating": "post"},
    {"dtype": "float32", "value": 0.5, "padding": "post"}, {"dtype": object, "value": "-", "maxlen": 4},
], ids=str)
def test_padding(options):
    keras = pytest.importorskip("keras")
    for sequences in (SEQUENCES, [np.ones((2, 3)), np.zeros((4, 3))]):
        ours, theirs = (k.utils.pad_sequences(sequences, **options) for k in (nnlite, keras))
        assert ours.dtype == theirs.dtype
        np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize(("make", "what"), [
    (lambda: utils.pad_sequences([1, 2]), "list of sequences"),
    (lambda: utils.pad_sequences([[1]], padding="left"), "padding"),
    (lambda: utils.pad_sequences([["a"]], value="-"), "dtype=object"),
    (lambda: utils.pad_sequences([np.ones((2, 3)), np.ones((2, 4))]), "sequence 1"),
    (lambda: utils.split_dataset(np.arange(4)), "sizes"), (lambda: utils.split_dataset(np.arange(4), 5), "sizes"),
    (lambda: utils.split_dataset(np.arange(4), 0.7, 0.7), "sizes"),
    (lambda: utils.split_dataset([np.arange(4), np.arange(3)], 2), "same number"),
    (lambda: utils.get_source_inputs(3.0), "symbolic"),
    (lambda: utils.Progbar(3, stateful_metrics=[], stateless_metrics=[]), "not both"),
])
def test_what_is_refused(make, what):
    with pytest.raises(ValueError, match=what):
        make()


def test_splitting_keeps_rows_together():
    data = {"x": np.arange(20).reshape(10, 2), "y": np.arange(10)}
    left, right = utils.split_dataset(data, left_size=0.7, shuffle=True, seed=1)
    assert (len(left["y"]), len(right["y"])) == (7, 3)
    assert sorted([*left["y"], *right["y"]]) == list(range(10))
    np.testing.assert_array_equal(left["x"][:, 0], 2 * left["y"])
    assert not np.array_equal(left["y"], np.arange(7))
    left, right = utils.split_dataset((np.arange(10), np.arange(10)), left_size=2, right_size=3)
    assert [part.tolist() for part in (*left, *right)] == [[0, 1], [0, 1], [7, 8, 9], [7, 8, 9]]


def test_where_a_tensor_comes_from():
    a, b = nnlite.Input((3,)), nnlite.Input((3,))
    y = layers.Dense(2)(layers.add([a, b]))
    assert utils.get_source_inputs(y) == [a, b]
    assert utils.is_keras_tensor(y) and not utils.is_keras_tensor(np.ones(3)) and isinstance(y, nnlite.KerasTensor)


def test_a_bar_averages(capsys):
    bar = utils.Progbar(4, verbose=2, stateful_metrics=["rate"])
    for step in range(4):
        bar.update(step + 1, [("loss", float(step)), ("rate", float(step))])
    printed = capsys.readouterr().out
    assert printed.startswith("4/4") and "loss: 1.5000 - rate: 3.0000" in printed
    silent = utils.Progbar(None, verbose=0)
    silent.add(3)
    assert capsys.readouterr().out == ""
