"""Models that read text and categories: from columns and raw strings to a trained classifier."""

import copy

import numpy as np
import pytest

import nnlite
from nnlite import Input, Model, Sequential, layers

PETS = ["cat", "dog", "fish"]


def columns(rows=96, seed=2):
    """A table of animals, and whether they are noisy: dogs are, and cats in the street 3."""
    random = np.random.default_rng(seed)
    table = {"pet": random.choice(PETS, rows), "street": random.choice([3, 17, 80], rows),
             "weight": random.normal(5, 2, rows).astype("f")}
    noisy = (table["pet"] == "dog") | (table["pet"] == "cat") & (table["street"] == 3)
    return table, noisy.astype("f")


def table_model(table):
    """A branch for words, one for whole numbers that are names, one for numbers."""
    pet = Input((1,), dtype="string", name="pet")
    street = Input((1,), dtype="int64", name="street")
    weight = Input((1,), name="weight")
    words, names = layers.StringLookup(name="words"), layers.IntegerLookup(output_mode="one_hot", name="names")
    words.adapt(table["pet"])
    names.adapt(table["street"])
    embedded = layers.Flatten()(layers.Embedding(words.vocabulary_size(), 4)(words(pet)))
    joined = layers.concatenate([embedded, names(street), layers.Rescaling(0.2)(weight)])
    hidden = layers.Dense(16, activation="relu")(joined)
    return Model({"pet": pet, "street": street, "weight": weight}, layers.Dense(1, activation="sigmoid")(hidden))


def trained_table():
    nnlite.utils.set_random_seed(1)
    table, noisy = columns()
    model = table_model(table)
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    model.optimizer.learning_rate = 0.02
    history = model.fit(table, noisy, epochs=30, batch_size=20, verbose=0)
    return model, table, noisy, history.history


def test_a_table_is_learnt():
    model, table, noisy, history = trained_table()
    assert history["accuracy"][-1] == 1.0
    fresh, truth = columns(40, seed=9)
    assert ((model.predict(fresh, verbose=0)[:, 0] > 0.5) == truth).mean() > 0.95
    assert model.evaluate(table, noisy, verbose=0, return_dict=True)["accuracy"] == 1.0
    unknown = {"pet": np.array(["horse"]), "street": np.array([5]), "weight": np.array([400.0])}
    assert np.isfinite(model.predict(unknown, verbose=0)).all()
    np.testing.assert_allclose(model(table), model.predict(table, verbose=0), rtol=1e-6)
    np.testing.assert_allclose(model(table, training=True), model(table), rtol=1e-5)


def test_columns_of_pandas_and_lists():
    pandas = pytest.importorskip("pandas")
    model, table, noisy, _ = trained_table()
    expected = model.predict(table, verbose=0)
    frame = pandas.DataFrame(table)
    np.testing.assert_array_equal(model.predict(dict(frame), verbose=0), expected)
    frame["pet"] = frame["pet"].astype("category")
    np.testing.assert_array_equal(model.predict(dict(frame), verbose=0), expected)
    np.testing.assert_array_equal(model.predict({k: v.tolist() for k, v in table.items()}, verbose=0), expected)
    lookup = layers.StringLookup()
    lookup.adapt(frame["pet"])
    assert lookup(frame["pet"]).tolist() == lookup(table["pet"].tolist()).tolist()
    assert layers.IntegerLookup(vocabulary=frame["street"].unique())(frame["street"]).shape == (96,)


def test_a_batch_at_a_time():
    model, table, noisy, _ = trained_table()
    batches = [({k: v[i : i + 32] for k, v in table.items()}, noisy[i : i + 32]) for i in range(0, 96, 32)]
    assert model.evaluate(iter(batches), verbose=0, return_dict=True)["accuracy"] == 1.0
    model.train_on_batch(*batches[0])
    assert model.predict_on_batch(batches[0][0]).shape == (32, 1)
    assert "words" in str(model.program())


def text_model(texts, mode="int"):
    options = {"output_sequence_length": 5} if mode == "int" else {}
    cut = layers.TextVectorization(max_tokens=30, output_mode=mode, **options)
    cut.adapt(texts)
    middle = [layers.Embedding(30, 8, mask_zero=True), layers.GlobalAveragePooling1D()] if mode == "int" else []
    return Sequential([Input((1,), dtype="string"), cut, *middle, layers.Dense(1, activation="sigmoid")])


