"""Does Keras load what nnlite saves, and nnlite what Keras saves? Layers, weights, optimizers, and training goes on."""

import importlib.util
import inspect
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

keras = pytest.importorskip("keras")
h5py = pytest.importorskip("h5py")

from keras_twins import OPTIMIZERS, labels, normal, probabilities, same, twins  # noqa: E402

import nnlite  # noqa: E402
from nnlite.saving import LoadError, load_model, load_weights, save_model, save_weights  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
X, X2, SOFT, HARD = normal(20, 6), normal(20, 4, seed=9), probabilities(20, 3), labels(20, 3)
FIT = {"shuffle": False, "verbose": 0, "batch_size": 8}
KINDS = {"loss": "categorical_crossentropy", "metrics": ["accuracy"]}


def chain(k):
    return k.Sequential([k.Input((6,)), k.layers.Reshape((3, 2)), k.layers.Dense(4, "gelu"), k.layers.Flatten(),
                         k.layers.Dropout(0.0), k.layers.Dense(3, "softmax", name="out")], name="chain")


def nested(k):
    x = k.Input((6,), name="x")
    inner = k.Sequential([k.Input((6,)), k.layers.Dense(6, "tanh"), k.layers.Dense(6)], name="inner")
    other = k.Model(y := k.Input((6,)), k.layers.Dense(3, "softmax", name="deep")(y), name="other")
    shared = k.layers.Dense(6, kernel_regularizer="l2", name="shared")
    return k.Model(x, other(k.layers.Add()([inner(x), inner(inner(x)), shared(x), shared(shared(x))])))


def branches(k):
    a, b = k.Input((6,), name="a"), k.Input((4,), name="b")
    h = k.layers.Dense(5, "swish", kernel_constraint=k.constraints.MaxNorm(1.0), name="z")(a)
    h = k.layers.Concatenate()([h, k.layers.Dense(5, name="y")(b), b])
    return k.Model({"a": a, "b": b}, [k.layers.Dense(3, "softmax", name="kind")(h),
                                      k.layers.Dense(2, use_bias=False, name="size")(h)])


def frozen(k):
    first = k.layers.Dense(4, "relu", name="first")
    model = k.Sequential([k.Input((6,)), first, k.layers.Dense(3, "softmax")])
    first.trainable = False
    return model


JOBS = {
    "chain": (chain, KINDS, X, SOFT),
    "nested": (nested, {"loss": "mse", "metrics": ["mae", "mse"]}, X, SOFT),
    "branches": (branches, {"loss": {"kind": "sparse_categorical_crossentropy", "size": "mse"},
                            "loss_weights": {"size": 0.5, "kind": 1.0}, "metrics": {"kind": ["accuracy"]}},
                 {"a": X, "b": X2}, {"kind": HARD, "size": normal(20, 2)}),
    "frozen": (frozen, KINDS, X, SOFT),
}


def settings(optimizer, job):
    return lambda k: {"optimizer": OPTIMIZERS[optimizer](k), **JOBS[job][1]}


def fitted(optimizer, job):
    """Twins after an epoch, and their data in a form that both take."""
    recipe, _, x, y = JOBS[job]
    models = twins(recipe, settings(optimizer, job))
    if isinstance(y, dict):
        y = [y["kind"], y["size"]]
    for model in models:
        model.fit(x, y, **FIT)
    return models, x, y


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("job", JOBS)
def test_whole_models(tmp_path, job, optimizer):
    (ours, theirs), x, y = fitted(optimizer, job)
    save_model(ours, tmp_path / "ours.keras")
    theirs.save(tmp_path / "theirs.keras")
    back = [load_model(tmp_path / "theirs.keras"), load_model(tmp_path / "ours.keras"),
            keras.models.load_model(tmp_path / "ours.keras")]
    for model in back:
        same(model.get_weights(), ours.get_weights(), rtol=1e-5, atol=1e-6)
        assert [layer.name for layer in model.layers] == [layer.name for layer in theirs.layers]
    for model in (ours, theirs, *back):
        model.fit(x, y, **FIT)
    for model in back:
        same(model.get_weights(), theirs.get_weights(), atol=5e-6)
        same(model.evaluate(x, y, verbose=0, return_dict=True), theirs.evaluate(x, y, verbose=0, return_dict=True),
             rtol=1e-4, atol=1e-5)
    assert [w.tobytes() for w in back[1].get_weights()] == [w.tobytes() for w in ours.get_weights()]


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("job", JOBS)
def test_weights_and_optimizer(tmp_path, job, optimizer):
    (ours, theirs), x, y = fitted(optimizer, job)
    save_weights(ours, tmp_path / "ours.weights.h5")
    theirs.save_weights(tmp_path / "theirs.weights.h5")
    back = twins(JOBS[job][0], settings(optimizer, job))
    back[1].optimizer.build(back[1].trainable_variables)
    back[1].load_weights(tmp_path / "ours.weights.h5")
    load_weights(back[0], tmp_path / "theirs.weights.h5")
    for model in (ours, theirs, *back):
        model.fit(x, y, **FIT)
        same(model.get_weights(), ours.get_weights(), atol=5e-6)
        assert int(model.optimizer.iterations) == 6


