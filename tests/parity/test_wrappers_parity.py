"""Do the wrappers take and return what Keras's do?"""

import inspect

import numpy as np
import pytest

keras = pytest.importorskip("keras")
pytest.importorskip("sklearn")

import nnlite  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
X = np.random.default_rng(0).normal(size=(12, 3))
LABELS, NUMBERS = np.array(["b", "a", "c"] * 4), X.sum(1)


def network(k):
    """A function that makes a model of a library, with weights that are always the same."""

    def make(X, y, activation=None):
        x = k.Input(X.shape[1:])
        model = k.Model(x, k.layers.Dense(y.shape[1], activation, kernel_initializer="ones")(x))
        model.compile(k.optimizers.SGD(0.1), "mse", metrics=["mae"])
        return model

    return make


@pytest.mark.parametrize("name", nnlite.wrappers.__all__)
def test_names_and_arguments(name):
    ours, theirs = (getattr(k.wrappers, name) for k in (nnlite, keras))
    for method in ("__init__", "fit", "predict", "set_fit_request", "score", "transform", "decision_function"):
        assert hasattr(ours, method) == hasattr(theirs, method), method
        if hasattr(ours, method):
            plain = [[(p.name, p.kind, p.default) for p in inspect.signature(getattr(one, method)).parameters.values()]
                     for one in (ours, theirs)]
            assert plain[0] == plain[1], method


@pytest.mark.parametrize("name, y, method", [
    ("SKLearnClassifier", LABELS, "decision_function"), ("SKLearnClassifier", LABELS, "predict"),
    ("SKLearnRegressor", NUMBERS, "predict"), ("SKLearnTransformer", NUMBERS, "transform"),
])
def test_what_comes_out(name, y, method):
    answers, histories = [], []
    for k in (nnlite, keras):
        wrapper = getattr(k.wrappers, name)(network(k), model_kwargs={"activation": "tanh"}, fit_kwargs={"verbose": 0})
        wrapper.fit(X, y, epochs=3, shuffle=False)
        answers.append(getattr(wrapper, method)(X))
        histories.append(wrapper.history_.history)
    assert answers[0].dtype == answers[1].dtype
    assert list(histories[0]) == list(histories[1])
    if y is LABELS and method == "predict":
        assert answers[0].tolist() == answers[1].tolist()
    else:
        assert answers[0].shape == answers[1].shape
        np.testing.assert_allclose(*answers, rtol=1e-4, atol=1e-6)
