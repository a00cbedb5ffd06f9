"""Are the ops of normalization the formulas that they claim, and their gradients the slopes?"""

import numpy as np
import pytest
from calls import check_gradients, traced

import nnlite
from nnlite import ops
from nnlite.ops.normalization import batch_moments, normalize_batch

RNG = np.random.default_rng(4)
CHANNELS = [((5, 3), -1), ((5, 3), 0), ((4, 2, 3), 1), ((4, 2, 3), 2), ((3, 2, 2, 2), 1), ((6,), 0), ((2, 1), -1)]
ROWS = [((4, 5), -1), ((4, 5), 0), ((2, 3, 4), 1), ((2, 3, 4), (1, 2)), ((2, 3, 4), [-1, 0]), ((2, 3, 4), (0, 1, 2)),
        ((6,), 0), ((3, 1), -1), ((1, 7), 1)]


def normal(*shape):
    return RNG.normal(1, 2, shape)


def beside(vector, shape, axis):
    """A vector for an axis (or an array for several), broadcast beside the other axes."""
    axes = {place % len(shape) for place in np.atleast_1d(axis)}
    return np.reshape(vector, [size if place in axes else 1 for place, size in enumerate(shape)])


def trained(axis):
    """Batch normalization with the moments of the batch."""
    return lambda x, scale, offset: normalize_batch(x, batch_moments(x, axis), axis, offset, scale, 1e-2)


def learned(shape, axis):
    return [normal(*(shape[place] for place in sorted(a % len(shape) for a in np.atleast_1d(axis)))) for _ in range(2)]


@pytest.mark.parametrize("shape, axis", CHANNELS, ids=str)
def test_batch_normalization(shape, axis):
    x, (scale, offset) = normal(*shape), learned(shape, axis)
    others = tuple(place for place in range(len(shape)) if place != axis % len(shape))
    m, v = x.mean(others), x.var(others)
    mean, variance, gamma, beta = (beside(a, shape, axis) for a in (m, v, scale, offset))
    expected = (x - mean) / np.sqrt(variance + 1e-2) * gamma + beta
    np.testing.assert_allclose(ops.batch_normalization(x, m, v, axis, offset, scale, 1e-2), expected, rtol=1e-9)
    np.testing.assert_allclose(trained(axis)(x, scale, offset), expected, rtol=1e-9)
    plain = (x - mean) / np.sqrt(variance + 1e-3)
    np.testing.assert_allclose(ops.batch_normalization(x, m, v, axis), plain, rtol=1e-9)
    np.testing.assert_allclose(ops.batch_normalization(x, m, v, axis, scale=scale), plain * gamma, rtol=1e-9)
    np.testing.assert_allclose(ops.batch_normalization(x, m, v, axis, offset=offset), plain + beta, rtol=1e-9)


@pytest.mark.parametrize("shape, axis", CHANNELS, ids=str)
def test_gradients_of_batch_normalization(shape, axis):
    x, (scale, offset) = normal(*shape), learned(shape, axis)
    check_gradients(trained(axis), x, scale, offset)
    check_gradients(lambda x: normalize_batch(x, batch_moments(x, axis), axis, epsilon=0.5), x)
    check_gradients(lambda x, m, v, o, s: ops.batch_normalization(x, m, v, axis, o, s), x, offset, scale**2 + 0.1,
                    offset, scale)
    check_gradients(lambda x, m, v: ops.batch_normalization(x, m, v, axis), x, offset, scale**2 + 0.1)


