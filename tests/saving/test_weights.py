"""Do weights come back from a file as they were, into the right places, all of them or none?"""

import os

import numpy as np
import pytest

import nnlite
from nnlite.saving import LoadError, load_weights, save_weights

X, Y = np.random.default_rng(0).random((12, 4), "f"), np.random.default_rng(1).random((12, 2), "f")


def model(width=3, optimizer="adam", **arguments):
    x = nnlite.Input((4,))
    inner = nnlite.Sequential([nnlite.layers.Dense(width, "tanh", input_shape=(4,)), nnlite.layers.Dense(4)])
    made = nnlite.Model(x, nnlite.layers.Dense(2, **arguments)(nnlite.layers.Add()([x, inner(x)])))
    if optimizer:
        made.compile(optimizer, "mse")
    return made


def trained(**arguments):
    made = model(**arguments)
    made.fit(X, Y, batch_size=4, verbose=0)
    return made


def bits(made):
    return [array.tobytes() for array in [*made.get_weights(), *map(np.asarray, made.optimizer.variables)]]


def test_a_training_goes_on_bit_for_bit(tmp_path):
    first, second = trained(), model()
    first.save_weights(tmp_path / "m.weights.npz")
    second.load_weights(tmp_path / "m.weights.npz")
    for made in (first, second):
        made.fit(X, Y, batch_size=4, verbose=0, shuffle=False)
    assert bits(first) == bits(second)


def test_numpy_reads_the_file(tmp_path):
    made = trained()
    save_weights(made, tmp_path / "m.weights.npz")
    with np.load(tmp_path / "m.weights.npz") as file:
        assert {name for name in file.files if "optimizer" not in name} == {
            f"layers/{place}/{name}" for place in ("sequential/layers/dense", "sequential/layers/dense_1", "dense")
            for name in ("kernel", "bias")}
        np.testing.assert_array_equal(file["layers/dense/kernel"], made.layers[-1].kernel.numpy())


def test_the_same_weights_give_the_same_bytes(tmp_path):
    made = trained()
    for name in ("a", "b"):
        save_weights(made, tmp_path / f"{name}.weights.npz")
    assert (tmp_path / "a.weights.npz").read_bytes() == (tmp_path / "b.weights.npz").read_bytes()


def test_names_of_layers_do_not_matter(tmp_path):
    first = trained()
    save_weights(first, tmp_path / "m.weights.npz")
    nnlite.layers.Dense(7)      # the next names are others
    load_weights(second := model(), tmp_path / "m.weights.npz")
    np.testing.assert_array_equal(first.predict(X), second.predict(X))


def test_a_shared_layer_is_stored_once(tmp_path):
    x = nnlite.Input((4,))
    dense = nnlite.layers.Dense(4)
    made = nnlite.Model(x, nnlite.layers.Add()([dense(x), dense(dense(x))]))
    save_weights(made, tmp_path / "m.weights.npz")
    with np.load(tmp_path / "m.weights.npz") as file:
        assert sorted(file.files) == ["layers/dense/bias", "layers/dense/kernel"]


