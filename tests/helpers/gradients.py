"""Checks an op's gradient against central differences in float64."""

import numpy as np


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
