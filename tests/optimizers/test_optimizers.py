"""Do optimizers keep their promises: what they refuse, what they remember, what one step does?"""

import types

import numpy as np
import pytest

from nnlite import optimizers
from nnlite._dispatch import kernels
from nnlite.optimizers import (
    SGD,
    Adadelta,
    Adafactor,
    Adagrad,
    Adam,
    Adamax,
    AdamW,
    Ftrl,
    Lamb,
    Lion,
    Muon,
    Nadam,
    Optimizer,
    RMSprop,
    ScheduleFreeAdamW,
)

SHAPES = {"d/kernel": (3, 2), "d/bias": (2,), "e/kernel": (2, 4), "e/bias": (4,)}


class Variable:
    """What an optimizer needs to know of a variable."""

    def __init__(self, path, value, gradient, start=0, constraint=None):
        self.path, self.value, self.gradient, self.constraint = path, value, gradient, constraint
        self.start, self.stop = start, start + value.size


def parameters(shapes=SHAPES, dtype="float32", seed=1):
    """Variables side by side in one run, with random values and gradients."""
    random, size = np.random.default_rng(seed), sum(int(np.prod(shape)) for shape in shapes.values())
    values, gradients = (random.standard_normal(size).astype(dtype) for _ in range(2))
    variables, start = [], 0
    for path, shape in shapes.items():
        part = slice(start, start + int(np.prod(shape)))
        variables.append(Variable(path, values[part].reshape(shape), gradients[part].reshape(shape), start))
        start = part.stop
    return of_variables(variables, values, gradients)


def of_variables(variables, values, gradients, cuts=()):
    edges = [0, *cuts, values.size]
    runs = [types.SimpleNamespace(values=values[a:b], gradients=gradients[a:b], start=a, stop=b)
            for a, b in zip(edges, edges[1:], strict=False)]
    return types.SimpleNamespace(variables=variables, runs=runs, size=values.size, dtype=values.dtype)


def without(model, frozen):
    """The same model with one of its variables frozen: the runs on both sides of it, numbered anew."""
    (run,) = model.runs
    before, after = slice(frozen.start), slice(frozen.stop, None)
    runs = [types.SimpleNamespace(values=run.values[part], gradients=run.gradients[part], start=a, stop=b)
            for part, a, b in [(before, 0, frozen.start), (after, frozen.start, run.stop - frozen.value.size)]]
    slots = [types.SimpleNamespace(variable=v, gradient=v.gradient, start=v.start - (v.start > frozen.start) *
                                   frozen.value.size) for v in model.variables if v is not frozen]
    for slot in slots:
        slot.stop = slot.start + slot.variable.value.size
    return types.SimpleNamespace(variables=slots, runs=runs)


def train(optimizer, model, steps=3):
    """Some updates with gradients that change; returns all values."""
    optimizer.bind(model)
    sequence, random = kernels.Sequence(optimizer.steps()), np.random.default_rng(5)
    for _ in range(steps):
        for run in model.runs:
            run.gradients[:] = random.standard_normal(run.gradients.size)
        optimizer.before_step()
        sequence()
    return np.concatenate([run.values for run in model.runs])


ALL = {
    "sgd": lambda **k: SGD(0.1, **k),
    "momentum": lambda **k: SGD(0.1, 0.9, True, **k),
    "rmsprop": lambda **k: RMSprop(0.1, **k),
    "rmsprop momentum": lambda **k: RMSprop(0.1, momentum=0.5, **k),
    "rmsprop centered": lambda **k: RMSprop(0.1, centered=True, **k),
    "adam": lambda **k: Adam(0.1, **k),
    "amsgrad": lambda **k: Adam(0.1, amsgrad=True, **k),
    "adamw": lambda **k: AdamW(0.1, **k),
    "adagrad": lambda **k: Adagrad(0.1, **k),
    "adadelta": lambda **k: Adadelta(1.0, **k),
    "adamax": lambda **k: Adamax(0.1, **k),
    "nadam": lambda **k: Nadam(0.1, **k),
    "lion": lambda **k: Lion(0.1, **k),
    "ftrl": lambda **k: Ftrl(0.1, **k),
    "adafactor": lambda **k: Adafactor(0.1, **k),
    "lamb": lambda **k: Lamb(0.1, **k),
    "muon": lambda **k: Muon(0.1, exclude_layers=["e/kernel"], **k),
    "schedule free": lambda **k: ScheduleFreeAdamW(0.1, **k),
}
CLASSES = [SGD, RMSprop, Adam, AdamW, Adagrad, Adadelta, Adamax, Nadam, Lion, Ftrl, Adafactor, Lamb, Muon,
           ScheduleFreeAdamW]
