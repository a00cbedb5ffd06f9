"""Elementwise ops and reductions: gradients against central differences, at once and in a program; what is refused."""

import tracemalloc

import numpy as np
import pytest
from calls import check_gradients, eager, program, traced, upstream

import nnlite
from nnlite import ops

RANDOM = np.random.default_rng(2)


def normal(*shape):
    return RANDOM.normal(size=shape)


def within(low, high):
    return lambda *shape: RANDOM.uniform(low, high, size=shape)


positive = within(0.3, 3)
UNARY = {
    "negative": normal, "absolute": normal, "sign": normal, "reciprocal": positive, "square": normal, "sqrt": positive,
    "rsqrt": positive, "exp": normal, "exp2": normal, "expm1": normal, "log": positive, "log2": positive,
    "log10": positive, "log1p": positive, "erf": normal, "sin": normal, "cos": normal, "tan": within(-1, 1),
    "arcsin": within(-0.9, 0.9), "arccos": within(-0.9, 0.9), "arctan": normal, "sinh": normal, "cosh": normal,
    "arcsinh": normal, "arccosh": within(1.2, 4), "arctanh": within(-0.9, 0.9), "nan_to_num": normal, "tanh": normal,
    "cbrt": positive, "deg2rad": normal, "rad2deg": normal,
}
BINARY = {
    "add": normal, "subtract": normal, "multiply": normal, "divide": positive, "power": positive, "maximum": normal,
    "minimum": normal, "mod": within(2.1, 2.9), "logaddexp": normal, "arctan2": normal,
    "logaddexp2": normal, "hypot": normal, "divide_no_nan": positive,
}
PAIRS = [((3, 4), (3, 4)), ((3, 4), (4,)), ((3, 4), (3, 1)), ((3, 4), ()), ((3, 1), (1, 4)), ((2, 1, 4), (3, 1)),
         ((2, 3, 2, 3), (3, 1, 3)), ((2, 1, 2, 1, 2, 1), (2, 1, 2, 1, 2)), ((0, 4), (4,)), ((), ())]
REDUCED = [((3, 4), None), ((3, 4), 0), ((3, 4), -1), ((2, 3, 4), (0, 2)), ((2, 3, 4), [1]), ((2, 2, 2, 2, 2), (1, 3)),
           ((5,), 0), ((), None), ((1, 1), 1)]
SMOOTH = ["sum", "mean", "prod", "var", "std", "logsumexp", "max", "min", "median", "norm"]


@pytest.mark.parametrize("shape", [(2, 3), (1,), (), (0, 3)], ids=str)
@pytest.mark.parametrize("name", UNARY)
def test_unary_gradient(name, shape):
    check_gradients(getattr(ops, name), UNARY[name](*shape))


@pytest.mark.parametrize("shapes", PAIRS, ids=str)
@pytest.mark.parametrize("name", BINARY)
def test_binary_gradient(name, shapes):
    check_gradients(getattr(ops, name), *(BINARY[name](*shape) for shape in shapes))


@pytest.mark.parametrize("keepdims", [False, True])
@pytest.mark.parametrize("shape, axis", REDUCED, ids=str)
@pytest.mark.parametrize("name", SMOOTH)
def test_reduction_gradient(name, shape, axis, keepdims):
    if name == "norm" and len(shape if axis is None else np.atleast_1d(axis)) not in (1, 2):
        pytest.skip("neither a vector nor a matrix")
    if name == "std" and np.zeros(shape).size in (0, 1):
        pytest.skip("has no slope at 0")
    check_gradients(lambda x: getattr(ops, name)(x, axis=axis, keepdims=keepdims), normal(*shape), tolerance=1e-5)


@pytest.mark.parametrize("axis", [None, 0, 1, -1])
@pytest.mark.parametrize("name", ["cumsum", "cumprod"])
def test_cumulative_gradient(name, axis):
    check_gradients(lambda x: getattr(ops, name)(x, axis=axis), normal(3, 4))


@pytest.mark.parametrize("name", ["prod", "cumprod"])
def test_products_have_their_true_gradient_at_zeros(name):
    for x in ([2.0, 0, 3, 1], [2.0, 0, 3, 0]):
        check_gradients(lambda x: getattr(ops, name)(x, axis=-1), [x, [1.0, 2, 3, 4]])