@pytest.mark.parametrize("job", JOBS)
def test_the_same_places_in_the_file(tmp_path, job):
    (ours, theirs), *_ = fitted("Adam", job)
    save_weights(ours, tmp_path / "ours.weights.h5")
    theirs.save_weights(tmp_path / "theirs.weights.h5")
    found = []
    for name in ("ours", "theirs"):
        entries = {}
        with h5py.File(tmp_path / f"{name}.weights.h5") as file:
            file.visititems(lambda key, item, into=entries: into.update({key: getattr(item, "shape", "group")}))
        found.append(entries)
    assert found[0] == found[1]


def test_the_same_configuration(tmp_path):
    """But for what is Keras's alone: its settings of quantisation, its type policies, numbers of shared objects."""
    (ours, theirs), *_ = fitted("Adam", "branches")
    save_model(ours, tmp_path / "ours.keras")
    theirs.save(tmp_path / "theirs.keras")
    found = [json.loads(zipfile.ZipFile(tmp_path / f"{name}.keras").read("config.json")) for name in ("ours", "theirs")]
    for config in found:
        config["config"].pop("name"), config["compile_config"].pop("run_eagerly")
    assert nnlite.saving.reading_form.translated(found[0]).keys() == found[1].keys()
    for one, other in zip(found[0]["config"]["layers"], found[1]["config"]["layers"], strict=True):
        for key in ("module", "class_name", "name", "registered_name", "inbound_nodes"):
            assert one[key] == other[key]
    for key in ("input_layers", "output_layers"):
        assert found[0]["config"][key] == found[1]["config"][key]
    assert found[0]["compile_config"]["optimizer"] == found[1]["compile_config"]["optimizer"]


