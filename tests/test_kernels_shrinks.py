"""Do glu and sparsemax, which see whole rows, equal their twins on every build? The others are in the table beside."""

import numpy as np
import pytest
from kernel_builds import BUILDS, COMPILED, REFERENCE

SHAPES = [(0, 6), (4, 0), (1, 2), (5, 2), (3, 8), (2, 3, 4), (33, 70)]


def normal(shape, dtype="float64", seed=0):
    array = np.random.default_rng(seed).normal(size=shape).astype(dtype)
    array.flags.writeable = False
    return array


def glu(kernels, x, rows, shape):
    y = np.full(shape, 7, x.dtype)
    kernels.glu(x, y, rows)()
    return y


def glu_gradient(kernels, x, dy, rows):
    dx = np.full_like(x, 7)
    kernels.glu_gradient(x, None, dy, dx, rows)()
    return dx


def sparsemax(kernels, x):
    y = np.full_like(x, 7)
    kernels.sparsemax(x, y)()
    return y


def sparsemax_gradient(kernels, y, dy):
    dx = np.full_like(dy, 7)
    kernels.sparsemax_gradient(None, y, dy, dx)()
    return dx


def close(found, expected):
    eps = np.finfo(found.dtype).eps
    np.testing.assert_allclose(found, expected, rtol=32 * eps, atol=32 * eps)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("kernels", BUILDS)
def test_glu_equals_its_twin(kernels, shape, dtype):
    half = (*shape[:-1], shape[-1] // 2)
    x, dy = normal(shape, dtype), normal(half, dtype, 1)
    for rows in {1, shape[0]}:
        close(glu(kernels, x, rows, half), glu(REFERENCE, x.astype(float), rows, half))
        close(glu_gradient(kernels, x, dy, rows), glu_gradient(REFERENCE, x.astype(float), dy.astype(float), rows))


@pytest.mark.parametrize("kernels", BUILDS)
def test_slopes_equal_central_differences(kernels):
    x, step = normal((5, 6)), 1e-6 * normal((5, 6), seed=2)
    dy = normal((5, 3), seed=1)
    change = glu(kernels, x + step, 5, (5, 3)) - glu(kernels, x - step, 5, (5, 3))
    np.testing.assert_allclose((2 * step * glu_gradient(kernels, x, dy, 5)).sum(), (change * dy).sum(), rtol=1e-6)
    dy = normal((5, 6), seed=1)
    change = sparsemax(kernels, x + step) - sparsemax(kernels, x - step)
    slope = sparsemax_gradient(kernels, sparsemax(kernels, x), dy)
    np.testing.assert_allclose((2 * step * slope).sum(), (change * dy).sum(), rtol=1e-6)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("kernels", BUILDS)
def test_sparsemax_equals_its_twin(kernels, shape, dtype):
    x, dy = normal(shape, dtype), normal(shape, dtype, 1)
    y = sparsemax(kernels, x)
    close(y, sparsemax(REFERENCE, x.astype(float)))
    close(sparsemax_gradient(kernels, y, dy), sparsemax_gradient(REFERENCE, y.astype(float), dy.astype(float)))


@pytest.mark.parametrize("kernels", BUILDS)
def test_sparsemax_of_extremes(kernels):
    inf, nan = np.inf, np.nan
    x = np.array([[1e30, 0, -1e30], [1e8 + 16, 1e8 + 16, 1e8], [0, -inf, 0], [0, nan, 1], [nan, -inf, 0], [0.3] * 3])
    y = sparsemax(kernels, x.astype("float32"))
    third, row = 1 / 3, [nan] * 3
    np.testing.assert_allclose(y, [[1, 0, 0], [0.5, 0.5, 0], [0.5, 0, 0.5], row, row, [third] * 3], rtol=1e-6)
    rng = np.random.default_rng(5)
    for _ in range(200):  # ties, and numbers of very different sizes: it ends, and the sum is 1
        x = np.round(rng.normal(size=(4, 9)), 1) * 10.0 ** rng.integers(-9, 9, (4, 9))
        np.testing.assert_allclose(sparsemax(kernels, x).sum(axis=-1), 1, rtol=1e-12)


@pytest.mark.parametrize("kernels", BUILDS)
def test_nan_stays_in_its_row(kernels):
    x = normal((3, 4), seed=3).copy()
    x[1, 3] = np.nan
    assert np.isnan(glu(kernels, x, 3, (3, 2))).tolist() == [[False] * 2, [False, True], [False] * 2]
    assert np.isnan(sparsemax(kernels, x)).any(axis=1).tolist() == [False, True, False]
    dx = sparsemax_gradient(kernels, np.full((3, 4), 0.25), x)
    assert np.isnan(dx).all(axis=1).tolist() == [False, True, False]


@pytest.mark.parametrize("kernels", COMPILED)
def test_wrong_sizes_are_refused(kernels):
    with pytest.raises(ValueError, match="glu"):
        kernels.glu(np.ones((2, 4)), np.ones((2, 3)), 2)
    with pytest.raises(ValueError, match="glu"):
        kernels.glu(np.ones((2, 4)), np.ones((2, 2)), 3)
    with pytest.raises(ValueError, match="glu_gradient"):
        kernels.glu_gradient(np.ones((2, 6)), None, np.ones((2, 2)), np.ones((2, 4)), 2)
    with pytest.raises(ValueError, match="sparsemax"):
        kernels.sparsemax(np.ones((2, 3)), np.ones((3, 2)))
