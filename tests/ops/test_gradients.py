"""The gradient of every op, against central differences in float64."""

import numpy as np
import pytest
from gradients import check_gradient

from nnlite.ops import (
    activations,
    along_axes,
    arithmetic,
    focal,
    joining,
    losses,
    random,
    shrinks,
    similarities,
    weighting,
)
from nnlite.ops import crossentropies as cross
from nnlite.ops.dense import Dense

RANDOM = np.random.default_rng(1)


def normal(*shape):
    return RANDOM.normal(size=shape)


def rows(*shape):
    p = RANDOM.uniform(0.1, 1, size=shape)
    return p / p.sum(-1, keepdims=True)


def parts(*shape):
    return RANDOM.uniform(0.1, 0.9, size=shape)


ACTIVATIONS = {
    "relu": (), "sigmoid": (), "tanh": (), "softmax": (), "log_softmax": (), "elu": (1.3,), "selu": (), "softplus": (),
    "softsign": (), "exponential": (), "gelu": (), "gelu_tanh": (), "silu": (), "leaky_relu": (0.2,),
    "hard_sigmoid": (), "relu6": (), "mish": (), "relu_general": (0.1, 2.0, 0.3), "celu": (0.6,), "hard_shrink": (0.5,),
    "hard_silu": (), "hard_tanh": (), "log_sigmoid": (), "soft_shrink": (0.5,), "sparse_plus": (), "sparse_sigmoid": (),
    "sparsemax": (), "squareplus": (4.0,), "tanh_shrink": (), "threshold": (0.5, -1.0),
}


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("shape", [(4, 7), (1, 1), (2, 3, 5), (0, 3)])
def test_activation(name, shape):
    check_gradient(activations.Activation(name, *ACTIVATIONS[name]), normal(*shape) * 2)


@pytest.mark.parametrize("name", ["softmax", "log_softmax", "sparsemax"])
@pytest.mark.parametrize("along", [(0,), (1,), (0, 1), (0, 2), (1, 2), (0, 1, 2)])
def test_activation_along_axes(name, along):
    check_gradient(along_axes.AlongAxes(activations.Activation(name), along), normal(2, 3, 5))
    check_gradient(along_axes.AlongAxes(activations.Activation(name), along), normal(0, 3, 5))


@pytest.mark.parametrize("axis, shape", [(0, (4, 3)), (1, (3, 2)), (1, (2, 4, 3)), (2, (2, 3, 6)), (1, (0, 4))])
def test_glu(axis, shape):
    check_gradient(shrinks.Glu(axis), normal(*shape))


@pytest.mark.parametrize("relu", [False, True])
@pytest.mark.parametrize("shape", [(4, 7), (1, 7), (2, 3, 7), (0, 7)])
def test_dense(relu, shape):
    check_gradient(Dense(relu), normal(*shape), normal(7, 5), normal(5))
    check_gradient(Dense(relu), normal(*shape), normal(7, 5))


@pytest.mark.parametrize("op, inputs", [
    (arithmetic.Scale(-2.5), (normal(3, 4),)),
    (arithmetic.Penalty(0.3, 0.7), (normal(3, 4),)),
    (joining.Concatenate(-1), (normal(3, 4), normal(3, 2))),
    (joining.Concatenate(1), (normal(2, 2, 3), normal(2, 5, 3))),
    (random.Dropout(0.0, np.zeros(1, np.int64)), (normal(3, 4),)),
], ids=lambda value: value.name if hasattr(value, "name") else "")
def test_arithmetic_and_joining(op, inputs):
    check_gradient(op, *inputs)


@pytest.mark.parametrize("shape", [(4, 3), (1, 1), (2, 3, 4), (0, 3)])
@pytest.mark.parametrize("case", [
    ("squared_error", normal, normal), ("absolute_error", normal, normal), ("sigmoid_crossentropy", rows, normal),
    ("log_cosh", normal, normal), ("hinge", normal, normal), ("squared_hinge", normal, normal),
    ("categorical_hinge", rows, normal), ("huber", normal, normal, 0.7), ("poisson", rows, rows, 1e-7),
    ("percentage_error", normal, normal, 1e-7), ("logarithmic_error", rows, rows, 1e-7),
    ("kl_divergence", rows, parts, 1e-7), ("binary_focal_crossentropy", rows, parts, 2.0, 0.25, 0.75, 1e-7),
    ("sigmoid_focal_crossentropy", rows, normal, 0.5, 1.0, 1.0), ("cosine_similarity", normal, normal, 1e-7),
    ("overlap", rows, rows, 0.3, 0.8, 1e-7),
], ids=lambda case: case[0] if isinstance(case[0], str) else str(case))
def test_row_loss(case, shape):
    kernel, targets, predictions, *numbers = case
    check_gradient(losses.RowLoss(kernel, *numbers), targets(*shape), predictions(*shape), wanted=[1])


