"""Checks an op's gradient against central differences in float64."""

import numpy as np

import nnlite
from nnlite.graph.tensor import Tensor
from nnlite.graph.trace import Trace
from nnlite.program.lower import lower


def check_gradient(op, *inputs, wanted=None, step=1e-6, tolerance=1e-6):
    """Compare `op.gradient` for a random upstream gradient with central differences, for the inputs in `wanted`."""
    inputs = [np.ascontiguousarray(value) for value in inputs]
    wanted = [i for i, value in enumerate(inputs) if value.dtype == np.float64] if wanted is None else wanted
    y = run(op, inputs)
    dy = np.random.default_rng(0).normal(size=y.shape)
    gradients = [np.full(value.shape, np.nan) if i in wanted else None for i, value in enumerate(inputs)]
    for one in op.gradient(inputs, y, dy, gradients):
        one()
    for i in wanted:
        expected = differences(op, inputs, i, dy, step)
        scale = max(np.abs(expected).max(initial=0), 1e-3)
        np.testing.assert_allclose(gradients[i], expected, rtol=tolerance, atol=tolerance * scale)


def run(op, inputs):
    """The op's result; whatever the op keeps for its gradient is then in place."""
    y = np.full(op.output_shape(*(value.shape for value in inputs)), np.nan)
    for one in op.forward(inputs, y):
        one()
    return y


def differences(op, inputs, i, dy, step):
    """d(Σ dy · y) / d(inputs[i]), element by element."""
    result = np.zeros(inputs[i].shape)
    for place in np.ndindex(inputs[i].shape):
        ends = []
        for sign in (1, -1):
            moved = [value.copy() for value in inputs]
            moved[i][place] += sign * step
            ends.append(np.sum(run(op, moved) * dy))
        result[place] = (ends[0] - ends[1]) / (2 * step)
    return result


def check_function(function, *inputs, step=1e-6, tolerance=1e-6):
    """Compare the gradients of a public op, on a tape and in a program, with central differences in float64."""
    inputs = [np.asarray(value) for value in inputs]
    variables = [nnlite.Variable(value) if value.dtype == np.float64 else value for value in inputs]
    sources = [value for value in variables if isinstance(value, nnlite.Variable)]
    expected = numerical(function, inputs, step)
    with nnlite.GradientTape() as tape:
        loss = weighted(function(*variables))
    compare(tape.gradient(loss, sources, unconnected_gradients="zero"), expected, tolerance)
    with Trace(Tensor) as trace:
        with nnlite.GradientTape() as tape:
            loss = weighted(function(*variables))
        gradients = tape.gradient(loss, sources)
    program = lower(trace, [], gradients)
    for _ in range(2):  # a second run finds what the first one left behind
        program.run()
        compare(program.outputs, expected, tolerance)


def weighted(outputs):
    """One number that depends on every number of the outputs in its own way."""
    outputs = outputs if isinstance(outputs, (list, tuple)) else [outputs]
    flat = [nnlite.ops.ravel(value) for value in outputs if value.dtype == np.float64]
    row = nnlite.ops.concatenate(flat) if len(flat) > 1 else flat[0]
    return nnlite.ops.vdot(row, np.random.default_rng(0).normal(size=row.shape))


def numerical(function, inputs, step):
    """The gradient of `weighted` by central differences, for every input of float64."""
    results = []
    for i, value in enumerate(inputs):
        if value.dtype == np.float64:
            results.append(np.zeros(value.shape))
            for place in np.ndindex(value.shape):
                moved = [[other.copy() for other in inputs] for _ in range(2)]
                moved[0][i][place] += step
                moved[1][i][place] -= step
                ends = [float(weighted(function(*arrays))) for arrays in moved]
                results[-1][place] = (ends[0] - ends[1]) / (2 * step)
    return results


def compare(found, expected, tolerance):
    for one, other in zip(found, expected, strict=True):
        scale = max(np.abs(other).max(initial=0), 1e-3)
        np.testing.assert_allclose(one, other, rtol=tolerance, atol=tolerance * scale)
