"""Do the learning rate and the number of updates answer as Keras's variables do?"""

import copy
import json
import pickle

import numpy as np
import pytest

from nnlite.optimizers import SGD, Adam
from nnlite.optimizers.schedules import ExponentialDecay


def test_a_learning_rate_is_a_number_that_can_be_assigned():
    optimizer = Adam(0.1)
    rate = optimizer.learning_rate
    assert rate == 0.1
    assert float(rate) == 0.1
    assert repr(rate) == "0.1"
    assert rate.numpy() == rate.value == np.float32(0.1)
    assert rate.assign(0.5) == optimizer.learning_rate == 0.5
    optimizer.learning_rate = np.float32(0.25)
    assert optimizer.learning_rate == optimizer.lr == 0.25
    optimizer.learning_rate *= 2
    assert optimizer.learning_rate.numpy() == 0.5
    with pytest.raises(ValueError, match="Adam: learning_rate"):
        rate.assign(-1)


def test_a_scheduled_learning_rate_cannot_be_assigned():
    optimizer = SGD(ExponentialDecay(0.1, 1, 0.5))
    assert optimizer.learning_rate.numpy() == np.float32(0.1)
    with pytest.raises(TypeError, match="a schedule sets the learning rate"):
        optimizer.learning_rate.assign(0.1)
    with pytest.raises(TypeError, match="no optimizer's"):
        optimizer.schedule(1).assign(0.1)


def test_updates_are_a_number_that_can_be_assigned():
    optimizer = SGD(gradient_accumulation_steps=3)
    assert optimizer.iterations == optimizer.iterations.numpy() == optimizer.iterations.value == 0
    assert optimizer.iterations.assign(7) == optimizer.iterations == 7
    assert int(optimizer.variables[0]) == 21
    with pytest.raises(ValueError, match="SGD: iterations must be a whole number"):
        optimizer.iterations.assign(0.5)
    assert optimizer.apply_gradients([(np.ones(2), variable(2))]) == 7


def test_copies_are_numbers_without_an_optimizer():
    optimizer = SGD(0.5)
    for number in (optimizer.learning_rate, optimizer.iterations):
        for twin in (copy.copy(number), copy.deepcopy(number), pickle.loads(pickle.dumps(number))):
            assert twin == number
            assert type(twin) in (float, int)
    assert json.dumps([optimizer.learning_rate, optimizer.iterations]) == "[0.5, 0]"
    assert optimizer.iterations.__class__(3).numpy() == 3
    with pytest.raises(TypeError, match="no optimizer's"):
        optimizer.iterations.__class__(3).assign(1)


def variable(size):
    from types import SimpleNamespace  # noqa: PLC0415

    return SimpleNamespace(value=np.zeros(size, "float32"), path="w", constraint=None)