@pytest.mark.parametrize("function", [
    lambda x: ops.norm(x, 1, -1), lambda x: ops.norm(x, 3, -1), lambda x: ops.norm(x, np.inf, -1),
    lambda x: ops.norm(x, -np.inf, 0), lambda x: ops.norm(x, 1), lambda x: ops.norm(x, np.inf, keepdims=True),
    lambda x: ops.norm(x, "fro"), lambda x: ops.clip(x, -0.5, 0.5),
    lambda x: ops.select([x > 0, x > -1], [x * x, -x], 3),
    lambda x: ops.average(x, 0), lambda x: ops.moments(x, [0])[1], lambda x: x**2, lambda x: x**3, lambda x: 2.0**x,
    lambda x: ops.full_like(x, 2.0) * x, lambda x: ops.max(x, -1, initial=0.5), lambda x: ops.cast(x, "float64") * 2,
    lambda x: ops.stop_gradient(ops.exp(ops.zeros_like(x))) * x, lambda x: ops.sum(ops.mean(x, -1, True) * x, axis=0),
])
def test_gradient_of_what_is_put_together(function):
    check_gradients(function, normal(3, 4))


def test_gradients_of_two_and_three():
    check_gradients(lambda a, b: ops.where(a > b, a, b * b), normal(3, 4), normal(4))
    check_gradients(lambda x, w: ops.average(x, 1, w), normal(2, 3, 2), positive(3))
    check_gradients(lambda x, w: ops.average(x, None, w), normal(2, 3), positive(2, 3))
    check_gradients(ops.clip, normal(3, 4), normal(4) - 2, normal(3, 1) + 2)
    check_gradients(ops.full_like, normal(3, 4), normal(4))
    check_gradients(lambda a, b, c: a * b + ops.sqrt(ops.abs(c)) / (a * a + 1), normal(3, 4), normal(3, 1), normal(4))


@pytest.mark.parametrize("function, x, slopes", [
    (ops.absolute, [0.0], [0.0]),
    (lambda x: ops.maximum(x, 0.0), [-1.0, 0.0, 1.0], [0, 1, 1]),
    (lambda x: ops.maximum(0.0, x), [-1.0, 0.0, 1.0], [0, 0, 1]),
    (lambda x: ops.minimum(x, 0.0), [-1.0, 0.0, 1.0], [1, 1, 0]),
    (lambda x: ops.clip(x, 0.0, 1.0), [-1.0, 0.0, 0.5, 1.0, 2.0], [0, 1, 1, 1, 0]),
    (lambda x: ops.max(x), [3.0, 1.0, 3.0], [0.5, 0, 0.5]),
    (lambda x: ops.min(x, initial=0.0), [3.0, 1.0, 3.0], [0, 0, 0]),
    (lambda x: ops.median(x), [1.0, 1.0, 3.0], [0.5, 0.5, 0]),
    (ops.nan_to_num, [np.nan, np.inf, -np.inf, 1.0], [0, 0, 0, 1]),
    (lambda x: ops.divide_no_nan(1.0, x), [0.0, 2.0], [0, -0.25]),
    (lambda x: x**0.0, [0.0, 2.0], [0, 0]),
    (lambda x: ops.logaddexp(x, x), [1.0], [1.0]),
])
def test_slopes_at_kinks(function, x, slopes):
    with nnlite.GradientTape() as tape:
        x = ops.convert_to_tensor(x)
        y = function(x)
    np.testing.assert_array_equal(tape.gradient(y, x), slopes)


@pytest.mark.parametrize("name", ["floor", "ceil", "round", "trunc", "floor_divide", "equal", "isnan", "argmax", "any",
                                  "count_nonzero", "logical_not"])
def test_nothing_flows_through(name):
    inputs = [normal(3)] * (2 if name in ("floor_divide", "equal") else 1)
    _, found = eager(lambda *x: ops.cast(getattr(ops, name)(*x), "float64"), inputs)
    assert found == [None] * len(inputs)


def test_stopped_gradients():
    x = np.array([2.0, 3.0])
    for way in (eager, traced):
        y, (slope,) = way(lambda x: ops.stop_gradient(x) * x, [x])
        np.testing.assert_array_equal(y, x * x)
        np.testing.assert_allclose(slope, x * upstream(y))


def test_functions_without_a_gradient_run_in_a_program():
    x = np.array([[np.nan, 1.5, -2.5], [0, np.inf, 3]])
    for name in ("floor", "ceil", "round", "trunc", "isnan", "isinf", "isfinite", "logical_not", "any", "all",
                 "argmax", "argmin", "count_nonzero", "ones_like"):
        y, _ = traced(getattr(ops, name), [x], gradients=False)
        np.testing.assert_array_equal(y, getattr(ops, name)(x))
        assert y.dtype == getattr(ops, name)(x).dtype


