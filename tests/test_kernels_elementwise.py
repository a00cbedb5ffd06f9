"""Do the compiled sums, products and sums over axes equal their NumPy twins, however their arrays are repeated?"""

import functools

import numpy as np
import pytest

from nnlite import _dispatch, shapes

PAIRS = ["add", "subtract", "multiply", "divide", "maximum", "minimum"]
CHOICES = ["where_greater_equal", "where_not_greater_equal"]
ONES = ["negative", "square", "sqrt", "absolute", "erf"]
TYPES = [np.float32, np.float64]
SHAPES = [(0,), (1,), (1, 1), (5, 1), (3, 7), (130, 33), (2, 3, 4)]
REPEATED = [((), ()), ((5,), ()), ((3, 7), (7,)), ((3, 7), (3, 1)), ((3, 1), (1, 7)), ((130, 33), (1, 33)),
            ((2, 3, 4), (3, 1)), ((2, 1, 4), (3, 1)), ((2, 3, 4, 5), (3, 1, 5)), ((2, 1, 4, 1), (1, 3, 1, 5)),
            ((0, 4), (4,)), ((3, 0), (3, 1)), ((2, 3, 2, 3, 2), (3, 2, 3, 2))]
SUMS = [((3, 7), (3, 1)), ((3, 7), (1, 7)), ((3, 7), (1, 1)), ((130, 1033), (1, 1033)), ((130, 1033), (130, 1)),
        ((7, 130, 3), (1, 1, 3)), ((2, 3, 4, 5), (1, 3, 1, 5)), ((2, 3, 4, 5), (2, 1, 4, 1)), ((2, 3, 4), (2, 3, 4)),
        ((0, 3), (1, 3)), ((3, 0), (3, 1)), ((0, 3), (0, 1)), ((), ()), ((1, 1), (1, 1)),
        ((2, 3, 2, 3, 2), (1, 3, 2, 3, 1))]


@functools.cache
def loaded(build):
    try:
        return _dispatch.load(build)
    except ImportError:
        return None


@pytest.fixture(params=_dispatch.available())
def kernels(request):
    return loaded(request.param) or pytest.skip("not compiled")


@pytest.fixture(params=_dispatch.available()[:-1])
def compiled(request):
    """All but the twins, which leave the checks to NumPy."""
    return loaded(request.param) or pytest.skip("not compiled")


def sample(shape, dtype, seed=0):
    """Whole and half numbers, so that some are equal; read-only."""
    array = np.asarray(np.round(np.random.default_rng(seed).normal(0, 2, shape) * 2) / 2, dtype)
    array.flags.writeable = False
    return array


def run(kernels, name, *arrays, shape, numbers=()):
    y = np.full(shape, 7, next(array.dtype for array in arrays if array is not None))
    getattr(kernels, name)(*arrays, y, *numbers)()
    return y


def assert_equals_twin(kernels, name, *arrays, shape, numbers=(), rounding=4):
    exact = [array if array is None else array.astype(float) for array in arrays]
    expected = run(loaded("reference"), name, *exact, shape=shape, numbers=numbers)
    found = run(kernels, name, *arrays, shape=shape, numbers=numbers)
    eps = rounding * np.finfo(found.dtype).eps
    np.testing.assert_allclose(found, expected, rtol=eps, atol=eps)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("first, second", [*REPEATED, *((shape, shape) for shape in SHAPES)], ids=str)
@pytest.mark.parametrize("name", PAIRS)
def test_pairs(kernels, name, first, second, dtype):
    shape = np.broadcast_shapes(first, second)
    a, b = sample(first, dtype), sample(second, dtype, 1)
    assert_equals_twin(kernels, name, a, b, shape=shape)
    assert_equals_twin(kernels, name, b, a, shape=shape)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("first, second", [*REPEATED[:-1], ((3, 7), (3, 7))], ids=str)
@pytest.mark.parametrize("name", CHOICES)
def test_choices(kernels, name, first, second, dtype):
    shape = np.broadcast_shapes(first, second)
    a, b, value = sample(first, dtype), sample(second, dtype, 1), sample(shape, dtype, 2)
    assert_equals_twin(kernels, name, a, b, value, shape=shape)
    assert_equals_twin(kernels, name, b, a, value, shape=shape)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("first, second", [*REPEATED[:-1], ((3, 7), (3, 7))], ids=str)
