"""Do the wrappers keep scikit-learn's promises? Its own checks first, then what its users do with estimators."""

import copy
import pickle

import numpy as np
import pytest

import nnlite

sklearn = pytest.importorskip("sklearn")

from scripts import run_python  # noqa: E402
from sklearn.base import clone, is_classifier, is_regressor  # noqa: E402
from sklearn.exceptions import DataConversionWarning, NotFittedError  # noqa: E402
from sklearn.model_selection import GridSearchCV, cross_val_score  # noqa: E402
from sklearn.pipeline import make_pipeline  # noqa: E402
from sklearn.preprocessing import StandardScaler  # noqa: E402
from sklearn.utils.estimator_checks import parametrize_with_checks  # noqa: E402

from nnlite.wrappers import SKLearnClassifier, SKLearnRegressor, SKLearnTransformer  # noqa: E402

QUIET = {"verbose": 0}
X = np.random.default_rng(0).normal(size=(60, 3))
LABELS = np.array(["low", "middle", "high"])[np.digitize(X[:, 0], [-0.5, 0.5])]
NUMBERS = X @ [1.0, -2.0, 0.5]
# Fewer than Keras's wrappers fail with these models: where the function sets a seed, a second fit is like the first.
EXPECTED_FAILURES = {
    SKLearnClassifier: {
        "check_classifiers_train": "decision_function has two columns where there are two classes, as in Keras",
        "check_classifiers_classes": "decision_function has two columns where there are two classes, as in Keras",
    },
    SKLearnRegressor: {"check_regressor_multioutput": "predictions are float32, as the model's are"},
    SKLearnTransformer: {},
}


def network(X, y, loss="mse", activation=None, units=(16,), rate=0.01):
    """A network as wide as the data; its seed makes every fit the same."""
    nnlite.utils.set_random_seed(0)
    h = x = nnlite.Input(shape=X.shape[1:])
    for width in units:
        h = nnlite.layers.Dense(width, activation="relu")(h)
    model = nnlite.Model(x, nnlite.layers.Dense(y.shape[1], activation=activation)(h))
    model.compile(nnlite.optimizers.Adam(rate), loss)
    return model


def classifier(**arguments):
    words = {"loss": "categorical_crossentropy", "activation": "softmax"}
    return SKLearnClassifier(network, **{"model_kwargs": words, "fit_kwargs": {"epochs": 60, **QUIET}, **arguments})


def regressor(**arguments):
    return SKLearnRegressor(network, **{"fit_kwargs": QUIET, **arguments})


def linear(outputs=1, features=3):
    """A compiled model."""
    x = nnlite.Input(shape=(features,))
    model = nnlite.Model(x, nnlite.layers.Dense(outputs, name="last")(x), name="line")
    model.compile(nnlite.optimizers.SGD(0.1, momentum=0.9), "mse", metrics=["mae"])
    return model


def same(ours, theirs):
    return all(np.array_equal(one, other) for one, other in zip(ours, theirs, strict=True))


@pytest.mark.filterwarnings("default")
@parametrize_with_checks([classifier(), regressor(), SKLearnTransformer(network, fit_kwargs=QUIET)],
                         expected_failed_checks=lambda estimator: EXPECTED_FAILURES[type(estimator)])
def test_the_checks_of_scikit_learn(estimator, check):
    check(estimator)


# ---------------------------------------------------------------------------------------------- what is learned


def test_labels_come_back_as_labels():
    wrapper = classifier().fit(X, LABELS)
    assert wrapper.classes_.tolist() == ["high", "low", "middle"]
    assert wrapper.score(X, LABELS) > 0.8
    outputs = wrapper.decision_function(X)
    assert outputs.shape == (60, 3)
    assert np.array_equal(wrapper.classes_[outputs.argmax(1)], wrapper.predict(X))
    assert is_classifier(wrapper) and is_regressor(regressor())


def test_predictions_have_the_shape_of_the_targets():
    two = np.stack([NUMBERS, -NUMBERS], 1)
    assert regressor().fit(X, NUMBERS).predict(X).shape == (60,)
    assert regressor().fit(X, two).predict(X).shape == (60, 2)
    with pytest.warns(DataConversionWarning):
        assert regressor().fit(X, NUMBERS[:, None]).predict(X).shape == (60,)


def test_a_regressor_learns():
    assert regressor().fit(X, NUMBERS, epochs=300).score(X, NUMBERS) > 0.9


def test_weights_of_samples_and_other_words_reach_the_model():
    weights = (LABELS == "low").astype(float)
    wrapper = classifier().fit(X, LABELS, sample_weight=weights, epochs=30, validation_data=(X, np.eye(3)[[0] * 60]))
    assert set(wrapper.predict(X)) == {"low"}
    assert len(wrapper.history_.history["val_loss"]) == wrapper.epoch_ == 30
    assert classifier().epoch_ == 0


