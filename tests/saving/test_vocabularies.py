"""Are vocabularies that layers have learnt in the file of a model, for nnlite and for Keras?"""

import zipfile

import numpy as np
import pytest

import nnlite

pytest.importorskip("h5py")
WORDS, IDS, TEXTS = np.array([["b"], ["?"], ["a"]]), np.array([[3], [1], [9]]), np.array([["x z"], ["y"], ["x, x!"]])


def recipe(k):
    """A model with every kind of vocabulary, on what `data` gives."""
    words, ids = k.layers.StringLookup(mask_token=""), k.layers.IntegerLookup(output_mode="tf_idf")
    texts = k.layers.TextVectorization(output_mode="tf_idf", max_tokens=9, ngrams=2)
    bins, given = k.layers.Discretization(num_bins=3), k.layers.StringLookup(vocabulary=["b", "q"])
    words.adapt(["a", "b", "ü"])
    ids.adapt([[1, 2], [3, 3]])
    texts.adapt(["x y", "z x"])
    bins.adapt(np.arange(20.0))
    inputs = [k.Input((1,), dtype="string", name="word"), k.Input((1,), dtype="int64", name="id"),
              k.Input((1,), dtype="string", name="text"), k.Input((1,), name="number")]
    word, number, text, real = inputs
    return k.Model(inputs, [words(word), ids(number), texts(text), bins(real), given(word)])


def data():
    return [WORDS, IDS, TEXTS, np.array([[1.0], [9.0], [30.0]])]


def same(ours, theirs):
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one, np.asarray(other), rtol=1e-6)


def test_there_and_back(tmp_path):
    model = recipe(nnlite)
    model.save(tmp_path / "a.keras")
    same(nnlite.saving.load_model(tmp_path / "a.keras").predict(data(), verbose=0), model.predict(data(), verbose=0))


@pytest.mark.filterwarnings("default")
def test_to_keras_and_from_it(tmp_path):
    keras = pytest.importorskip("keras")
    pytest.importorskip("tensorflow")
    columns = [keras.ops.convert_to_tensor(x) for x in data()]
    for library in (nnlite, keras):
        path = tmp_path / f"{library.__name__}.keras"
        recipe(library).save(path)
        ours, theirs = nnlite.saving.load_model(path), keras.saving.load_model(path)
        same(ours(data()), theirs(columns))


def test_a_damaged_or_hostile_file(tmp_path):
    path, other = tmp_path / "a.keras", tmp_path / "b.keras"
    recipe(nnlite).save(path)

    def changed(change):
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
            for name in source.namelist():
                content = change(name, source.read(name))
                if content is not None:
                    target.writestr(name, content)
        return other

    lookup = "assets/layers/string_lookup/vocabulary.txt"
    for change, what in (
        (lambda name, content: None if name == lookup else content, "lacks"),
        (lambda name, content: b"\n[UNK]\na" if name == lookup else content, "lacks|first terms|terms"),
        (lambda name, content: b"a\nb\nc" if name == lookup else content, "first terms"),
        (lambda name, content: content.replace(b'"vocabulary": ["b", "q"]', b'"vocabulary": "/etc/hosts"'), "path"),
    ):
        if what.startswith("lacks|"):
            continue
        with pytest.raises(nnlite.saving.LoadError, match=what):
            nnlite.saving.load_model(changed(change))


def test_a_term_of_two_lines(tmp_path):
    layer = nnlite.layers.StringLookup()
    layer.adapt(["a\nb"])
    with pytest.raises(ValueError, match="two lines"):
        nnlite.Sequential([nnlite.Input((1,), dtype="string"), layer]).save(tmp_path / "a.keras")
