"""How does a model become one of scikit-learn's regressors? Its outputs come back in the shape of the targets."""

from typing import Any

from sklearn.base import RegressorMixin

from nnlite.wrappers.estimator import Estimator


class SKLearnRegressor(RegressorMixin, Estimator):
    """A model as a regressor of scikit-learn.

    predict(X) = model(X), as (samples,) where the targets were so.

    Args:
        model: A compiled model, or a function that returns one: it is called with `X`, `y` (as columns) and
            `model_kwargs`. Every `fit` trains what the function makes, or an untrained twin of the model.
        warm_start: Whether `fit` goes on with the weights of the last one. A given model is then itself trained.
        model_kwargs: More arguments of the function.
        fit_kwargs: Arguments of the model's `fit`, such as {"epochs": 5, "verbose": 0}.

    Attributes:
        model_: The trained model.
        history_: What its `fit` returned.

    Raises:
        ImportError: scikit-learn is not installed.
        ValueError: In `fit`: the data do not fit the model.
        RuntimeError: In `fit`: the model is not compiled.

    Example:
        >>> import nnlite
        >>> import numpy as np
        >>> x = nnlite.Input(shape=(3,))
        >>> model = nnlite.Model(x, nnlite.layers.Dense(1)(x))
        >>> model.compile("sgd", "mse")
        >>> regressor = SKLearnRegressor(model, fit_kwargs={"verbose": 0})
        >>> regressor.fit(np.eye(3), np.arange(3.0)).predict(np.eye(3)).shape
        (3,)
    """

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.regressor_tags.poor_score = True
        tags.target_tags.multi_output = True
        return tags
