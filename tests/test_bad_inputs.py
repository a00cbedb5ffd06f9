"""What people do wrong, and the sentence they get: who, what is wrong, what was received, one likely fix."""

import copy
import warnings

import numpy as np
import pytest

import nnlite
from nnlite import Input, Model, Sequential, layers

X, Y, LABELS = np.ones((8, 4), "f"), np.full((8, 3), 1 / 3, "f"), np.arange(8) % 3


def model(loss="categorical_crossentropy", units=3, activation="softmax", **compile_arguments):
    x = Input((4,), name="pixels")
    m = Model(x, layers.Dense(units, activation, name="out")(x), name="net")
    if loss:
        m.compile("sgd", loss, **compile_arguments)
    return m


def two_outputs():
    x = Input((4,), name="pixels")
    m = Model(x, [layers.Dense(3, "softmax", name="kind")(x), layers.Dense(1, name="size")(x)], name="net")
    m.compile("sgd", ["categorical_crossentropy", "mse"])
    return m


def tensors(*widths):
    return [Input((width,), name=f"in_{width}") for width in widths]


def shared_on_two_widths():
    a, b = tensors(4, 5)
    dense = layers.Dense(2, name="twice")
    dense(a)
    dense(b)


def unconnected():
    (a,) = tensors(4)
    Model(a, layers.Dense(3))


def exchanged():
    (a,) = tensors(4)
    Model(layers.Dense(2, name="last")(a), a)


def layer_of_numpy(call):
    class Own(layers.Layer):
        pass

    Own.call = lambda self, x: call(x)
    Own(name="mine")(Input((4,), name="pixels"))


def model_of_numpy():
    class Own(Model):
        def call(self, x):
            return np.mean(x, axis=-1)

    m = Own(name="mine")
    m.compile("sgd", "mse")
    m.fit(X, Y)


def unused():
    a, b = tensors(4, 5)
    Model([a, b], layers.Dense(2)(a))


def duplicate_names():
    (a,) = tensors(4)
    Model(a, layers.Dense(2, name="same")(layers.Dense(2, name="same")(a)))


def itself():
    m = Sequential([layers.Dense(2, input_shape=(4,))])
    m.add(m)


def optimizer_twice():
    rate = nnlite.optimizers.Adam()
    for _ in range(2):
        m = model(loss=None)
        m.compile(rate, "categorical_crossentropy")
        m.fit(X, Y, verbose=0)


