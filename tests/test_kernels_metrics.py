"""Do the kernels of the metrics count what their twins count, on every build, whatever stands in the data?"""

import math

import numpy as np
import pytest
from kernel_builds import BUILDS, COMPILED, REFERENCE, run

from nnlite import _dispatch

SHAPES = [(0, 3), (4, 0), (1, 1), (5, 1), (1, 7), (2, 3, 4), (32, 9), (33, 10), (40, 17), (70, 5), (64, 64),
          (3, 530), (300, 2)]
THRESHOLDS = {"one": [0.5], "few": [0.2, 0.2, 0.7], "many": np.linspace(0, 1, 40) ** 2}
NAN, INF = np.nan, np.inf


def data(shape, dtype):
    """Targets, predictions with ties, NaN and infinities, labels of which some are no class, and weights."""
    random = np.random.default_rng(math.prod(shape))
    t = random.integers(0, 2, shape).astype(dtype)
    p = (random.integers(0, 21, shape) / 20).astype(dtype)
    p[random.random(shape) < 0.05] = NAN
    p[random.random(shape) < 0.03] = INF
    p[random.random(shape) < 0.03] = -INF
    labels = random.integers(-1, shape[-1] + 1, shape[:-1])
    return t, p, labels, random.random(shape[:-1]).astype(dtype), random.random(shape).astype(dtype)


def cases(shape, dtype):
    """The kernel, its arrays and its numbers, in every form in which it can be called."""
    t, p, labels, per_row, per_number = data(shape, dtype)
    column = np.linspace(0.5, 1.5, shape[-1]).astype(dtype)
    match, every = np.full(shape[:-1], 9, dtype), np.full(shape, 9, dtype)
    known = np.where(np.isfinite(p), p, 0.25).astype(dtype)
    yield "first_maxima", [p, labels * 0 + 9], []
    yield "sparse_matches", [labels, p, match], []
    for k in (1, 2, 5):
        yield "sparse_top_k_matches", [labels, p, match, ], [k]
        yield "keep_largest", [p, every], [k, -1e10]
    yield "equal_matches", [t, p, every], []
    yield "binary_matches", [t, p, every], [0.45]
    for weights in (None, per_row, per_number):
        yield "accumulate_mean", [known, weights, np.array(2.5), np.array(4.0)], [shape[-1] or 1]
        yield "accumulate_sum", [known, weights, np.array([1.5])], []
        yield "regression_sums", [t, known, weights, np.ones((shape[-1], 4))], []
        flat = None if weights is None else weights.reshape(-1)
        yield "confusion_matrix", [labels, labels[::-1].copy(), None if weights is per_number else flat,
                                   np.ones((3, 3))], [None if weights is None else 1]
        for even in (1, 2):
            yield "count_buckets", [t, p, weights, None, None, np.ones((1, 2, 12))], [-1, even]
        for thresholds in THRESHOLDS.values():
            thresholds = np.asarray(thresholds, dtype)
            for rows in {1, shape[-1] or 1}:
                counts = np.ones((rows, 2, thresholds.size + 1))
                yield "count_buckets", [t, p, weights, column, thresholds, counts], [-1, 0]
                yield "count_buckets", [t, p, weights, None, thresholds, counts], [shape[-1] - 1, 0]
    for weights in (None, per_row):
        for threshold in (None, 0.5):
            yield "class_counts", [t, known, weights, np.ones((shape[-1], 3))], [threshold]


def copies(arrays):
    return [None if array is None else array.copy() for array in arrays]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("kernels", COMPILED)
def test_equals_twin(kernels, shape, dtype):
    for name, arrays, numbers in cases(shape, dtype):
        found, expected = (run(build, name, copies(arrays), numbers) for build in (kernels, REFERENCE))
        for x, y in zip(found, expected, strict=True):
            np.testing.assert_allclose(x, y, rtol=1e-12, err_msg=f"{name} {numbers}")


def test_every_kernel_is_here():
    assert {name for name, _, _ in cases((5, 3), "float32")} \
        == set(_dispatch.family("_metrics", "reference"))


