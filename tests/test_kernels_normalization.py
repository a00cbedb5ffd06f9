"""Do the compiled loops of normalization equal their NumPy twins, and lose nothing where the mean is far from 0?"""

import numpy as np
import pytest
from kernel_builds import BUILDS, COMPILED, REFERENCE

TYPES = [np.float32, np.float64]
CHANNELS = [((1, 1), 1), ((5, 3), 1), ((130, 300), 1), ((6, 2, 16), 2), ((5, 3), 0), ((2, 3, 4), 1), ((3, 2, 40), -2),
            ((1, 5, 11, 100), 1), ((7,), 0), ((2, 300, 3), 1), ((0, 3), 1), ((2, 0), 1), ((2, 3, 0), 1), ((0, 3, 2), 1)]
ROWS = [(1,), (3, 1), (5, 7), (1, 64), (7, 300), (2, 3, 5), (4, 1100), (0, 3), (2, 0), (2, 0, 3)]
# kernel: its arrays (x one like x, c a number a channel or column, p the same but positive, ? the same or nothing,
# m moments of rows; capitals are written)
CHANNEL_KERNELS = {
    "channel_moments": "xCC", "batch_normalization": "xcp??X", "batch_normalization_sums": "xcpxCC",
    "batch_normalization_gradient": "xcp???xX",
}
ROW_KERNELS = {
    "layer_normalization": "x??MX", "rms_normalization": "x??MX", "layer_normalization_gradient": "x?mxX",
    "rms_normalization_gradient": "x?mxX", "row_sums": "xmxCC",
}
EPSILON = {"layer_normalization", "rms_normalization", "batch_normalization", "batch_normalization_sums",
           "batch_normalization_gradient"}
builds = pytest.mark.parametrize("kernels", BUILDS)
dtypes = pytest.mark.parametrize("dtype", TYPES)


def arguments(form, shape, columns, dtype, without=False):
    """Arrays for the letters of a form; what is read is read-only, what is written holds something else."""
    rng = np.random.default_rng(len(form))
    rows = int(np.prod(shape[:-1]))
    sizes = {"x": shape, "c": (columns,), "p": (columns,), "?": (columns,), "m": (2, rows)}
    arrays = []
    for letter in form:
        if letter == "?" and without:
            arrays.append(None)
            continue
        size = sizes[letter.lower()]
        array = np.full(size, 7, dtype) if letter.isupper() else np.asarray(rng.normal(size=size), dtype)
        array = np.abs(array) if letter == "p" else array
        array.flags.writeable = letter.isupper()
        arrays.append(array)
    return arrays


def assert_equals_twin(kernels, name, arrays, *numbers, rounding=64):
    dtype, numbers = arrays[0].dtype, (*numbers, *([1e-3] if name in EPSILON else []))
    exact = [array if array is None else array.astype(float) for array in arrays]
    expected, found = getattr(REFERENCE, name)(*exact, *numbers), getattr(kernels, name)(*arrays, *numbers)
    expected()
    found()
    tolerance = rounding * np.finfo(dtype).eps
    for letter, wanted, array in zip(expected.access, expected.arrays, found.arrays, strict=True):
        if letter.isupper():
            scale = max(1, np.nanmax(np.abs(wanted), initial=0))
            np.testing.assert_allclose(array, wanted, rtol=tolerance, atol=tolerance * scale)


@builds
@dtypes
@pytest.mark.parametrize("shape, axis", CHANNELS, ids=str)
@pytest.mark.parametrize("name", CHANNEL_KERNELS)
def test_channels(kernels, name, shape, axis, dtype):
    for without in (False, True):
        arrays = arguments(CHANNEL_KERNELS[name], shape, shape[axis], dtype, without)
        assert_equals_twin(kernels, name, arrays, axis % len(shape))


@builds
@dtypes
@pytest.mark.parametrize("size", [0, 1, 37])
def test_running_average(kernels, size, dtype):
    x, average = np.arange(size, dtype=dtype), np.ones(size, dtype)
    kernels.running_average(x, average, 0.9)()
    np.testing.assert_allclose(average, 0.9 + 0.1 * x, rtol=4 * np.finfo(dtype).eps)
    average[...] = np.finfo(dtype).tiny  # what is forgotten becomes 0, not a denormal number
    kernels.running_average(0 * x, average, 0.9)()
    assert (average == 0).all()


@builds
@dtypes
@pytest.mark.parametrize("shape", ROWS, ids=str)
@pytest.mark.parametrize("name", ROW_KERNELS)
def test_rows(kernels, name, shape, dtype):
    for without in (False, True):
        assert_equals_twin(kernels, name, arguments(ROW_KERNELS[name], shape, shape[-1], dtype, without))


