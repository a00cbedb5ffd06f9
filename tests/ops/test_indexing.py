"""Indexing, fetching, putting: values as NumPy's, gradients by central differences, and every bad index is named."""

import itertools

import numpy as np
import pytest
from gradients import check_function, weighted

import nnlite
from nnlite import ops
from nnlite.graph.tensor import Tensor
from nnlite.graph.trace import Trace
from nnlite.program.lower import lower

RANDOM = np.random.default_rng(4)
X = RANDOM.normal(size=(2, 3, 4, 5))
M = RANDOM.normal(size=(4, 3))
IDS, MORE = np.array([1, 0, -1]), np.array([[2], [0]])
ITEMS = [slice(None), slice(1, None), slice(None, None, -1), slice(-2, None), slice(3, 1), 0, -1, None, Ellipsis, IDS,
         MORE, [0, 1], np.int64(1), np.array(1), np.array([], int)]
KEYS = [key for count in range(4) for key in itertools.product(ITEMS, repeat=count)
        if sum(item is Ellipsis for item in key) < 2]


def numpys(key):
    try:
        return X[key]
    except IndexError:
        return None


def test_get_item_is_numpys_for_every_kind_of_key():
    longer = [KEYS[i] + KEYS[j] for i, j in RANDOM.integers(0, len(KEYS), (3000, 2)) if len(KEYS[i] + KEYS[j]) < 6]
    for key in [*KEYS, *(key for key in longer if sum(item is Ellipsis for item in key) < 2)]:
        expected = numpys(key)
        if expected is None:
            with pytest.raises((IndexError, ValueError)):
                ops.get_item(X, key)
        else:
            np.testing.assert_array_equal(ops.get_item(X, key), expected, err_msg=str(key))


@pytest.mark.parametrize("key", [
    (), 1, (slice(None), slice(None, None, -2)), (Ellipsis, -1), (None, 0, None), IDS, (slice(None), MORE),
    (0, IDS, slice(1, 3)), (slice(None), IDS, IDS), (IDS[:2], slice(None), MORE), (slice(None), IDS, None, [0, 1, 1]),
    (slice(None), np.array([True, False, True])), X[..., 0, 0] > 0, slice(2, 1)], ids=str)
def test_gradient_of_get_item(key):
    check_function(lambda x: x[key], X)


def test_a_mask_must_be_known():
    assert ops.get_item(X, X > 0).shape == X[X > 0].shape
    x = nnlite.Input((3,))
    with pytest.raises(TypeError, match="how much a mask leaves"):
        ops.get_item(x, nnlite.Input((3,), dtype="bool"))
    with pytest.raises(IndexError, match="a mask must have the sizes"):
        ops.get_item(X, np.ones((2, 2), bool))


@pytest.mark.parametrize("key, error, words", [
    ((0, 0, 0, 0, 0), IndexError, "too many indices"), ((Ellipsis, Ellipsis), IndexError, "too many"),
    (5, IndexError, "index 5 is out of range for axis 0"), ((0, -4), IndexError, "index -4 .* axis 1"),
    ([0, 7], IndexError, "Received: 7 at position 1"),
    ((0, [0, 9], [1, 1]), IndexError, r"Received: 9 at position \(1,\)"),
    (True, TypeError, "no indices"), (1.5, TypeError, "whole numbers"), (slice(0, 1.5), TypeError, "ends of a slice"),
    (([0, 1], [0, 1, 2]), ValueError, "broadcast together")])
def test_keys_that_are_refused(key, error, words):
    with pytest.raises(error, match=words):
        ops.get_item(X, key)


@pytest.mark.parametrize("index", ["int32", "int64", "uint8"])
@pytest.mark.parametrize("dtype", ["float32", "int64", "bool"])
@pytest.mark.parametrize("axis", [None, 0, 1, -1])
@pytest.mark.parametrize("ids", [[0, 2, 1, 1], [[1], [0]], 1, []])
def test_take(axis, ids, dtype, index):
    x, ids = (X[0] * 9).astype(dtype), np.array(ids, index)
    found = ops.take(x, ids, axis)
    assert found.dtype == dtype
    np.testing.assert_array_equal(found, np.take(x, ids, axis))


