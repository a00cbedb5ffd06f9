"""One recipe, made twice: by nnlite and by Keras, with the same weights. A recipe is a function of the library."""

import numpy as np
import pytest

import nnlite

keras = pytest.importorskip("keras")
EITHER = {"quantization_config", "activity_regularizer"}  # left out by one of the two where they are None
OPTIMIZERS = {
    "SGD": lambda k: k.optimizers.SGD(0.1, momentum=0.9),
    "RMSprop": lambda k: k.optimizers.RMSprop(0.01),
    "Adam": lambda k: k.optimizers.Adam(0.01),
}


def twins(recipe, settings=None, seed=3):
    """The model of either library, with the same random weights; compiled with `settings(library)`."""
    keras.utils.clear_session(free_memory=False)  # names start anew; collecting garbage would take longer than a test
    ours, theirs = recipe(nnlite), recipe(keras)
    random = np.random.default_rng(seed)
    values = [random.standard_normal(w.shape).astype("f") * 0.5 for w in theirs.weights]
    values = [np.abs(v) if w.name == "moving_variance" else v for v, w in zip(values, theirs.weights, strict=True)]
    for library, model in ((nnlite, ours), (keras, theirs)):
        model.set_weights(values)
        if settings is not None:
            # Keras's is eager, so that nothing is traced for ten small steps; ours is the compiled program.
            model.compile(run_eagerly=library is keras, **settings(library))
    return ours, theirs


def trained(recipe, settings, x, y, **arguments):
    """Both models after the same `fit`, and the histories of both."""
    ours, theirs = twins(recipe, settings)
    arguments = {"shuffle": False, "verbose": 0, "batch_size": 8, **arguments}
    return ours, theirs, ours.fit(x, y, **arguments), theirs.fit(x, y, **arguments)


def plain(value):
    """Lists, tuples, dictionaries and numbers as they are; every array or tensor as a NumPy array."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return np.asarray(value)


def same(ours, theirs, rtol=1e-5, atol=1e-6):
    """Assert that two structures are alike, and the numbers in them equal to rounding."""
    ours, theirs = plain(ours), plain(theirs)
    assert type(ours) is type(theirs)
    if isinstance(ours, dict):
        assert set(ours) == set(theirs)
        for key in ours:
            same(ours[key], theirs[key], rtol, atol)
    elif isinstance(ours, list):
        assert len(ours) == len(theirs)
        for one, other in zip(ours, theirs, strict=True):
            same(one, other, rtol, atol)
    else:
        assert ours.shape == theirs.shape
        np.testing.assert_allclose(ours, theirs, rtol=rtol, atol=atol)


def normal(*shape, seed=5):
    """Normal numbers in float32."""
    return np.random.default_rng(seed).standard_normal(shape).astype("f")


def probabilities(rows, classes, seed=6):
    """Rows of targets that sum to 1: for other sums TensorFlow's gradient is not the gradient."""
    values = np.random.default_rng(seed).random((rows, classes)).astype("f")
    return values / values.sum(-1, keepdims=True)


def labels(rows, classes, seed=7):
    """Whole numbers below `classes`."""
    return np.random.default_rng(seed).integers(0, classes, rows)


def alone(recipe, shapes):
    """A model of one layer on as many inputs as there are shapes."""
    def model(k):
        inputs = [k.Input(shape, name=f"in_{position}") for position, shape in enumerate(shapes)]
        return k.Model(inputs, recipe(k)(inputs if len(inputs) > 1 else inputs[0]))
    return model


def described(layer):
    """A configuration without what each library says its own way: automatic names, policies, float32 rates."""
    config = {key: value for key, value in layer.get_config().items() if key not in EITHER or value}
    if not isinstance(config.get("dtype", ""), str):
        config["dtype"] = config["dtype"]["config"]["name"]
    for key in {key for key in config if key.endswith("regularizer") and config[key]}:
        config[key] = {**config[key], "config": {n: round(v, 7) for n, v in config[key]["config"].items()}}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in config.items()
            if key != "name" or value == "wide"}
