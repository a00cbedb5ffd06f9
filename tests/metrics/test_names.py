"""Which metric does a name mean, and can it be written down and made again?"""

import inspect

import numpy as np
import pytest

import nnlite
from nnlite import metrics
from nnlite._identifiers import custom_object_scope
from nnlite.losses.names import as_loss
from nnlite.metrics.names import as_metric

LOGITS = nnlite.losses.BinaryCrossentropy(from_logits=True)


@pytest.mark.parametrize("kind, output, target, loss", [
    ("Binary", (None, 1), (8, 1), None),
    ("Binary", (None, 3), (8, 3), "binary_crossentropy"),
    ("SparseCategorical", (None, 3), (8,), None),
    ("SparseCategorical", (None, 3), (8, 1), None),
    ("SparseCategorical", (None, 3), (8, 3), "sparse_categorical_crossentropy"),
    ("Categorical", (None, 3), (8, 3), "categorical_crossentropy"),
    ("Categorical", (None, 3), (8, 3), "mse"),
])
def test_accuracy_and_crossentropy(kind, output, target, loss):
    for name, what in (("accuracy", "Accuracy"), ("acc", "Accuracy"), ("crossentropy", "Crossentropy"),
                       ("ce", "Crossentropy")):
        metric = as_metric(name, output, target, as_loss(loss))
        assert (type(metric).__name__, metric.name) == (kind + what, name)


def test_crossentropy_of_logits_where_the_loss_is():
    assert as_metric("crossentropy", (None, 3), (8, 3), LOGITS).from_logits
    assert not as_metric("crossentropy", (None, 3), (8, 3), as_loss("mse")).from_logits


@pytest.mark.parametrize("name", ["mse", "MSE", "mae", "mape", "msle", "bce", "kld", "logcosh", "huber", "poisson",
                                  "MeanSquaredError", "mean_squared_error", "RootMeanSquaredError", "auc", "F1Score",
                                  "top_k_categorical_accuracy", "cosine_similarity", "binary_focal_crossentropy"])
def test_a_metric_is_called_as_the_user_calls_it(name):
    metric = as_metric(name, (None, 3), (8, 3), None)
    assert isinstance(metric, metrics.Metric) and metric.name == name


def test_functions_and_objects_keep_their_names():
    for given, name in ((metrics.mean_squared_error, "mean_squared_error"), (metrics.AUC(name="area"), "area"),
                        (nnlite.losses.huber, "huber"), (metrics.Hinge, "hinge"),
                        (nnlite.losses.Huber(0.5), "huber_loss")):
        assert as_metric(given, (None, 3), (8, 3), None).name == name


def classes():
    return [cls for cls in vars(metrics).values() if inspect.isclass(cls) and cls is not metrics.Metric]


@pytest.mark.parametrize("cls", classes(), ids=lambda cls: cls.__name__)
def test_written_down_and_made_again(cls):
    values = {"num_classes": 3, "target_class_ids": [0, 1], "fn": metrics.mean_squared_error, "specificity": 0.5,
              "sensitivity": 0.5, "recall": 0.5, "precision": 0.5}
    needed = [name for name, p in inspect.signature(cls).parameters.items() if p.default is p.empty
              and p.kind is p.POSITIONAL_OR_KEYWORD]
    metric = cls(**{name: values[name] for name in needed}, name="mine")
    form = metrics.serialize(metric)
    twin = metrics.deserialize(form)
    assert type(twin) is cls and twin.name == "mine" and metrics.serialize(twin) == form


def test_a_wrapped_function_of_ones_own_is_found_again():
    def bias(y_true, y_pred):
        return nnlite.ops.mean(y_pred - y_true, axis=-1)

    form = metrics.serialize(metrics.MeanMetricWrapper(bias, "bias"))
    with custom_object_scope({"bias": bias}):
        assert float(metrics.deserialize(form)([[1.0]], [[1.5]])) == 0.5
    with pytest.raises(ValueError, match="bias"):
        metrics.deserialize(form)


def test_the_choice_of_accuracy_is_said_where_keras_chooses_another():
    model = nnlite.Sequential([nnlite.Input((2,)), nnlite.layers.Dense(3, "sigmoid")])
    model.compile("sgd", "binary_crossentropy", metrics=["accuracy"])
    with pytest.warns(UserWarning, match="'accuracy' .* BinaryAccuracy.*Keras counts CategoricalAccuracy"):
        model.evaluate(np.zeros((4, 2), "f"), np.zeros((4, 3), "f"), verbose=0)


def test_the_choice_of_crossentropy_is_said_where_the_shapes_suggest_another():
    model = nnlite.Sequential([nnlite.Input((2,)), nnlite.layers.Dense(3, "sigmoid")])
    model.compile("sgd", "binary_crossentropy", metrics=["crossentropy"])
    with pytest.warns(UserWarning, match="'crossentropy' .* BinaryCrossentropy.*CategoricalCrossentropy"):
        model.evaluate(np.zeros((4, 2), "f"), np.zeros((4, 3), "f"), verbose=0)