@pytest.mark.parametrize("classes", [1, 5, 16, 50, 70])
@pytest.mark.parametrize("kernels", BUILDS)
def test_matches_follow_argmax(kernels, classes):
    random = np.random.default_rng(3)
    p = random.integers(0, 4, (500, classes)).astype(float)
    p[random.random(p.shape) < 0.1] = NAN
    p[0] = -INF
    labels = random.integers(-1, classes + 2, 500)
    (places,) = run(kernels, "first_maxima", [p, np.empty(500, np.int64)], ())
    np.testing.assert_array_equal(places, p.argmax(axis=1))
    (match,) = run(kernels, "sparse_matches", [labels, p, np.empty(500)], ())
    np.testing.assert_array_equal(match, labels == p.argmax(axis=1))


@pytest.mark.parametrize("kernels", BUILDS)
def test_a_tie_is_among_the_largest_and_nan_is_not(kernels):
    p = np.array([[3, 1, 2, 2], [3, 1, 2, NAN], [INF, 1, 2, 2], [-INF, 1, 2, 2]])
    for k, expected in ((1, [0, 0, 0, 1]), (2, [1, 0, 1, 1]), (3, [1, 1, 1, 1])):
        (match,) = run(kernels, "sparse_top_k_matches", [np.array([2, 2, 2, 2]), p, np.empty(4)], (k,))
        assert match.tolist() == expected
    for labels in (np.array([7, -1, 0, 0]), np.array([2**62, -2**62, 0, 0])):
        (match,) = run(kernels, "sparse_top_k_matches", [labels, p, np.empty(4)], (4,))
        assert match.tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("kernels", BUILDS)
def test_the_largest_stay(kernels):
    p = np.array([[1, 3, 3, 2], [NAN, 1, NAN, 1]])
    (y,) = run(kernels, "keep_largest", [p, np.empty((2, 4))], (2, -9))
    assert y.tolist() == [[-9, 3, 3, -9], [-9, 1, -9, 1]]


@pytest.mark.parametrize("kernels", BUILDS)
def test_buckets_are_between_thresholds(kernels):
    p = np.array([-1, 0, 0.25, 0.26, 0.5, 1, 2, NAN])
    t = np.ones(8)
    thresholds = np.array([0, 0.25, 0.5, 0.75, 1])
    for arrays, expected in (([thresholds], [3, 1, 2, 0, 1, 1]), ([None], [3, 1, 2, 0, 2, 0])):
        (counts,) = run(kernels, "count_buckets", [t, p, None, None, *arrays, np.zeros((1, 2, 6))],
                        (-1, int(arrays[0] is None)))
        assert counts[0].tolist() == [[0] * 6, expected]


@pytest.mark.parametrize("kernels", BUILDS)
def test_what_is_no_class_does_not_count(kernels):
    labels, predictions = np.array([0, 1, 1, 2, -1, 2**40]), np.array([0, 0, 2**62, 1, 1, 0])
    (matrix,) = run(kernels, "confusion_matrix", [labels, predictions, None, np.zeros((2, 2))], (None,))
    assert matrix.tolist() == [[1, 0], [1, 0]]
    (matrix,) = run(kernels, "confusion_matrix", [labels, predictions, None, np.zeros((2, 2))], (0,))
    assert matrix.tolist() == [[0, 0], [1, 0]]


@pytest.mark.parametrize("kernels", BUILDS)
def test_sums_are_made_in_double(kernels):
    values = np.array([1e8, 1, -1e8, 1], "float32")
    weights = np.array([1, 2, 1, 1], "float32")
    written = run(kernels, "accumulate_mean", [values, weights, np.array(1.0), np.array(1.0)], (1,))
    assert [float(array) for array in written] == [4, 6]
    (total,) = run(kernels, "accumulate_sum", [np.full(100_000, 0.1, "float32"), None, np.zeros(())], ())
    np.testing.assert_allclose(total, 1e5 * float(np.float32(0.1)), rtol=1e-12)


@pytest.mark.parametrize("kernels", COMPILED)
def test_sizes_are_checked_when_a_step_is_made(kernels):
    for name, arrays, numbers in cases((4, 3), "float32"):
        for place, array in enumerate(arrays):
            if array is not None and arrays[1] is not None:
                wrong = copies(arrays)
                wrong[place] = np.zeros((5, 7), array.dtype)
                with pytest.raises(ValueError, match=f"^{name}: .* Received: "):
                    getattr(kernels, name)(*wrong, *numbers)
