"""Does an interrupted training go on as if nothing had happened? Bit for bit, wherever it stopped."""

import os

import numpy as np
import pytest

import nnlite
from nnlite.callbacks import BackupAndRestore, Callback
from nnlite.saving import LoadError

X, Y = np.random.default_rng(0).random((22, 4), "f"), np.random.default_rng(1).random((22, 2), "f")
FIT = {"epochs": 4, "batch_size": 4, "verbose": 0, "validation_split": 0.1}


class PowerCut(Callback):
    """Ends everything before a batch of an epoch."""

    def __init__(self, epoch, batch):
        super().__init__()
        self.when, self.epoch = (epoch, batch), None

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch = epoch

    def on_train_batch_begin(self, batch, logs=None):
        if (self.epoch, batch) == self.when:
            raise KeyboardInterrupt


def model(optimizer="adam", seed=3):
    nnlite.utils.set_random_seed(seed)
    layers = [nnlite.Input((4,)), nnlite.layers.Dense(6, "relu"), nnlite.layers.Dropout(0.3),
              nnlite.layers.GaussianNoise(0.1), nnlite.layers.Dense(2)]
    made = nnlite.Sequential(layers)
    made.compile(optimizer, "mse", metrics=["mae", "r2_score", nnlite.metrics.CosineSimilarity()])
    return made


def end(made, history):
    """All that a training leaves behind, and its results."""
    return [w.tobytes() for w in made.get_weights()], [np.asarray(v).tobytes() for v in made.optimizer.variables], \
        made.layers[1].state.tolist(), history


@pytest.mark.parametrize(("save_freq", "cut", "epochs"), [
    ("epoch", (2, 0), [2, 3]), ("epoch", (2, 3), [2, 3]), (1, (2, 3), [2, 3]), (2, (1, 4), [1, 2, 3]),
    (3, (3, 2), [2, 3]), (5, (2, 0), [1, 2, 3]), (7, (3, 4), [2, 3])])
def test_training_goes_on_bit_for_bit(tmp_path, save_freq, cut, epochs):
    whole = model()
    expected = whole.fit(X, Y, **FIT)
    made = model()
    with pytest.raises(KeyboardInterrupt):
        made.fit(X, Y, **FIT, callbacks=[BackupAndRestore(tmp_path / "backup", save_freq), PowerCut(*cut)])
    again = model(seed=99)      # another process: other weights, another order, other draws of dropout
    history = again.fit(X, Y, **FIT, callbacks=[BackupAndRestore(tmp_path / "backup", save_freq)])
    assert history.epoch == epochs
    assert end(again, history.history) == end(whole, {k: v[-len(epochs):] for k, v in expected.history.items()})
    assert os.listdir(tmp_path) == []


def test_a_data_set_of_batches(tmp_path):
    class Batches(nnlite.utils.PyDataset):
        def __len__(self):
            return 5

        def __getitem__(self, number):
            return X[number::5], Y[number::5]

    arguments = {"epochs": 4, "verbose": 0}
    whole = model()
    whole.fit(Batches(), **arguments)
    with pytest.raises(KeyboardInterrupt):
        model().fit(Batches(), **arguments, callbacks=[BackupAndRestore(tmp_path / "b", 2), PowerCut(2, 3)])
    again = model(seed=99)
    again.fit(Batches(), **arguments, callbacks=[BackupAndRestore(tmp_path / "b", 2)])
    assert end(again, None) == end(whole, None)


def test_a_backup_that_cannot_be_read(tmp_path):
    def interrupted(double):
        with pytest.raises(KeyboardInterrupt):
            model().fit(X, Y, **FIT, callbacks=[BackupAndRestore(tmp_path / "b", double_checkpoint=double),
                                                PowerCut(2, 1)])
        content = (tmp_path / "b" / "latest.npz").read_bytes()
        (tmp_path / "b" / "latest.npz").write_bytes(content[:-100])

    interrupted(True)
    assert sorted(os.listdir(tmp_path / "b")) == ["latest.npz", "latest.npz.bkp"]
    assert model().fit(X, Y, **FIT, callbacks=[BackupAndRestore(tmp_path / "b")]).epoch == [1, 2, 3]
    interrupted(False)
    with pytest.raises(LoadError):
        model().fit(X, Y, **FIT, callbacks=[BackupAndRestore(tmp_path / "b")])


def test_the_backup_of_another_training_changes_nothing(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        model().fit(X, Y, **FIT, callbacks=[BackupAndRestore(tmp_path / "b"), PowerCut(2, 1)])
    for other, x in ((model("sgd"), X), (model(), X[:20])):
        before = other.get_weights()
        with pytest.raises(LoadError, match="of another training"):
            other.fit(x, Y[: len(x)], **FIT, callbacks=[BackupAndRestore(tmp_path / "b")])
        np.testing.assert_array_equal(other.get_weights()[0], before[0])


def test_what_is_kept_in_the_end(tmp_path):
    (tmp_path / "mine").touch()
    model().fit(X, Y, **FIT, callbacks=[BackupAndRestore(tmp_path)])
    assert os.listdir(tmp_path) == ["mine"]
    model().fit(X, Y, **FIT, callbacks=[BackupAndRestore(tmp_path / "b", delete_checkpoint=False)])
    assert model().fit(X, Y, **FIT, callbacks=[BackupAndRestore(tmp_path / "b")]).epoch == []


def test_an_attribute_of_ones_own_called_position_is_left_alone():
    class Net(nnlite.Model):
        def __init__(self):
            super().__init__()
            self.position = nnlite.layers.Dense(2)

        def call(self, x):
            return self.position(x)

    made = Net()
    made.compile("sgd", "mse")
    made.fit(X, Y, verbose=0)
    assert isinstance(made.position, nnlite.layers.Dense)


@pytest.mark.parametrize("wrong", [{"backup_dir": ""}, {"backup_dir": 3}, {"save_freq": "batch"}, {"save_freq": False},
                                   {"save_freq": 0}])
def test_arguments_that_make_no_sense(wrong):
    with pytest.raises(ValueError, match=f"BackupAndRestore: {next(iter(wrong))} must be"):
        BackupAndRestore(**{"backup_dir": "b", **wrong})