def table_of_layers():
    """The table by which all layers are tested."""
    path = Path(__file__).parent.parent / "layers" / "test_every_layer.py"
    spec = importlib.util.spec_from_file_location("every_layer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [case for case in module.TABLE if type(case.make()).__name__ != "Lambda"]


@pytest.mark.parametrize("case", table_of_layers(), ids=lambda case: type(case.make()).__name__)
def test_every_layer(tmp_path, case):
    """nnlite saves, Keras loads and saves again, nnlite loads: all compute the same."""
    data, inputs = case.inputs(), case.tensors()
    inputs = inputs if len(inputs) > 1 else inputs[0]
    ours = nnlite.Model(inputs, case.make()(inputs))
    save_model(ours, tmp_path / "ours.keras")
    theirs = keras.models.load_model(tmp_path / "ours.keras")
    theirs.save(tmp_path / "theirs.keras")
    expected = ours.predict(data)
    same(np.asarray(theirs(data, training=False)), expected, rtol=1e-4, atol=1e-5)
    for name in ("ours", "theirs"):
        np.testing.assert_array_equal(load_model(tmp_path / f"{name}.keras").predict(data), expected)


def with_operations(k):
    x = k.Input((4,), name="x")
    h = (x + k.layers.Dense(4)(x)) * 2.0 - 1
    h = 1.0 / (1 + k.ops.exp(-(k.ops.relu(h) + k.ops.mean(h, axis=1, keepdims=True))))
    h = k.ops.concatenate([h[:, :2], h[..., 1:3], k.ops.softmax(h, axis=-1)], axis=-1)
    h = k.ops.where(h > 0.3, h, k.ops.maximum(h, 0.1))
    h = k.ops.sum(k.ops.transpose(k.ops.reshape(h, (-1, 4, 2)), (0, 2, 1)), axis=2)
    h = k.ops.clip(k.ops.expand_dims(h, 1)[:, 0], 0.0, 5.0) ** 2
    return k.Model(x, k.layers.Dense(2)(k.ops.logsumexp(h, axis=-1, keepdims=True) + k.ops.stack([h, h], axis=1)[:, 0]))


def test_operations_between_layers(tmp_path):
    ours, theirs = twins(with_operations)
    save_model(ours, tmp_path / "ours.keras")
    theirs.save(tmp_path / "theirs.keras")
    x = normal(5, 4)
    same(theirs.predict(x, verbose=0), ours.predict(x))
    same(keras.models.load_model(tmp_path / "ours.keras").predict(x, verbose=0), ours.predict(x))
    for name in ("ours", "theirs"):
        np.testing.assert_array_equal(load_model(tmp_path / f"{name}.keras").predict(x), ours.predict(x))


def subclassed(k):
    class Net(k.Model):
        def __init__(self):
            super().__init__()
            self.tracker = k.metrics.Mean(name="own")
            self.last = k.layers.Dense(3, "softmax")
            self.first = k.layers.Dense(5, "tanh")
            self._hidden, self.table = k.layers.Dense(5), {"end": k.layers.Dense(3)}
            self.blocks = [k.layers.Dense(5, "relu"), k.layers.Dense(5), k.layers.Activation("tanh")]

        def call(self, x):
            x = self._hidden(self.first(x))
            for block in self.blocks:
                x = block(x)
            return self.table["end"](self.last(x))

    model = Net()
    model.compile("sgd", "mse")
    model.fit(X, SOFT, verbose=0)
    return model


def test_models_that_are_written_as_classes(tmp_path):
    ours, theirs = subclassed(nnlite), subclassed(keras)
    save_weights(ours, tmp_path / "ours.weights.h5")
    theirs.load_weights(tmp_path / "ours.weights.h5")
    same(theirs.predict(X, verbose=0), ours.predict(X))
    theirs.fit(X, SOFT, verbose=0)
    theirs.save_weights(tmp_path / "theirs.weights.h5")
    load_weights(ours, tmp_path / "theirs.weights.h5")
    same(theirs.predict(X, verbose=0), ours.predict(X))
    assert ours.optimizer.iterations == 2


SCHEDULES = [("ExponentialDecay", (0.1, 3, 0.9)), ("PiecewiseConstantDecay", ([1, 2], [0.1, 0.2, 0.3])),
             ("CosineDecay", (0.1, 10)), ("PolynomialDecay", (0.1, 5)), ("CosineDecayRestarts", (0.1, 3))]
EVERY_OPTIMIZER = [name for name, cls in vars(nnlite.optimizers).items()
                   if inspect.isclass(cls) and name not in ("Optimizer", "LossScaleOptimizer", "MultiOptimizer")]


@pytest.mark.parametrize(("name", "arguments"), [
    *((name, {}) for name in EVERY_OPTIMIZER),
    ("SGD", {"momentum": 0.9, "use_ema": True, "weight_decay": 0.01, "clipnorm": 1.0}),
    ("Adam", {"amsgrad": True, "gradient_accumulation_steps": 2}), *(("SGD", schedule) for schedule in SCHEDULES)])
def test_every_optimizer(tmp_path, name, arguments):
    """Arguments and what it has learnt, from nnlite to Keras and back."""
    if isinstance(arguments, tuple):
        arguments = {"learning_rate": getattr(nnlite.optimizers.schedules, arguments[0])(*arguments[1])}
    ours = chain(nnlite)
    ours.compile(getattr(nnlite.optimizers, name)(**arguments), "mse")
    ours.fit(X, SOFT, **FIT)
    save_model(ours, tmp_path / "ours.keras")
    theirs = keras.models.load_model(tmp_path / "ours.keras")
    theirs.save(tmp_path / "theirs.keras")
    back = load_model(tmp_path / "theirs.keras")
    same([np.asarray(v) for v in theirs.optimizer.variables], [np.asarray(v) for v in ours.optimizer.variables])
    for model in (ours, back):
        model.fit(X, SOFT, **FIT)
    same(back.get_weights(), ours.get_weights())


@pytest.mark.parametrize("make", [
    lambda k: [k.metrics.AUC(num_thresholds=20), k.metrics.Precision(thresholds=0.4), "mae"],
    lambda k: [k.metrics.F1Score(average="macro"), k.metrics.TopKCategoricalAccuracy(2), k.metrics.R2Score()],
    lambda k: [k.metrics.OneHotMeanIoU(3), k.metrics.CosineSimilarity(axis=-1), "accuracy"],
])
def test_metrics(tmp_path, make):
    hard = np.eye(3, dtype="f")[HARD]
    ours = chain(nnlite)
    ours.compile("sgd", "mse", metrics=make(nnlite))
    expected = ours.evaluate(X, hard, verbose=0, return_dict=True)
    save_model(ours, tmp_path / "ours.keras")
    theirs = keras.models.load_model(tmp_path / "ours.keras")
    theirs.save(tmp_path / "theirs.keras")
    back = load_model(tmp_path / "theirs.keras")
    for model in (theirs, back):
        same(model.evaluate(X, hard, verbose=0, return_dict=True), expected, rtol=1e-4, atol=1e-5)


def test_what_is_not_compiled(tmp_path):
    ours, theirs = twins(nested)
    save_model(ours, tmp_path / "ours.keras")
    theirs.save(tmp_path / "theirs.keras")
    assert load_model(tmp_path / "theirs.keras").optimizer is None
    same(keras.models.load_model(tmp_path / "ours.keras").predict(X, verbose=0), ours.predict(X))


def test_a_keras_optimizer_that_has_not_begun(tmp_path):
    ours, theirs = twins(chain, settings("Adam", "chain"))
    theirs.save_weights(tmp_path / "new.weights.h5")
    load_weights(ours, tmp_path / "new.weights.h5")
    assert ours.optimizer.iterations == 0


def test_objects_in_compile(tmp_path):
    def settings(k):
        return {"optimizer": k.optimizers.Adam(0.01), "metrics": [k.metrics.CategoricalAccuracy(name="hits")],
                "loss": k.losses.CategoricalCrossentropy(label_smoothing=0.1)}

    ours, theirs = twins(chain, settings)
    save_model(ours, tmp_path / "ours.keras")
    theirs.save(tmp_path / "theirs.keras")
    results = [model.evaluate(X, SOFT, verbose=0, return_dict=True)
               for model in (load_model(tmp_path / "theirs.keras"), load_model(tmp_path / "ours.keras"))]
    loaded = keras.models.load_model(tmp_path / "ours.keras")
    for result in (*results, loaded.evaluate(X, SOFT, verbose=0, return_dict=True)):
        same(result, theirs.evaluate(X, SOFT, verbose=0, return_dict=True))


def test_the_code_of_a_lambda_is_refused(tmp_path):
    x = keras.Input((3,))
    keras.Model(x, keras.layers.Lambda(lambda x: x * 2)(x)).save(tmp_path / "m.keras")
    with pytest.raises(LoadError, match="the code of a Lambda, which is never run from a file"):
        load_model(tmp_path / "m.keras")


def test_an_operation_that_there_is_not(tmp_path):
    x = keras.Input((3,))
    keras.Model(x, keras.ops.view_as_complex(x[:, None, :2])).save(tmp_path / "m.keras")
    with pytest.raises(LoadError, match="the operation 'ViewAsComplex'"):
        load_model(tmp_path / "m.keras")


def test_a_setting_that_would_change_the_result(tmp_path):
    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(2, lora_rank=2)])
    model.save(tmp_path / "m.keras")
    with pytest.raises(LoadError, match="lora_rank"):
        load_model(tmp_path / "m.keras")
    assert np.isfinite(model.get_weights()[0]).all()