@builds
def test_one_of_gamma_and_beta_may_be_missing(kernels):
    x, gamma, beta, moments, y = arguments("xcpMX", (3, 5), 5, np.float64)
    for one, other in ((gamma, None), (None, beta)):
        assert_equals_twin(kernels, "layer_normalization", [x, one, other, moments, y])
        assert_equals_twin(kernels, "rms_normalization", [x, one, other, moments, y])
        assert_equals_twin(kernels, "batch_normalization", [x, gamma, beta, one, other, y], 1)


@builds
@pytest.mark.parametrize("shape", [(1000, 3), (10, 3, 100)])
def test_moments_far_from_zero(kernels, shape):
    x = np.random.default_rng(0).normal(0, 1, shape).astype(np.float32) + np.float32(2**16)
    x[0, 1] = -1e6  # the number that is subtracted from a channel may be far from all the others
    mean, variance = np.empty(3, np.float32), np.empty(3, np.float32)
    kernels.channel_moments(x, mean, variance, 1)()
    exact, others = x.astype(float), (0, 2)[:x.ndim - 1]
    assert (np.abs(mean - exact.mean(others)) < 1e-6 * exact.std(others) + np.spacing(np.abs(mean))).all()
    np.testing.assert_allclose(variance, exact.var(others), rtol=1e-6)


@builds
def test_rows_far_from_zero(kernels):
    x = np.random.default_rng(0).normal(0, 1, (4, 500)).astype(np.float32) + np.float32(2**12)
    moments, y = np.empty((2, 4), np.float32), np.empty_like(x)
    kernels.layer_normalization(x, None, None, moments, y, 0.0)()
    exact = x.astype(float)
    wanted = (exact - exact.mean(-1, keepdims=True)) / exact.std(-1, keepdims=True)
    np.testing.assert_allclose(y, wanted, atol=2**12 * np.finfo("f").eps)
    np.testing.assert_allclose(moments[1], 1 / exact.std(-1), rtol=1e-6)


@builds
def test_equal_numbers_have_no_variance(kernels):
    x, mean, variance = np.full((7, 2), 0.1, "f"), np.empty(2, "f"), np.empty(2, "f")
    kernels.channel_moments(x, mean, variance, 1)()
    assert (mean == np.float32(0.1)).all() and (variance == 0).all()


@builds
def test_nan_stays_in_its_channel_or_row(kernels):
    x = np.arange(12.0).reshape(4, 3)
    x[2, 1] = np.nan
    mean, variance = np.empty(3), np.empty(3)
    kernels.channel_moments(x, mean, variance, 1)()
    assert np.isnan(mean).tolist() == np.isnan(variance).tolist() == [False, True, False]
    moments, y = np.empty((2, 4)), np.empty((4, 3))
    kernels.layer_normalization(x, None, None, moments, y, 1e-3)()
    assert np.isnan(y).all(1).tolist() == np.isnan(y).any(1).tolist() == [False, False, True, False]


@pytest.mark.parametrize("kernels", COMPILED)
@pytest.mark.parametrize("name, shapes, numbers", [
    ("channel_moments", [(2, 3), (3,), (3,)], [2]), ("channel_moments", [(2, 3), (3,), (3,)], [-1]),
    ("channel_moments", [(2, 3), (2,), (3,)], [1]), ("running_average", [(2,), (3,)], [0.5]),
    ("batch_normalization", [(2, 3), (3,), (3,), (4,), (3,), (2, 3)], [1, 0.1]),
    ("batch_normalization", [(2, 3), (3,), (3,), (3,), (3,), (2, 4)], [1, 0.1]),
    ("batch_normalization_sums", [(2, 3), (3,), (3,), (3, 2), (3,), (3,)], [1, 0.1]),
    ("batch_normalization_gradient", [(2, 3), (3,), (3,), (3,), (2,), (3,), (2, 3), (2, 3)], [1, 0.1]),
    ("layer_normalization", [(2, 3), (2,), (3,), (2, 2), (2, 3)], [0.1]),
    ("layer_normalization", [(2, 3), (3,), (3,), (2, 1), (2, 3)], [0.1]),
    ("layer_normalization_gradient", [(2, 3), (3,), (2, 2), (3, 2), (2, 3)], []),
    ("row_sums", [(2, 3), (2, 2), (2, 3), (3,), (2,)], []),
])
def test_wrong_shapes_are_refused(kernels, name, shapes, numbers):
    with pytest.raises(ValueError):
        getattr(kernels, name)(*map(np.ones, shapes), *numbers)
