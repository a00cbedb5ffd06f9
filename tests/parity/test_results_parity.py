"""Are results called and ordered as in Keras? Lists of `evaluate`, the history, and metrics in a step of one's own."""

import numpy as np
import pytest

keras = pytest.importorskip("keras")
tensorflow = pytest.importorskip("tensorflow")

import nnlite  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
RANDOM = np.random.RandomState(4)
X, Y, WEIGHT = RANDOM.rand(16, 4).astype("f"), RANDOM.rand(16, 1).astype("f"), RANDOM.rand(16).astype("f")
WEIGHTS = [RANDOM.rand(4, 1).astype("f"), RANDOM.rand(1).astype("f")]
OF_ONE = [
    {}, {"metrics": []}, {"metrics": ["mse", "mae"]}, {"metrics": ["mae", "mae", "mae"]},
    {"metrics": ["mae"], "weighted_metrics": ["mae", "mse", "mae"]},
]
OF_SEVERAL = [
    {}, {"metrics": {"a": ["mae", "mape"], "b": "mse"}}, {"metrics": {"a": ["mae"]}},
    {"metrics": [["mae", "mape"], ["mse"]]}, {"metrics": ["mae", ["mse", "mae"]]},
    {"metrics": {"b": "mae"}, "weighted_metrics": {"a": ["mse"], "b": ["mae", "mse"]}},
    {"loss": {"a": "mae", "b": "mse"}, "metrics": {"a": "mae", "b": "mae"}},
]


def model(k, outputs, cls=None, eagerly=False, **arguments):
    x = k.Input((4,), name="x")
    ends = [k.layers.Dense(1, name=name)(x) for name in "ba"[:outputs]]
    made = (cls or k.Model)(x, ends if outputs > 1 else ends[0])
    made.set_weights(WEIGHTS * outputs)
    made.compile("sgd", **{"loss": "mse", **arguments}, run_eagerly=eagerly)
    return made


def results(made, outputs):
    """Everything that names results or has them in an order."""
    y, weight = (one if outputs == 1 else [one, 2 * one] for one in (Y, WEIGHT))
    history = made.fit(X, y, sample_weight=weight, batch_size=8, shuffle=False, verbose=0, validation_data=(X, y))
    by_name = made.evaluate(X, y, sample_weight=weight, verbose=0, return_dict=True)
    return ([metric.name for metric in made.metrics], made.metrics_names, list(history.history), list(by_name)), \
        [np.concatenate(list(history.history.values())), list(by_name.values()),
         made.evaluate(X, y, sample_weight=weight, verbose=0), made.test_on_batch(X, y), made.train_on_batch(X, y)]


@pytest.mark.parametrize(("outputs", "arguments"), [(1, one) for one in OF_ONE] + [(2, one) for one in OF_SEVERAL])
def test_names_and_order(outputs, arguments):
    (ours, numbers), (theirs, expected) = (results(model(k, outputs, **arguments), outputs) for k in (nnlite, keras))
    assert ours == theirs
    for one, other in zip(numbers, expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5)


def guided(k, tape):
    """A model whose steps are those of the guide."""

    class Guided(k.Model):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.own = k.metrics.MeanSquaredError(name="own")

        def train_step(self, data):
            x, y = data[:2]
            with tape() as watching:
                y_pred = self(x, training=True)
                loss = self.compute_loss(y=y, y_pred=y_pred)
            self.optimizer.apply(watching.gradient(loss, self.trainable_variables), self.trainable_variables)
            for metric in self.metrics:
                if metric.name == "loss":
                    metric.update_state(loss)
                else:
                    metric.update_state(y, y_pred)
            return {metric.name: metric.result() for metric in self.metrics}

        def test_step(self, data):
            x, y = data[:2]
            for metric in self.metrics:
                if metric.name != "loss":
                    metric.update_state(y, self(x, training=False))
            return {metric.name: metric.result() for metric in self.metrics}

    return Guided


@pytest.mark.parametrize("eagerly", [False, True])
@pytest.mark.parametrize("arguments", [{}, {"metrics": ["mae", "mape"]}, {"weighted_metrics": ["mae"]}])
def test_metrics_in_a_step_of_ones_own(arguments, eagerly):
    found = []
    for k, tape in ((nnlite, nnlite.GradientTape), (keras, tensorflow.GradientTape)):
        made = model(k, 1, guided(k, tape), eagerly, **arguments)
        history = made.fit(X, Y, batch_size=8, shuffle=False, verbose=0, validation_data=(X, Y)).history
        found.append(([metric.name for metric in made.metrics], made.metrics_names, set(history)))
        found.append([[history[name][0] for name in sorted(history)], made.evaluate(X, Y, verbose=0)])
    assert found[0] == found[2]
    for ours, theirs in zip(found[1], found[3], strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-5)


def named(k):
    """Names of objects of one's own classes, of which several are made."""

    class FirstGuess(k.losses.Loss):
        pass

    class FirstCount(k.metrics.Metric):
        def update_state(self, *args, **kwargs):
            pass

        def result(self):
            return 0.0

    class Own(k.losses.MeanSquaredError):
        pass

    def bigError(y_true, y_pred):
        return k.ops.max(k.ops.abs(y_true - y_pred), axis=-1)

    names = [cls().name for cls in (FirstGuess, FirstCount, Own, FirstGuess, FirstCount, Own)]
    made = model(k, 1, metrics=[FirstCount, FirstCount(), bigError, lambda y_true, y_pred: bigError(y_true, y_pred)])
    return names, list(made.fit(X, Y, verbose=0).history)


def test_a_second_one_of_a_class():
    assert named(nnlite) == named(keras)


def forked(k, kind):
    """A subclassed model that returns two outputs in a structure of a kind, and their targets."""
    class Forked(k.Model):
        def __init__(self):
            super().__init__()
            self.first, self.second = k.layers.Dense(1, name="first"), k.layers.Dense(1, name="second")

        def call(self, x):
            parts = self.first(x), self.second(x)
            return dict(zip("ab", parts, strict=True)) if kind is dict else kind(parts)

    return Forked(), {"a": Y, "b": 2 * Y} if kind is dict else kind((Y, 2 * Y))


@pytest.mark.parametrize("kind", [tuple, list, dict])
@pytest.mark.parametrize(("losses", "metrics"), [
    ("mse", None), (["mse", "mae"], [["mae"], ["mse", "mae"]]), (["mean_squared_error", "MeanAbsoluteError"], None)])
def test_outputs_of_a_subclassed_model(kind, losses, metrics):
    names = []
    for k in (nnlite, keras):
        made, targets = forked(k, kind)
        by_key = kind is dict and metrics
        made.compile("sgd", dict(zip("ab", losses, strict=True)) if kind is dict and losses != "mse" else losses,
                     metrics=dict(zip("ab", metrics, strict=True)) if by_key else metrics)
        history = made.fit(X, targets, verbose=0, validation_data=(X, targets))
        names.append([list(history.history), list(made.evaluate(X, targets, verbose=0, return_dict=True)),
                      np.shape(made.evaluate(X, targets, verbose=0))])
    assert names[0] == names[1]


def test_the_loss_of_an_output_without_a_name_is_to_be_small():
    made, targets = forked(nnlite, list)
    made.compile("sgd", ["mse", "mae"])
    stop = nnlite.callbacks.EarlyStopping("mae_loss")
    made.fit(X, targets, epochs=2, verbose=0, callbacks=[stop])
    assert nnlite.callbacks.monitor.known_direction(made, "val_mse_loss") == "min"
