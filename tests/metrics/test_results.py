"""What can be done with a metric's result, and with a metric of one's own?"""

import copy
import pickle

import numpy as np
import pytest

import nnlite
from nnlite import metrics, ops


def test_a_result_is_an_array_without_axes_that_behaves_as_a_number():
    result = metrics.BinaryAccuracy()([1, 0, 1, 1], [0.9, 0.8, 0.7, 0.6])
    assert float(result) == result.numpy() == 0.75 and result.shape == ()
    assert f"{result:.1%}" == "75.0%" and result > 0.5 and round(float(result), 1) == 0.8
    assert type(result.numpy()) is np.ndarray


def test_a_result_stays_what_it_is():
    for metric in (metrics.Sum(), metrics.TruePositives(thresholds=[0.2, 0.7])):
        arguments = ([1.0],) if metric.name == "sum" else ([1], [0.5])
        before = metric(*arguments)
        held = before.tolist()
        metric(*arguments)
        assert before.tolist() == held != metric.result().tolist()


def test_counts_can_be_read():
    metric = metrics.Precision(thresholds=[0.7, 0.3])
    metric.update_state([1, 1, 0, 0], [0.8, 0.5, 0.5, 0.1])
    assert [metric.true_positives.tolist(), metric.false_positives.tolist()] == [[1, 2], [0, 1]]
    assert [metric.true_negatives.tolist(), metric.false_negatives.tolist()] == [[2, 1], [1, 0]]
    mean = metrics.Mean()
    mean.update_state([1.0, 2.0], sample_weight=[1.0, 3.0])
    assert (float(mean.total), float(mean.count)) == (7.0, 4.0)
    assert [v.name for v in mean.variables] == ["total", "count"]


@pytest.mark.parametrize("name", ["AUC", "F1Score", "R2Score", "Mean", "MeanIoU", "Recall", "MeanSquaredError"])
def test_before_the_first_batch(name):
    arguments = {"num_classes": 2} if name == "MeanIoU" else {}
    metric = getattr(metrics, name)(**arguments)
    metric.reset_state()
    assert float(metric.result()) == 0


def test_large_whole_numbers_stay_different():
    assert float(metrics.Accuracy()([2**24, 7], [2**24 + 1, 7])) == 0.5


def test_means_do_not_lose_digits_over_many_batches():
    mean = metrics.Mean()
    for _ in range(1000):
        mean.update_state(np.full(1000, 0.1, "float32"))
    assert float(mean.result()) == pytest.approx(float(np.float32(0.1)), rel=1e-12)


def test_copies_collect_on_their_own():
    metric = metrics.AUC()
    metric.update_state([0, 1], [0.2, 0.7])
    for twin in (copy.deepcopy(metric), pickle.loads(pickle.dumps(metric))):
        assert float(twin.result()) == 1
        twin.update_state([1], [0.1])
        assert float(twin.result()) < 1 == float(metric.result())


def test_regions_along_another_axis():
    random = np.random.default_rng(0)
    y_true, y_pred = random.random((2, 3, 4, 4)), random.random((2, 3, 4, 4))
    turned = [np.moveaxis(y, 1, -1) for y in (y_true, y_pred)]
    assert metrics.OneHotMeanIoU(3, axis=1)(y_true, y_pred) == metrics.OneHotMeanIoU(3)(*turned)


def test_weights_that_are_no_whole_numbers_count_in_a_matrix():
    metric = metrics.IoU(num_classes=2, target_class_ids=[0])
    assert float(metric([0, 0, 1, 1], [0, 1, 0, 1], sample_weight=[0.5, 0.25, 0.25, 0.1])) == pytest.approx(0.5)


