"""Does what code for Keras relies on hold: forms of results, names, orders, switches? Each row runs in both."""

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from keras_twins import labels, normal, probabilities, same  # noqa: E402

import nnlite  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
X, Y = normal(20, 4), normal(20, 3)
TWO = {"a": X[:, :2], "b": X[:, 2:]}


def model(k, outputs=1, metrics=("mae",), loss="mse"):
    x = k.Input((4,), name="x")
    h = k.layers.Dense(5, "relu", name="h")(x)
    ends = [k.layers.Dense(3, name=f"o{position}")(h) for position in range(outputs)]
    m = k.Model(x, ends if outputs > 1 else ends[0], name="net")
    m.set_weights([np.full(w.shape, 0.1 * (1 + position)) for position, w in enumerate(m.get_weights())])
    m.compile(k.optimizers.SGD(0.01), loss, metrics=[list(metrics)] * outputs if outputs > 1 else list(metrics),
              run_eagerly=True)
    return m


def sequential(k, build=True):
    m = k.Sequential([k.layers.Dense(3, "relu", name="a", kernel_initializer="ones"),
                      k.layers.Dense(2, name="b", kernel_initializer="ones")], name="stack")
    if build:
        m.build((None, 4))
    return m


def by_name(k, keys=("a", "b"), ends=("s", "c")):
    """A model of dictionaries, whose keys are the names of its inputs and outputs."""
    a, b = k.Input((2,), name="a"), k.Input((2,), name="b")
    s = k.layers.Dense(1, name="s", kernel_initializer="ones")(k.layers.Add()([a, b]))
    c = k.layers.Dense(2, name="c", kernel_initializer="ones")(k.layers.Concatenate()([a, b]))
    return k.Model({keys[0]: a, keys[1]: b}, {ends[0]: s, ends[1]: c})


def fitted(m, x=X, y=Y, **arguments):
    return m.fit(x, y, verbose=0, shuffle=False, **arguments)


def any_length(k):
    x = k.Input((None, 4))
    m = k.Model(x, k.layers.Dense(2, kernel_initializer="ones")(x))
    return [m.predict(np.ones((3, length, 4), "f"), verbose=0) for length in (2, 5)]


def one_in_lists(k):
    x = k.Input((4,))
    m = k.Model([x], [k.layers.Dense(2, kernel_initializer="ones")(x)])
    return m.predict([X], verbose=0), m.predict(X, verbose=0), m(X), m.predict_on_batch(X), len(m.outputs)


def toggled(k):
    m = model(k)
    counts = []
    for layer, value in ((m.get_layer("h"), False), (m, False), (m, True), (m.get_layer("o0"), False)):
        layer.trainable = value
        groups = m.trainable_weights, m.non_trainable_weights, m.weights
        counts.append([m.trainable, *([w.path for w in group] for group in groups)])
    return counts


def frozen(k):
    m = model(k)
    m.get_layer("h").trainable = False
    m.compile("sgd", "mse")
    fitted(m, epochs=2)
    return m.get_weights()


def frozen_before(k):
    base = sequential(k)
    base.trainable = False
    x = k.Input((4,))
    h = k.layers.Dense(3, trainable=False)(base(x))
    m = k.Model(x, k.layers.Dense(2)(h))
    again = k.Model.from_config(m.get_config())
    models = m, again, k.Model(m.inputs, m.outputs)
    return [[len(part.trainable_weights) for part in (one, *one.layers)] for one in models]


def grown(k):
    m = sequential(k)
    popped = m.pop()
    m.add(k.layers.Dense(4, name="c", kernel_initializer="ones"))
    names = [layer.name for layer in m.layers]
    return popped.name, names, m.output_shape, m.count_params(), m.predict(X, verbose=0)


def grown_unbuilt(k):
    m = sequential(k, build=False)
    m.pop()
    m.add(k.layers.Dense(4, name="c", kernel_initializer="ones"))
    return m.built, m.weights, m.predict(X, verbose=0).shape, m.built, [w.name for w in m.weights]


def told(k):
    log = []

    class Ear(k.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None): log.append(("epoch", epoch, sorted(logs or {})))
        def on_train_batch_end(self, batch, logs=None): log.append(("batch", batch, sorted(logs)))
        def on_test_begin(self, logs=None): log.append(("test", sorted(logs or {})))
        def on_test_end(self, logs=None): log.append(("tested", sorted(logs)))
        def on_epoch_end(self, epoch, logs=None): log.append(("end", epoch, sorted(logs)))
        def on_train_end(self, logs=None): log.append(("done", sorted(logs)))

    fitted(model(k), epochs=2, batch_size=8, validation_split=0.3, callbacks=[Ear()])
    return log