every = pytest.mark.parametrize("make", ALL.values(), ids=ALL)
REFUSED = [
    {"learning_rate": -1}, {"learning_rate": np.nan}, {"learning_rate": np.inf}, {"learning_rate": None},
    {"learning_rate": "0.1"}, {"learning_rate": True}, {"weight_decay": -0.1}, {"clipnorm": 0}, {"clipvalue": -1},
    {"global_clipnorm": "1"}, {"use_ema": "yes"}, {"ema_momentum": 1.5}, {"ema_overwrite_frequency": 0},
    {"ema_overwrite_frequency": 2.5}, {"loss_scale_factor": 0}, {"gradient_accumulation_steps": 1},
    {"gradient_accumulation_steps": 2.0}, {"name": ""},
]


# --------------------------------------------------------------------------------------------- arguments


@pytest.mark.parametrize("arguments", REFUSED, ids=str)
@pytest.mark.parametrize("cls", CLASSES)
def test_refuses_senseless_arguments(cls, arguments):
    (name,) = arguments
    with pytest.raises(ValueError, match=f"^{cls.__name__}: .*Received: {name}="):
        cls(**arguments)


@pytest.mark.parametrize("cls, arguments", [
    (SGD, {"momentum": 1.1}), (SGD, {"momentum": "0.9"}), (SGD, {"nesterov": "False"}), (RMSprop, {"rho": 2}),
    (RMSprop, {"epsilon": -1}), (RMSprop, {"centered": None}), (Adam, {"beta_1": 1}), (Adam, {"beta_2": -0.1}),
    (Adam, {"amsgrad": 3}), (AdamW, {"weight_decay": None}), (Adagrad, {"initial_accumulator_value": -1}),
    (Adadelta, {"rho": 1.5}), (Adamax, {"beta_1": 1.0}), (Nadam, {"beta_2": -0.1}), (Lion, {"beta_1": 0}),
    (Ftrl, {"learning_rate_power": 0.5}), (Ftrl, {"beta": -1}), (Ftrl, {"l1_regularization_strength": "0.1"}),
    (Adafactor, {"clip_threshold": 0}), (Adafactor, {"relative_step": "no"}), (Lamb, {"epsilon": -1}),
    (Muon, {"ns_steps": 2.5}), (Muon, {"exclude_layers": "output"}), (Muon, {"rms_rate": -1}),
    (ScheduleFreeAdamW, {"beta_1": 0.0}), (ScheduleFreeAdamW, {"warmup_steps": -1}),
])
def test_refuses_senseless_arguments_of_its_own(cls, arguments):
    with pytest.raises(ValueError, match=f"^{cls.__name__}: .*Received: {next(iter(arguments))}="):
        cls(**arguments)


def test_clips_in_one_way_only():
    with pytest.raises(ValueError, match=r"one way only. Received: clipnorm=1.0, clipvalue=0.5"):
        Adam(clipnorm=1.0, clipvalue=0.5)


def test_unknown_arguments_are_named_and_one_is_suggested():
    with pytest.raises(ValueError, match=r"passed to Adam: {'learning_rte': 0.1}. Did you mean 'learning_rate'"):
        Adam(learning_rte=0.1)
    with pytest.raises(ValueError, match="Did you mean 'momentum'"):
        SGD(momentun=0.1)


def test_names_of_keras_2():
    assert SGD(lr=0.5).learning_rate == 0.5
    assert Adam(lr=0.5, epsilon=None, decay=0.0).epsilon == 1e-7
    with pytest.warns(UserWarning, match="`decay` left Keras") as caught:
        SGD(decay=1e-6)
    assert caught[0].filename == __file__
    optimizer = SGD()
    optimizer.lr = 0.25
    assert optimizer.learning_rate == 0.25


def test_nesterov_without_momentum_is_pointed_out():
    with pytest.warns(UserWarning, match="without momentum") as caught:
        SGD(nesterov=True)
    assert caught[0].filename == __file__


