"""Do the callbacks do what Keras's do? The same scripts of results, the same fits, played to both."""

import csv
import inspect
import os
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

keras = pytest.importorskip("keras")

from keras_twins import normal, probabilities, same, trained, twins  # noqa: E402

import nnlite  # noqa: E402
from nnlite.callbacks.monitor import metric_direction  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
X, Y = normal(20, 4), probabilities(20, 3)
FIT = {"validation_split": 0.25, "epochs": 4, "batch_size": 6}
SETTINGS = {"loss": "categorical_crossentropy", "metrics": ["accuracy"]}
EIGHTHS = st.integers(0, 12).map(lambda n: n / 8)       # exact in float32 too


def recipe(k):
    x = k.Input((4,))
    return k.Model(x, k.layers.Dense(3, "softmax")(k.layers.Dense(4, "tanh")(x)))


def sgd(rate=0.1, **arguments):
    return lambda k: {"optimizer": k.optimizers.SGD(rate, **arguments), **SETTINGS}


def both(make, arguments=None, settings=None, x=X, y=Y):
    """Histories and models of both libraries after a fit with the callback that `make(library)` returns."""
    results = []
    for library, model in zip((nnlite, keras), twins(recipe, settings or sgd()), strict=True):
        callbacks = make(library)
        arguments = {**FIT, "shuffle": False, "verbose": 0, **(arguments or {})}
        results.append((model.fit(x, y, callbacks=callbacks, **arguments), model, callbacks))
    return results


# --------------------------------------------------------------------------------------------------- the hooks


def recorder(library):
    """A callback that notes every hook that it hears, with its number and the names of the results."""

    class Recorder(library.callbacks.Callback):
        def __init__(self):
            super().__init__()
            self.heard = []

    def hook(name):
        def hear(self, *arguments, logs=None):
            *number, logs = (*arguments, logs) if logs is not None else arguments
            self.heard.append((name, *number, *sorted(logs or {})))

        return hear

    for name in [n for n in vars(library.callbacks.Callback) if n.startswith("on_")]:
        setattr(Recorder, name, hook(name))
    return Recorder()


def test_hooks_come_in_the_same_order():
    for arguments in ({}, {"validation_freq": 2}, {"validation_split": 0.0}, {"initial_epoch": 2}):
        ours, theirs = both(recorder, arguments)
        assert ours[2].heard == theirs[2].heard
    for method in (lambda m, c: m.evaluate(X, Y, batch_size=8, callbacks=[c], verbose=0),
                   lambda m, c: m.predict(X, batch_size=8, callbacks=[c], verbose=0)):
        heard = []
        for library, (_, model, _) in zip((nnlite, keras), (ours, theirs), strict=True):
            callback = recorder(library)
            method(model, callback)
            heard.append([(name, *rest[:1]) if "predict" in name else (name, *rest)
                          for name, *rest in callback.heard])
        assert heard[0] == heard[1]


def test_a_stop_in_the_middle_of_an_epoch():
    def stopper(library):
        class Stopper(library.callbacks.Callback):
            def on_train_batch_end(self, batch, logs=None):
                self.model.stop_training = batch == 1

        return [Stopper(), recorder(library)]

    ours, theirs = both(stopper)
    assert ours[2][1].heard == theirs[2][1].heard
    same(ours[0].history, theirs[0].history)


def test_functions_as_callbacks():
    heard = {nnlite: [], keras: []}
    both(lambda k: k.callbacks.LambdaCallback(
        on_epoch_begin=lambda epoch, logs: heard[k].append(epoch),
        on_train_batch_end=lambda batch, logs: heard[k].append(sorted(logs)),
        on_test_begin=lambda logs: heard[k].append("test"), on_train_end=lambda logs: heard[k].append("end")))
    assert heard[nnlite] == heard[keras]


# ------------------------------------------------------------------------------------------- scripted results


def play(library, model, callback, script, key="val_loss"):
    """Tell a callback results by a script; returns what it has done after each epoch."""
    model.stop_training = False
    done = []
    callback.set_model(model)
    callback.on_train_begin({})
    for epoch, value in enumerate(script):
        logs = {"loss": 9.0} if value is None else {"loss": 9.0, key: value}
        callback.on_epoch_begin(epoch, {})
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            callback.on_epoch_end(epoch, logs)
        state = [getattr(callback, name, None) for name in ("wait", "best", "best_epoch", "stopped_epoch",
                                                            "cooldown_counter")]
        count = sum(warning.category is UserWarning for warning in caught)
        done.append([count, model.stop_training, float(model.optimizer.learning_rate), *state])
        if model.stop_training:
            break
    callback.on_train_end({})
    return done