@pytest.mark.parametrize("mode", ["int", "multi_hot", "count", "tf_idf"])
def test_raw_texts_are_learnt(mode):
    nnlite.utils.set_random_seed(4)
    good, bad, rest = ["Fine", "good!", "lovely"], ["awful", "Bad", "dull..."], ["film", "it", "was", "a", "play"]
    random = np.random.default_rng(0)
    labels = random.integers(0, 2, 120)
    texts = np.array([" ".join(random.permutation([random.choice(good if y else bad), *random.choice(rest, 3)]))
                      for y in labels])
    model = text_model(texts, mode)
    model.compile(nnlite.optimizers.Adam(0.05), "binary_crossentropy", metrics=["accuracy"])
    history = model.fit(texts, labels, epochs=15, verbose=0, validation_split=0.2).history
    assert history["val_accuracy"][-1] == 1.0
    assert model.predict(["A LOVELY film", "bad, bad"], verbose=0).round().tolist() == [[1], [0]]


def test_what_is_written_down():
    model, table, _, _ = trained_table()
    assert 'dtype=string' in repr(model.inputs[0])
    summary = str(model.summary(print_fn=lambda line: None))
    assert "StringLookup" in summary and "(None, 1)" in summary
    described = Model.from_config(model.get_config())
    assert described.inputs[0].dtype == object and described.get_config() == model.get_config()
    twin = nnlite.models.clone_model(model)
    assert twin.get_layer("words").get_vocabulary() == ["[UNK]"]  # as in Keras, what was learnt is not configuration
    same = copy.deepcopy(model)
    np.testing.assert_array_equal(same.predict(table, verbose=0), model.predict(table, verbose=0))


def test_given_vocabularies_are_configuration():
    recipe = layers.StringLookup(vocabulary=PETS, mask_token="", output_mode="int")
    model = Sequential([Input((2,), dtype="string"), recipe])
    again = nnlite.models.model_from_json(model.to_json())
    x = np.array([["dog", "?"], ["", "fish"]])
    assert again.predict(x, verbose=0).tolist() == model.predict(x, verbose=0).tolist() == [[3, 1], [0, 4]]
    back = Sequential([Input((2,), dtype="int64"), layers.StringLookup(vocabulary=PETS, mask_token="", invert=True)])
    assert back.predict(model.predict(x, verbose=0), verbose=0).tolist() == [["dog", "[UNK]"], ["", "fish"]]


def shout(texts):
    return np.char.upper(texts)


def words_between_bars(texts):
    return [text.split("|") for text in texts]


def test_functions_of_ones_own():
    layer = layers.TextVectorization(standardize=shout, split=words_between_bars)
    layer.adapt(["a b|c", "c"])
    assert layer.get_vocabulary() == ["", "[UNK]", "C", "A B"]
    assert layer(["c|a b|x", "a b"]).tolist() == [[2, 3, 1], [3, 0, 0]]
    assert layers.TextVectorization.from_config(layer.get_config()).standardize is shout


def test_adapt_forgets():
    layer = layers.StringLookup()
    layer.adapt(["a", "a", "b"])
    layer.adapt(["c"])
    assert layer.get_vocabulary() == ["[UNK]", "c"]
    bins = layers.Discretization(num_bins=2)
    bins.adapt(np.arange(100.0))
    bins.adapt(np.arange(10.0))
    assert bins.bin_boundaries == pytest.approx([4.0])
    assert layers.Discretization.from_config(bins.get_config()).bin_boundaries == bins.bin_boundaries


