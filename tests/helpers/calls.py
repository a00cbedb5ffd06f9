"""Runs a function of nnlite.ops at once, on arrays, and as a program. Both give y and the gradients of Σ dy · y."""

import numpy as np

import nnlite
from nnlite import ops
from nnlite.graph.tensor import Tensor
from nnlite.graph.trace import Trace
from nnlite.program.lower import lower


def upstream(y):
    """A dy like y, the same for every call."""
    return np.random.default_rng(5).normal(size=np.shape(y)).astype(np.asarray(y).dtype)


def eager(function, inputs):
    """y and the gradients, by the gradient tape."""
    arrays = [ops.convert_to_tensor(value) for value in inputs]
    with nnlite.GradientTape() as tape:
        y = function(*arrays)
    gradients = tape.gradient(y, arrays, output_gradients=upstream(y)) if y.dtype.kind == "f" else None
    return y, gradients


def program(function, inputs, gradients=True):
    """The program of a function, which has the gradients behind its result."""
    with Trace(Tensor) as tape:
        feeds = [Tensor(value.shape, value.dtype, label=f"x{i}") for i, value in enumerate(inputs)]
        with nnlite.GradientTape() as gradient_tape:
            y = function(*feeds)
            loss = ops.sum(y * upstream(np.zeros(y.shape, y.dtype))) if y.dtype.kind == "f" else None
        wanted = [feed for feed in feeds if feed.dtype.kind == "f"] if gradients and loss is not None else []
        found = gradient_tape.gradient(loss, wanted) if wanted else []
    return lower(tape, feeds, [y, *found])


def traced(function, inputs, gradients=True):
    """y and the gradients, by a program that ran twice (what it leaves in its arrays must not matter)."""
    made = program(function, inputs, gradients)
    for _ in range(2):
        for array, value in zip(made.inputs, inputs, strict=True):
            array[...] = value
        made.run()
    y, *found = made.outputs
    return y, found


def differences(function, inputs, step=1e-6):
    """The gradients of Σ dy · y by central differences, number by number."""
    dy = upstream(function(*inputs))
    results = []
    for position, value in enumerate(inputs):
        result = np.zeros(value.shape)
        for place in np.ndindex(value.shape):
            ends = []
            for sign in (1, -1):
                moved = [np.array(v) for v in inputs]
                moved[position][place] += sign * step
                ends.append(np.sum(np.asarray(function(*moved)) * dy))
            result[place] = (ends[0] - ends[1]) / (2 * step)
        results.append(result)
    return results


def check_gradients(function, *inputs, tolerance=1e-6):
    """Both ways give the gradients that central differences give, in float64."""
    inputs = [np.asarray(value, float) for value in inputs]
    expected = differences(function, inputs)
    y, found = eager(function, inputs)
    in_program, also_found = traced(function, inputs)
    np.testing.assert_allclose(in_program, y, rtol=1e-12)
    for gradient, other, wanted in zip(found, also_found, expected, strict=True):
        scale = max(np.abs(wanted).max(initial=0), 1e-3)
        np.testing.assert_allclose(gradient, wanted, rtol=tolerance, atol=tolerance * scale)
        np.testing.assert_allclose(other, gradient, rtol=1e-12, atol=1e-15)