OURS, THEIRS = twins(recipe, sgd())
for trained_once in (OURS, THEIRS):     # the metrics are known from then on
    trained_once.fit(X, Y, verbose=0)
OPTIONS = {"mode": st.sampled_from(["auto", "min", "max"]), "min_delta": EIGHTHS.filter(lambda d: d < 0.5)}


@settings(max_examples=40, deadline=None)
@given(script=st.lists(st.none() | EIGHTHS, min_size=1, max_size=12),
       options=st.fixed_dictionaries({**OPTIONS, "patience": st.integers(0, 3), "baseline": st.none() | EIGHTHS,
                                      "start_from_epoch": st.integers(0, 2)}),
       key=st.sampled_from(["val_loss", "val_accuracy"]))
def test_early_stopping(script, options, key):
    ours, theirs = (play(k, m, k.callbacks.EarlyStopping(key, **options), script, key)
                    for k, m in ((nnlite, OURS), (keras, THEIRS)))
    assert [(*row[:2], *row[3:]) for row in ours] == [(*row[:2], *row[3:]) for row in theirs]


@settings(max_examples=40, deadline=None)
@given(script=st.lists(st.none() | EIGHTHS, min_size=1, max_size=14),
       options=st.fixed_dictionaries({**OPTIONS, "patience": st.integers(0, 3), "cooldown": st.integers(0, 2),
                                      "factor": st.sampled_from([0.1, 0.5]),
                                      "min_lr": st.sampled_from([0.0, 0.001, 0.02])}))
def test_reduce_on_plateau(script, options):
    results = []
    for library, model in ((nnlite, OURS), (keras, THEIRS)):
        model.optimizer.learning_rate = 0.1
        results.append(play(library, model, library.callbacks.ReduceLROnPlateau(**options), script))
    same([row[:3] for row in results[0]], [row[:3] for row in results[1]])
    assert [row[3:] for row in results[0]] == [row[3:] for row in results[1]]


@pytest.mark.parametrize("key", ["accuracy", "val_mse", "val_mae", "val_categorical_crossentropy"])
def test_directions_that_are_known(key):
    metrics = ["accuracy", "mse", "mae", "categorical_crossentropy"]
    for library, model in zip((nnlite, keras), twins(recipe), strict=True):
        model.compile("sgd", "mse", metrics=metrics)
        model.fit(X, Y, verbose=0)
        callback = library.callbacks.EarlyStopping(key, patience=9)
        play(library, model, callback, [0.5, 0.25, 0.75], key)
        assert callback.best == (0.75 if key == "accuracy" else 0.25)


ARGUMENTS = dict.fromkeys(("SensitivityAtSpecificity", "SpecificityAtSensitivity", "PrecisionAtRecall",
                           "RecallAtPrecision"), (0.5,))
ARGUMENTS |= {"IoU": (2, [0]), "MeanIoU": (2,), "OneHotIoU": (2, [0]), "OneHotMeanIoU": (2,)}


@pytest.mark.parametrize("name", [name for name, value in vars(nnlite.metrics).items() if inspect.isclass(value)
                                  and hasattr(keras.metrics, name) and name not in ("Metric", "MeanMetricWrapper")])
def test_the_direction_of_every_metric(name):
    ours, theirs = (getattr(k.metrics, name)(*ARGUMENTS.get(name, ())) for k in (nnlite, keras))
    assert metric_direction(ours) == {"up": "max", "down": "min"}.get(getattr(theirs, "_direction", None))


def test_a_direction_that_nobody_knows():
    for library, model in ((nnlite, OURS), (keras, THEIRS)):
        with pytest.raises(ValueError, match=r"mode='max'"):
            play(library, model, library.callbacks.EarlyStopping("val_acc"), [0.5])


# ---------------------------------------------------------------------------------------------------- in a fit