LAYERS = [
    (lambda: Input(), "Input: the shape of one sample is missing", "Input(shape=(4,))"),
    (lambda: Input(4), "Received: shape=4", "(4,)"),
    (lambda: Input("4"), "shape", "(4,)"),
    (lambda: Input((-3,)), "positive", "(-3,)"),
    (lambda: Input((0,)), "no features", "(0,)"),
    (lambda: Input((4,), batch_shape=(None, 4)), "not both"),
    (lambda: Input((4,), dtype="float99"), "float32", "float99"),
    (lambda: layers.Dense(0), "units must be a positive whole number", "Received: units=0"),
    (lambda: layers.Dense(-5), "units", "-5"),
    (lambda: layers.Dense(None), "units", "None"),
    (lambda: layers.Dense("10"), "Received: units='10' (a str)", "units=10"),
    (lambda: layers.Dense(3.0), "Received: units=3.0 (a float)", "units=3"),
    (lambda: layers.Dense(True), "Received: units=True (a bool)"),
    (lambda: layers.Dense(10**13)(Input((4,))), "GiB", "fewer units"),
    (lambda: layers.Dense(3, "reluu"), "Did you mean 'relu'?"),
    (lambda: layers.Dense(3, kernel_initializer="glorot"), "Unknown initializer", "Did you mean"),
    (lambda: layers.Dense(3, kernel_regularizer="l3"), "Unknown regularizer", "'l2'"),
    (lambda: layers.Dense(3, activaton="relu"), "Unrecognized keyword arguments passed to Dense", "'activation'"),
    (lambda: layers.Dense(3, name="a/b"), "name", "a/b"),
    (lambda: layers.Dense(3, name=".."), "name", ".."),
    (lambda: layers.Dense(3, name=7), "name", "7"),
    (lambda: layers.Dense(3, dtype="int8"), "dtype", "float32"),
    (lambda: layers.Dense(3)(Input(())), "last dimension"),
    (lambda: layers.Dense(3)(layers.Dense(4)), "forget to call"),
    (lambda: layers.Dense(3)([["a"]]), "inputs must be numbers"),
    (lambda: layers.Dropout(2.0), "rate", "Received: rate=2.0"),
    (lambda: layers.Dropout(-0.1), "rate", "-0.1"),
    (lambda: nnlite.regularizers.L2(-1), "L2", "-1"),
    (lambda: nnlite.regularizers.L2(float("nan")), "L2", "nan"),
    (lambda: layers.Reshape((3,))(Input((4,))), "do not fill", "target_shape=(3,)", "Write (-1,)"),
    (lambda: layers.Reshape((3, 3))(Input((4,))), "target_shape=(3, 3) (9 numbers), input shape (4,) (4 numbers)",
     "must be 4"),
    (lambda: layers.Reshape((2, 3))(Input((4,))), "Write (2, -1): -1 becomes 2"),
    (lambda: layers.Reshape((3, -1))(Input((4,))), "target_shape=(3, -1) (a multiple of 3 numbers)"),
    (lambda: layers.Concatenate()([Input((4, 2)), Input((5, 2))]), "(None, 4, 2)", "They would fit with axis=1."),
    (lambda: layers.Concatenate()([Input((4, 2)), Input((5,))]), "Flatten, Reshape or Dense layer in front of one"),
    (lambda: layers.Concatenate(axis=0)(tensors(4, 5)), "batch"),
    (lambda: layers.Concatenate(axis=7)(tensors(4, 5)), "axis"),
    (lambda: layers.add(tensors(4, 5)), "in_4 (None, 4), in_5 (None, 5)", "concatenate"),
    (lambda: layers.Add()(Input((4,))), "list of at least 2"),
    (shared_on_two_widths, "twice", "shared", "in_4", "4 features", "(None, 5)"),
]
GRAPHS = [
    (duplicate_names, "'same'", "used twice"),
    (unconnected, "did you forget to call it"),
    (exchanged, "Model: inputs and outputs are exchanged", "inputs=['last'], outputs=['in_4']",
     "Write Model(in_4, last)"),
    (unused, "no output depends on the input 'in_5'"),
    (lambda: layer_of_numpy(np.mean), "mine (an Own): numpy.mean needs numbers", "Received: Tensor(\"pixels:0\"",
     "Use nnlite.ops.mean."),
    (lambda: layer_of_numpy(np.exp), "mine (an Own): numpy.exp", "Use nnlite.ops.exp."),
    (lambda: layer_of_numpy(np.asarray), "mine (an Own): NumPy needs numbers", "an op of nnlite.ops on it"),
    (lambda: layer_of_numpy(lambda x: x if x else x), "mine (an Own): a condition needs numbers"),
    (model_of_numpy, "mine (an Own): numpy.mean", "Use nnlite.ops.mean."),
    (lambda: np.mean(Input((4,))), "numpy.mean needs numbers", "Use nnlite.ops.mean."),
    (lambda: Model(Input((4,))), "outputs are missing"),
    (lambda: Model(np.ones((2, 4)), Input((4,))), "symbolic tensors"),
    (lambda: Sequential().add(5), "only layers can be added", "an int"),
    (lambda: Sequential().add(layers.Dense), "class Dense"),
    (lambda: Sequential(layers.Dense(3)), "must be a list"),
    (lambda: Sequential().pop(), "no layer to remove"),
    (itself, "cannot contain itself"),
    (lambda: model().get_layer("oot"), "Did you mean 'out'?", "Existing layers are"),
    (lambda: Sequential([layers.Dense(2)]).count_params(), "once the model is built"),
]
COMPILES = [
    (lambda: model("mze"), "Did you mean 'mse'?"),
    (lambda: model().compile("adm", "mse"), "Did you mean 'adam'?"),
    (lambda: model(metrics=["acuracy"]), "Did you mean 'accuracy'?"),
    (lambda: nnlite.optimizers.SGD(-1), "learning_rate", "-1"),
    (lambda: nnlite.optimizers.SGD(float("nan")), "learning_rate", "nan"),
    (lambda: two_outputs().compile("sgd", ["mse"] * 3), "2 outputs", "3 entries"),
    (lambda: two_outputs().compile("sgd", {"knd": "mse"}), "Did you mean 'kind'?"),
    (lambda: model(None).fit(X, Y), "compile the model first"),
    (lambda: model(None).compile("sgd") or model(None).fit(X, Y), "compile the model first"),
    (optimizer_twice, "optimizer"),
]
FITS = [
    (lambda: model().fit(X[:, :3], Y), "Your data has 3 columns, the model 4"),
    (lambda: model().fit(X[0], Y), "did you mean x[None]?"),
    (lambda: model().fit(np.ones(8), Y), "Reshape it to (samples, 4)"),
    (lambda: model().fit(X[..., None], Y), "extra axis"),
    (lambda: model().fit(X.T, Y), "x.T"),
    (lambda: model().fit(None, Y), "fit: x is missing. Received: x=None. Write fit(x, …)."),
    (lambda: model().evaluate(None, None), "evaluate: x is missing. Received: x=None."),
    (lambda: model().fit(X), "targets are missing"),
    (lambda: model().fit(X[:0], Y[:0]), "no samples"),
    (lambda: model().evaluate(X[:0], Y[:0]), "no samples"),
    (lambda: model().fit(np.float32(3), Y), "single number"),
    (lambda: model().fit({"pixel": X}, Y), "Did you mean 'pixels'?"),
    (lambda: model().fit([X, X], Y), "1 input ", "2 arrays"),
    (lambda: model().fit(X, Y[:7]), "7 targets for 8 samples"),
    (lambda: model("mse", 1, None).fit(X, np.ones((1, 8))), "y.T"),
    (lambda: model("mse", 1, None).fit(X, np.ones((8, 2))), "shape (None, 1)", "(8, 2)"),
    (lambda: model("mse", 2, None).fit(X, np.ones((8, 3))), "shape (None, 2)", "(8, 3)"),
    (lambda: two_outputs().fit(X, Y), "2 outputs ['kind', 'size']"),
    (lambda: model().predict(X[0]), "did you mean x[None]?"),
    (lambda: model()(X[0]), "did you mean x[None]?"),
]
DTYPES = [
    (lambda: model().fit(np.where(X > 9, X, np.nan), Y), "nan in row 0, column 0"),
    (lambda: model().fit(X, np.full((8, 3), np.inf)), "inf in row 0"),
    (lambda: model().predict(np.full((1, 4), np.nan)), "nan in row 0"),
    (lambda: model().fit(np.full((8, 4), "a"), Y), "text"),
    (lambda: model().fit(np.array([[1, "b", 3, 4]] * 8, object), Y), "'b'"),
    (lambda: model().fit(np.array([[1, 2], [1, 2, 3]], object), Y), "row 1 has 3"),
    (lambda: model().fit([[1, 2], [1, 2, 3]], Y), "row 1 has 3"),
    (lambda: model().fit((i for i in range(3)), Y), "whole batches"),
    (lambda: model().fit(np.zeros(8, [("a", "f4"), ("b", "f4")]), Y), "structured"),
    (lambda: model().fit(np.full((8, 4), np.datetime64("2020-01-01")), Y), "dates"),
    (lambda: model().fit(np.ma.masked_equal(X, 1), Y), "masked"),
    (lambda: model().fit(X * 1j, Y), "complex"),
]
NUMBERS = [
    (lambda: model().fit(X, Y, batch_size=0), "batch_size", "0"),
    (lambda: model().fit(X, Y, batch_size=-1), "batch_size", "-1"),
    (lambda: model().fit(X, Y, batch_size=8.0), "batch_size=8.0 (a float)", "batch_size=8"),
    (lambda: model().fit(X, Y, batch_size="8"), "batch_size='8'"),
    (lambda: model().predict(X, batch_size=0), "batch_size"),
    (lambda: model().fit(X, Y, epochs=2.5), "epochs=2.5"),
    (lambda: model().fit(X, Y, validation_split=1.0), "validation_split", "0.2"),
    (lambda: model().fit(X, Y, validation_split=-0.5), "validation_split"),
    (lambda: model().fit(X, Y, validation_split=2.0), "validation_split"),
    (lambda: model().fit(X, Y, validation_data=(X,)), "validation_data is a tuple", "validation_data=a tuple of 1"),
    (lambda: model().fit(X, Y, validation_data=X), "Received: validation_data=a ndarray of shape (8, 4)",
     "Write validation_data=(x, y)"),
    (lambda: model().fit(X, Y, validation_data=3), "Received: validation_data=3"),
    (lambda: model().fit(X, Y, validation_data=(X[:, :2], Y)), "validation_data", "2 columns"),
    (lambda: model().fit(X, Y, verbose=7), "verbose"),
    (lambda: model().fit(X, Y, steps_per_epoch=9), "steps_per_epoch=9"),
    (lambda: model().fit(X, Y, callbacks=[nnlite.callbacks.History]), "forget the parentheses"),
]
SPARSE = "sparse_categorical_crossentropy"
TARGETS = [
    (lambda: model(SPARSE).fit(X, LABELS + 5), "y[0] = 5, but the output has 3 classes (0 to 2)"),
    (lambda: model(SPARSE).fit(X, LABELS + 1), "count from 1"),
    (lambda: model(SPARSE).fit(X, LABELS - 1), "negative"),
    (lambda: model(SPARSE).fit(X, LABELS + 0.7), "whole numbers", "0.7"),
    (lambda: model(SPARSE).fit(X, Y), "one-hot", "categorical_crossentropy"),
    (lambda: model().fit(X, LABELS), "sparse_categorical_crossentropy", "to_categorical(y, 3)"),
    (lambda: model("binary_crossentropy", 1, "sigmoid").fit(X, LABELS), "between 0 and 1", "2"),
    (lambda: model(SPARSE).fit(X, LABELS, validation_data=(X, LABELS + 5)), "validation_data", "= 5"),
    (lambda: model(SPARSE).evaluate(X, LABELS + 5), "evaluate: y[0] = 5"),
    (lambda: model(SPARSE).train_on_batch(X, LABELS + 5), "train_on_batch: y[0] = 5"),
    (lambda: nnlite.utils.to_categorical([0, 5], 3), "5"),
    (lambda: nnlite.utils.to_categorical([0, -1], 3), "-1"),
    (lambda: nnlite.utils.to_categorical([0, float("nan")], 3), "nan"),
    (lambda: model().fit(X, Y, sample_weight=-np.ones(8)), "negative"),
    (lambda: model().fit(X, Y, sample_weight=np.zeros(8)), "all weights are zero"),
    (lambda: model().fit(X, Y, sample_weight=np.ones(7)), "one weight a sample"),
    (lambda: model().set_weights([np.ones((4, 3))]), "2 arrays"),
]
CASES = LAYERS + GRAPHS + COMPILES + FITS + DTYPES + NUMBERS + TARGETS


