"""What do the wrappers have in common? The parameters, `fit`, `predict`, and what scikit-learn asks of an estimator."""

from typing import Any

import numpy as np
from sklearn import get_config
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted, column_or_1d, validate_data

from nnlite.models import Model
from nnlite.wrappers.fresh_model import check_compiled, made_by


class Estimator(BaseEstimator):
    """Base class of the wrappers: a model with the methods of scikit-learn."""

    def __init__(self, model: Any, warm_start: bool = False, model_kwargs: dict[str, Any] | None = None,
                 fit_kwargs: dict[str, Any] | None = None):
        self.model = model
        self.warm_start = warm_start
        self.model_kwargs = model_kwargs
        self.fit_kwargs = fit_kwargs

    def fit(self, X: Any, y: Any, **kwargs: Any) -> Any:
        """Train a new model, or with `warm_start` go on with the last one.

        Args:
            X: Samples of shape (samples, features).
            y: Targets of shape (samples,); of a regressor or transformer also (samples, outputs).
            **kwargs: Arguments of the model's `fit`; they come before those in `fit_kwargs`.

        Raises:
            ValueError: The data are not what scikit-learn or the model takes.
            RuntimeError: The model is not compiled.
        """
        X, y = validate_data(self, X, y, multi_output=True)
        if y.ndim == 2 and y.shape[1] == 1:
            y = column_or_1d(y, warn=True)
        targets, learned = self._learn_targets(y)
        model = self._model_for(X, targets)
        self._check_model(model, targets)
        self.history_ = model.fit(X, targets, **{**(self.fit_kwargs or {}), **kwargs})
        self.model_ = model
        for name, value in learned.items():
            setattr(self, name, value)
        return self

    def predict(self, X: Any) -> np.ndarray:
        """What the model says of samples, in the form of the targets that it was trained on."""
        return self._as_targets(self._outputs(X))

    def set_fit_request(self, **kwargs: Any) -> Any:
        """Ask meta-estimators to hand arguments on to `fit`, `sample_weight=True` for example.

        Raises:
            RuntimeError: scikit-learn's metadata routing is switched off.
        """
        if not get_config().get("enable_metadata_routing"):
            raise RuntimeError("set_fit_request: metadata routing is switched off. "
                               "Call sklearn.set_config(enable_metadata_routing=True) first.")
        requests = self.get_metadata_routing()
        for name, alias in kwargs.items():
            requests.fit.add_request(param=name, alias=alias)
        self._metadata_request = requests
        return self

    @property
    def epoch_(self) -> int:
        """How many epochs the model was trained for, counted as `fit` counts them; 0 before it."""
        epochs = self.history_.epoch if hasattr(self, "history_") else ()
        return epochs[-1] + 1 if epochs else 0

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.non_deterministic = True
        return tags

    # ------------------------------------------------------------------------------------------------ parts

    def _learn_targets(self, y: np.ndarray) -> tuple[np.ndarray, dict[str, Any]]:
        """The targets as the model takes them, in columns, and the attributes to set once the model is trained."""
        return (y[:, None] if y.ndim == 1 else y), {"_target_rank": y.ndim}

    def _as_targets(self, outputs: np.ndarray) -> np.ndarray:
        """The way back: outputs in the form of the targets."""
        return outputs[:, 0] if self._target_rank == 1 and outputs.shape[1:] == (1,) else outputs

    def _model_for(self, X: np.ndarray, targets: np.ndarray) -> Model:
        """The model to train."""
        who = type(self).__name__
        if self.warm_start and isinstance(self.model, Model):
            check_compiled(self.model, who)
            return self.model
        if self.warm_start and hasattr(self, "model_"):
            return self.model_
        return made_by(self.model, X, targets, self.model_kwargs, who)

    def _check_model(self, model: Model, targets: np.ndarray) -> None:
        """Raise where a model cannot learn these targets and the wrapper can say it better than the model's `fit`."""

    def _outputs(self, X: Any) -> np.ndarray:
        """The model's outputs for samples, as they are."""
        check_is_fitted(self, "model_")
        return self.model_.predict(validate_data(self, X, reset=False))
