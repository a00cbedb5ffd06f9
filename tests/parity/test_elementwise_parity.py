"""Elementwise ops, comparisons and reductions: values and types as in Keras, over types, shapes and Python numbers."""

import itertools

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from keras_twins import twins  # noqa: E402

import nnlite  # noqa: E402
from nnlite import ops  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
TYPES = ["bool", "uint8", "int32", "int64", "float32", "float64"]
UNARY = ["negative", "absolute", "abs", "sign", "reciprocal", "square", "sqrt", "rsqrt", "exp", "exp2", "expm1", "log",
         "log2", "log10", "log1p", "sin", "cos", "tan", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "arcsinh",
         "arccosh", "arctanh", "floor", "ceil", "round", "trunc", "erf", "nan_to_num", "logical_not", "isnan", "isinf",
         "isfinite", "isposinf", "isneginf", "zeros_like", "ones_like", "stop_gradient"]
REDUCTIONS = ["sum", "mean", "max", "min", "prod", "var", "std", "amax", "amin", "logsumexp", "any", "all", "argmax",
              "argmin", "median", "norm"]
BINARY = ["add", "subtract", "multiply", "divide", "true_divide", "floor_divide", "mod", "power", "maximum", "minimum",
          "logaddexp", "logaddexp2", "divide_no_nan", "arctan2",
          "equal", "not_equal", "less", "less_equal", "greater", "greater_equal", "logical_and",
          "logical_or", "logical_xor", "isclose"]
KERAS_DRAWS_ANOTHER_TYPE = ["reciprocal", "rsqrt", "erf", "logsumexp"]  # than the call returns then


def both(name, *arguments, **options):
    """The result of nnlite and of Keras; skips what Keras cannot do on this backend."""
    try:
        expected = getattr(keras.ops, name)(*arguments, **options)
    except Exception as error:  # a kernel that TensorFlow does not have
        pytest.skip(f"Keras cannot: {type(error).__name__}")
    return getattr(ops, name)(*arguments, **options), keras.ops.convert_to_numpy(expected)


def assert_same(found, expected, tolerance=2e-6):
    assert found.dtype == expected.dtype
    assert found.shape == expected.shape
    if expected.dtype == np.float64:
        tolerance = 1e-6  # some of Keras's are computed in float32 on the way
    np.testing.assert_allclose(found, expected, rtol=tolerance, atol=tolerance)


def sample(dtype, shape=(3, 4), seed=0):
    """Numbers of a type: with a sign where it has one, with fractions where it has them; never 0."""
    random = np.random.default_rng(seed)
    if np.dtype(dtype).kind == "f":
        return random.uniform(0.2, 3, shape).astype(dtype) * np.where(random.random(shape) < 0.3, -1, 1).astype(dtype)
    if dtype == "bool":
        return random.random(shape) < 0.5
    return random.integers(1, 5, shape).astype(dtype)


@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("name", UNARY)
def test_unary(name, dtype):
    assert_same(*both(name, sample(dtype)), tolerance=4e-6)


@pytest.mark.parametrize("name", UNARY)
@pytest.mark.parametrize("value", [1.0, 1, True, [0.5, 1.5], [1, 2], [True, False], np.ones((0, 3), "f")], ids=str)
def test_unary_of_python_numbers(name, value):
    assert_same(*both(name, value))


@pytest.mark.parametrize("name", UNARY)
def test_unary_of_special_numbers(name):
    x = np.array([np.nan, np.inf, -np.inf, 0.0, -0.0, 1, -1], "f")
    assert_same(*both(name, x))


@pytest.mark.parametrize("first", TYPES)
@pytest.mark.parametrize("name", BINARY)
def test_binary(name, first):
    for second, shape in itertools.product(TYPES, [(3, 4), (4,), (3, 1), ()]):
        a, b = np.abs(sample(first)), np.abs(sample(second, shape, 1))
        for x in ((a, b), (b, a)):
            try:
                assert_same(*both(name, *x))
            except pytest.skip.Exception:
                continue


@pytest.mark.parametrize("value", [True, 2, 0.5, [True] * 4, [1, 2, 3, 4], [0.5] * 4, np.float64(0.5)], ids=repr)
@pytest.mark.parametrize("name", BINARY)
def test_binary_with_python_numbers(name, value):
    for dtype in TYPES:
        array = sample(dtype, seed=2)
        for x in ((array, value), (value, array), (value, value), (value, 2), (0.5, value)):
            x = [np.abs(v) if isinstance(v, np.ndarray) else v for v in x]
            try:
                assert_same(*both(name, *x))
            except pytest.skip.Exception:
                continue


@pytest.mark.parametrize("name", BINARY)
def test_binary_of_special_numbers(name):
    values = np.array([np.nan, np.inf, -np.inf, 0.0, 1, -1, 2.5, -3.5], "f")
    if name in ("isclose", "logaddexp", "logaddexp2", "floor_divide", "mod"):  # see the tests below
        values = np.array([0.0, 1, -1, 2.5, -3.5], "f")
    a, b = np.meshgrid(values, values)
    if name in ("floor_divide", "mod"):
        a, b = a[b != 0], b[b != 0]
    assert_same(*both(name, a, b))


