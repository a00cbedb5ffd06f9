"""Do the compiled activations equal their NumPy twins? Are exp, log and friends as exact as `_math.pxd` says?"""

import functools

import numpy as np
import pytest

from nnlite import _dispatch, _reference_activations, _reference_shrinks

TWINS = {name: value for module in (_reference_activations, _reference_shrinks)
         for name, value in vars(module).items() if hasattr(value, "access")}
NUMBERS = {"leaky_relu": (0.2,), "relu_general": (0.1, 6.0, 0.5), "elu": (1.3,), "celu": (1.3,), "squareplus": (4.0,),
           "hard_shrink": (0.5,), "soft_shrink": (0.5,), "threshold": (0.5, -2.0)}
KERNELS = [name for name in TWINS if not name.endswith("_gradient") and name not in ("glu", "sparsemax")]
SLOPED = [name for name in KERNELS if f"{name}_gradient" in TWINS]
ROW_WISE = ["softmax", "log_softmax"]
SHAPES = [(0,), (0, 5), (5, 0), (1,), (1, 1), (5, 1), (3, 7), (2, 3, 4), (130, 33)]
TYPES = [np.float32, np.float64]
KINKS = np.array([-3, -1, -0.5, 0, 0.5, 1, 3, 6])

EXACT = {
    "exponential": np.exp,
    "expm1": np.expm1,
    "log": np.log,
    "log1p": np.log1p,
    "tanh": np.tanh,
    "sigmoid": lambda x: np.where(x < 0, np.exp(-abs(x)), 1) / (1 + np.exp(-abs(x))),
    "softplus": lambda x: np.maximum(x, 0) + np.log1p(np.exp(-abs(x))),
}


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
    """All but the twins, which check less and are as exact as NumPy."""
    return loaded(request.param) or pytest.skip("not compiled")


def sample(name, shape, dtype=np.float64, seed=0):
    """Numbers in the domain of the kernel, none of them close to a kink."""
    x = np.random.default_rng(seed).normal(0, 3, shape)
    x = np.where(np.abs(x[..., None] - KINKS).min(axis=-1) < 1e-3, 1.5, x)
    return (np.abs(x) if name in ("log", "log1p") else x).astype(dtype)


def forward(kernels, name, x):
    y = np.full_like(x, 7)
    getattr(kernels, name)(x, y, *NUMBERS.get(name, ()))()
    return y


def backward(kernels, name, x, y, dy):
    dx = np.full_like(dy, 7)
    getattr(kernels, f"{name}_gradient")(x, y, dy, dx, *NUMBERS.get(name, ()))()
    return dx


def uses(name):
    return TWINS[f"{name}_gradient"].__doc__.split()[1].strip(",")


def assert_close(found, expected, dtype):
    eps = np.finfo(dtype).eps
    np.testing.assert_allclose(found, expected, rtol=32 * eps, atol=32 * eps)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("name", KERNELS)
def test_equals_its_twin(kernels, name, dtype, shape):
    x = sample(name, shape, dtype)
    x.flags.writeable = False
    expected = forward(loaded("reference"), name, x.astype(float))
    assert_close(forward(kernels, name, x), expected, dtype)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("name", SLOPED)
def test_gradient_equals_its_twin_and_uses_what_it_says(kernels, name, dtype, shape):
    x, dy = sample(name, shape, dtype), sample(name, shape, dtype, seed=1)
    y = forward(loaded("reference"), name, x)
    for array in (x, y, dy):
        array.flags.writeable = False
    known = (x, None) if uses(name) == "x" else (None, y)
    dx = backward(kernels, name, *known, dy)
    np.testing.assert_array_equal(backward(kernels, name, x, y, dy), dx)
    known = [array if array is None else array.astype(float) for array in known]
    assert_close(dx, backward(loaded("reference"), name, *known, dy.astype(float)), dtype)


@pytest.mark.parametrize("name", SLOPED)
def test_gradient_equals_central_differences(kernels, name):
    x, dy, step = sample(name, (4, 9)), sample(name, (4, 9), seed=1), 1e-5 * sample(name, (4, 9), seed=2)
    change = forward(kernels, name, x + step) - forward(kernels, name, x - step)
    slope = backward(kernels, name, x, forward(kernels, name, x), dy)
    np.testing.assert_allclose((2 * step * slope).sum(), (change * dy).sum(), rtol=1e-7)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("name", KERNELS)
def test_nan_passes(kernels, name, dtype):
    x = sample(name, (3, 33), dtype)
    x[1, 5] = np.nan
    nan = np.isnan(x) | (name in ROW_WISE and np.isnan(x).any(axis=1, keepdims=True))
    np.testing.assert_array_equal(np.isnan(forward(kernels, name, x)), nan)
    if name in SLOPED:
        y = forward(kernels, name, sample(name, (3, 33), dtype))
        np.testing.assert_array_equal(np.isnan(backward(kernels, name, np.ones_like(x), y, x)), nan)