class Block(nnlite.layers.Layer):
    """A layer of layers, with a weight of its own that is not trained."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.first = nnlite.layers.Dense(4)
        self.others = [nnlite.layers.Dense(4), nnlite.layers.Dense(4)]

    def build(self, input_shape):
        self.offset = self.add_weight((4,), "ones", trainable=False, name="offset")
        self.factor = self.add_weight((4,), "ones", name="factor")

    def call(self, x):
        for layer in (self.first, *self.others):
            x = layer(x)
        return x


@pytest.mark.parametrize("ending", ["npz", "h5"])
def test_layers_in_layers(tmp_path, ending):
    pytest.importorskip("h5py")
    made, other = (nnlite.Sequential([nnlite.Input((4,)), Block()]) for _ in range(2))
    save_weights(made, tmp_path / f"m.weights.{ending}")
    load_weights(other, tmp_path / f"m.weights.{ending}")
    for one, twin in zip(made.weights, other.weights, strict=True):
        np.testing.assert_array_equal(one.numpy(), twin.numpy())
    if ending == "npz":
        with np.load(tmp_path / "m.weights.npz") as file:
            assert {name.rpartition("/")[0] for name in file.files} == {
                f"layers/block{place}" for place in ("", "/first", "/others/dense", "/others/dense_1")}


@pytest.mark.parametrize("ending", ["npz", "h5"])
@pytest.mark.parametrize(("other", "what"), [
    ({"width": 5}, "has shape"), ({"use_bias": False}, "has no counterpart in the model")])
def test_weights_of_another_model_change_nothing(tmp_path, ending, other, what):
    pytest.importorskip("h5py")
    save_weights(trained(), tmp_path / f"m.weights.{ending}")
    made = trained(**other)
    before = bits(made)
    with pytest.raises(LoadError, match=what):
        load_weights(made, tmp_path / f"m.weights.{ending}")
    assert bits(made) == before


def test_what_does_not_fit_can_be_left_out(tmp_path):
    first, second = trained(), model(width=5, optimizer=None)
    save_weights(first, tmp_path / "m.weights.npz")
    before = second.get_weights()
    with pytest.warns(UserWarning, match="left out what does not fit"):
        load_weights(second, tmp_path / "m.weights.npz", skip_mismatch=True)
    np.testing.assert_array_equal(second.get_weights()[-1], first.get_weights()[-1])
    np.testing.assert_array_equal(second.get_weights()[0], before[0])


def test_the_state_of_another_optimizer_is_left_alone(tmp_path):
    save_weights(trained(optimizer="rmsprop"), tmp_path / "m.weights.npz")
    with pytest.warns(UserWarning, match="holds 8 variables of an optimizer; the 'adam' of the model has 14"):
        load_weights(model(), tmp_path / "m.weights.npz")
    save_weights(model(optimizer=None), tmp_path / "m.weights.npz")
    with pytest.warns(UserWarning, match="holds no optimizer"):
        load_weights(model(), tmp_path / "m.weights.npz")


def test_float64(tmp_path):
    made, other = (nnlite.Sequential([nnlite.Input((4,)), nnlite.layers.Dense(3, dtype="float64")]) for _ in range(2))
    save_weights(made, tmp_path / "m.weights.npz")
    load_weights(other, tmp_path / "m.weights.npz")
    assert made.get_weights()[0].tobytes() == other.get_weights()[0].tobytes()


@pytest.mark.parametrize(("path", "error"), [
    ("m.h5", ValueError), ("m.npz", ValueError), ("m", ValueError), (3, ValueError),
    ("gone/m.weights.npz", FileNotFoundError), ("folder.weights.npz", IsADirectoryError)])
def test_paths_that_cannot_be_written(tmp_path, path, error, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.weights.npz").mkdir()
    with pytest.raises(error, match="Received: filepath="):
        save_weights(model(), path)
    assert os.listdir(tmp_path) == ["folder.weights.npz"]


def test_an_old_file_is_replaced_only_if_it_may_be(tmp_path):
    path = tmp_path / "m.weights.npz"
    save_weights(model(), path)
    before = path.read_bytes()
    with pytest.raises(FileExistsError, match="overwrite=True"):
        save_weights(trained(), path, overwrite=False)
    assert path.read_bytes() == before
    save_weights(trained(), path)
    assert path.read_bytes() != before


def test_a_model_without_weights(tmp_path):
    made = nnlite.Sequential([nnlite.layers.Dense(3)])
    with pytest.raises(ValueError, match="has no weights yet"):
        save_weights(made, tmp_path / "m.weights.npz")
    save_weights(model(), tmp_path / "m.weights.npz")
    with pytest.raises(ValueError, match="has no weights yet"):
        load_weights(made, tmp_path / "m.weights.npz")
    with pytest.raises(ValueError, match="by_name is not supported"):
        load_weights(made, tmp_path / "m.weights.npz", by_name=True)


def test_without_h5py_a_sentence_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "h5py", None)
    with pytest.raises(ImportError, match=r'pip install "nnlite\[keras\]"'):
        save_weights(model(), tmp_path / "m.weights.h5")
    with pytest.raises(ImportError, match=r'pip install "nnlite\[keras\]"'):
        nnlite.models.save_model(model(), tmp_path / "m.keras")
    with pytest.raises(ImportError, match=r'pip install "nnlite\[keras\]"'):
        nnlite.callbacks.ModelCheckpoint(tmp_path / "m.keras")
    assert os.listdir(tmp_path) == []