def test_a_mask_leaves_steps_out():
    y_pred = ops.convert_to_tensor([[0.9, 0.9, 0.1]])
    y_pred._keras_mask = np.array([[True, True, False]])
    assert float(metrics.BinaryAccuracy()([[1.0, 0.0, 1.0]], y_pred)) == 0.5
    mean = metrics.Mean()
    mean.update_state(y_pred, sample_weight=[[1.0, 1.0, 1.0]])
    assert float(mean.result()) == pytest.approx(0.9)


class Own(metrics.Metric):
    """What a user writes."""

    def __init__(self, name="own", **kwargs):
        super().__init__(name=name, **kwargs)
        self.largest = self.add_weight("largest", initializer="zeros")  # the name first, as in tf.keras
        self.inner = metrics.Mean()

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.largest.assign(ops.maximum(self.largest, ops.max(ops.abs(y_true - y_pred))))
        self.inner.update_state(ops.cast(y_true == y_pred, "float32"))

    def result(self):
        return {"largest": self.largest, "equal": self.inner.result()}


def model_and_data(metric, **arguments):
    model = nnlite.Sequential([nnlite.Input((2,)), nnlite.layers.Dense(1, use_bias=False, kernel_initializer="ones")])
    model.compile("sgd", "mse", metrics=[metric], **arguments)
    return model, np.arange(12, dtype="f").reshape(6, 2), np.arange(1, 25, 4, dtype="f")[:, None]


@pytest.mark.parametrize("eagerly", [False, True])
def test_a_metric_of_ones_own(eagerly):
    model, x, y = model_and_data(Own(), run_eagerly=eagerly)
    found = model.evaluate(x, y + np.float32([[0], [0], [5], [1], [0], [0]]), batch_size=4, verbose=0, return_dict=True)
    assert found["largest"] == 5 and found["equal"] == pytest.approx(4 / 6)
    assert [v.name for v in Own().variables] == ["largest", "total", "count"]


def test_what_was_forgotten_is_said():
    class NoUpdate(metrics.Metric):
        def result(self):
            return 0.0

    class NoName(metrics.Metric):
        def __init__(self):
            self.total = self.add_variable(())

    with pytest.raises(NotImplementedError, match="NoUpdate: a metric needs a method update_state"):
        NoUpdate().update_state([1], [1])
    with pytest.raises(NotImplementedError, match="a method result"):
        metrics.Metric().result()
    with pytest.raises(RuntimeError, match=r"NoName: .* super\(\).__init__"):
        NoName()


def test_numpy_in_a_step_that_is_compiled():
    def with_numpy(y_true, y_pred):
        return np.abs(y_true - y_pred)

    def constant(y_true, y_pred):
        return np.zeros(3)

    for function, sentence in ((with_numpy, "needs numbers"), (constant, "'constant' must compute with nnlite.ops")):
        model, x, y = model_and_data(function)
        with pytest.raises(TypeError, match=sentence):
            model.fit(x, y, verbose=0)
    model, x, y = model_and_data(with_numpy, run_eagerly=True)
    assert model.fit(x, y, verbose=0).history["with_numpy"] == [0]


def test_several_numbers_from_one_metric(capsys):
    model = nnlite.Sequential([nnlite.Input((2,)), nnlite.layers.Dense(3, "softmax")])
    model.compile("sgd", "categorical_crossentropy", metrics=[metrics.F1Score(), metrics.Recall(thresholds=[0.1, 0.9])])
    x, y = np.zeros((6, 2), "f"), np.eye(3, dtype="f")[[0, 1, 2, 0, 1, 2]]
    history = model.fit(x, y, epochs=2, verbose=2, validation_split=0.5)
    assert [np.shape(history.history[key]) for key in ("f1_score", "val_recall")] == [(2, 3), (2, 2)]
    shown = float(np.mean(history.history["f1_score"][0]))
    assert f"f1_score: {shown:.4f}" in capsys.readouterr().out  # the mean, as Keras shows it
    assert "f1_score" in history._repr_html_()
    assert [np.shape(value) for value in model.evaluate(x, y, verbose=0)] == [(), (3,), (2,)]