@pytest.mark.parametrize("name", [name for name in KERNELS if name != "log_softmax"])
def test_works_in_place(kernels, name):
    x = sample(name, (3, 33))
    expected = forward(kernels, name, x)
    getattr(kernels, name)(x, x, *NUMBERS.get(name, ()))()
    np.testing.assert_allclose(x, expected, rtol=1e-15)


@pytest.mark.parametrize("name", KERNELS)
def test_wrong_shapes_are_refused(compiled, name):
    numbers = NUMBERS.get(name, ())
    with pytest.raises(ValueError, match=name):
        getattr(compiled, name)(np.ones((2, 3)), np.ones((2, 4)), *numbers)
    if name in SLOPED:
        two, three = np.ones((2, 2)), np.ones((2, 3))
        for arrays in ((two, two, two, three), (two, two, three, two), (None, None, two, two)):
            with pytest.raises(ValueError, match=f"{name}_gradient"):
                getattr(compiled, f"{name}_gradient")(*arrays, *numbers)
    if name in ROW_WISE:
        with pytest.raises(ValueError, match=name):
            getattr(compiled, name)(np.ones((2, 3)), np.ones((3, 2)))


@pytest.mark.parametrize("name", ["elu", "leaky_relu"])
def test_a_falling_side_has_no_gradient_from_y(kernels, name):
    with pytest.raises(ValueError, match=f"{name}_gradient"):
        getattr(kernels, f"{name}_gradient")(*np.ones((4, 2)), -1.0)()


def test_slopes_at_the_kinks(kernels):
    zero, one = np.zeros(1), np.ones(1)
    for name, at, slope in [("relu", 0, 0), ("relu6", 0, 0), ("relu6", 6, 0), ("hard_sigmoid", -3, 0),
                            ("hard_sigmoid", 3, 0), ("leaky_relu", 0, 0.2), ("relu_general", 6, 0),
                            ("hard_tanh", 1, 0), ("hard_silu", -3, 0), ("hard_silu", 3, 1), ("celu", 0, 1),
                            ("sparse_sigmoid", -1, 0), ("sparse_sigmoid", 1, 0), ("soft_shrink", 0.5, 0),
                            ("hard_shrink", 0.5, 0), ("threshold", 0.5, 0)]:
        x = zero + at
        assert backward(kernels, name, x, forward(kernels, name, x), one) == slope, (name, at)


def test_softmax_survives_large_numbers(kernels):
    x = np.array([[1000.0, 1000.0], [-1000.0, 1000.0]])
    np.testing.assert_array_equal(forward(kernels, "softmax", x), [[0.5, 0.5], [0, 1]])
    np.testing.assert_allclose(forward(kernels, "log_softmax", x), [[-np.log(2)] * 2, [-2000, 0]])


def test_general_relu_without_a_slope_ends_at_zero(kernels):
    y = np.empty(4)
    kernels.relu_general(np.array([-np.inf, 1, 2, np.inf]), y, 0.0, np.inf, 1.0)()
    np.testing.assert_array_equal(y, [0, 0, 2, np.inf])


@functools.cache
def whole_range(dtype):
    """All float32 numbers at a stride; float64 numbers of every size, and many of the usual ones."""
    if dtype is np.float32:
        return np.arange(0, 2**32, 2**11 + 1, dtype=np.uint32).view(np.float32)
    random = np.random.default_rng(0)
    sizes = [random.normal(0, 10.0**size, 10_000) for size in range(-8, 4)]
    special = [0, np.inf, -np.inf, np.nan, 1, -1, 2.0**-1074, -(2.0**-1074), 2.0**-1022, np.finfo(float).max]
    return np.concatenate([random.integers(0, 2**64, 50_000, np.uint64).view(float), *sizes, special])


@functools.cache
def exact(name, dtype):
    """The correctly rounded results, from a wider type."""
    wider = {np.float32: np.float64, np.float64: np.longdouble}[dtype]
    with np.errstate(all="ignore"):
        return EXACT[name](whole_range(dtype).astype(wider)).astype(dtype)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("name", EXACT)
def test_within_two_units_in_the_last_place(compiled, name, dtype):
    if dtype is np.float64 and np.finfo(np.longdouble).nmant < 60:
        pytest.skip("no type is wider than float64 here")
    found, expected = forward(compiled, name, whole_range(dtype)), exact(name, dtype)
    finite = np.isfinite(expected)
    np.testing.assert_array_equal(found[~finite], expected[~finite])
    with np.errstate(all="ignore"):
        units = np.abs(found - expected)[finite] / np.spacing(np.abs(expected[finite]))
    assert units.max() <= 2, whole_range(dtype)[finite][units.argmax()]