def test_heads_in_a_dictionary_are_not_mixed_up(tmp_path):
    def drawn(k):
        a, b = k.Input((3,), name="a"), k.Input((3,), name="b")
        return k.Model({"b": b, "a": a}, {"p": k.layers.Dense(1)(a), "d": k.layers.Dense(1)(b)})

    theirs, ours = drawn(keras), drawn(nnlite)
    theirs.save_weights(tmp_path / "heads.weights.h5")
    ours.load_weights(tmp_path / "heads.weights.h5")
    data = {"a": normal(4, 3), "b": normal(4, 3, seed=9)}
    same(ours.predict(data, verbose=0), theirs.predict(data, verbose=0))


def test_an_inner_model_keeps_which_output_is_which(tmp_path):
    def recipe(k):
        x, z = k.Input((3,)), k.Input((3,))
        inner = k.Model(z, {"low": k.layers.Dense(2)(z), "high": k.layers.Dense(2)(z)})
        parts = inner(x)
        return k.Model(x, 2.0 * parts["low"] - parts["high"])

    ours, theirs = twins(recipe)
    ours.save(tmp_path / "ours.keras")
    theirs.save(tmp_path / "theirs.keras")
    x = normal(4, 3)
    same(keras.saving.load_model(tmp_path / "ours.keras")(x), theirs(x))
    same(nnlite.saving.load_model(tmp_path / "theirs.keras")(x), theirs(x))