# -------------------------------------------------------------------------------------------------- parameters


def test_the_words_of_fit_come_before_fit_kwargs_and_change_nothing():
    wrapper = regressor(fit_kwargs={"epochs": 2, **QUIET})
    before = copy.deepcopy(wrapper.get_params())
    assert wrapper.fit(X, NUMBERS, epochs=3).epoch_ == 3
    assert wrapper.fit(X, NUMBERS).epoch_ == 2
    assert wrapper.get_params() == before


def test_parameters_are_only_kept():
    words, numbers, model = {"units": (4,)}, {"epochs": 1}, linear()
    wrapper = SKLearnRegressor(model, True, words, numbers)
    kept = wrapper.get_params()
    assert kept["model"] is model and kept["model_kwargs"] is words and kept["fit_kwargs"] is numbers
    assert wrapper.set_params(warm_start=False, fit_kwargs=QUIET) is wrapper
    assert wrapper.get_params() == {**kept, "warm_start": False, "fit_kwargs": QUIET}
    assert not [name for name in vars(wrapper) if name.endswith("_")]


def test_a_clone_has_all_parameters_and_no_training():
    wrapper = classifier(warm_start=True).fit(X, LABELS, epochs=1)
    twin = clone(wrapper)
    assert twin.get_params() == wrapper.get_params()
    assert not hasattr(twin, "model_")
    model = linear()
    twin = clone(SKLearnRegressor(model))
    assert twin.model is not model
    assert same(twin.model.get_weights(), model.get_weights())


# ------------------------------------------------------------------------------------------- models and functions


def test_a_model_is_not_trained_itself():
    model = linear()
    model.fit(X, NUMBERS, verbose=0)
    before, steps = model.get_weights(), int(model.optimizer.iterations)
    wrapper = SKLearnRegressor(model, fit_kwargs={"epochs": 5, **QUIET}).fit(X, NUMBERS)
    assert same(model.get_weights(), before)
    assert int(model.optimizer.iterations) == steps
    assert not same(wrapper.model_.get_weights(), before)
    assert int(wrapper.model_.optimizer.iterations) == 10
    assert set(wrapper.history_.history) == {"loss", "mae"}
    assert wrapper.model_.optimizer.get_config() == model.optimizer.get_config()
    assert [layer.name for layer in wrapper.model_.layers] == [layer.name for layer in model.layers]


def test_a_model_that_waits_for_its_data():
    model = nnlite.Sequential([nnlite.layers.Dense(1)])
    model.compile("sgd", "mse")
    wrapper = SKLearnRegressor(model, fit_kwargs=QUIET).fit(X, NUMBERS)
    assert wrapper.model_.count_params() == 4
    assert not model.built


def test_a_model_with_layers_and_losses_of_the_users_own():
    class Twice(nnlite.layers.Layer):
        def call(self, inputs):
            return nnlite.ops.add(inputs, inputs)

    x = nnlite.Input(shape=(3,))
    inner = nnlite.Model(x, Twice()(x))
    model = nnlite.Model(x, nnlite.layers.Dense(1)(inner(x)))
    model.compile("sgd", nnlite.losses.MeanSquaredError(reduction="sum"))
    wrapper = SKLearnRegressor(model, fit_kwargs=QUIET).fit(X, NUMBERS)
    assert wrapper.model_.compilation("test").losses[0].reduction == "sum"


def test_warm_start_goes_on():
    wrapper = regressor(warm_start=True).fit(X, NUMBERS)
    model, loss = wrapper.model_, wrapper.history_.history["loss"][0]
    wrapper.fit(X, NUMBERS, epochs=20)
    assert wrapper.model_ is model
    assert wrapper.history_.history["loss"][0] < loss
    cold = regressor().fit(X, NUMBERS)
    model = cold.model_
    assert cold.fit(X, NUMBERS).model_ is not model


def test_warm_start_trains_a_given_model_itself():
    model = linear()
    before = model.get_weights()
    assert SKLearnRegressor(model, warm_start=True, fit_kwargs=QUIET).fit(X, NUMBERS).model_ is model
    assert not same(model.get_weights(), before)


# ------------------------------------------------------------------------------------------------------ company


def test_in_a_pipeline():
    features, low = SKLearnTransformer(linear(1), fit_kwargs={"epochs": 20, **QUIET}), LABELS == "low"
    steps = make_pipeline(StandardScaler(), features, classifier()).fit(X, low)
    assert steps.score(X, low) > 0.8
    assert steps[:-1].transform(X).shape == (60, 1)
    codes = SKLearnTransformer(linear(3), fit_kwargs=QUIET).fit_transform(X, X)
    assert codes.shape == (60, 3)


