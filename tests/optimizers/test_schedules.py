"""Do schedules follow their formulas, say what is wrong, and come back from their configurations?"""

import numpy as np
import pytest

from nnlite import optimizers
from nnlite.optimizers import schedules
from nnlite.optimizers.schedules import (
    CosineDecay,
    CosineDecayRestarts,
    ExponentialDecay,
    InverseTimeDecay,
    LearningRateSchedule,
    PiecewiseConstantDecay,
    PolynomialDecay,
)

STEPS = np.arange(100)
FORMULAS = [
    (ExponentialDecay(0.1, 8, 0.5), 0.1 * 0.5 ** (STEPS / 8)),
    (ExponentialDecay(0.1, 8, 0.5, staircase=True), 0.1 * 0.5 ** (STEPS // 8)),
    (InverseTimeDecay(0.1, 8, 0.5), 0.1 / (1 + 0.5 * STEPS / 8)),
    (InverseTimeDecay(0.1, 8, 0.5, staircase=True), 0.1 / (1 + 0.5 * (STEPS // 8))),
    (PolynomialDecay(0.1, 50, 0.02, 2.0), 0.08 * (1 - np.minimum(STEPS, 50) / 50) ** 2 + 0.02),
    (PolynomialDecay(0.1, 30, 0.0, cycle=True), 0.1 * (1 - STEPS / (30 * np.maximum(-(-STEPS // 30), 1)))),
    (PiecewiseConstantDecay([9, 49], [3.0, 2.0, 1.0]), np.repeat([3.0, 2.0, 1.0], [10, 40, 50])),
    (CosineDecay(0.1, 50, 0.2), 0.1 * (0.8 * (0.5 + 0.5 * np.cos(np.pi * np.minimum(STEPS, 50) / 50)) + 0.2)),
    (CosineDecay(0.1, 50, warmup_target=0.5, warmup_steps=20), np.where(
        STEPS < 20, 0.1 + 0.4 * STEPS / 20, 0.25 + 0.25 * np.cos(np.pi * np.clip(STEPS - 20, 0, 50) / 50))),
    (CosineDecayRestarts(0.1, 25, t_mul=1.0, m_mul=0.5),
     0.1 * 0.5 ** (STEPS // 25) * (0.5 + 0.5 * np.cos(np.pi * (STEPS % 25) / 25))),
    (CosineDecayRestarts(0.1, 20, t_mul=2.0), 0.05 + 0.05 * np.cos(np.pi * np.concatenate(
        [np.arange(20) / 20, np.arange(40) / 40, np.arange(40) / 80]))),
]


@pytest.mark.parametrize("schedule, expected", FORMULAS, ids=lambda value: type(value).__name__)
def test_formulas(schedule, expected):
    np.testing.assert_allclose(schedule(STEPS), expected, rtol=1e-6, atol=1e-8)
    single = [schedule(int(step)) for step in STEPS]
    np.testing.assert_allclose(single, expected, rtol=1e-12, atol=1e-15)
    assert isinstance(single[0], float)
    assert single[0].numpy().dtype == "float32"


@pytest.mark.parametrize("t_mul", [2.0, 3.0, 1.5, 10.0])
def test_a_restart_is_never_missed_by_rounding(t_mul):
    length, begin, restart = 1_000_000, 0.0, 0
    schedule = CosineDecayRestarts(1.0, length, t_mul=t_mul)
    while begin < 2**36:
        assert schedule(begin) == pytest.approx(1.0)
        begin += length * t_mul**restart
        restart += 1
        assert schedule(begin * (1 - 1e-6)) < 1e-3


@pytest.mark.parametrize("schedule", [schedule for schedule, _ in FORMULAS], ids=lambda value: type(value).__name__)
def test_configurations(schedule):
    written = schedules.serialize(schedule)
    again = schedules.deserialize(written)
    assert type(again) is type(schedule)
    assert again.get_config() == schedule.get_config() == written["config"]
    optimizer = optimizers.Adam(schedule)
    for twin in [optimizers.get(optimizers.serialize(optimizer)), optimizers.Adam.from_config(optimizer.get_config())]:
        assert twin.get_config() == optimizer.get_config()
        assert twin.learning_rate == schedule(0)


@pytest.mark.parametrize("make, words", [
    (lambda: ExponentialDecay(-0.1, 8, 0.5), "ExponentialDecay: .*Received: initial_learning_rate=-0.1"),
    (lambda: ExponentialDecay(0.1, 0, 0.5), "ExponentialDecay: .*Received: decay_steps=0"),
    (lambda: InverseTimeDecay(0.1, 8, 0.5, staircase="yes"), "InverseTimeDecay: .*Received: staircase='yes'"),
    (lambda: PolynomialDecay(0.1, 8, power=-1), "PolynomialDecay: .*Received: power=-1"),
    (lambda: PiecewiseConstantDecay([1, 2], [0.1, 0.2]), "Received: 2 boundaries, 2 values"),
    (lambda: PiecewiseConstantDecay([2, 1], [0.1, 0.2, 0.3]), r"must rise.*Write boundaries=\[1, 2\]"),
    (lambda: CosineDecay(0.1, 8, warmup_target="0.1"), "CosineDecay: .*Received: warmup_target='0.1'"),
    (lambda: CosineDecayRestarts(0.1, 8, t_mul=0.5), "CosineDecayRestarts: .*Received: t_mul=0.5"),
    (lambda: schedules.deserialize("CosineDeca"), "CosineDecay"),
])
def test_what_makes_no_sense_is_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_a_warm_up_without_a_target_is_pointed_out():
    with pytest.warns(UserWarning, match="there is no warm-up") as caught:
        CosineDecay(0.1, 8, warmup_steps=3)
    assert caught[0].filename == __file__


class Stairs(LearningRateSchedule):
    def __init__(self, start=0.5):
        self.start = start

    def __call__(self, step):
        return np.float32(self.start) / (step.numpy() + 1)

    def get_config(self):
        return {"start": self.start}


def test_a_schedule_of_ones_own():
    optimizer = optimizers.SGD(Stairs())
    written = optimizers.serialize(optimizer)
    assert written["config"]["learning_rate"]["registered_name"] == "Stairs"
    again = optimizers.deserialize(written, custom_objects={"Stairs": Stairs})
    assert type(again.schedule) is Stairs
    assert optimizer.fresh().schedule is optimizer.schedule
    with pytest.raises(ValueError, match="Unknown learning rate schedule 'Stairs'"):
        optimizers.deserialize(written)
    with pytest.raises(NotImplementedError, match=r"must define __call__\(self, step\)"):
        optimizers.SGD(LearningRateSchedule())
    optimizer.iterations.assign(4)
    assert optimizer.learning_rate == pytest.approx(0.1)
