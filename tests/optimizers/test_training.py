"""Do all optimizers train a model, serve one model only, and survive a copy?"""

import copy

import numpy as np
import pytest

import nnlite
from nnlite import optimizers
from nnlite.saving.state import model_arrays

RATES = {"SGD": 0.5, "Adagrad": 0.5, "Adadelta": 20.0, "Ftrl": 0.5, "Adafactor": 0.3, "Lamb": 0.01, "Lion": 0.01}
NAMES = [name for name in optimizers.__all__ if name[0].isupper() and name != "Optimizer"]
random = np.random.default_rng(4)
X = random.standard_normal((64, 6)).astype("float32")
Y = (X[:, 0] * X[:, 1] > 0).astype("float32")[:, None]


def made(optimizer, seed=7):
    nnlite.utils.set_random_seed(seed)
    x = nnlite.Input(shape=(6,))
    h = nnlite.layers.Dense(16, activation="tanh")(x)
    model = nnlite.Model(x, nnlite.layers.Dense(1, activation="sigmoid", name="output")(h))
    model.compile(optimizer, "binary_crossentropy")
    return model


@pytest.mark.parametrize("name", NAMES)
def test_learns(name):
    model = made(getattr(optimizers, name)(RATES.get(name, 0.02)))
    history = model.fit(X, Y, batch_size=16, epochs=60, verbose=0).history["loss"]
    assert history[-1] < 0.7 * history[0]


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_goes_on_alike(name):
    model = made(name)
    model.fit(X, Y, batch_size=16, epochs=2, verbose=0)
    twin = copy.deepcopy(model)
    for each in (model, twin):
        each.fit(X, Y, batch_size=16, epochs=2, shuffle=False, verbose=0)
    for one, other in zip(model.get_weights(), twin.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("name", NAMES)
def test_a_saved_model_goes_on_alike(name, tmp_path):
    model = made(getattr(optimizers, name)(optimizers.schedules.ExponentialDecay(0.01, 3, 0.9)))
    model.fit(X, Y, batch_size=16, epochs=2, verbose=0)
    model.save(tmp_path / "model.keras")
    twin = nnlite.models.load_model(tmp_path / "model.keras")
    for each in (model, twin):
        each.fit(X, Y, batch_size=16, epochs=2, shuffle=False, verbose=0)
    for one, other in zip(model.get_weights(), twin.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("name", NAMES)
def test_an_interrupted_training_finds_all_that_was_learnt(name):
    model = made(name)
    model.fit(X, Y, verbose=0)
    kept = model_arrays(model).values()
    for learnt in model.optimizer.variables[2:]:
        assert any(np.shares_memory(learnt, array) for array in kept)


@pytest.mark.parametrize("name", NAMES)
def test_serves_one_model_and_says_so_in_compile(name):
    optimizer = optimizers.get(name)
    model = made(optimizer)
    with pytest.raises(ValueError, match="one optimizer serves one model"):
        made(optimizer)
    model.fit(X, Y, verbose=0)


def test_a_schedule_is_asked_in_every_step_of_fit():
    model = made(optimizers.SGD(optimizers.schedules.PiecewiseConstantDecay([3], [0.1, 0.0])))
    model.fit(X, Y, batch_size=16, verbose=0)
    before = model.get_weights()
    model.fit(X, Y, batch_size=16, verbose=0)
    for one, other in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(one, other)
    assert model.optimizer.learning_rate == 0


def test_a_number_may_become_a_schedule_between_two_fits():
    model = made(optimizers.SGD(0.1))
    model.fit(X, Y, batch_size=16, verbose=0)
    model.optimizer.learning_rate = optimizers.schedules.ExponentialDecay(0.0, 1, 1.0)
    before = model.get_weights()
    model.fit(X, Y, batch_size=16, verbose=0)
    for one, other in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_model_may_be_built_by_hand_first():
    optimizer = optimizers.Nadam()
    model = made("sgd")
    optimizer.build(model.trainable_variables)
    optimizer.build(model.trainable_variables)
    before = [np.array(value) for value in optimizer.variables]
    model.compile(optimizer, "binary_crossentropy")
    model.fit(X, Y, verbose=0)
    assert len(before) == len(optimizer.variables) == 2 + 2 * 4 + 1
    assert optimizer.iterations == 2


def test_schedule_free_follows_its_formula_from_the_weights_that_training_begins_with():
    optimizer = optimizers.ScheduleFreeAdamW(0.1, warmup_steps=3)
    model = made(optimizer)
    model.set_weights([np.ones_like(weight) for weight in model.get_weights()])
    variable = model.trainable_variables[0]
    y = z = x = np.ones(variable.shape)
    v, gradients = 0, random.standard_normal((5, *variable.shape))
    for t, g in enumerate(gradients, start=1):
        optimizer.apply([g], [variable])
        v = 0.999 * v + 0.001 * g**2
        z = z - 0.1 * min(t / 3, 1) * g / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        x = x + (z - x) / t
        y = 0.1 * z + 0.9 * x
        np.testing.assert_allclose(variable.value, y, rtol=1e-5, atol=1e-6)


def test_muon_makes_pushes_orthogonal():
    optimizer = optimizers.Muon(1.0, weight_decay=None, rms_rate=None, ns_steps=30, muon_a=1.5, muon_b=-0.5, muon_c=0.0)
    model = made(optimizer)
    variable = model.trainable_variables[0]
    before = variable.numpy()
    optimizer.apply([random.standard_normal(variable.shape)], [variable])
    push = before - variable.value
    np.testing.assert_allclose(push @ push.T, np.eye(len(push)), atol=1e-5)


def test_adafactor_remembers_rows_and_columns():
    optimizer = optimizers.Adafactor()
    made(optimizer)
    assert [v.shape for v in optimizer.variables] == [
        (), (), (6,), (16,), (6, 16), (), (), (16,), (16,), (1,), (16, 1), (), (), (1,)]
