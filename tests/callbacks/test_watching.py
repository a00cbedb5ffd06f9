"""Do the callbacks that watch a result say what is wrong, and act on what they see?"""

import os

import numpy as np
import pytest

import nnlite
from nnlite.callbacks import EarlyStopping, LearningRateScheduler, ModelCheckpoint, ReduceLROnPlateau, SwapEMAWeights

X, Y = np.random.default_rng(0).random((12, 4), "f"), np.eye(2, dtype="f")[np.arange(12) % 2]
FIT = {"epochs": 3, "batch_size": 4, "verbose": 0, "validation_split": 0.25}


def model(outputs=1, **settings):
    x = nnlite.Input((4,))
    ends = [nnlite.layers.Dense(2, "softmax", name=name)(x) for name in ("kind", "size")[:outputs]]
    made = nnlite.Model(x, ends)
    made.compile(**{"optimizer": nnlite.optimizers.SGD(0.1), "loss": "mse", "metrics": [["accuracy"]] * outputs,
                    **settings})
    return made


def test_a_result_that_is_missing_is_told_with_a_near_one():
    with pytest.warns(UserWarning, match=r"no result 'val_loss'.*Available: accuracy, loss"):
        model().fit(X, Y, verbose=0, callbacks=[EarlyStopping(patience=3)])
    with pytest.warns(UserWarning, match=r"Did you mean 'val_accuracy'"):
        model().fit(X, Y, **FIT, callbacks=[EarlyStopping("val_acuracy", mode="max")])


def test_without_the_result_every_model_is_saved(tmp_path):
    checkpoint = ModelCheckpoint(tmp_path / "m.weights.npz", save_weights_only=True, save_best_only=True)
    with pytest.warns(UserWarning, match="no result 'val_loss', so every model is saved. Available: accuracy, loss"):
        model().fit(X, Y, verbose=0, callbacks=[checkpoint])
    assert os.listdir(tmp_path) == ["m.weights.npz"]


def test_an_unknown_direction_is_told_with_a_near_result():
    with pytest.raises(ValueError, match=r"EarlyStopping: .*'val_acc'.*The results are .*mode='max'"):
        model().fit(X, Y, **FIT, callbacks=[EarlyStopping("val_acc")])


@pytest.mark.parametrize(("monitor", "direction"), [("val_kind_accuracy", "max"), ("size_accuracy", "max"),
                                                    ("val_size_loss", "min"), ("loss", "min")])
def test_directions_of_several_outputs(monitor, direction):
    made, stop = model(2), EarlyStopping(monitor, patience=5)
    made.fit(X, [Y, Y], **FIT, callbacks=[stop])
    assert stop.direction() == direction


def test_directions_of_other_metrics():
    made = model(metrics=[nnlite.metrics.MeanSquaredError(name="m"), lambda y, p: nnlite.ops.abs(y - p)]
                 if hasattr(nnlite.ops, "abs") else [nnlite.metrics.MeanSquaredError(name="m")])
    stop = EarlyStopping("val_m", patience=5)
    made.fit(X, Y, **FIT, callbacks=[stop])
    assert stop.direction() == "min"


@pytest.mark.parametrize("wrong", [
    lambda: EarlyStopping(patience=-1), lambda: EarlyStopping(patience=1.5), lambda: EarlyStopping(3),
    lambda: EarlyStopping(baseline="low"), lambda: EarlyStopping(restore_best_weights="yes"),
    lambda: ReduceLROnPlateau(factor=1.0), lambda: ReduceLROnPlateau(min_lr=-1), lambda: ReduceLROnPlateau(epsilon=1),
    lambda: LearningRateScheduler(0.1), lambda: ModelCheckpoint("m.h5"), lambda: ModelCheckpoint("m.weights.npz"),
    lambda: ModelCheckpoint("m.keras", save_weights_only=True), lambda: ModelCheckpoint(3),
    lambda: ModelCheckpoint("m.keras", save_freq="batch"), lambda: ModelCheckpoint("m.keras", save_freq=0),
])
def test_arguments_that_make_no_sense(wrong):
    with pytest.raises(ValueError, match="Received|Unrecognized"):
        wrong()


def test_an_unknown_mode_is_told_and_taken_as_auto():
    with pytest.warns(UserWarning, match="'auto' is taken"):
        assert EarlyStopping(mode="maximum").mode == "auto"


