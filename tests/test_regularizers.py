"""Are penalties the sums that their formulas say, and strengths checked?"""

import math

import numpy as np
import pytest

import nnlite
from nnlite import regularizers

W = np.array([[1.0, -2.0], [0.0, 3.0]], "float32")


@pytest.mark.parametrize("regularizer, penalty", [
    (regularizers.L1(0.5), 3.0), (regularizers.L2(0.5), 7.0), (regularizers.L1L2(0.5, 0.5), 10.0),
    (regularizers.L1L2(), 0.0), (regularizers.L1(), 0.06), (regularizers.L2(), 0.14),
    (regularizers.Regularizer(), 0.0),
])
def test_penalties(regularizer, penalty):
    assert float(regularizer(W)) == pytest.approx(penalty, rel=1e-6)
    assert float(regularizer(np.empty((0, 3)))) == 0.0


def test_every_kind_has_both_strengths():
    kinds = [regularizers.L1(3), regularizers.L2(4), regularizers.L1L2(1, 2)]
    assert [(kind.l1, kind.l2) for kind in kinds] == [(3.0, 0.0), (0.0, 4.0), (1.0, 2.0)]


def test_none_is_the_default():
    assert (regularizers.L1(None).l1, regularizers.L2(None).l2) == (0.01, 0.01)
    assert regularizers.L1L2(None, None).get_config() == {"l1": 0.0, "l2": 0.0}


@pytest.mark.parametrize("strength", [-1, math.nan, math.inf, "0.01", True, [1]])
@pytest.mark.parametrize("kind", [regularizers.L1, regularizers.L2, regularizers.L1L2])
def test_other_strengths_are_refused(kind, strength):
    with pytest.raises(ValueError, match=rf"^{kind.__name__}: l\d must be a number at least 0\. Received: "):
        kind(strength)


@pytest.mark.parametrize("name, kind", [
    ("l1", regularizers.L1), ("L2", regularizers.L2), ("l1l2", regularizers.L1L2), ("l1_l2", regularizers.L1L2),
    (regularizers.l2, regularizers.L2),
])
def test_get(name, kind):
    regularizer = regularizers.get(name)
    assert type(regularizer) is kind
    again = regularizers.deserialize(regularizers.serialize(regularizer))
    assert again.get_config() == regularizer.get_config()


def test_get_refuses_with_the_argument():
    assert regularizers.get(None) is None
    with pytest.raises(ValueError, match="Received: kernel_regularizer='l3'$"):
        regularizers.get("l3", "kernel_regularizer")


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("mode", ["rows", "columns"])
def test_orthogonal_vectors(mode):
    keras = pytest.importorskip("keras")
    w = np.random.default_rng(1).normal(size=(4, 3)).astype("f")
    ours, theirs = (k.regularizers.OrthogonalRegularizer(0.25, mode) for k in (nnlite, keras))
    np.testing.assert_allclose(ours(w), np.asarray(theirs(keras.ops.convert_to_tensor(w))), rtol=1e-5)
    assert ours.get_config() == theirs.get_config()
    with pytest.raises(ValueError, match="matrix"):
        ours(w[0])


def test_training_makes_vectors_orthogonal():
    regularizer = regularizers.get("orthogonal_regularizer")
    layer = nnlite.layers.Dense(3, kernel_regularizer=regularizers.OrthogonalRegularizer(1.0))
    model = nnlite.Sequential([nnlite.Input((3,)), layer])
    model.compile(nnlite.optimizers.SGD(0.5), "mse")
    before = float(regularizer(layer.kernel.numpy()))
    model.fit(np.zeros((8, 3)), np.zeros((8, 3)), epochs=200, verbose=0)
    assert float(regularizer(layer.kernel.numpy())) < 0.2 * before