@pytest.mark.parametrize("axis", [None, 0, 1, -1])
def test_gradient_of_take(axis):
    check_function(lambda x: ops.take(x, [[0, -1], [1, 1]], axis), X[0])
    check_function(lambda x: ops.take(x, np.zeros((0,), int), axis), X[0])


def test_a_bad_index_stops_the_step_and_is_named():
    with pytest.raises(IndexError, match=r"take: an index .* -4 to 3, there are 4. Received: 4 at position \(1, 0\)"):
        ops.take(M, [[0], [4]], axis=0)
    with pytest.raises(TypeError, match="whole numbers"):
        ops.take(M, [0.5], axis=0)
    x = nnlite.Input((2,), dtype="int32")
    model = nnlite.Model(x, Table(M.astype("f"))(x))
    np.testing.assert_array_equal(model.predict(np.array([[0, 3], [1, 1]]), verbose=0), M.astype("f")[[[0, 3], [1, 1]]])
    with pytest.raises(IndexError, match=r"Received: 9 at position \(1, 0\)"):
        model.predict(np.array([[0, 3], [9, 1]]), verbose=0)


def test_lookup_counts_from_the_front_only():
    table = nnlite.Variable(M)
    np.testing.assert_array_equal(ops.lookup(table, [[0, 3]]), M[[[0, 3]]])
    check_function(lambda x: ops.lookup(x, [[0, 3], [0, 0]]), M)
    with pytest.raises(IndexError, match=r"words: ids are from 0 to 3.*Received: -1 at position \(1,\)"):
        ops.lookup(table, [0, -1], who="words")


class Table(nnlite.layers.Layer):
    """Rows of a table by their number."""

    def __init__(self, values):
        super().__init__()
        self.table = self.add_weight(shape=values.shape, initializer=lambda shape, dtype: values)

    def call(self, inputs):
        return ops.take(self.table, inputs, axis=0)


@pytest.mark.parametrize("axis", [0, 1, 2, -1])
def test_take_along_axis(axis):
    order = np.argsort(X[0], axis)
    np.testing.assert_array_equal(ops.take_along_axis(X[0], order, axis), np.take_along_axis(X[0], order, axis))
    check_function(lambda x: ops.take_along_axis(x, order[:2, :2, :2] % 2 - 1, axis), X[0][:2, :2, :2])


def test_take_along_axis_broadcasts():
    first = np.array([[[2, 0]]])
    np.testing.assert_array_equal(ops.take_along_axis(X[0], first, -1), X[0][..., [2, 0]])
    check_function(lambda x: ops.take_along_axis(x, first, -1), X[0])
    check_function(lambda x: ops.take_along_axis(x, np.zeros((2, 4, 1), int), 1), X[0][:1, :, :1])
    np.testing.assert_array_equal(ops.take_along_axis(X[0], [3, 0]), X[0].reshape(-1)[[3, 0]])
    with pytest.raises(IndexError, match=r"Received: 5 at position \(0, 0, 1\)"):
        ops.take_along_axis(X[0], [[[0, 5]]], -1)
    with pytest.raises(ValueError, match="alike except along the axis"):
        ops.take_along_axis(M, np.zeros((2, 1), int), 1)


@pytest.mark.parametrize("dtype", ["float32", "float64", "int32", "int64", "uint8", "bool"])
@pytest.mark.parametrize("axis", [0, -1, None])
def test_order(axis, dtype):
    x = (X[0] * 3).astype(dtype)
    np.testing.assert_array_equal(ops.argsort(x, axis), np.argsort(x, axis, kind="stable"))
    np.testing.assert_array_equal(ops.sort(x, axis), np.sort(x, axis))
    values, places = found = ops.top_k(x, 3)
    assert found.values is values and found.indices is places
    np.testing.assert_array_equal(values, np.sort(x)[..., :-4:-1])
    np.testing.assert_array_equal(places, np.argsort(-x.astype(float), kind="stable")[..., :3])
    assert ops.argsort(x).dtype == places.dtype == "int32"