def test_in_a_search():
    grid = {"wrapper__model_kwargs": [{"units": ()}, {"units": (4,)}], "wrapper__fit_kwargs": [{"epochs": 2, **QUIET}]}
    steps = sklearn.pipeline.Pipeline([("scale", StandardScaler()), ("wrapper", regressor())])
    search = GridSearchCV(steps, grid, cv=2).fit(X, NUMBERS)
    assert search.best_estimator_["wrapper"].epoch_ == 2
    assert len(search.cv_results_["params"]) == 2
    assert cross_val_score(classifier(), X, LABELS, cv=2).mean() > 0.5


@pytest.mark.parametrize("duplicate", [copy.deepcopy, lambda wrapper: pickle.loads(pickle.dumps(wrapper))])
@pytest.mark.parametrize("model", [network, linear()], ids=["function", "model"])
def test_a_duplicate_predicts_the_same_and_can_go_on(duplicate, model):
    wrapper = SKLearnRegressor(model, warm_start=True, fit_kwargs=QUIET).fit(X, NUMBERS)
    twin = duplicate(wrapper)
    expected = wrapper.predict(X)
    assert np.array_equal(twin.predict(X), expected)
    twin.fit(X, NUMBERS, epochs=3)
    assert not np.array_equal(twin.predict(X), expected)
    assert np.array_equal(wrapper.predict(X), expected)


def test_metadata_is_routed_where_that_is_switched_on():
    with pytest.raises(RuntimeError, match="switched off"):
        regressor().set_fit_request(sample_weight=True)
    with sklearn.config_context(enable_metadata_routing=True):
        wrapper = regressor().set_fit_request(sample_weight=True).set_score_request(sample_weight=False)
        requests = wrapper.get_metadata_routing()
        assert requests.fit.requests == {"sample_weight": True}
        assert requests.score.requests == {"sample_weight": False}
        GridSearchCV(wrapper, {"warm_start": [False]}, cv=2).fit(X, NUMBERS, sample_weight=np.ones(60))


# --------------------------------------------------------------------------------------------------- what is wrong


@pytest.mark.parametrize("wrapper, y, kind, words", [
    (SKLearnRegressor(5), NUMBERS, ValueError, "model must be a compiled model, or a function"),
    (SKLearnRegressor(lambda X, y: None), NUMBERS, ValueError, "must return a compiled model.*End it with return"),
    (SKLearnRegressor(nnlite.Sequential([nnlite.layers.Dense(1)])), NUMBERS, RuntimeError, "compile the model first"),
    (classifier(), NUMBERS, ValueError, "a continuous target. Numbers: SKLearnRegressor"),
    (classifier(), np.eye(3)[[0, 1, 2] * 20], ValueError, "multilabel-indicator.*argmax"),
    (classifier(), np.zeros(60), ValueError, "two classes or more"),
    (SKLearnClassifier(linear()), LABELS, ValueError, r"one output for each of the 3 classes.*Write Dense\(3\)"),
])
def test_mistakes_are_told_before_anything_is_learned(wrapper, y, kind, words):
    with pytest.raises(kind, match=words):
        wrapper.fit(X, y)
    assert not hasattr(wrapper, "model_")
    with pytest.raises(NotFittedError):
        wrapper.predict(X)


def test_words_that_the_function_does_not_know():
    with pytest.raises(TypeError, match="unexpected keyword argument 'width'"):
        regressor(model_kwargs={"width": 3}).fit(X, NUMBERS)


def test_a_failed_fit_leaves_the_last_one():
    wrapper = classifier().fit(X, LABELS)
    with pytest.raises(ValueError, match="batch_size"):
        wrapper.fit(X, LABELS == "low", batch_size=0)
    assert set(wrapper.predict(X)) <= set(LABELS)
    wrapper.set_params(warm_start=True)
    with pytest.raises(ValueError, match="the classes must stay the same"):
        wrapper.fit(X, LABELS == "low")


def test_scikit_learn_is_only_imported_when_it_is_needed():
    script = "import sys, nnlite; nnlite.wrappers; assert 'sklearn' not in sys.modules; " \
             "nnlite.wrappers.SKLearnRegressor; assert 'sklearn' in sys.modules"
    run_python(script)


def test_without_scikit_learn_a_sentence_names_the_extra():
    script = "import sys; sys.modules['sklearn'] = None; import nnlite; nnlite.wrappers.SKLearnClassifier"
    done = run_python(script, check=False)
    assert 'ImportError: sklearn is not installed. Install it with: pip install "nnlite[sklearn]"' in done.stderr
    with pytest.raises(AttributeError, match="has no 'SKLearnCluster'"):
        nnlite.wrappers.SKLearnCluster  # noqa: B018