def test_where(kernels, first, second, dtype):
    shape = np.broadcast_shapes(first, second)
    for one, other, mask in ((first, second, shape), (shape, second, first), (shape, (), second), ((), shape, first)):
        x, instead, condition = sample(one, dtype), sample(other, dtype, 1), np.array(sample(mask, dtype, 2) > 0)
        y = np.full(shape, 7, dtype)
        kernels.where(x, condition, instead, y)()
        np.testing.assert_array_equal(y, np.where(condition, x, instead))


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("name", ONES)
def test_ones(kernels, name, shape, dtype):
    x = np.abs(sample(shape, dtype)) if name == "sqrt" else sample(shape, dtype)
    assert_equals_twin(kernels, name, x, shape=shape)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("shape, result", SUMS, ids=str)
def test_sums(kernels, shape, result, dtype):
    x = sample(shape, dtype)
    for other in (None, x, sample(result, dtype, 1), sample((), dtype, 2), sample(shape[-1:], dtype, 3)):
        assert_equals_twin(kernels, "sum_over", x, other, shape=result, numbers=(0.5,), rounding=32)


@pytest.mark.parametrize("name", [*PAIRS, *CHOICES])
def test_nan_passes(kernels, name):
    a, b = np.array([np.nan, 1, np.nan, 2]), np.array([1, np.nan, np.nan, 3])
    more = (np.array([4.0, 5, 6, 7]),) if name in CHOICES else ()
    for x, other, shape in ((a, b, (4,)), (a, np.array(1.0), (4,)), (np.array(np.nan), b, (4,))):
        expected = run(loaded("reference"), name, x, other, *more, shape=shape)
        np.testing.assert_array_equal(run(kernels, name, x, other, *more, shape=shape), expected)


def test_sums_are_collected_in_double(kernels):
    for shape, result in (((1, 3_000_000), (1, 1)), ((1_000_000, 3), (1, 3))):
        found = run(kernels, "sum_over", np.full(shape, 0.1, np.float32), None, shape=result)
        np.testing.assert_allclose(found, 300_000 / found.size, rtol=1e-6)


@pytest.mark.parametrize("name", [*PAIRS, *ONES])
def test_works_in_place(kernels, name):
    x = np.abs(np.array(sample((5, 9), float)))
    expected = run(kernels, name, *[x] * (2 if name in PAIRS else 1), shape=x.shape)
    getattr(kernels, name)(*[x] * (2 if name in PAIRS else 1), x)()
    np.testing.assert_array_equal(x, expected)


@pytest.mark.parametrize("name, arrays", [
    ("add", [(2, 3), (2, 4), (2, 3)]), ("add", [(2, 3), (3,), (3,)]), ("add", [(3,), (3,), (2, 4)]),
    ("where_greater_equal", [(2, 3), (3,), (4,), (2, 3)]), ("square", [(2, 3), (2, 4)]),
    ("sum_over", [(2, 3), (2, 3), (3,)]), ("sum_over", [(2, 3), (4,), (1, 3)]), ("sum_over", [(2, 3), (3,), (2, 2)]),
    ("add", [(2, 3, 2, 3, 2), (2, 1, 2, 1, 2), (2, 3, 2, 3, 2)]),
])
def test_wrong_shapes_are_refused(compiled, name, arrays):
    with pytest.raises(ValueError):
        getattr(compiled, name)(*map(np.ones, arrays))


@pytest.mark.parametrize("shape, operands, runs", [
    ((8, 4, 5), [(8, 4, 5), (8, 4, 5)], [(160, 1, 1)]), ((8, 4, 5), [(4, 5), (8, 1, 1)], [(8, 0, 1), (20, 1, 0)]),
    ((8, 1, 5), [(8, 1, 5), (8, 1, 1)], [(8, 5, 1), (5, 1, 0)]), ((1, 1), [(1,), ()], [(1, 0, 0)]),
    ((), [(), ()], [(1, 0, 0)]),
])
def test_runs(shape, operands, runs):
    assert list(shapes.runs(shape, *operands)) == runs