def stopped(k):
    class Stop(k.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None): self.model.stop_training = epoch == 1

    return fitted(model(k), epochs=5, callbacks=[Stop()]).epoch


def autoencoder(k):
    x, code, picture = k.Input((4,)), k.Input((2,)), k.Input((4,))
    encoder = k.Model(x, k.layers.Dense(2, kernel_initializer="ones")(x), name="encoder")
    decoder = k.Model(code, k.layers.Dense(4, kernel_initializer="ones")(code), name="decoder")
    m = k.Model(picture, decoder(encoder(picture)), name="autoencoder")
    return [layer.name for layer in m.layers][1:], m.predict(X, verbose=0), m.get_layer("encoder")(X)


def tickets(k):
    title, body, tags = k.Input((10,), name="title"), k.Input((10,), name="body"), k.Input((3,), name="tags")
    h = k.layers.concatenate([k.layers.Dense(4, kernel_initializer="ones")(title),
                              k.layers.Dense(3, kernel_initializer="ones")(body), tags])
    priority = k.layers.Dense(1, name="priority", kernel_initializer="zeros")(h)
    kind = k.layers.Dense(4, name="kind", kernel_initializer="zeros")(h)
    m = k.Model([title, body, tags], {"priority": priority, "kind": kind})
    m.compile(k.optimizers.RMSprop(1e-3), run_eagerly=True, loss_weights={"priority": 1.0, "kind": 0.2},
              loss={"priority": k.losses.BinaryCrossentropy(from_logits=True),
                    "kind": k.losses.CategoricalCrossentropy(from_logits=True)})
    x = {"title": normal(20, 10), "body": normal(20, 10, seed=1), "tags": normal(20, 3, seed=2)}
    y = {"priority": labels(20, 2)[:, None].astype("f"), "kind": probabilities(20, 4)}
    history = fitted(m, x, y, epochs=2)
    return history.history, m.predict(x, verbose=0)