@pytest.mark.parametrize("shape, axis", ROWS, ids=str)
def test_layer_and_rms_normalization(shape, axis):
    x, (gamma, beta) = normal(*shape), learned(shape, axis)
    axes = tuple(np.atleast_1d(axis))
    plain = (x - x.mean(axes, keepdims=True)) / np.sqrt(x.var(axes, keepdims=True) + 1e-2)
    rms = x / np.sqrt(np.mean(x * x, axes, keepdims=True) + 1e-2)
    scale, offset = (beside(a, shape, axis) for a in (gamma, beta))
    for g, b in ((gamma, beta), (scale, offset)):  # of the shape of the axes, or broadcast already
        np.testing.assert_allclose(ops.layer_normalization(x, g, b, axis, 1e-2), plain * scale + offset, rtol=1e-9)
        np.testing.assert_allclose(ops.rms_normalization(x, g, axis, 1e-2), rms * scale, rtol=1e-9)
    np.testing.assert_allclose(ops.layer_normalization(x, beta=beta, axis=axis, epsilon=1e-2), plain + offset,
                               rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(ops.layer_normalization(x, axis=axis, epsilon=1e-2), plain, rtol=1e-9, atol=1e-12)
    with pytest.warns(UserWarning, match="rms_scaling"):
        y = ops.layer_normalization(x, gamma, axis=axis, epsilon=1e-2, rms_scaling=True)
    np.testing.assert_allclose(y, x / np.sqrt(x.var(axes, keepdims=True) + 1e-2) * scale, rtol=1e-9)


@pytest.mark.parametrize("shape, axis", ROWS, ids=str)
def test_gradients_of_layer_and_rms_normalization(shape, axis):
    x, (gamma, beta) = normal(*shape), learned(shape, axis)
    check_gradients(lambda x, g, b: ops.layer_normalization(x, g, b, axis, 0.1), x, gamma, beta)
    check_gradients(lambda x, g, b: ops.layer_normalization(x, g, b, axis, 0.1), x, *(beside(a, shape, axis)
                                                                                      for a in (gamma, beta)))
    check_gradients(lambda x, b: ops.layer_normalization(x, None, b, axis, 0.1), x, beta)
    check_gradients(lambda x: ops.layer_normalization(x, axis=axis, epsilon=0.1), x)
    check_gradients(lambda x, g: ops.rms_normalization(x, g, axis, 0.1), x, gamma)
    check_gradients(lambda x: ops.rms_normalization(x, axis=axis, epsilon=0.1), x)


@pytest.mark.parametrize("shape, axis", [*ROWS, ((3, 4), None)], ids=str)
def test_vectors_of_length_one(shape, axis):
    x = normal(*shape)
    axes = None if axis is None else tuple(np.atleast_1d(axis))
    y = ops.normalize(x, axis)
    np.testing.assert_allclose(np.sum(np.square(y), axes), 1, rtol=1e-9)
    check_gradients(lambda x: ops.normalize(x, axis), x)
    check_gradients(lambda x: ops.normalize(x, axis, epsilon=100.0), x)
    if isinstance(axis, int):
        check_gradients(lambda x: ops.normalize(x, axis, order=3), x)
        np.testing.assert_allclose(np.sum(np.abs(ops.normalize(x, axis, order=1)), axes), 1, rtol=1e-9)


def test_a_vector_of_zeros_has_a_finite_gradient():
    x = nnlite.Variable(np.zeros((2, 3)))
    with nnlite.GradientTape() as tape:
        y = ops.normalize(x)
    assert (y == 0).all() and np.isfinite(tape.gradient(y, x)).all()


def test_a_batch_without_rows():
    x = np.zeros((0, 3))
    vector = np.ones(3)
    for function in (lambda x: ops.batch_normalization(x, vector, vector, -1), ops.layer_normalization,
                     ops.rms_normalization, ops.normalize, lambda x: trained(-1)(x, vector, vector)):
        y, (dx,) = traced(function, [x])
        assert y.shape == dx.shape == (0, 3)


def test_types_and_drawings():
    x = nnlite.Input((4,))
    assert ops.layer_normalization(x).shape == ops.normalize(x).shape == (None, 4)
    assert ops.batch_normalization(x, np.zeros(4), np.ones(4), -1).dtype == "float64"
    assert ops.rms_normalization([[1, 2]]).dtype == ops.normalize([1, 2]).dtype == "float32"
    model = nnlite.Model(x, ops.rms_normalization(x, np.arange(4, dtype="f")))
    np.testing.assert_allclose(model.predict(np.ones((2, 4), "f")), [[0, 1, 2, 3]] * 2, rtol=1e-5)


@pytest.mark.parametrize("call, words", [
    (lambda x: ops.batch_normalization(x, np.ones(2), np.ones(3), -1), "each of the 3 channels"),
    (lambda x: ops.batch_normalization(x, np.ones(3), np.ones(3), 2), "axis must be between"),
    (lambda x: ops.batch_normalization(x, np.ones(3), np.ones(3), [1]), "whole number"),
    (lambda x: ops.layer_normalization(x, axis=2), "axis must be between"),
    (lambda x: ops.layer_normalization(x, axis=(1, -1)), "named twice"),
    (lambda x: ops.layer_normalization(x, np.ones(2)), "broadcast"),
    (lambda x: ops.layer_normalization(x, rms=True), "Unrecognized"),
    (lambda x: ops.normalize(x, order=0.5), "order"), (lambda x: ops.normalize(x, axis=5), "axis"),
])
def test_mistakes(call, words):
    for x in (np.ones((2, 3)), nnlite.Input((3,))):
        with pytest.raises(ValueError, match=words):
            call(x)