# --------------------------------------------------------------------------------- names and configurations


@pytest.mark.parametrize("cls", CLASSES)
def test_get(cls):
    for identifier in (cls, cls.__name__, cls.__name__.lower(), {"class_name": cls.__name__, "config": {}}):
        assert type(optimizers.get(identifier)) is cls


@pytest.mark.parametrize("name", ["LossScaleOptimizer", "MultiOptimizer"])
def test_what_is_not_here_is_refused_with_a_sentence(name):
    for identifier in (name, name.lower(), {"class_name": name, "config": {}}):
        with pytest.raises(ValueError, match=f"(?i)^{name} is not supported: .*Received: optimizer="):
            optimizers.get(identifier)


def test_get_returns_objects_and_suggests_names():
    optimizer = SGD()
    assert optimizers.get(optimizer) is optimizer
    assert optimizers.get(None) is None
    with pytest.raises(ValueError, match="Did you mean 'adam'"):
        optimizers.get("adamm")
    with pytest.raises(ValueError, match="optimizer"):
        optimizers.get(3)


@every
def test_configuration_round_trip(make):
    optimizer = make(weight_decay=0.1, clipnorm=2.0, use_ema=True, gradient_accumulation_steps=4, name="mine")
    written = optimizers.serialize(optimizer)
    again = optimizers.deserialize(written)
    assert type(again) is type(optimizer)
    assert again.get_config() == optimizer.get_config() == written["config"]


def test_configuration_holds_the_learning_rate_in_the_default_type():
    assert Adam(name="adam").get_config() == {
        "name": "adam", "learning_rate": 0.0010000000474974513, "weight_decay": None, "clipnorm": None,
        "global_clipnorm": None, "clipvalue": None, "use_ema": False, "ema_momentum": 0.99,
        "ema_overwrite_frequency": None, "loss_scale_factor": None, "gradient_accumulation_steps": None,
        "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7, "amsgrad": False,
    }


# ------------------------------------------------------------------------------------- the learning rate


def test_learning_rate_holds_from_the_next_step_on():
    model, optimizer = parameters(), SGD(0.1)
    optimizer.bind(model)
    run, before = kernels.Sequence(optimizer.steps()), model.runs[0].values.copy()
    optimizer.learning_rate = np.float32(0.5)
    run()
    np.testing.assert_allclose(model.runs[0].values, before - np.float32(0.5) * model.runs[0].gradients, rtol=1e-6)
    with pytest.raises(ValueError, match="learning_rate=-0.5"):
        optimizer.learning_rate = -0.5


@pytest.mark.parametrize("schedule, expected", [(lambda step: 0.5 / (step + 1), [0.5, 0.25, 0.5 / 3]),
                                                (lambda: 0.25, [0.25, 0.25, 0.25])])
def test_schedules_are_asked_before_each_step(schedule, expected):
    model, optimizer = parameters(), SGD(schedule)
    seen = []
    for _ in expected:
        seen.append(optimizer.learning_rate)
        train(optimizer, model, steps=1)
    assert seen == expected
    assert len(optimizer.variables) == 1
    with pytest.raises(TypeError, match="a schedule sets the learning rate"):
        optimizer.learning_rate = 0.1


def test_a_schedule_must_be_made_and_make_sense():
    class Decay:
        def __call__(self, step):
            return 0.1

    with pytest.raises(ValueError, match=r"Write learning_rate=Decay\(...\)"):
        SGD(Decay)
    with pytest.raises(ValueError, match="learning_rate=-1"):
        SGD(lambda step: -1)


# --------------------------------------------------------------------------------------------- the state


@every
def test_compiling_again_keeps_the_state(make):
    one, two = parameters(), parameters()
    optimizer = make()
    train(optimizer, one, 2)
    again = of_variables(one.variables, one.runs[0].values, one.runs[0].gradients)
    optimizer.bind(again)
    kernels.Sequence(optimizer.steps())()
    straight = make()
    train(straight, two, 2)
    kernels.Sequence(straight.steps())()
    np.testing.assert_array_equal(one.runs[0].values, two.runs[0].values)
    assert optimizer.iterations == 3


