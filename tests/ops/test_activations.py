"""What do the activations refuse, and where do they end?"""

import numpy as np
import pytest

import nnlite
from nnlite import activations


@pytest.mark.parametrize("call, sentence", [
    (lambda x: activations.softmax(x, axis=2), "softmax: axis must be between -2 and 1"),
    (lambda x: activations.softmax(x, axis=1.5), "softmax: an axis is a whole number"),
    (lambda x: activations.sparsemax(x, axis=(0, -2)), "sparsemax: an axis is named twice"),
    (lambda x: activations.log_softmax(1.0), "log_softmax: needs at least one axis"),
    (lambda x: activations.glu(x), "glu: the size of the axis must be even. Received: x.shape=\\(2, 3\\), axis=1"),
    (lambda x: activations.celu(x, alpha=0), "celu: alpha must not be 0"),
    (lambda x: activations.squareplus(x, b=-1), "squareplus: b must be a number at least 0"),
    (lambda x: activations.hard_shrink(x, threshold=None), "hard_shrink: threshold must be"),
    (lambda x: activations.threshold(x, 0, "1"), "threshold: default_value must be"),
])
def test_refused(call, sentence):
    with pytest.raises(ValueError, match=sentence):
        call(np.ones((2, 3)))


def test_a_layer_knows_the_shape_behind_glu():
    x = nnlite.Input((5, 6))
    h = nnlite.layers.Activation("glu")(x)
    assert h.shape == (None, 5, 3)
    assert nnlite.layers.Activation(lambda value: activations.softmax(value, axis=1))(x).shape == (None, 5, 6)


@pytest.mark.parametrize("name", ["glu", "celu", "softmax", "sparsemax", "soft_shrink", "hard_silu", "squareplus"])
def test_on_a_tensor_it_is_drawn(name):
    x, data = nnlite.Input((5, 6)), np.random.default_rng(0).normal(size=(2, 5, 6)).astype("f")
    y = getattr(nnlite.ops, name)(x)
    expected = getattr(nnlite.ops, name)(data)
    assert y.shape == (None, *expected.shape[1:])
    np.testing.assert_allclose(nnlite.Model(x, y).predict(data, verbose=0), expected, rtol=1e-6)


def test_an_unfit_glu_is_refused_when_it_is_drawn():
    with pytest.raises(ValueError, match="glu: the size of the axis must be even"):
        nnlite.layers.Dense(3, activation="glu")(nnlite.Input((4,)))


def test_squareplus_keeps_its_digits_far_below_zero():
    np.testing.assert_allclose(activations.squareplus(np.array([-1e4], "f")), 1e-4, rtol=1e-6)