ROWS = {
    "train_on_batch": lambda k: model(k).train_on_batch(X, Y),
    "train_on_batch, no metrics": lambda k: model(k, metrics=()).train_on_batch(X, Y),
    "train_on_batch, return_dict": lambda k: model(k).train_on_batch(X, Y, return_dict=True),
    "train_on_batch, sample_weight": lambda k: model(k).train_on_batch(X, Y, sample_weight=np.arange(20.0)),
    "train_on_batch, two outputs": lambda k: model(k, 2).train_on_batch(X, [Y, Y], return_dict=True),
    "test_on_batch": lambda k: model(k).test_on_batch(X, Y),
    "test_on_batch, return_dict": lambda k: model(k, 2).test_on_batch(X, [Y, 2 * Y], return_dict=True),
    "evaluate": lambda k: model(k).evaluate(X, Y, verbose=0),
    "evaluate, no metrics": lambda k: model(k, metrics=()).evaluate(X, Y, verbose=0),
    "evaluate, two outputs": lambda k: model(k, 2).evaluate(X, [Y, 2 * Y], verbose=0),
    "evaluate, steps": lambda k: model(k).evaluate(X, Y, batch_size=3, steps=2, verbose=0),
    "evaluate, kinds": lambda k: [type(v).__name__ for v in model(k).evaluate(X, Y, verbose=0)],
    "predict": lambda k: model(k).predict(X, batch_size=3, verbose=0),
    "predict, steps": lambda k: model(k).predict(X, batch_size=3, steps=2, verbose=0),
    "predict, two outputs": lambda k: model(k, 2).predict(X, verbose=0),
    "predict_on_batch": lambda k: model(k).predict_on_batch(X),
    "call": lambda k: model(k)(X), "call, training": lambda k: model(k)(X, training=True),
    "fit on whole numbers": lambda k: fitted(model(k), (9 * X).astype(int), Y > 0).history,
    "fit on float64": lambda k: fitted(model(k), X.astype("f8"), Y.astype("f8")).history,
    "fit, a list of one loss": lambda k: fitted(model(k, loss=["mse"], metrics=(["mae", "mse"],))).history,
    "fit, losses by name": lambda k: fitted(model(k, loss={"o0": "mse"})).history,
    "fit, one loss for two outputs": lambda k: fitted(model(k, 2), X, [Y, Y]).history,
    "a loss by capitals": lambda k: model(k, loss="MSE", metrics=["MAE"]).test_on_batch(X, Y, return_dict=True),
    "a loss and a metric as functions": lambda k: model(
        k, loss=k.losses.mean_absolute_error, metrics=[k.metrics.mean_squared_error]).test_on_batch(X, Y),
    "objects": lambda k: model(
        k, loss=k.losses.MeanSquaredError(name="squares"),
        metrics=[k.metrics.MeanAbsoluteError(name="off")]).test_on_batch(X, Y, return_dict=True),
    "two metrics of one name": lambda k: model(
        k, metrics=["mae", k.metrics.MeanSquaredError(name="mae")]).test_on_batch(X, Y, return_dict=True),
    "history": lambda k: [(h := fitted(model(k), epochs=3, batch_size=8)).epoch, h.params["epochs"],
                          h.params["steps"], h.params["verbose"], h.history],
    "history's kinds": lambda k: [type(v).__name__ for v in fitted(model(k)).history["loss"]],
    "history is the model's": lambda k: (m := model(k)) and fitted(m) is m.history and m.history.model is m,
    "callbacks": told, "stop_training": stopped,
    "layers": lambda k: [layer.name for layer in model(k, 2).layers],
    "Sequential.layers": lambda k: [
        y.name for y in k.Sequential([k.Input((4,)), k.layers.Dense(2, name="d")]).layers],
    "unbuilt": lambda k: [(m := sequential(k, False)).built, m.weights, m.get_weights(), m.trainable_weights,
                          [layer.name for layer in m.layers]],
    "built": lambda k: [(m := sequential(k)).built, m.count_params(), m.input_shape, m.output_shape,
                        [w.shape for w in m.get_weights()]],
    "built by a call": lambda k: [(m := sequential(k, False))(X), m.built, len(m.weights)],
    "input_shape": lambda k: k.Sequential([k.layers.Dense(2, input_shape=(4,))]).output_shape,
    "input_dim": lambda k: k.Sequential([k.layers.Dense(2, input_dim=4)]).output_shape,
    "add": lambda k: [(m := k.Sequential()).add(k.Input((4,))), m.add(k.layers.Dense(2)), m.output_shape],
    "pop and add": grown, "pop and add, unbuilt": grown_unbuilt,
    "weights": lambda k: [[w.name, w.path, tuple(w.shape), str(w.dtype)] for w in model(k).weights],
    "a weight's number": lambda k: [(w := model(k).get_layer("h").kernel).numpy(), np.asarray(w), w.shape[0]],
    "assign": lambda k: [(m := model(k)).get_layer("h").kernel.assign(np.ones((4, 5))), m.get_weights()][1],
    "get_weights": lambda k: model(k, 2).get_weights(), "trainable": toggled, "frozen": frozen,
    "frozen before there is a model": frozen_before,
    "count_params": lambda k: [model(k).count_params(), [layer.count_params() for layer in model(k).layers]],
    "get_layer": lambda k: [
        y.name for m in [model(k)] for y in (m.get_layer("h"), m.get_layer(index=1), m.get_layer(index=-1))],
    "layer.input": lambda k: [tuple(t.shape) for t in (*(y.input for y in model(k).layers[1:]), model(k).input)],
    "layer.output": lambda k: [tuple(layer.output.shape) for layer in model(k).layers],
    "model.output": lambda k: [[tuple(t.shape) for t in m.outputs + m.inputs] for m in (model(k), model(k, 2))],
    "output_shape": lambda k: [model(k).output_shape, model(k, 2).output_shape, model(k).input_shape],
    "features": lambda k: k.Model((m := model(k)).inputs, [y.output for y in m.layers[1:]]).predict(X, verbose=0),
    "features of a Sequential": lambda k: k.Model(
        (m := sequential(k)).inputs, m.get_layer("a").output).predict(X, verbose=0),
    "a model in a Sequential": lambda k: k.Sequential(
        [sequential(k), k.layers.Dense(3, kernel_initializer="ones")]).predict(X, verbose=0),
    "an input as output": lambda k: k.Model(
        x := k.Input((4,)), [x, k.layers.Activation("relu")(x)]).predict(X, verbose=0),
    "one input and output in lists": one_in_lists, "any length": any_length,
    "dictionaries": lambda k: by_name(k).predict(TWO, verbose=0),
    "dictionaries in another order": lambda k: by_name(k).predict(dict(reversed(TWO.items())), verbose=0),
    "a list for dictionaries": lambda k: by_name(k).predict(list(TWO.values()), verbose=0),
    "keys that are not names": lambda k: by_name(k, ("p", "q"), ("t", "u")).predict(
        {"p": TWO["a"], "q": TWO["b"]}, verbose=0),
    "losses by keys that are not names": lambda k: [
        (m := by_name(k, ends=("t", "u"))).compile("sgd", {"t": "mse", "u": "mae"}, metrics={"t": ["mae"]}),
        fitted(m, TWO, {"t": Y[:, :1], "u": Y[:, :2]}).history],
    "autoencoder": autoencoder, "tickets": tickets,
    "optimizer": lambda k: [type(o := model(k).optimizer).__name__, float(o.learning_rate)],
    "learning rate": lambda k: [
        setattr((m := model(k)).optimizer, "learning_rate", 0.5), fitted(m).history, m.get_weights()],
    "compile by name": lambda k: [
        model(k).compile(name, "mse") for name in ("sgd", "SGD", "adam", "Adam", "rmsprop", "RMSprop")],
    "to_categorical": lambda k: [k.utils.to_categorical([0, 2, 1]), k.utils.to_categorical([[0], [2]], 4)],
    "shapes": lambda k: [tuple(t.shape) for t in (
        k.Input(()), k.Input([4]), k.Input((4,), batch_size=3), k.layers.Flatten()(k.Input((None, 4))),
        k.layers.Flatten()(k.Input(())), k.layers.Dense(2)(k.Input((None, 4))),
        k.layers.Reshape((-1,))(k.Input((3, 4))), k.layers.Concatenate()([k.Input((4,))]))],
    "from_config": lambda k: [w.shape for w in k.Model.from_config(model(k).get_config()).get_weights()],
    "Sequential.from_config": lambda k: [
        y.name for y in k.Sequential.from_config(sequential(k).get_config()).layers],
}
REFUSED = {  # what neither library does; nnlite's own sentences are tested elsewhere
    "an unknown layer name": (lambda k: model(k).get_layer("nobody"), ValueError),
    "count_params before the build": (lambda k: sequential(k, False).count_params(), ValueError),
    "count_params of a layer": (lambda k: k.layers.Dense(2).count_params(), ValueError),
    "inputs before the build": (lambda k: sequential(k, False).inputs, AttributeError),
    "output before the build": (lambda k: sequential(k, False).output, AttributeError),
    "fit before compile": (lambda k: fitted(sequential(k)), ValueError),
    "set_weights of another number": (lambda k: model(k).set_weights([np.ones((4, 5))]), ValueError),
    "set_weights of another shape": (lambda k: sequential(k).set_weights([np.ones((3, 3))] * 4), ValueError),
    "an unknown argument": (lambda k: k.layers.Dense(3, width=3), ValueError),
    "an unknown activation": (lambda k: k.layers.Dense(3, "no"), ValueError),
    "an unknown loss": (lambda k: fitted(model(k, loss="no")), ValueError),
    "an unknown optimizer": (lambda k: model(k).compile("no", "mse"), ValueError),
    "an unknown metric": (lambda k: fitted(model(k, metrics=["acuracy"])), ValueError),
    "one name for two layers": (
        lambda k: k.Sequential([k.layers.Dense(2, name="d") for _ in range(2)]), ValueError),
    "output of a layer that was not called": (lambda k: k.layers.Dense(2).output, AttributeError),
}


@pytest.mark.parametrize("what", ROWS)
def test_the_same(what):
    same(*[written(ROWS[what](k)) for k in (nnlite, keras)])


def written(value):
    """Text and None as they can be compared: by their characters."""
    if isinstance(value, dict):
        return {key: written(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [written(item) for item in value]
    if isinstance(value, str) or value is None:
        return [ord(letter) for letter in str(value)]
    return value


@pytest.mark.parametrize("what", REFUSED)
def test_refused_by_both(what):
    for k in (nnlite, keras):
        with pytest.raises(REFUSED[what][1]) as raised:
            REFUSED[what][0](k)
        assert "NoneType" not in str(raised.value)
