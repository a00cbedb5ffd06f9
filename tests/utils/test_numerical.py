"""Do labels become the right rows, and is every label that stands for no class named with its place?"""

import numpy as np
import pytest

from nnlite.utils import normalize, to_categorical


@pytest.mark.parametrize("labels", [[0, 2, 1], (0, 2, 1), np.array([0, 2, 1], "uint8"), np.array([0.0, 2.0, 1.0]),
                                    np.array([[0], [2], [1]]), np.array([0, 2, 1], object)])
def test_rows(labels):
    rows = to_categorical(labels)
    assert rows.dtype == np.float64
    assert rows.tolist() == [[1, 0, 0], [0, 0, 1], [0, 1, 0]]


@pytest.mark.parametrize("labels, num_classes, shape", [
    (3, None, (4,)), ([0, 1], 5, (2, 5)), ([[0, 1], [2, 1]], None, (2, 2, 3)), ([[[0], [1]]], None, (1, 2, 2)),
    ([True, False], None, (2, 2)), ([], 3, (0, 3)), (np.zeros((2, 0)), 3, (2, 0, 3)), ([1], np.int64(2), (1, 2)),
])
def test_shapes(labels, num_classes, shape):
    rows = to_categorical(labels, num_classes)
    assert rows.shape == shape
    assert (rows.sum(-1) == 1).all()


@pytest.mark.parametrize("labels, num_classes, place, fix", [
    ([0, 5], 3, "0 to 2. Received: x[1]=5.", "Write num_classes=6."),
    (np.array([0, 255], "uint8"), 3, "x[1]=255.", "Write num_classes=256."),
    ([1, 2, 3], 3, "x[2]=3.", "The labels begin at 1: pass x - 1."),
    ([-1, 0], 3, "x[0]=-1.", "Number the classes from 0."),
    ([[0, 1], [1, -2]], None, "x[1, 1]=-2.", "Number the classes from 0."),
    ([0, np.nan], 3, "x[1]=nan.", "Fill or drop the missing labels."),
    ([0, np.inf], None, "x[1]=inf.", "Fill or drop the missing labels."),
    ([0, None], None, "x[1]=nan.", "Fill or drop the missing labels."),
    ([1.7, 0], None, "x[0]=1.7.", "Round the labels, if they stand for classes."),
    (-1, 3, "x=-1.", "Number the classes from 0."),
])
def test_a_bad_label_is_named_with_its_place(labels, num_classes, place, fix):
    with pytest.raises(ValueError) as caught:
        to_categorical(labels, num_classes)
    text = str(caught.value)
    assert text.startswith("to_categorical: labels must be whole numbers from 0")
    assert place in text
    assert text.endswith(fix)


@pytest.mark.parametrize("labels, num_classes", [
    (["cat", "dog"], None), ([[0, 1], [2]], None), ([1j], None), (np.ma.masked_array([0, 1], [0, 1]), 3),
    ([], None), ([0, 1], 0), ([0, 1], 2.0), ([0, 1], "2"), (np.array(["2020-01-01"], "datetime64[D]"), None),
])
def test_other_things_are_refused(labels, num_classes):
    with pytest.raises(ValueError, match="^to_categorical: .* Received: "):
        to_categorical(labels, num_classes)


@pytest.mark.parametrize("axis", [0, 1, -1])
@pytest.mark.parametrize("order", [1, 2, np.inf])
def test_normalized_vectors_have_length_one(axis, order):
    x = np.random.default_rng(0).normal(size=(4, 4))
    np.testing.assert_allclose(np.linalg.norm(normalize(x, axis, order), order, axis), 1)


def test_normalize_keeps_zeros_shape_and_float_type():
    assert normalize([[3, 4], [0, 0]]).tolist() == [[0.6, 0.8], [0, 0]]
    assert normalize([3, 4]).tolist() == [0.6, 0.8]
    assert normalize([[3, 0], [0, 4]], axis=None).tolist() == [[0.6, 0], [0, 0.8]]
    assert normalize(np.ones((2, 2), "float32")).dtype == np.float32
    assert normalize(np.empty((0, 3))).shape == (0, 3)
    with pytest.raises(ValueError):
        normalize([[1.0]], axis=2)