def test_one_optimizer_serves_one_model():
    optimizer = Adam()
    optimizer.bind(parameters())
    with pytest.raises(ValueError, match="one optimizer serves one model.*Received: variable='d/kernel'"):
        optimizer.bind(parameters())


@every
def test_several_runs_do_the_same_as_one(make):
    one, two = parameters(), parameters()
    two = of_variables(two.variables, two.runs[0].values, two.runs[0].gradients, cuts=(6, 8))
    results = [train(make(global_clipnorm=0.5), model) for model in (one, two)]
    np.testing.assert_allclose(*results, rtol=1e-6)


@every
def test_a_variable_frozen_later_keeps_its_value_and_its_slots(make):
    model, optimizer = parameters(), make()
    train(optimizer, model)
    frozen = model.variables[1]
    kept = [frozen.value.copy(), *(optimizer.slots.view(name, frozen) for name in optimizer.slots.arrays)]
    before = [array.copy() for array in kept]
    train(optimizer, without(model, frozen))
    for array, other in zip([frozen.value, *kept[1:]], before, strict=True):
        np.testing.assert_array_equal(array, other)


def test_neighbours_in_memory_that_are_not_neighbours_among_the_slots_are_cut_apart():
    model = parameters()
    a, b, c, d = model.variables
    optimizer = SGD(1.0, momentum=0.5)
    optimizer.build([c, a, b, d])
    optimizer.bind(model)
    before = model.runs[0].values.copy()
    kernels.Sequence(optimizer.steps())()
    np.testing.assert_allclose(model.runs[0].values, before - model.runs[0].gradients, rtol=1e-6)
    np.testing.assert_array_equal(optimizer.variables[2], -c.gradient)
    assert [step.name for step in optimizer.steps()] == ["tick", "sgd_momentum", "sgd_momentum", "sgd_momentum"]


def test_variables_in_the_order_of_keras():
    optimizer = Adam(amsgrad=True, use_ema=True, gradient_accumulation_steps=2)
    assert [v.shape for v in optimizer.variables] == [(), ()]
    optimizer.bind(parameters())
    shapes = list(SHAPES.values())
    pairs = [shape for shape in shapes for _ in range(2)]
    assert [v.shape for v in optimizer.variables] == [(), (), *shapes, *shapes, *pairs, *shapes]


@every
def test_weights_round_trip(make):
    one, two = parameters(), parameters()
    first, second = make(), make()
    train(first, one)
    train(second, two, 1)
    second.set_weights(first.variables)
    two.runs[0].values[:] = one.runs[0].values
    np.testing.assert_array_equal(train(first, one), train(second, two))
    assert first.iterations == second.iterations == 6
    with pytest.raises(ValueError, match="not the weights of an optimizer like this one"):
        second.set_weights(first.variables[:-1])


# --------------------------------------------------------------------------------------- around the update


def test_clipping():
    for arguments, expected in [
        ({"clipvalue": 0.1}, lambda gs: [np.clip(g, -0.1, 0.1) for g in gs]),
        ({"clipnorm": 0.1}, lambda gs: [g * 0.1 / np.linalg.norm(g) for g in gs]),
        ({"global_clipnorm": 0.1}, lambda gs: [g * 0.1 / np.sqrt(sum((g**2).sum() for g in gs)) for g in gs]),
        ({"global_clipnorm": 1e9}, lambda gs: gs),
        ({"loss_scale_factor": 8}, lambda gs: [g / 8 for g in gs]),
    ]:
        model, optimizer = parameters(dtype="float64"), SGD(1.0, **arguments)
        before = [v.value.copy() for v in model.variables]
        steps = expected([v.gradient.copy() for v in model.variables])
        optimizer.bind(model)
        kernels.Sequence(optimizer.steps())()
        for variable, value, step in zip(model.variables, before, steps, strict=True):
            np.testing.assert_allclose(variable.value, value - step)


def test_weight_decay_and_its_exceptions():
    model, optimizer = parameters(dtype="float64"), SGD(0.5, weight_decay=0.1)
    optimizer.exclude_from_weight_decay(var_list=[model.variables[2]], var_names=["bias"])
    optimizer.bind(model)
    model.runs[0].gradients[:] = 0
    before = [v.value.copy() for v in model.variables]
    kernels.Sequence(optimizer.steps())()
    for variable, value, factor in zip(model.variables, before, [0.95, 1, 1, 1], strict=True):
        np.testing.assert_allclose(variable.value, value * factor)
    with pytest.raises(ValueError, match="before training"):
        optimizer.exclude_from_weight_decay(var_names=["bias"])


