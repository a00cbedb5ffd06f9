"""Does an optimizer of your own, written as in Keras, do what it says, and hear what it has forgotten?"""

import copy

import numpy as np
import pytest

import nnlite
from nnlite.optimizers import SGD, Adam, Lamb, Optimizer

X = np.random.default_rng(1).standard_normal((32, 4)).astype("float32")
Y = X[:, :2] * 2 - X[:, 2:]


class Momentum(Optimizer):
    """`SGD(momentum=…)`, in Python."""

    def __init__(self, learning_rate=0.1, momentum=0.9, **kwargs):
        super().__init__(learning_rate=learning_rate, **kwargs)
        self.momentum = momentum
        self.seen = []

    def build(self, variables):
        super().build(variables)
        self.momenta = [self.add_variable_from_reference(v, name="momentum") for v in variables]

    def update_step(self, gradient, variable, learning_rate):
        self.seen.append((int(self.iterations), float(learning_rate)))
        m = self.momenta[self._get_variable_index(variable)]
        self.assign(m, m.value * self.momentum - gradient * learning_rate)
        self.assign_add(variable, m)

    def get_config(self):
        return {**super().get_config(), "momentum": self.momentum}


def model(optimizer, seed=3):
    nnlite.utils.set_random_seed(seed)
    x = nnlite.Input(shape=(4,))
    made = nnlite.Model(x, nnlite.layers.Dense(2)(nnlite.layers.Dense(5, activation="tanh")(x)))
    made.compile(optimizer, "mse")
    return made


def trained(optimizer, epochs=2):
    made = model(optimizer)
    made.fit(X, Y, batch_size=8, epochs=epochs, shuffle=False, verbose=0)
    return made