def test_equal_shapes_and_small_operands_take_one_compiled_step():
    kernels = nnlite._dispatch.kernels
    for other in (normal(3, 4), normal(4), normal(3, 1), normal()):
        steps = program(ops.add, [normal(3, 4), other], gradients=False).steps
        assert [type(step) for step in steps] == [type(kernels.copy(normal(1), normal(1)))]


@pytest.mark.skipif(nnlite._dispatch.kernels.build == "reference", reason="the twins allocate")
@pytest.mark.parametrize("function", [
    lambda x, b: ops.mean(ops.square(x - ops.mean(x, -1, True)) * b, -1), lambda x, b: ops.maximum(x, b) / (x * x + 1),
    lambda x, b: ops.var(x, 0) * ops.logsumexp(x, 0), lambda x, b: ops.where(x > b, ops.sin(x), b),
    lambda x, b: ops.cumsum(ops.max(x, 1)), lambda x, b: ops.prod(x, 1) + ops.sum(ops.cumprod(x, 1), 1),
    lambda x, b: ops.power(ops.abs(x), b), lambda x, b: ops.median(x, 1),
])
def test_a_program_allocates_no_arrays(function):
    made = program(function, [normal(800, 500), normal(500)])
    for array in made.inputs:
        array[...] = 0.5
    made.run()
    tracemalloc.start()
    made.run()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 800 * 500 * 8 / 4, "less than a quarter of one array: NumPy's own buffers"


def test_programs_let_nan_through_in_silence():
    y, _ = traced(lambda x: ops.log10(x) + ops.arcsin(x) / ops.floor(x), [np.array([-1.0, 0.0, 2.0])],
                  gradients=False)
    assert np.isnan(y).all()


def test_a_drawing_has_one_node_an_op():
    x = nnlite.Input((3,))
    assert [node.layer.name for node in nnlite.Model(x, ops.clip(x, 0, 1)).graph.nodes][1:] == ["clip"]
    y = ops.mean(ops.abs(x - 1) / 2, axis=-1, keepdims=True)
    assert y.shape == (None, 1)
    model = nnlite.Model(x, y)
    np.testing.assert_allclose(model.predict(np.array([[1, 2, 3]], "f"), verbose=0), [[0.5]])


@pytest.mark.parametrize("call, error, words", [
    (lambda: ops.add(np.ones((2, 3)), np.ones(2)), ValueError, "add: shapes cannot be broadcast together"),
    (lambda: ops.subtract(True, [True]), TypeError, "subtract: truth values have no arithmetic"),
    (lambda: ops.negative([True]), TypeError, "negative: truth values"),
    (lambda: ops.max(np.ones((0, 3)), axis=0), ValueError, "there is no max of no numbers"),
    (lambda: ops.argmin(np.ones((0,))), ValueError, "no place among no numbers"),
    (lambda: ops.argmax(np.ones((1, 2)), axis=(0, 1)), ValueError, "one axis is needed"),
    (lambda: ops.sum(np.ones(3), axis=1), ValueError, "sum: axis must be between -1 and 0"),
    (lambda: ops.sum(np.ones((3, 3)), axis=(1, -1)), ValueError, "an axis is named twice"),
    (lambda: ops.clip([1, 2], 0.5, 2), ValueError, "clip: the bounds of int32 must be whole numbers"),
    (lambda: ops.cast([1], "float33"), ValueError, "cast: there is no such type"),
    (lambda: ops.norm(np.ones((2, 2)), "nuc"), ValueError, "singular values are not supported"),
    (lambda: ops.norm(np.ones((2, 2, 2))), ValueError, "a vector has one axis"),
    (lambda: ops.average([1, 2], weights=[1, 2, 3], axis=0), ValueError, "cannot be broadcast"),
    (lambda: ops.average(np.ones((2, 3)), axis=0, weights=[1, 2, 3]), ValueError, "average: weights"),
    (lambda: ops.where([True], 1), ValueError, "given both or not at all"),
    (lambda: ops.where(nnlite.Input((3,))), ValueError, "is not known"),
    (lambda: ops.select([[True]], []), ValueError, "one choice is needed for each condition"),
    (lambda: ops.add("a", 1), TypeError, "numbers"),
])
def test_refused(call, error, words):
    with pytest.raises(error, match=words):
        call()
