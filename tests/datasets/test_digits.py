"""Are the digits all there, as described, and the caller's own?"""

from pathlib import Path

import numpy as np
import pytest

from nnlite.datasets import digits


@pytest.fixture(scope="module")
def data():
    return digits.load_data()


@pytest.mark.parametrize(("part", "rows"), [(0, 1437), (1, 360)])
def test_shapes_types_and_range(data, part, rows):
    x, y = data[part]
    assert (x.shape, x.dtype) == ((rows, 8, 8), np.uint8)
    assert (y.shape, y.dtype) == ((rows,), np.int64)
    assert (x.min(), x.max(), y.min(), y.max()) == (0, 16, 0, 9)


def test_every_digit_is_held_back_equally_often(data):
    (_, y_train), (_, y_test) = data
    assert np.bincount(y_test).tolist() == [36] * 10
    assert np.bincount(y_train).tolist() == [142, 146, 141, 147, 145, 146, 145, 143, 138, 144]


def test_no_held_back_digit_is_learned_from(data):
    (x_train, _), (x_test, _) = data
    assert not {image.tobytes() for image in x_train} & {image.tobytes() for image in x_test}


def test_the_order_says_nothing(data):
    """Labels sorted, or in runs, would spoil batches and `validation_split`."""
    for _, y in data:
        assert len(set(y[-50:].tolist())) == 10
        assert np.mean(y[1:] == y[:-1]) < 0.2


def test_each_call_returns_arrays_of_its_own():
    (x, y), _ = digits.load_data()
    first_image, first_label = x[0].copy(), y[0]
    x[0], y[0] = 7, 7
    (x, y), _ = digits.load_data()
    assert np.array_equal(x[0], first_image) and y[0] == first_label


def test_it_is_the_table_of_scikit_learn_split_as_described(data):
    table = pytest.importorskip("sklearn.datasets").load_digits()
    held_back = np.zeros(len(table.target), bool)
    for digit in range(10):
        rows = np.flatnonzero(table.target == digit)
        held_back[rows[np.arange(36) * len(rows) // 36]] = True
    for (x, y), rows in zip(data, [~held_back, held_back], strict=True):
        assert np.array_equal(x, table.images[rows])
        assert np.array_equal(y, table.target[rows])


def test_the_credit_travels_with_the_data():
    credit = Path(digits.FILE).with_suffix(".txt").read_text(encoding="utf-8")
    assert all(words in credit for words in ("Alpaydin", "Kaynak", "CC BY 4.0", "10.24432/C50P49"))