@pytest.mark.parametrize(("make", "what"), [
    (lambda: layers.StringLookup(sparse=True), "sparse"),
    (lambda: layers.StringLookup(vocabulary=["a", "a"]), "twice"),
    (lambda: layers.StringLookup(vocabulary=["a", ""], mask_token=""), "reserved"),
    (lambda: layers.StringLookup(vocabulary=["a", "b"], max_tokens=2), "max_tokens"),
    (lambda: layers.StringLookup(vocabulary="missing.txt"), "missing.txt"),
    (lambda: layers.StringLookup(vocabulary=["a"], output_mode="tf_idf"), "idf_weights"),
    (lambda: layers.StringLookup(output_mode="hot"), "output_mode"),
    (lambda: layers.StringLookup(invert=True, output_mode="count"), "invert"),
    (lambda: layers.StringLookup(pad_to_max_tokens=True), "max_tokens"),
    (lambda: layers.StringLookup(vocabulary=["a"]).adapt(["b"]), "adapted"),
    (lambda: layers.StringLookup(vocabulary=["a"], num_oov_indices=0)(["a", "b"]), "'b'"),
    (lambda: layers.StringLookup(vocabulary=["a"])([1, 2]), "text"),
    (lambda: layers.StringLookup(vocabulary=["a"])(np.array(["a", None], object)), "missing values"),
    (lambda: layers.StringLookup()(Input((1,))), "dtype='string'"),
    (lambda: layers.IntegerLookup()(Input((1,), dtype="string")), "int64"),
    (lambda: layers.IntegerLookup(vocabulary=["a"]), "whole numbers"),
    (lambda: layers.IntegerLookup(salt=3), "farmhash"),
    (lambda: layers.CategoryEncoding(), "num_tokens"),
    (lambda: layers.CategoryEncoding(3)([[0, -1]]), "-1"),
    (lambda: layers.CategoryEncoding(3)([[0, 1]], count_weights=[[1.0, 2.0]]), "count"),
    (lambda: layers.Discretization(), "num_bins"), (lambda: layers.Discretization([2.0, 1.0]), "ascending"),
    (lambda: layers.Discretization(num_bins=3)([1.0]), "adapt"),
    (lambda: layers.TextVectorization(ragged=True), "ragged"), (lambda: layers.TextVectorization(ngrams=0), "ngrams"),
    (lambda: layers.TextVectorization(split="words"), "split"),
    (lambda: layers.TextVectorization()(Input((1,), dtype="string")), "output_sequence_length"),
    (lambda: layers.TextVectorization()([["a", "b"]]), "one text a sample"),
    (lambda: layers.Hashing(0), "num_bins"), (lambda: layers.Hashing(3, dtype="float32"), "dtype"),
    (lambda: layers.HashedCrossing(3)([np.array(["a"])]), "two inputs"),
    (lambda: layers.Dense(2)(np.array([["a"]])), "numbers"),
    (lambda: Sequential([Input((1,)), layers.Dense(2)]).predict([["a"]]), "text, not numbers"),
    (lambda: Sequential([Input((1,), dtype="string"), layers.Hashing(3)]).predict([[1.5]]), "expects text"),
])
def test_what_is_refused(make, what):
    with pytest.raises(ValueError, match=what):
        make()


def test_rows_keep_their_length():
    layer = layers.StringLookup(output_mode="multi_hot")
    with pytest.raises(RuntimeError, match="no vocabulary"):
        layer(["a"])
    layer.adapt(["a", "b"])
    with pytest.raises(RuntimeError, match="3 terms"):
        layer.adapt(["a", "b", "c"])
    assert layer.get_vocabulary() == ["[UNK]", "b", "a"]


def test_an_error_in_a_running_program():
    model = Sequential([Input((1,), dtype="string"), layers.StringLookup(vocabulary=["a"], num_oov_indices=0)])
    with pytest.raises(ValueError, match="must be in the vocabulary"):
        model.predict(["a", "b"], verbose=0)


def without_input(own):
    """A model of texts that has no Input: a Sequential, or one written as a class."""
    vectorize = layers.TextVectorization(output_sequence_length=4)
    vectorize.adapt(["a b c", "a b", "c d e f"])
    stack = [vectorize, layers.Embedding(10, 2, embeddings_initializer="ones"), layers.GlobalAveragePooling1D(),
             layers.Dense(1, kernel_initializer="ones")]

    class Own(nnlite.Model):
        def __init__(self):
            super().__init__()
            self.stack = stack

        def call(self, x):
            for layer in self.stack:
                x = layer(x)
            return x

    return Own() if own else nnlite.Sequential(stack)


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("texts", [np.array([["a b"], ["c d e f g"], ["a"]]), np.array(["a b", "c d e f g", "a"])])
def test_texts_for_a_model_without_input(own, texts):
    for compute in (lambda model: model(texts), lambda model: model.predict(texts, verbose=0)):
        np.testing.assert_array_equal(compute(without_input(own)), 2 * np.ones((3, 1)))
    model = without_input(own)
    model.compile("sgd", "mse")
    assert model.fit(texts, np.ones((3, 1), "f"), verbose=0).history["loss"] == [1.0]


def test_text_for_a_model_of_numbers():
    class Own(nnlite.Model):
        def __init__(self):
            super().__init__()
            self.last = layers.Dense(1, name="last")

        def call(self, x):
            return self.last(x)

    with pytest.raises(ValueError, match="'last' takes numbers. Received: text"):
        Own().predict(np.array([["a"], ["b"]]), verbose=0)