def test_positions_and_ranks():
    assert ops.searchsorted([1.0, 2.0, 2.0], [2.0, 0.0], "right").tolist() == [3, 0]
    assert ops.in_top_k([0, 1, 3, -1], [[0.5, 0.5, 0.1], [np.nan, 0.2, 0.3], [1, 2, 3], [1, 2, 3]], 1).tolist() == [
        True, False, False, False]
    assert ops.take(np.array([3, 1, 2]), ops.argpartition([3, 1, 2], 1)).tolist()[1] == 2
    with pytest.raises(ValueError, match="k must be at most"):
        ops.top_k(M, 4)


@pytest.mark.parametrize("dtype", ["float32", "int32", "bool"])
@pytest.mark.parametrize("axis", [-1, 0, 1])
def test_one_hot(axis, dtype):
    ids = np.array([[0, 2, -1], [5, 1, 1]])
    expected = np.moveaxis(ids[..., None] == np.arange(3), -1, axis).astype(dtype)
    found = ops.one_hot(ids, 3, axis, dtype)
    assert found.dtype == dtype
    np.testing.assert_array_equal(found, expected)


def test_multi_hot():
    assert ops.multi_hot([[0, 2, -1], [1, 1, 1]], 3).tolist() == [[1, 0, 1], [0, 1, 0]]
    assert ops.multi_hot([0, 2], 4, dtype="int32").tolist() == [1, 0, 1, 0]
    deep = np.array([[[0, 1], [2, 2]]])  # (batch, marks, more)
    assert ops.multi_hot(deep, 3).tolist() == [[[1, 0, 1], [0, 1, 1]]]
    with pytest.raises(ValueError, match="sparse"):
        ops.one_hot([1], 2, sparse=True)
    with pytest.raises(ValueError, match="num_classes"):
        ops.multi_hot([1])


PLACES = np.array([[0, 1], [3, 2], [0, 1], [-1, 0]])


def test_scatter():
    values = RANDOM.normal(size=4)
    expected = np.zeros((4, 3))
    np.add.at(expected, tuple(PLACES.T), values)
    np.testing.assert_allclose(ops.scatter(PLACES, values, (4, 3)), expected)
    check_function(lambda v: ops.scatter(PLACES, v, (4, 3)), values)
    check_function(lambda v: ops.scatter(PLACES[:, :1], v, (4, 3)), M)
    check_function(lambda v: ops.scatter(PLACES[:0], v, (4, 3)), values[:0])
    assert ops.scatter([[1], [1]], [2, 3], (3,)).tolist() == [0, 5, 0]
    with pytest.raises(IndexError, match=r"from -3 to 2 along axis 1. Received: 3 at position \(1,\)"):
        ops.scatter([[0, 0], [0, 3]], [1.0, 2.0], (4, 3))
    with pytest.raises(ValueError, match=r"go with values"):
        ops.scatter(PLACES, values[:3], (4, 3))


@pytest.mark.parametrize("width", [1, 2])
@pytest.mark.parametrize("reduction", [None, "add", "max", "min", "mul"])
def test_scatter_update(reduction, width):
    places = PLACES[:, :width]
    updates = RANDOM.normal(size=(4, *M.shape[width:]))
    expected = M.copy()
    for place, value in zip(places, updates, strict=True):
        here = tuple(place)
        rule = {None: lambda old, new: new, "add": np.add, "max": np.maximum, "min": np.minimum, "mul": np.multiply}
        expected[here] = rule[reduction](expected[here], value)
    np.testing.assert_allclose(ops.scatter_update(M, places, updates, reduction), expected)
    check_function(lambda x, u: ops.scatter_update(x, places, u, reduction), M, updates)
    whole = ops.scatter_update((M * 9).astype("int32"), places, (updates * 9).astype("int32"), reduction)
    assert whole.dtype == "int32"


def test_a_product_with_zeros_has_a_gradient():
    x, updates = np.array([2.0, 0, 3]), np.array([0.0, 3, 4])
    check_function(lambda x, u: ops.scatter_update(x, [[0], [0], [1]], u, "mul"), x, updates)
    check_function(lambda x: ops.segment_prod(x, [0, 0, 1, 1, 1], 3), np.array([2.0, 0, 3, 0, 0]))