@every
def test_accumulated_gradients_are_averaged(make):
    one, two = parameters(dtype="float64"), parameters(dtype="float64")
    held, plain = make(gradient_accumulation_steps=3, clipvalue=0.5), make(clipvalue=0.5)
    held.bind(one)
    plain.bind(two)
    run, step = kernels.Sequence(held.steps()), kernels.Sequence(plain.steps())
    random = np.random.default_rng(3)
    for _ in range(2):
        gradients = random.standard_normal((3, one.size))
        for gradient in gradients:
            one.runs[0].gradients[:] = gradient
            run()
        two.runs[0].gradients[:] = gradients.mean(axis=0)
        step()
    np.testing.assert_allclose(one.runs[0].values, two.runs[0].values, rtol=1e-12)
    assert held.iterations == 2


def test_moving_average():
    model = parameters(dtype="float64")
    optimizer = SGD(0.1, use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=3)
    values, average = model.runs[0].values, None
    optimizer.bind(model)
    run = kernels.Sequence(optimizer.steps())
    for update in range(1, 5):
        expected = values - 0.1 * model.runs[0].gradients
        average = expected if update == 1 else 0.9 * average + 0.1 * expected
        run()
        np.testing.assert_allclose(values, average if update == 3 else expected)
    optimizer.finalize_variable_values()
    np.testing.assert_allclose(values, average)


def test_constraints_come_last():
    model, optimizer = parameters(), SGD(0.1)
    model.variables[0].constraint = lambda value: np.clip(value, 0, None)
    train(optimizer, model)
    assert model.variables[0].value.min() >= 0 > model.variables[2].value.min()


def test_scale_loss():
    assert SGD(loss_scale_factor=4).scale_loss(2.0) == 8
    assert SGD().scale_loss(2.0) == 2


# ------------------------------------------------------------------------------------------- by hand


@every
def test_applying_gradients_by_hand_does_the_same(make):
    one, two = parameters(), parameters()
    optimizer, by_hand = make(clipnorm=0.5), make(clipnorm=0.5)
    train(optimizer, one, steps=1)
    random = np.random.default_rng(5)
    gradients = np.split(random.standard_normal(one.size), [6, 8, 16])
    gradients = [g.reshape(v.value.shape) for g, v in zip(gradients, two.variables, strict=True)]
    by_hand.apply_gradients(zip(gradients, two.variables, strict=True))
    np.testing.assert_allclose(one.runs[0].values, two.runs[0].values, rtol=1e-6)
    by_hand.apply(gradients)
    assert by_hand.iterations == 2


def test_gradients_by_hand_must_fit():
    model, optimizer = parameters(), SGD(1.0)
    a, b, *_ = model.variables
    with pytest.raises(ValueError, match="every variable needs one gradient"):
        optimizer.apply([a.gradient])
    with pytest.raises(ValueError, match="gradient of d/bias must have its shape"):
        optimizer.apply([np.ones((3, 2)), np.ones(3)], [a, b])
    with pytest.raises(ValueError, match="no variable has a gradient.*made with NumPy .* inside the tape"):
        optimizer.apply([None, None], [a, b])
    before = b.value.copy()
    with pytest.warns(UserWarning, match="d/bias stay as they are"):
        optimizer.apply([np.ones((3, 2)), None], [a, b])
    np.testing.assert_array_equal(b.value, before)


def test_an_optimizer_of_ones_own():
    class Halver(Optimizer):
        own = ("factor",)

        def __init__(self, learning_rate=1.0, factor=0.5, **kwargs):
            super().__init__(learning_rate, **kwargs)
            self.factor = factor

        def update(self, piece):
            return kernels.PythonStep("halve", np.multiply, (piece.values, self.factor, piece.values))

    model, optimizer = parameters(), Halver(weight_decay=None)
    before = model.runs[0].values.copy()
    np.testing.assert_allclose(train(optimizer, model, 1), before / 2)
    assert Halver.from_config(optimizer.get_config()).factor == 0.5
    with pytest.raises(NotImplementedError, match=r"must define update_step\(self, gradient"):
        train(Optimizer(0.1), parameters())
