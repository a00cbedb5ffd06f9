"""Models as scikit-learn's estimators. They need scikit-learn, so each is imported when it is first asked for."""

import sys
from typing import TYPE_CHECKING, Any

from nnlite._missing import teller
from nnlite._optional import require

if TYPE_CHECKING:
    from nnlite.wrappers.classifier import SKLearnClassifier as SKLearnClassifier
    from nnlite.wrappers.regressor import SKLearnRegressor as SKLearnRegressor
    from nnlite.wrappers.transformer import SKLearnTransformer as SKLearnTransformer

__all__ = ["SKLearnClassifier", "SKLearnRegressor", "SKLearnTransformer"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        teller(sys.modules[__name__])(name)
    return getattr(require(f"{__name__}.{name.removeprefix('SKLearn').lower()}", extra="sklearn"), name)


def __dir__() -> list[str]:
    return __all__