def test_early_stopping_restores_the_best_weights():
    ours, theirs = both(lambda k: k.callbacks.EarlyStopping("val_loss", patience=1, restore_best_weights=True),
                        {"epochs": 12}, sgd(1.0))
    assert ours[0].epoch == theirs[0].epoch and len(ours[0].epoch) < 12
    assert ours[2].best_epoch == theirs[2].best_epoch < ours[2].stopped_epoch == theirs[2].stopped_epoch
    same(ours[1].get_weights(), theirs[1].get_weights(), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("schedule", [lambda epoch, rate: rate * 0.5, lambda epoch: 0.1 / (epoch + 1),
                                      lambda epoch, rate: np.float32(0.25)])
def test_learning_rates(schedule):
    ours, theirs = both(lambda k: k.callbacks.LearningRateScheduler(schedule))
    same(ours[0].history, theirs[0].history)
    assert "learning_rate" in ours[0].history
    same(ours[1].get_weights(), theirs[1].get_weights())


def test_plateau_in_a_fit():
    ours, theirs = both(lambda k: k.callbacks.ReduceLROnPlateau("loss", 0.5, patience=1, min_delta=0.5))
    same(ours[0].history, theirs[0].history)
    assert len(set(ours[0].history["learning_rate"])) > 1
    same(ours[1].get_weights(), theirs[1].get_weights())


@pytest.mark.parametrize("arguments", [{}, {"validation_split": 0.0}, {"validation_freq": 2},
                                       {"separator": ";"}, {"append": True}])
def test_csv_files(tmp_path, arguments):
    options = {name: arguments.pop(name) for name in ("separator", "append") if name in arguments}

    def make(library):
        return library.callbacks.CSVLogger(str(tmp_path / f"{library.__name__}.csv"), **options)

    for _ in range(2):
        both(make, dict(arguments))
    ours, theirs = (list(csv.reader((tmp_path / f"{name}.csv").read_text().splitlines(),
                                    delimiter=options.get("separator", ","))) for name in ("nnlite", "keras"))
    assert ours[0] == theirs[0] and len(ours) == len(theirs)
    for one, other in zip(ours, theirs, strict=True):
        assert [cell for cell in one if cell.isalpha()] == [cell for cell in other if cell.isalpha()]
        np.testing.assert_allclose(*([float(c) for c in row if c[0].isdigit()] for row in (one, other)), rtol=1e-5)


@pytest.mark.parametrize("options", [
    {"filepath": "{epoch:02d}-{val_loss:.2f}"}, {"filepath": "best", "save_best_only": True},
    {"filepath": "{epoch}-{batch}", "save_freq": 2}, {"filepath": "a/b/{epoch}", "save_freq": 5},
    {"filepath": "{epoch}", "save_best_only": True, "monitor": "val_accuracy"},
    {"filepath": "{epoch}", "save_best_only": True, "initial_value_threshold": 0.0},
    {"filepath": "{epoch}", "save_best_only": True, "monitor": "loss", "mode": "max"},
])
@pytest.mark.parametrize("ending", [".weights.h5", ".keras"])
def test_checkpoints_are_the_same_files(tmp_path, options, ending):
    pytest.importorskip("h5py")

    def make(library):
        path = str(tmp_path / library.__name__ / options["filepath"]) + ending
        return library.callbacks.ModelCheckpoint(
            **{**options, "filepath": path, "save_weights_only": ending == ".weights.h5"})

    both(make, {"epochs": 3})
    ours, theirs = ({os.path.relpath(os.path.join(folder, name), root)
                     for folder, _, names in os.walk(root) for name in names}
                    for root in (tmp_path / "nnlite", tmp_path / "keras"))
    assert ours == theirs
    for name in ours:
        model = twins(recipe)[0]
        weights = []
        for library in ("nnlite", "keras"):
            model.load_weights(tmp_path / library / name)
            weights.append(model.get_weights())
        same(*weights)


@pytest.mark.parametrize("raise_error", [False, True])
def test_a_loss_that_is_no_number(raise_error, capsys):
    x = np.concatenate([X[:6], 1e30 * X[6:]])

    def settings(k):
        return {"optimizer": k.optimizers.SGD(0.1), "loss": "mse", "metrics": ["mae"]}

    def make(library):
        return [recorder(library), library.callbacks.TerminateOnNaN(raise_error)]

    def linear(k):
        return k.Sequential([k.Input((4,)), k.layers.Dense(3)])

    heard, printed = [], []
    for library, model in zip((nnlite, keras), twins(linear, settings), strict=True):
        callbacks = make(library)
        before = model.get_weights()
        arguments = {**FIT, "shuffle": False, "verbose": 0, "callbacks": callbacks}
        if raise_error:
            with pytest.raises(RuntimeError, match="batch 1"):
                model.fit(x, Y, **arguments)
        else:
            history = model.fit(x, Y, **arguments)
            assert not np.isfinite(history.history["loss"][-1])
        heard.append(callbacks[0].heard)
        printed.append([line for line in capsys.readouterr().out.splitlines() if "terminating" in line])
        if library is nnlite:
            assert all(np.isfinite(w).all() for w in model.get_weights())
            assert any((w != b).any() for w, b in zip(model.get_weights(), before, strict=True))
    assert heard[0] == heard[1]
    assert printed[0] == printed[1]


@pytest.mark.parametrize("swap_on_epoch", [False, True])
def test_averages_of_the_weights(swap_on_epoch):
    def make(library):
        class Looker(library.callbacks.Callback):
            def __init__(self):
                super().__init__()
                self.seen = []

            def look(self, *_, **__):
                self.seen.append(self.model.get_weights())

            on_epoch_begin = on_epoch_end = on_test_begin = on_test_end = look

        return [library.callbacks.SwapEMAWeights(swap_on_epoch), Looker()]

    ours, theirs = both(make, settings=sgd(0.5, use_ema=True, ema_momentum=0.5))
    same(ours[0].history, theirs[0].history)
    same(ours[2][1].seen, theirs[2][1].seen)
    same(ours[1].get_weights(), theirs[1].get_weights())


def test_an_interrupted_fit_goes_on_at_the_same_epoch(tmp_path):
    def make(library):
        class Interruption(library.callbacks.Callback):
            def on_epoch_begin(self, epoch, logs=None):
                if epoch == 2 and not (tmp_path / library.__name__).exists():
                    (tmp_path / library.__name__).touch()
                    raise RuntimeError("the power is gone")

        return [library.callbacks.BackupAndRestore(str(tmp_path / f"{library.__name__}-backup")), Interruption()]

    results = []
    for library, model in zip((nnlite, keras), twins(recipe, sgd()), strict=True):
        model.optimizer.build(model.trainable_variables)
        for _ in range(2):
            try:
                history = model.fit(X, Y, callbacks=make(library), shuffle=False, verbose=0, **FIT)
            except RuntimeError:
                model.set_weights([0 * w for w in model.get_weights()])
        assert not (tmp_path / f"{library.__name__}-backup").exists()
        results.append((history.epoch, history.history, model.get_weights()))
    same(*results)
    _, _, whole, _ = trained(recipe, sgd(), X, Y, **FIT)
    same(results[0][1], {key: values[2:] for key, values in whole.history.items()})


def test_a_history_is_kept_over_fits_when_it_is_given():
    ours, theirs = both(lambda k: k.callbacks.History())
    for history, model, callback in (ours, theirs):
        assert history is callback is model.history
        model.fit(X, Y, callbacks=[callback], verbose=0)
        assert len(callback.history["loss"]) == 5 and callback.epoch == [0]


@pytest.mark.parametrize("options", [{}, {"update_freq": "batch", "histogram_freq": 2}])
def test_event_files(tmp_path, options):
    pytest.importorskip("tensorboardX"), pytest.importorskip("tensorboard")   # Keras needs the latter
    tensorflow = pytest.importorskip("tensorflow")
    both(lambda k: k.callbacks.TensorBoard(str(tmp_path / k.__name__), write_graph=False, **options))
    found = []
    for library in ("nnlite", "keras"):
        events = {}
        for path in (tmp_path / library).glob("*/events*"):
            for event in tensorflow.compat.v1.train.summary_iterator(str(path)):
                for value in event.summary.value:
                    if value.HasField("simple_value") or "histogram" in value.tag:
                        scalar = value.simple_value
                    else:
                        scalar = float(tensorflow.make_ndarray(value.tensor))
                    tag = value.tag.split("/")[-1] if "/" in value.tag else value.tag   # layers have other names
                    events[path.parent.name, tag, event.step] = scalar
        found.append(events)
    same(*({" ".join(map(str, key)): value for key, value in events.items()} for events in found))
