"""Do initializers, regularizers, constraints and label rows agree with the Keras that is installed?"""

import json

import numpy as np
import pytest

from nnlite import _naming, constraints, initializers, regularizers, utils

pytestmark = pytest.mark.filterwarnings("default")     # Keras's own warnings are not ours
keras = pytest.importorskip("keras")
INITIALIZERS = ["Zeros", "Ones", "Constant", "Identity", "RandomNormal", "RandomUniform", "TruncatedNormal",
                "VarianceScaling", "GlorotUniform", "GlorotNormal", "HeUniform", "HeNormal", "LecunUniform",
                "LecunNormal", "Orthogonal"]
RANDOM = INITIALIZERS[4:]


@pytest.mark.parametrize("name", INITIALIZERS)
def test_configurations_are_the_same(name):
    ours, theirs = getattr(initializers, name)(), getattr(keras.initializers, name)()
    if name != "Identity":      # Keras's forgets its gain
        assert initializers.serialize(ours) == keras.initializers.serialize(theirs)
    form = json.loads(json.dumps(initializers.serialize(ours)))
    assert type(keras.initializers.deserialize(form)) is type(theirs)
    assert type(initializers.deserialize(keras.initializers.serialize(theirs))) is type(ours)


@pytest.mark.parametrize("name", RANDOM)
@pytest.mark.parametrize("shape", [(200, 300), (5, 5, 40, 60), (60000,)])
def test_moments_and_bounds_are_the_same(name, shape):
    if name == "Orthogonal" and len(shape) < 2:
        pytest.skip("needs two axes")
    ours = getattr(initializers, name)(seed=1)(shape)
    theirs = np.asarray(getattr(keras.initializers, name)(seed=1)(shape))
    spread = theirs.std()
    assert ours.dtype == theirs.dtype
    assert ours.mean() == pytest.approx(theirs.mean(), abs=7 * spread / np.sqrt(ours.size))
    assert ours.std() == pytest.approx(spread, rel=0.03)
    if name not in ("RandomNormal", "Orthogonal"):      # the others have bounds
        assert np.abs(ours).max() == pytest.approx(np.abs(theirs).max(), rel=0.01)


def test_a_seed_behaves_as_in_keras():
    for library in (initializers, keras.initializers):
        for seed in (None, 3):
            initializer = library.HeNormal(seed=seed)
            np.testing.assert_array_equal(np.asarray(initializer((2, 3))), np.asarray(initializer((2, 3))))


@pytest.mark.parametrize("name, args", [("L1", ()), ("L2", ()), ("L1L2", ()), ("L1", (0.3,)), ("L2", (0.3,)),
                                        ("L1L2", (0.1, 0.2))])
def test_regularizers(name, args):
    w = np.random.default_rng(0).normal(size=(6, 5)).astype("float32")
    ours, theirs = getattr(regularizers, name)(*args), getattr(keras.regularizers, name)(*args)
    assert float(ours(w)) == pytest.approx(float(theirs(keras.ops.convert_to_tensor(w))), rel=1e-5)
    assert ours.get_config() == pytest.approx(theirs.get_config())
    assert regularizers.serialize(ours).keys() == keras.regularizers.serialize(theirs).keys()


@pytest.mark.parametrize("name, args", [
    ("NonNeg", ()), ("MaxNorm", ()), ("MaxNorm", (0.7, 1)), ("UnitNorm", ()), ("UnitNorm", (1,)),
    ("MinMaxNorm", ()), ("MinMaxNorm", (0.5, 1.5, 0.3, 1)),
])
def test_constraints(name, args):
    w = np.random.default_rng(0).normal(size=(6, 5)).astype("float32")
    ours, theirs = getattr(constraints, name)(*args), getattr(keras.constraints, name)(*args)
    np.testing.assert_allclose(ours(w), np.asarray(theirs(w)), rtol=1e-6)
    assert constraints.serialize(ours) == keras.constraints.serialize(theirs)


@pytest.mark.parametrize("labels, num_classes", [([0, 2, 1], None), ([[0], [1]], 3), ([[0, 1], [2, 1]], None),
                                                 (2, 4), ([1.0], 2), (np.zeros((2, 0)), 3)])
def test_to_categorical(labels, num_classes):
    ours, theirs = utils.to_categorical(labels, num_classes), keras.utils.to_categorical(labels, num_classes)
    np.testing.assert_array_equal(ours, theirs)
    assert ours.dtype == theirs.dtype


@pytest.mark.parametrize("axis, order", [(-1, 2), (1, 1), (-1, np.inf)])
def test_normalize(axis, order):
    x = np.vstack([np.random.default_rng(0).normal(size=(3, 4)), np.zeros((1, 4))])
    np.testing.assert_allclose(utils.normalize(x, axis, order), keras.utils.normalize(x, axis, order))


def test_snake_case_names():
    names = [name for name in dir(keras.layers) if name[0].isupper()]
    theirs = keras.src.utils.naming.to_snake_case
    assert [_naming.to_snake_case(name) for name in names] == [theirs(name) for name in names]
