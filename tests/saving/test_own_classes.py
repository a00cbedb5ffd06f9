"""Do models come back from a file that have classes and functions of one's own in them?"""

import numpy as np
import pytest

pytest.importorskip("h5py")

import nnlite  # noqa: E402
from nnlite.saving import LoadError, load_model  # noqa: E402

X = np.random.default_rng(0).random((6, 3), "f")


class Scale(nnlite.layers.Layer):
    def __init__(self, factor=2.0, **kwargs):
        super().__init__(**kwargs)
        self.factor = factor

    def call(self, x):
        return x * self.factor

    def get_config(self):
        return {**super().get_config(), "factor": self.factor}


class Net(nnlite.Model):
    """A model with a get_config of its own."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units, self.dense = units, nnlite.layers.Dense(units)

    def call(self, x):
        return self.dense(x)

    def get_config(self):
        return {**super().get_config(), "units": self.units}


class Automatic(nnlite.Model):
    """A model whose arguments are noted by themselves."""

    def __init__(self, units):
        super().__init__()
        self.first, self.last = nnlite.layers.Dense(units, "relu"), nnlite.layers.Dense(3)

    def call(self, x):
        return self.last(self.first(x))


def closeness(y_true, y_pred):
    return nnlite.ops.mean(nnlite.ops.square(y_true - y_pred), axis=-1)


OWN = {cls.__name__: cls for cls in (Scale, Net, Automatic, closeness)}
MODELS = [
    lambda: nnlite.Sequential([nnlite.Input((3,)), Scale(3.0), nnlite.layers.Dense(3)]),
    lambda: nnlite.Model(x := nnlite.Input((3,)), nnlite.layers.Dense(3)(Scale(0.5)(x))),
    lambda: Net(3), lambda: Automatic(5),
    lambda: nnlite.Sequential([nnlite.Input((3,)), nnlite.Sequential([Scale(), nnlite.layers.Dense(3)])]),
]


@pytest.mark.parametrize("make", MODELS)
def test_training_goes_on_bit_for_bit(tmp_path, make):
    made = make()
    made.compile("adam", closeness, metrics=[closeness])
    made.fit(X, X, verbose=0)
    made.save(tmp_path / "m.keras")
    with pytest.raises(LoadError, match="custom_objects"):
        load_model(tmp_path / "m.keras")
    loaded = load_model(tmp_path / "m.keras", OWN)
    results = [model.fit(X, X, epochs=2, verbose=0, shuffle=False).history for model in (made, loaded)]
    assert results[0] == results[1]
    np.testing.assert_array_equal(made.predict(X), loaded.predict(X))


class TwoNamed(nnlite.Model):
    """A model of a dictionary of inputs, of which only its `call` knows."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = nnlite.layers.Dense(2)

    def call(self, inputs):
        return self.dense(inputs["left"]) - self.dense(inputs["right"])


@pytest.mark.parametrize("make, x", [(lambda: Net(4), X), (TwoNamed, {"left": X, "right": X[::-1]})])
def test_a_model_that_was_only_called_on_arrays_comes_back(tmp_path, make, x):
    made = make()
    expected = made(x)
    made.save(tmp_path / "m.keras")
    loaded = load_model(tmp_path / "m.keras", OWN | {"TwoNamed": TwoNamed})
    np.testing.assert_array_equal(loaded(x), expected)


def test_names_of_the_package_cannot_be_shadowed(tmp_path):
    class Dense(nnlite.layers.Dense):
        def call(self, x):
            raise AssertionError("this one must not run")

    made = nnlite.Sequential([nnlite.Input((3,)), nnlite.layers.Dense(3)])
    made.save(tmp_path / "m.keras")
    loaded = load_model(tmp_path / "m.keras", {"Dense": Dense})
    np.testing.assert_array_equal(loaded.predict(X), made.predict(X))


def test_a_configuration_that_cannot_be_written_down(tmp_path):
    class Odd(Scale):
        def get_config(self):
            return {**super().get_config(), "factor": object()}

    made = nnlite.Sequential([nnlite.Input((3,)), Odd()])
    with pytest.raises(ValueError, match="cannot be written down"):
        made.save(tmp_path / "m.keras")
    assert list(tmp_path.iterdir()) == []


def test_objects_in_a_configuration_are_written_down(tmp_path):
    """As in Keras's serialization guide: get_config hands out the objects, from_config makes them again."""
    class Around(nnlite.layers.Layer):
        def __init__(self, inner, start=None, **kwargs):
            super().__init__(**kwargs)
            self.inner, self.start = inner, start

        def call(self, x):
            return self.inner(x)

        def get_config(self):
            return {**super().get_config(), "inner": self.inner, "start": self.start}

        @classmethod
        def from_config(cls, config):
            return cls(**{**config, "inner": nnlite.saving.deserialize_keras_object(config["inner"]),
                          "start": nnlite.saving.deserialize_keras_object(config["start"])})

    x = nnlite.Input((3,))
    inner = nnlite.Sequential([nnlite.Input((3,)), nnlite.layers.Dense(2)])
    model = nnlite.Model(x, Around(inner, nnlite.initializers.Constant(2.0))(x))
    model.save(tmp_path / "around.keras")
    again = load_model(tmp_path / "around.keras", custom_objects={"Around": Around})
    np.testing.assert_array_equal(again.predict(X, verbose=0), model.predict(X, verbose=0))
    assert again.layers[1].start.value == 2
