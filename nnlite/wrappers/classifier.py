"""How does a model become one of scikit-learn's classifiers? Labels go in as one-hot rows and come back as labels."""

from typing import Any

import numpy as np
from sklearn.base import ClassifierMixin
from sklearn.utils.multiclass import type_of_target

from nnlite.models import Model
from nnlite.wrappers.estimator import Estimator


class SKLearnClassifier(ClassifierMixin, Estimator):
    """A model as a classifier of scikit-learn.

    predict(X) = classes_[argmax of the outputs]: the model is trained on one-hot rows, one column for each class.

    Args:
        model: A compiled model, or a function that returns one: it is called with `X`, `y` (the one-hot rows) and
            `model_kwargs`. Every `fit` trains what the function makes, or an untrained twin of the model.
        warm_start: Whether `fit` goes on with the weights of the last one. A given model is then itself trained.
        model_kwargs: More arguments of the function.
        fit_kwargs: Arguments of the model's `fit`, such as {"epochs": 5, "verbose": 0}.

    Attributes:
        model_: The trained model.
        history_: What its `fit` returned.
        classes_: The labels, sorted.

    Raises:
        ImportError: scikit-learn is not installed.
        ValueError: In `fit`: the targets are not labels of two or more classes, or there is no output for each.
        RuntimeError: In `fit`: the model is not compiled.

    Example:
        >>> import nnlite
        >>> def network(X, y, units=8):
        ...     x = nnlite.Input(shape=X.shape[1:])
        ...     hidden = nnlite.layers.Dense(units, activation="relu")(x)
        ...     model = nnlite.Model(x, nnlite.layers.Dense(y.shape[1], activation="softmax")(hidden))
        ...     model.compile("adam", "categorical_crossentropy")
        ...     return model
        >>> classifier = SKLearnClassifier(network, fit_kwargs={"epochs": 2, "verbose": 0})
        >>> X, y = np.eye(4), np.array(["cat", "dog", "cat", "dog"])
        >>> classifier.fit(X, y).predict(X).shape
        (4,)
        >>> classifier.decision_function(X).shape
        (4, 2)
    """

    def decision_function(self, X: Any) -> np.ndarray:
        """The model's outputs as they are, a column for each class; also where there are two."""
        return self._outputs(X)

    def _learn_targets(self, y: np.ndarray) -> tuple[np.ndarray, dict[str, Any]]:
        kind = type_of_target(y, raise_unknown=True)
        if kind not in ("binary", "multiclass"):
            hint = " Write y.argmax(1) where the rows are one-hot." if y.ndim > 1 else " Numbers: SKLearnRegressor."
            raise ValueError(f"{type(self).__name__}: y must be one label a sample. Received: a {kind} target.{hint}")
        classes, positions = np.unique(y, return_inverse=True)
        if len(classes) == 1:
            raise ValueError(f"{type(self).__name__}: y must have two classes or more; one class leaves nothing to "
                             f"learn. Received: {classes[0]!r} only")
        if self.warm_start and hasattr(self, "classes_") and not np.array_equal(classes, self.classes_):
            raise ValueError(f"{type(self).__name__}: with warm_start the classes must stay the same. "
                             f"Received: {classes.tolist()} after {self.classes_.tolist()}")
        return np.eye(len(classes))[positions], {"classes_": classes}

    def _as_targets(self, outputs: np.ndarray) -> np.ndarray:
        return self.classes_[outputs.argmax(1)]

    def _check_model(self, model: Model, targets: np.ndarray) -> None:
        if model.built and len(model.outputs) == 1 and model.output_shape[1:] != targets.shape[1:]:
            raise ValueError(f"{type(self).__name__}: the model needs one output for each of the {targets.shape[1]} "
                             f"classes. Received: output shape {model.output_shape}. "
                             f"Write Dense({targets.shape[1]}), or in a function Dense(y.shape[1]).")

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.poor_score = True
        return tags