@pytest.mark.parametrize("name, ufunc, empty", [
    ("segment_sum", np.add, 0), ("segment_max", np.maximum, np.finfo(float).min), ("segment_prod", np.multiply, 1),
    ("segment_min", np.minimum, np.finfo(float).max)])
def test_segments(name, ufunc, empty):
    function, ids = getattr(ops, name), np.array([2, 0, 2, 2])
    expected = np.full((4, 3), empty, float)
    ufunc.at(expected, ids, M)
    np.testing.assert_allclose(function(M, ids, 4), expected)
    np.testing.assert_allclose(function(M, ids), expected[:3])
    check_function(lambda x: function(x, ids)[:1], M)
    check_function(lambda x: function(x, ids)[2:], M)
    assert function((M * 9).astype("int32"), ids).dtype == "int32"
    for bad in (4, -1):
        with pytest.raises(IndexError, match=f"{name}: .* Received: {bad} at position 1"):
            function(M, [0, bad, 0, 0], 4)
    with pytest.raises(ValueError, match="Write num_segments"):
        function(nnlite.Input((3,)), nnlite.Input((), dtype="int32"))


def test_windows():
    np.testing.assert_array_equal(ops.slice(M, (1, 0), (2, 3)), M[1:3])
    check_function(lambda x: ops.slice(x, np.array([1, 1]), (2, 2)), M)
    check_function(lambda x, u: ops.slice_update(x, np.array([1, 1]), u), M, M[:2, :2] + 1)
    x, at = nnlite.Input((3,)), nnlite.Input((2,), dtype="int32")
    y = ops.slice(x, at[0], (1, 2))
    model = nnlite.Model([x, at], y)
    found = model([M.astype("f"), np.array([[2, 1]] * 4, "int32")])
    np.testing.assert_array_equal(found, M[2:3, 1:].astype("f"))
    for call in (lambda: ops.slice(M, (3, 0), (2, 3)), lambda: ops.slice_update(M, (0, -1), M[:1])):
        with pytest.raises(IndexError, match="must lie within"):
            call()
    with pytest.raises(ValueError, match="for every axis"):
        ops.slice(M, (0,), (2,))


def test_counting():
    assert [part.tolist() for part in ops.nonzero([[0, 3], [1, 0]])] == [[0, 1], [1, 0]]
    x = np.array([3, 1, 1, 2, 3])
    for one, other in zip(ops.unique(x, return_index=True, return_inverse=True, return_counts=True),
                          np.unique(x, True, True, True), strict=True):
        np.testing.assert_array_equal(one, other)
    values, inverse = ops.unique(x, sorted=False, return_inverse=True)
    assert values.tolist() == [3, 1, 2]
    np.testing.assert_array_equal(values[inverse], x)
    assert ops.unique(x, size=5).tolist() == [1, 2, 3, 0, 0] and ops.unique(x, size=1).tolist() == [1]
    assert ops.bincount(x, minlength=6).tolist() == [0, 2, 1, 2, 0, 0]
    assert ops.bincount([[1, 1], [0, 2]]).tolist() == [[0, 2, 0], [1, 0, 1]]
    assert ops.bincount([1, 1], weights=[0.5, 0.25]).tolist() == [0, 0.75]
    assert ops.digitize([0.2, 3.0], [0.0, 1.0, 2.0]).tolist() == [1, 3]
    with pytest.raises(ValueError, match="depends on the numbers"):
        ops.unique(nnlite.Input((3,)))


def test_a_part_is_added_to_a_gradient_that_is_there():
    """Many slices of one array need no array of its size each."""
    check_function(lambda x: [x[0], x[1:], x[::-1], ops.transpose(x), ops.lookup(x, [2, 2]), ops.tile(x, 2), x], M)
    x = nnlite.Variable(np.ones((50, 4)))
    with Trace(Tensor) as trace:
        with nnlite.GradientTape() as tape:
            loss = weighted(ops.unstack(x))
        gradients = tape.gradient(loss, [x])
    names = [step.name for step in lower(trace, [], gradients).steps]
    assert names.count("zero") == 1 and "accumulate" not in names
