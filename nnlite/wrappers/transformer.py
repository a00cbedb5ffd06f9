"""How does a model become one of scikit-learn's transformers? Its outputs are the features of the next step."""

from typing import Any

import numpy as np
from sklearn.base import TransformerMixin

from nnlite.wrappers.estimator import Estimator


class SKLearnTransformer(TransformerMixin, Estimator):
    """A model as a transformer of scikit-learn (a step that makes features; nothing with attention).

    transform(X) = model(X)

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
        >>> x = nnlite.Input(shape=(4,))
        >>> code = nnlite.layers.Dense(2, activation="relu")(x)
        >>> autoencoder = nnlite.Model(x, nnlite.layers.Dense(4)(code))
        >>> autoencoder.compile("adam", "mse")
        >>> transformer = SKLearnTransformer(autoencoder, fit_kwargs={"verbose": 0})
        >>> transformer.fit(np.eye(4), np.eye(4)).transform(np.eye(4)).shape
        (4, 4)
    """

    def transform(self, X: Any) -> np.ndarray:
        """The model's outputs for samples."""
        return self._outputs(X)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.transformer_tags.preserves_dtype = []
        tags.target_tags.multi_output = True
        return tags