@pytest.mark.parametrize("dtype", ["uint8", "int32", "float32", "float64"])
def test_functions_that_make_float64_of_int64_in_keras(dtype):
    x = sample(dtype)
    for found in both("cbrt", x), both("deg2rad", x), both("rad2deg", x), both("hypot", x, x[:1]):
        assert_same(*found)


@pytest.mark.parametrize("axis", [None, 0, -1, (0, 2)], ids=str)
@pytest.mark.parametrize("dtype", TYPES)
@pytest.mark.parametrize("name", REDUCTIONS)
def test_reduction(name, dtype, axis):
    if isinstance(axis, tuple) and name.startswith("arg"):
        axis = 1
    if name == "norm" and axis is None:
        axis = (0, 1)
    for keepdims in (False, True):
        assert_same(*both(name, sample(dtype, (2, 3, 4)), axis=axis, keepdims=keepdims), tolerance=1e-5)


@pytest.mark.parametrize("name", ["sum", "mean", "prod", "any", "all", "var"])
@pytest.mark.parametrize("axis", [None, 0, 1])
def test_reduction_of_nothing(name, axis):
    assert_same(*both(name, np.ones((0, 3), "f"), axis=axis))


@pytest.mark.parametrize("dtype", TYPES)
def test_other_reductions(dtype):
    x, weights = sample(dtype, (2, 3, 4)), np.abs(sample("float32", (3,)))
    for found in (
        both("count_nonzero", x), both("count_nonzero", x, axis=(0, 1)), both("average", x), both("average", x, axis=1),
        both("average", x, axis=1, weights=weights), both("average", x, weights=np.abs(x)),
        both("average", x, axis=0, weights=np.abs(x)), both("cumsum", x), both("cumsum", x, axis=1),
        both("cumprod", x, axis=-1), both("cumsum", x, dtype="float32"),
        both("isclose", x, x), both("allclose", x, x[:1]),
    ):
        assert_same(*found, tolerance=1e-5)


@pytest.mark.parametrize("name", ["max", "min"])
@pytest.mark.parametrize("dtype", ["int32", "float32"])
def test_initial(name, dtype):
    assert_same(*both(name, sample(dtype), axis=0, initial=3))


@pytest.mark.parametrize("order", [None, 1, 2, 3, 0, 0.5, -1, np.inf, -np.inf, "fro"], ids=str)
@pytest.mark.parametrize("axis", [-1, (0, 1), (2, 0), None], ids=str)
def test_norm(order, axis):
    shape = (3,) if axis is None else (2, 3, 4)
    if isinstance(axis, tuple) and order in (2, 3, 0, 0.5):
        pytest.skip("no norm of a matrix, or one of singular values")
    for keepdims in (False, True):
        assert_same(*both("norm", sample("float32", shape), ord=order, axis=axis, keepdims=keepdims))


def test_moments():
    x = sample("float32", (5, 3))
    for found, expected in zip(*(library.moments(x, [0], keepdims=True) for library in (ops, keras.ops)), strict=True):
        assert_same(found, np.asarray(expected))


@pytest.mark.parametrize("first, second", [*itertools.product([*TYPES, 1, 0.5, True], repeat=2)])
def test_where(first, second):
    condition = sample("bool", (4, 1))
    x = [sample(value, (3,)) if isinstance(value, str) else value for value in (first, second)]
    assert_same(*both("where", condition, *x))


def test_choosing():
    x = sample("float32")
    integers = np.arange(6).reshape(2, 3)
    for found in (
        both("select", [x > 1, x > 0], [x, -x], 7), both("select", [x > 1, x > 0], [x, x * 2]),
        both("clip", x, -0.5, 1), both("clip", integers, 1, 3), both("clip", x > 0, 0, 1),
        both("clip", x, x - 1, x + 1), both("full_like", x, 2, "int32"),
        both("nan_to_num", [np.nan, np.inf, -np.inf], 1.0, 2.0, 3.0), both("full_like", x, 2),
        both("zeros_like", integers, dtype="float32"), both("round", x, 1), both("round", integers * 7, -1),
        both("cast", x, "int32"), both("cast", integers, "bool"), both("cast", x > 0, "float32"),
    ):
        assert_same(*found)
    for found, expected in zip(ops.where(x > 1), keras.ops.where(x > 1), strict=True):
        assert_same(found, np.asarray(expected))


@pytest.mark.parametrize("value", [1, 1.0, True, [1, 2], [1.0, 2], [True], np.ones(2), np.ones(2, "int64"),
                                   np.ones((), "uint8")], ids=repr)