@pytest.mark.parametrize("along", [(0,), (1,), (0, 2), (0, 1, 2)])
def test_loss_along_axes(along):
    for op in (losses.RowLoss("cosine_similarity", 1e-7), cross.SoftmaxCrossentropy(),
               focal.CategoricalFocalCrossentropy(0.25, 2.0, 1e-7)):
        check_gradient(along_axes.AlongAxes(op, along), normal(3, 4, 2) ** 2, np.exp(normal(3, 4, 2)), wanted=[1])
    labels = np.arange(6, dtype=np.int64).reshape(3, 2) % 4
    check_gradient(along_axes.AlongAxes(cross.SparseSoftmaxCrossentropy(), (1,)), labels, normal(3, 4, 2), wanted=[1])


@pytest.mark.parametrize("shape", [(4, 3), (2, 3, 4), (0, 3)])
def test_focal_and_generalized_crossentropy(shape):
    op = focal.CategoricalFocalCrossentropy(np.arange(1, shape[-1] + 1), 1.5, 1e-7)
    check_gradient(op, rows(*shape), rows(*shape), wanted=[1])
    labels = np.zeros(shape[:-1], np.int64)
    check_gradient(focal.GeneralizedCrossentropy(0.4), labels, rows(*shape), wanted=[1])


@pytest.mark.parametrize("inner", [cross.SparseSoftmaxCrossentropy, lambda: cross.SparseCategoricalCrossentropy(1e-7)])
def test_crossentropy_that_ignores_a_label(inner):
    for ignore in (1, -1, 255):
        labels = np.array([0, ignore, 2, ignore])
        check_gradient(cross.Ignoring(inner(), ignore), labels, rows(4, 3), wanted=[1])
        check_gradient(cross.Ignoring(inner(), ignore), labels[:, None], rows(4, 3), wanted=[1])


@pytest.mark.parametrize("skip", [True, False])
def test_circle(skip):
    op, labels = similarities.Circle(3.0, 0.4, skip), np.arange(6, dtype=np.int64) // 2
    check_gradient(op, labels, normal(6, 4) / 3, wanted=[1])
    check_gradient(op, labels[:, None], normal(6, 4) / 3, wanted=[1])
    check_gradient(op, labels, normal(6, 4) / 3, labels[:5], normal(5, 4) / 3, wanted=[1, 3])
    check_gradient(op, labels, normal(6, 4) / 3, labels[:5], normal(5, 4) / 3, wanted=[3])


@pytest.mark.parametrize("shape", [(4, 3), (2, 3, 4), (0, 3)])
def test_crossentropy_from_probabilities(shape):
    check_gradient(cross.CategoricalCrossentropy(1e-7), normal(*shape) ** 2, rows(*shape), wanted=[1])
    check_gradient(cross.BinaryCrossentropy(1e-7), rows(*shape), rows(*shape), wanted=[1])
    check_gradient(cross.SparseCategoricalCrossentropy(1e-7), np.zeros(shape[:-1], np.int64), rows(*shape), wanted=[1])


@pytest.mark.parametrize("shape", [(4, 3), (1, 1), (2, 3, 4), (0, 3)])
def test_crossentropy_from_logits_has_the_true_gradient_for_any_targets(shape):
    check_gradient(cross.SoftmaxCrossentropy(), normal(*shape) ** 2, normal(*shape), wanted=[1])
    labels = np.arange(np.prod(shape[:-1]), dtype=np.int64).reshape(shape[:-1]) % shape[-1]
    check_gradient(cross.SparseSoftmaxCrossentropy(), labels, normal(*shape), wanted=[1])


@pytest.mark.parametrize("kind", ["mean", "sum"])
def test_reductions(kind):
    check_gradient(weighting.Reduce(kind), normal(5))
    for wanted in ([0], [1], [0, 1]):
        check_gradient(weighting.Reduce(kind), normal(5), normal(5) ** 2, wanted=wanted)


@pytest.mark.parametrize("of_product", [False, True])
@pytest.mark.parametrize("shape", [(5,), (2, 3), (0,)])
def test_shares(of_product, shape):
    check_gradient(weighting.Shares(of_product), normal(*shape) ** 2)
    check_gradient(weighting.Shares(of_product), normal(*shape) ** 2, normal(*shape) ** 2)


def test_shares_of_nothing_teach_nothing():
    op, zeros, found = weighting.Shares(False), np.zeros(3), np.full(3, np.nan)
    for step in op.gradient([zeros], zeros, np.ones(3), [found]):
        step()
    assert (found == 0).all()
