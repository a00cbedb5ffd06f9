"""Are the event files such that TensorBoard shows what it shows of Keras?"""

import json
import struct

import numpy as np
import pytest

pytest.importorskip("tensorboardX")

from tensorboardX.proto import event_pb2  # noqa: E402

import nnlite  # noqa: E402

X, Y = np.random.default_rng(0).random((20, 4), "f"), np.eye(3, dtype="f")[np.arange(20) % 3]


def model():
    x = nnlite.Input((4,))
    made = nnlite.Model(x, nnlite.layers.Dense(3, "softmax", name="out")(x))
    made.compile(nnlite.optimizers.SGD(0.5), "categorical_crossentropy", metrics=["accuracy"])
    return made


def fitted(folder, **options):
    """A model trained for two epochs of three batches, and its history."""
    made = model()
    callback = nnlite.callbacks.TensorBoard(folder, **options)
    return made, made.fit(X, Y, epochs=2, batch_size=6, validation_split=0.2, verbose=0, callbacks=[callback])


def read(folder):
    """(tag, step) -> value of every event in a folder."""
    values = {}
    for path in sorted(folder.glob("events*")):
        data = path.read_bytes()
        while data:
            (length,) = struct.unpack("<Q", data[:8])
            event = event_pb2.Event.FromString(data[12 : 12 + length])
            values |= {(value.tag, event.step): value for value in event.summary.value}
            data = data[16 + length :]
    return values


def test_results_of_the_epochs(tmp_path):
    _, history = fitted(tmp_path)
    training, validation = read(tmp_path / "train"), read(tmp_path / "validation")
    assert {tag for tag, _ in training} == {"keras", "epoch_loss", "epoch_accuracy", "epoch_learning_rate"}
    assert {tag for tag, _ in validation} == {
        "epoch_loss", "epoch_accuracy", "evaluation_loss_vs_iterations", "evaluation_accuracy_vs_iterations"}
    for epoch in range(2):
        for name in ("loss", "accuracy"):
            for values, key in ((training, name), (validation, f"val_{name}")):
                assert values[f"epoch_{name}", epoch].simple_value == np.float32(history.history[key][epoch])
        assert training["epoch_learning_rate", epoch].simple_value == 0.5
    assert validation["evaluation_loss_vs_iterations", 6].simple_value == np.float32(history.history["val_loss"][-1])


def test_the_layers_are_there_for_the_page_of_graphs(tmp_path):
    made, _ = fitted(tmp_path)
    value = read(tmp_path / "train")["keras", 0]
    assert value.metadata.plugin_data.plugin_name == "graph_keras_model"
    config = json.loads(value.tensor.string_val[0])["config"]
    assert [layer["name"] for layer in config["layers"]] == [layer.name for layer in made.layers]


@pytest.mark.parametrize(("update_freq", "steps"), [("batch", [1, 2, 3, 4, 5, 6]), (4, [4])])
def test_results_of_the_batches(tmp_path, update_freq, steps):
    fitted(tmp_path, update_freq=update_freq, write_steps_per_second=True)
    values = read(tmp_path / "train")
    for tag in ("batch_loss", "batch_accuracy", "batch_steps_per_second"):
        assert sorted(step for name, step in values if name == tag) == steps
    assert values["epoch_steps_per_second", 1].simple_value > 0


def test_histograms_and_pictures_of_the_weights(tmp_path):
    pytest.importorskip("PIL")
    made, _ = fitted(tmp_path, histogram_freq=1, write_images=True)
    values = read(tmp_path / "train")
    histogram = values["out/kernel/histogram", 1].histo
    kernel = made.get_weights()[0]
    assert (histogram.num, sum(histogram.bucket)) == (12, 12)
    np.testing.assert_allclose([histogram.min, histogram.max], [kernel.min(), kernel.max()], rtol=1e-6)
    picture = values["out/kernel/image", 0].image
    assert (picture.height, picture.width, picture.encoded_image_string[1:4]) == (3, 4, b"PNG")
    assert ("out/bias/image", 1) in values


def test_two_trainings_go_into_files_of_their_own(tmp_path):
    made = model()
    callback = nnlite.callbacks.TensorBoard(tmp_path)
    for first in (0, 2):
        made.fit(X, Y, initial_epoch=first, epochs=first + 2, verbose=0, callbacks=[callback])
    assert sorted(step for tag, step in read(tmp_path / "train") if tag == "epoch_loss") == [0, 1, 2, 3]


def test_nothing_is_heard_of_batches_unless_wanted(tmp_path):
    told = nnlite.callbacks.CallbackList([nnlite.callbacks.TensorBoard(tmp_path)])
    assert told.batch_hook("on_train_batch_end") is None is told.batch_hook("on_train_batch_begin")


@pytest.mark.parametrize("options", [{"profile_batch": 2}, {"embeddings_freq": 1}, {"update_freq": "step"},
                                     {"update_freq": 0}, {"histogram_freq": -1}, {"log_dir": 3}])
def test_arguments_that_make_no_sense(options):
    with pytest.raises(ValueError, match=f"TensorBoard: {next(iter(options))} "):
        nnlite.callbacks.TensorBoard(**options)