def test_conversion(value):
    assert_same(*both("convert_to_tensor", value))
    assert_same(*both("convert_to_tensor", value, dtype="float32"))
    assert ops.shape(value) == tuple(keras.ops.shape(value))
    assert ops.ndim(value) == keras.ops.ndim(value)
    assert ops.is_tensor(value) == keras.ops.is_tensor(value)
    assert ops.is_tensor(ops.convert_to_tensor(value)) == keras.ops.is_tensor(keras.ops.convert_to_tensor(value))
    variables = [library.Variable(np.ones(2, "f")) for library in (nnlite, keras)]
    assert ops.is_tensor(variables[0]) == bool(keras.ops.is_tensor(variables[1]))
    assert type(ops.convert_to_numpy(variables[0])) is np.ndarray
    drawn = [library.Input((3,)) for library in (nnlite, keras)]
    assert ops.shape(drawn[0]) == keras.ops.shape(drawn[1])


@pytest.mark.parametrize("first, second", [*itertools.product(TYPES, repeat=2)])
def test_a_drawing_knows_the_types(first, second):
    for name in [*BINARY, *UNARY, *REDUCTIONS]:
        given = (first, second) if name in BINARY else (first,)
        drawn = [[library.Input((3,), dtype=dtype) for dtype in given] for library in (nnlite, keras)]
        try:
            found = getattr(ops, name)(*drawn[0])
        except TypeError:
            assert first == second == "bool" or first == "bool" and len(given) == 1
            continue
        expected = getattr(keras.ops, name)(*drawn[1])
        assert found.shape == tuple(expected.shape), name
        if name not in KERAS_DRAWS_ANOTHER_TYPE:
            assert found.dtype == expected.dtype, name


@pytest.mark.skipif(keras.backend.backend() != "tensorflow", reason="compares with TensorFlow's conventions")
@pytest.mark.parametrize("function", [
    lambda o, x: o.maximum(x, 0.0), lambda o, x: o.maximum(0.0, x), lambda o, x: o.minimum(x, 1.0),
    lambda o, x: o.minimum(1.0, x), lambda o, x: o.clip(x, 0.0, 1.0), lambda o, x: o.abs(x), lambda o, x: o.max(x, -1),
    lambda o, x: o.min(x, 0), lambda o, x: o.max(x, initial=1.0), lambda o, x: o.sqrt(x),
    lambda o, x: o.norm(x, axis=-1), lambda o, x: o.std(x, 0),
    lambda o, x: o.prod(x, 1), lambda o, x: o.rsqrt(x), lambda o, x: o.reciprocal(x),
    lambda o, x: o.log(x), lambda o, x: o.mod(x, 2.0), lambda o, x: o.nan_to_num(x / x), lambda o, x: o.sign(x),
    lambda o, x: o.square(x), lambda o, x: x**2, lambda o, x: x**0.5, lambda o, x: o.norm(x, 1, axis=0),
    lambda o, x: o.norm(x, np.inf, axis=0), lambda o, x: o.where(x > 0, x, 0.0),
])
def test_slopes_at_kinks(function):
    tensorflow = pytest.importorskip("tensorflow")
    x = np.array([[0.0, 1, 2], [1, 1, 0], [0, 0, 0]], "f")
    with nnlite.GradientTape() as tape:
        ours = ops.convert_to_tensor(x)
        y = function(ops, ours)
    with tensorflow.GradientTape() as other:
        theirs = keras.ops.convert_to_tensor(x)
        other.watch(theirs)
        expected = function(keras.ops, theirs)
    np.testing.assert_allclose(tape.gradient(y, ours), np.asarray(other.gradient(expected, theirs)), rtol=1e-6)


def normalised(k):
    """A model with a layer of its own, written in ops."""

    class Normalise(k.layers.Layer):
        def build(self, shape):
            self.gain = self.add_weight(shape=(shape[-1],), initializer="ones", name="gain")
            self.offset = self.add_weight(shape=(shape[-1],), initializer="zeros", name="offset")

        def call(self, x):
            centred = x - k.ops.mean(x, axis=-1, keepdims=True)
            scaled = centred / k.ops.sqrt(k.ops.var(x, axis=-1, keepdims=True) + 1e-3) * self.gain + self.offset
            return k.ops.where(scaled > 0, k.ops.clip(scaled, 0.0, 2.0), 0.1 * k.ops.sin(scaled))

    x = k.Input((5,))
    h = Normalise(name="normalise")(k.layers.Dense(4, name="first")(x))
    return k.Model(x, k.layers.Dense(2, name="last")(h) - k.ops.max(h, axis=-1, keepdims=True))


@pytest.mark.parametrize("run_eagerly", [False, True])
def test_a_layer_written_in_ops_trains_alike(run_eagerly):
    x, y = sample("float32", (24, 5)), sample("float32", (24, 2), 1)
    ours, theirs = twins(normalised, lambda k: {"optimizer": k.optimizers.Adam(0.01), "loss": "mse"})
    ours.compile(nnlite.optimizers.Adam(0.01), "mse", run_eagerly=run_eagerly)
    found, expected = (model.fit(x, y, 8, epochs=3, shuffle=False, verbose=0) for model in (ours, theirs))
    np.testing.assert_allclose(found.history["loss"], expected.history["loss"], rtol=1e-4)
    for weight, wanted in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(weight, wanted, rtol=1e-3, atol=1e-5)
