"""Do ten steps of an optimizer lead where ten of Keras's lead, from the same weights by the same gradients?"""

import types

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from nnlite import optimizers  # noqa: E402
from nnlite._dispatch import kernels  # noqa: E402

SHAPES = [(5, 3), (3,), (3, 2), (2,)]
STEPS = 10
SGD, RMSPROP, ADAM = "SGD", "RMSprop", "Adam"
OWN = [
    (SGD, {}), (SGD, {"momentum": 0.9}), (SGD, {"momentum": 0.9, "nesterov": True}), (SGD, {"momentum": 1.0}),
    (RMSPROP, {}), (RMSPROP, {"rho": 0.5}), (RMSPROP, {"momentum": 0.9}), (RMSPROP, {"centered": True}),
    (RMSPROP, {"epsilon": 1e-3}), (RMSPROP, {"centered": True, "momentum": 0.5, "epsilon": 1e-4, "rho": 0.8}),
    (ADAM, {}), (ADAM, {"amsgrad": True}), (ADAM, {"beta_1": 0.5, "beta_2": 0.9}), (ADAM, {"beta_1": 0.0}),
    (ADAM, {"epsilon": 1e-2}), (ADAM, {"learning_rate": 0.1}), (ADAM, {"learning_rate": 0.0}),
]
SHARED = [
    {"weight_decay": 0.1}, {"clipnorm": 0.5}, {"clipvalue": 0.3}, {"global_clipnorm": 0.5},
    {"global_clipnorm": 99.0}, {"loss_scale_factor": 3.0}, {"gradient_accumulation_steps": 3},
    {"use_ema": True, "ema_momentum": 0.8}, {"use_ema": True, "ema_overwrite_frequency": 3},
    {"gradient_accumulation_steps": 3, "clipnorm": 0.2, "weight_decay": 0.1},
    {"gradient_accumulation_steps": 2, "use_ema": True, "ema_overwrite_frequency": 2, "loss_scale_factor": 2.0},
    {"clipvalue": 0.3, "weight_decay": 0.05, "use_ema": True, "constrained": True},
]
CASES = OWN + [(name, {**own, **shared}) for name, own in [(SGD, {"momentum": 0.9}), (RMSPROP, {}), (ADAM, {})]
               for shared in SHARED]


def numbers(dtype):
    """Starting values (some of them zero, as biases are), and the gradients of every step."""
    random = np.random.default_rng(11)
    values = [random.standard_normal(shape).astype(dtype) * (len(shape) > 1) for shape in SHAPES]
    gradients = [[random.standard_normal(shape).astype(dtype) for shape in SHAPES] for _ in range(STEPS)]
    return values, gradients


def by_keras(name, arguments, values, gradients, constrained):
    constraint = keras.constraints.NonNeg() if constrained else None
    variables = [keras.Variable(value, dtype=value.dtype.name, trainable=True) for value in values]
    for variable in variables:
        variable.constraint = constraint
    optimizer = getattr(keras.optimizers, name)(**arguments)
    optimizer.build(variables)
    for each in gradients:
        optimizer.apply([keras.ops.convert_to_tensor(gradient) for gradient in each], variables)
    return optimizer, [variable.numpy() for variable in variables]


def by_nnlite(name, arguments, values, gradients, constrained):
    block, slopes = (np.concatenate([value.ravel() for value in values]) for _ in range(2))
    variables, start = [], 0
    for value in values:
        stop = start + value.size
        variables.append(types.SimpleNamespace(
            value=block[start:stop].reshape(value.shape), gradient=slopes[start:stop].reshape(value.shape),
            start=start, stop=stop, path="w", constraint=None))
        if constrained:
            variables[-1].constraint = lambda value: np.maximum(value, 0)
        start = stop
    runs = [types.SimpleNamespace(values=block, gradients=slopes, start=0, stop=start)]
    optimizer = getattr(optimizers, name)(**arguments)
    optimizer.build(types.SimpleNamespace(variables=variables, runs=runs))
    step = kernels.Sequence(optimizer.steps())
    for each in gradients:
        for variable, gradient in zip(variables, each, strict=True):
            variable.gradient[...] = gradient
        step()
    return optimizer, [variable.value for variable in variables]


@pytest.mark.parametrize("name, arguments", CASES, ids=str)
def test_ten_steps(name, arguments):
    arguments = dict(arguments)
    constrained = arguments.pop("constrained", False)
    values, gradients = numbers("float32")
    theirs, expected = by_keras(name, arguments, values, gradients, constrained)
    ours, found = by_nnlite(name, arguments, values, gradients, constrained)
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-7)
    assert ours.iterations == int(theirs.iterations)
    assert len(ours.variables) == len(theirs.variables)
    for one, other in zip(ours.variables, theirs.variables, strict=True):
        np.testing.assert_allclose(one, other.numpy(), rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("name, arguments", OWN, ids=str)
def test_configurations(name, arguments):
    theirs, ours = getattr(keras.optimizers, name)(**arguments), getattr(optimizers, name)(**arguments)
    expected = theirs.get_config()
    assert {**ours.get_config(), "name": expected["name"]} == expected
    written, read = optimizers.serialize(ours), keras.optimizers.serialize(theirs)
    assert {**written, "config": None} == {**read, "config": None}
    assert keras.optimizers.deserialize(written).get_config() == ours.get_config()