@pytest.mark.parametrize("arguments", [
    {}, {"clipnorm": 0.1}, {"weight_decay": 0.1, "global_clipnorm": 0.5}, {"use_ema": True},
    {"gradient_accumulation_steps": 3}, {"learning_rate": nnlite.optimizers.schedules.ExponentialDecay(0.1, 2, 0.5)},
], ids=lambda arguments: " ".join(arguments) or "plain")
def test_trains_as_the_compiled_one_does(arguments):
    given = {"learning_rate": 0.1, "momentum": 0.9, **arguments}
    one, two = trained(Momentum(**given)), trained(SGD(**given))
    for found, expected in zip(one.get_weights(), two.get_weights(), strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)
    for found, expected in zip(one.optimizer.variables, two.optimizer.variables, strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("eagerly", [False, True])
def test_written_with_the_arithmetic_of_variables(eagerly):
    class Written(Momentum):
        def update_step(self, gradient, variable, learning_rate):
            m = self.momenta[self._get_variable_index(variable)]
            self.assign(m, m * self.momentum - learning_rate * gradient)
            variable.assign(variable + m)
            assert gradient.numpy().dtype == learning_rate.numpy().dtype == variable.dtype

    one, two = model(Written(0.1)), trained(SGD(0.1, momentum=0.9))
    one.compile(Written(0.1), "mse", run_eagerly=eagerly)
    one.fit(X, Y, batch_size=8, epochs=2, shuffle=False, verbose=0)
    for found, expected in zip(one.get_weights(), two.get_weights(), strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


def test_sees_the_updates_before_this_one_and_the_rate_of_this_one():
    optimizer = Momentum(lambda step: 0.1 / (step + 1), gradient_accumulation_steps=2)
    trained(optimizer, epochs=1)
    assert optimizer.seen[::4] == [(0, np.float32(0.05)), (1, np.float32(0.025))]
    assert optimizer.iterations == 2


def test_configuration_and_copies():
    optimizer = Momentum(momentum=0.5)
    assert Momentum.from_config(optimizer.get_config()).momentum == 0.5
    written = nnlite.optimizers.serialize(optimizer)
    assert nnlite.optimizers.deserialize(written, custom_objects={"Momentum": Momentum}).momentum == 0.5
    one = trained(optimizer)
    two = copy.deepcopy(one)
    for made in (one, two):
        made.fit(X, Y, batch_size=8, shuffle=False, verbose=0)
    for found, expected in zip(one.get_weights(), two.get_weights(), strict=True):
        np.testing.assert_array_equal(found, expected)


def test_variables_of_its_own():
    optimizer = Momentum()
    made = model(optimizer)
    variables = made.trainable_variables
    assert [v.path for v in optimizer.momenta] == [
        f"momentum/{v.path.replace('/', '_')}_momentum" for v in variables]
    assert optimizer.add_variable((3,), "ones", name="mine").value.tolist() == [1, 1, 1]
    first, second = optimizer.add_optimizer_variables(variables, ["a", "b"], ["zeros", "ones"])
    assert [v.shape for v in first] == [v.shape for v in variables]
    assert all((v.value == 1).all() for v in second)
    assert len(optimizer.add_optimizer_variables(variables, "c")) == len(variables)
    with pytest.raises(ValueError, match="one initializer for each name"):
        optimizer.add_optimizer_variables(variables, ["a", "b"], ["zeros"])
    for change in (optimizer.assign, optimizer.assign_add, optimizer.assign_sub):
        with pytest.raises(ValueError, match=r"stays what it is, \(4, 5\). Received: value.shape=\(5,\)"):
            change(variables[0], np.ones(5))


@pytest.mark.parametrize("base", [Adam, Lamb])
def test_on_top_of_a_compiled_one(base):
    class Centred(base):
        """Gradients without their mean; the rest is the compiled optimizer's."""

        def update_step(self, gradient, variable, learning_rate):
            super().update_step(gradient - gradient.mean(), variable, learning_rate)

    class Compiled(base):
        def update(self, piece):
            raise AssertionError("update_step has the last word below it")

    class Below(Compiled):
        def update_step(self, gradient, variable, learning_rate):
            base.update_step(self, gradient, variable, learning_rate)

    plain = trained(base(0.1))
    centred = trained(Centred(0.1))
    assert not np.allclose(plain.get_weights()[0], centred.get_weights()[0])
    random = np.random.default_rng(2)
    variables = [model("sgd").trainable_variables for _ in range(2)]
    gradients = [random.standard_normal(v.shape) for v in variables[0]]
    one, two = Centred(0.1), base(0.1)
    for _ in range(3):
        one.apply(gradients, variables[0])
        two.apply([g - g.mean() for g in gradients], variables[1])
    for found, expected in zip(*variables, strict=True):
        np.testing.assert_allclose(found.value, expected.value, rtol=1e-6)
    with pytest.raises(AssertionError, match="the last word"):
        trained(Below(0.1))


def test_what_a_subclass_forgets():
    class NoInit(Momentum):
        def __init__(self):
            pass

    class NoBuild(Momentum):
        def build(self, variables):
            self.momenta = []

    class Hides(Momentum):
        def __init__(self):
            super().__init__()
            self.steps = 3

    class HidesSchedule(Momentum):
        def __init__(self):
            super().__init__()
            self.schedule = [1, 2]

    class NoStep(Optimizer):
        pass

    for optimizer, error, words in [
        (NoInit(), RuntimeError, r"NoInit: __init__ must call super\(\).__init__"),
        (NoBuild(), RuntimeError, r"NoBuild: build must call super\(\).build\(variables\)"),
        (Hides(), ValueError, "steps is a name that an optimizer keeps for itself.*Received: steps=3"),
        (HidesSchedule(), ValueError, "schedule is a name.*Write self._schedule"),
    ]:
        with pytest.raises(error, match=words):
            model(optimizer)
    with pytest.raises(NotImplementedError, match="NoStep must define update_step"):
        trained(NoStep(0.1))


def test_an_error_in_a_step_arrives():
    class Broken(Momentum):
        def update_step(self, gradient, variable, learning_rate):
            raise ZeroDivisionError("broken")

    optimizer = Broken()
    with pytest.raises(ZeroDivisionError, match="broken"):
        trained(optimizer)