@pytest.mark.parametrize("mistake, parts", [(mistake, parts) for mistake, *parts in CASES], ids=lambda value: (
    value[0][:50] if isinstance(value, list) else ""))
def test_the_sentence(mistake, parts):
    with pytest.raises((ValueError, TypeError)) as error:
        mistake()
    for part in parts:
        assert part in str(error.value)
    assert len(str(error.value)) < 700


@pytest.mark.parametrize("mistake", [
    lambda m: m.fit(X, Y[:7]),
    lambda m: m.fit(X, Y, batch_size=0),
    lambda m: m.fit(X, np.full((8, 3), np.nan)),
    lambda m: m.fit(X, Y, validation_data=(X, Y[:3])),
    lambda m: m.set_weights([np.ones((4, 3)), np.ones(4)]),
    lambda m: m.fit(X * 1e38, Y * 1e38),
])
def test_the_model_stays_as_it_was(mistake):
    m = model()
    m.fit(X, Y, verbose=0)
    before = m.get_weights()
    with pytest.raises((ValueError, FloatingPointError)):
        mistake(m)
    for a, b in zip(before, m.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("x, y", [
    (X.astype(">f4"), Y), (X.astype("f8"), Y), (X.astype("i4"), Y), (X > 0, Y), (X.astype("f2"), Y),
    (X.tolist(), Y.tolist()), (np.asfortranarray(X), Y), (np.repeat(X, 2, axis=0)[::2], Y), (X.astype(object), Y),
    (X.astype("u8"), Y), (np.ma.masked_equal(X, 7), Y),
])
def test_what_holds_numbers_is_welcome(x, y):
    wanted, m = model(), model()
    m.set_weights(wanted.get_weights())
    wanted.fit(X, Y, verbose=0, shuffle=False)
    m.fit(x, y, verbose=0, shuffle=False)
    np.testing.assert_array_equal(wanted.get_weights()[0], m.get_weights()[0])


def test_read_only_and_mapped_arrays_are_read_and_never_written(tmp_path):
    x = np.memmap(tmp_path / "x", "f4", "w+", shape=(8, 4))
    x[:] = 1
    x.flags.writeable = False
    model().fit(x, Y, verbose=0)
    assert (x == 1).all()


def test_numpy_integers_are_integers():
    assert layers.Dense(np.int64(3)).units == 3
    model().fit(X, Y, batch_size=np.int64(8), epochs=np.int32(1), verbose=0)


def test_no_rows_predict_no_rows():
    assert model().predict(X[:0]).shape == (0, 3)
    assert two_outputs().predict(X[:0])[1].shape == (0, 1)


def test_one_column_of_targets_fits_one_output():
    m = model("mse", 1, None, metrics=["mae"])
    flat, column = (m.evaluate(X, y, verbose=0) for y in (np.arange(8.0), np.arange(8.0)[:, None]))
    assert flat == column


def test_a_loss_that_becomes_nan_says_where_and_why():
    m = model()
    m.layers[1].kernel.value[0, 0] = np.inf
    with pytest.raises(FloatingPointError) as error:
        m.fit(X, Y, verbose=0)
    assert "'out'" in str(error.value) and "learning rate" in str(error.value)


def test_an_output_may_be_an_input():
    x = Input((4,))
    np.testing.assert_array_equal(Model(x, x).predict(X), X)


def test_copies_have_weights_of_their_own():
    m = model()
    twin = copy.deepcopy(m)
    twin.fit(X, Y, verbose=0)
    assert not np.array_equal(m.get_weights()[0], twin.get_weights()[0])


def test_a_single_softmax_unit_is_warned_about():
    with pytest.warns(UserWarning, match="single class"):
        model(units=1)


def test_a_frozen_layer_is_frozen_at_the_next_fit():
    m = model()
    m.fit(X, Y, verbose=0)
    m.layers[1].trainable = False
    before = m.get_weights()
    m.fit(X, Y, verbose=0)
    np.testing.assert_array_equal(before[0], m.get_weights()[0])


def test_long_double_is_taken_with_a_warning():
    if np.dtype(np.longdouble).itemsize == 8:
        pytest.skip("this platform's long double is a double")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        model().predict(X.astype(np.longdouble))
    assert any("float64" in str(w.message) for w in caught)