def test_what_is_said(capsys, tmp_path):
    made = model()
    made.fit(X, Y, **{**FIT, "epochs": 4}, callbacks=[
        LearningRateScheduler(lambda epoch: 0.5, verbose=1),
        ReduceLROnPlateau("loss", patience=1, min_delta=10, verbose=1),
        ModelCheckpoint(tmp_path / "{epoch}.weights.npz", "loss", 1, save_best_only=True, save_weights_only=True),
        EarlyStopping("loss", min_delta=10, patience=2, verbose=1, restore_best_weights=True)])
    said = [line for line in capsys.readouterr().out.splitlines() if line]
    assert said[0] == "Epoch 1: LearningRateScheduler sets the learning rate to 0.5."
    assert said[1].startswith("Epoch 1: loss ") and f"better than none, saving to {tmp_path}" in said[1]
    assert said[2] == f"Epoch 1: saved to {tmp_path / '1.weights.npz'}"
    assert said[4] == "Epoch 2: ReduceLROnPlateau lowers the learning rate from 0.5 to 0.05."
    assert said[-2:] == ["Epoch 3: early stopping", "The weights are again those of the best epoch, 1."]


def test_a_schedule_of_the_optimizer_cannot_be_set():
    made = model(optimizer=nnlite.optimizers.SGD(lambda step: 0.1))
    for callback in (LearningRateScheduler(lambda epoch: 0.5), ReduceLROnPlateau("loss", min_delta=10, patience=1)):
        with pytest.raises(TypeError, match="a schedule sets the learning rate"):
            made.fit(X, Y, **FIT, callbacks=[callback])


@pytest.mark.parametrize("schedule", [lambda epoch, rate: 1, lambda epoch, rate: "0.1", lambda epoch, rate: None])
def test_schedules_that_return_no_float(schedule):
    with pytest.raises(ValueError, match="schedule must return a float"):
        model().fit(X, Y, **FIT, callbacks=[LearningRateScheduler(schedule)])


def test_an_error_in_a_schedule_is_not_hidden():
    def schedule(epoch, rate):
        return len(rate)

    with pytest.raises(TypeError, match="has no len"):
        model().fit(X, Y, **FIT, callbacks=[LearningRateScheduler(schedule)])


def test_paths_that_name_what_there_is_not(tmp_path):
    checkpoint = ModelCheckpoint(tmp_path / "{val_acc:.2f}.weights.npz", save_weights_only=True)
    with pytest.raises(KeyError, match="no 'val_acc'.*Available: epoch, accuracy, loss.*"):
        model().fit(X, Y, **FIT, callbacks=[checkpoint])
    assert os.listdir(tmp_path) == []


def test_a_folder_in_the_way(tmp_path):
    (tmp_path / "m.weights.npz").mkdir()
    with pytest.raises(IsADirectoryError, match="there is a folder of this name"):
        model().fit(X, Y, **FIT, callbacks=[ModelCheckpoint(tmp_path / "m.weights.npz", save_weights_only=True)])


def test_only_the_best_batches_in_the_first_epoch(tmp_path):
    checkpoint = ModelCheckpoint(tmp_path / "{epoch}-{batch}.weights.npz", "loss", save_weights_only=True,
                                 save_best_only=True, save_freq=1)
    model().fit(X, Y, **FIT, callbacks=[checkpoint])
    assert "1-1.weights.npz" in os.listdir(tmp_path)


def test_averages_stay_out_of_the_way():
    made = model(optimizer=nnlite.optimizers.SGD(0.5, use_ema=True))
    made.fit(X, Y, **FIT)
    average = made.predict(X)
    for variable in made.weights:
        variable.value[...] += variable.value
    moved = made.predict(X)
    np.testing.assert_array_equal(made.predict(X, callbacks=[SwapEMAWeights()]), average)
    np.testing.assert_array_equal(made.predict(X), moved)
    with pytest.raises(ValueError, match="use_ema=True"):
        model().fit(X, Y, **FIT, callbacks=[SwapEMAWeights()])


def test_averages_are_the_end_of_a_training_that_is_stopped():
    """Keras ends it with the weights themselves: they lie where it looks for their average."""
    ends = []
    for swap_on_epoch in (False, True):
        nnlite.utils.set_random_seed(1)
        made = model(optimizer=nnlite.optimizers.SGD(0.5, use_ema=True, ema_momentum=0.5))
        made.fit(X, Y, **{**FIT, "epochs": 9}, callbacks=[
            SwapEMAWeights(swap_on_epoch), EarlyStopping("loss", min_delta=10, patience=1)])
        ends.append(made.get_weights())
    for one, other in zip(*ends, strict=True):
        np.testing.assert_array_equal(one, other)
