"""Do the layers that read text and categories know, count and number them as Keras's do?"""

import numpy as np
import pytest

keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")

import nnlite  # noqa: E402
from nnlite.layers.fingerprints import fingerprint, siphash  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
WORDS = np.array([["a", "b", "a"], ["c", "a", "d"], ["q", "", "b"]])
NUMBERS = np.array([[7, 2, 7], [9, 7, 4], [30, 0, 2]])
TEXTS = ["The cat, the CAT!", "a dog\tand  a cat.", "", "dog: no-one's É\u00a0é dog"]
MODES = ["int", "one_hot", "multi_hot", "count", "tf_idf"]


def both(recipe, learn, data):
    """Assert that the layers of both libraries have one vocabulary and one result, of one type; returns ours."""
    results = []
    for library in (nnlite, keras):
        layer = recipe(library)
        if learn is not None:
            layer.adapt(learn)
        result = np.asarray(layer(data))
        if result.dtype == object:
            result = np.array([x.decode() if isinstance(x, bytes) else x for x in result.flat]).reshape(result.shape)
        known = [x if isinstance(x, str) else int(x) for x in layer.get_vocabulary()] \
            if hasattr(layer, "get_vocabulary") else getattr(layer, "bin_boundaries", None)
        results.append((layer, result, known))
    (ours, y, known), (_, expected, theirs) = results
    assert known == theirs
    assert y.shape == expected.shape and y.dtype == expected.dtype
    np.testing.assert_allclose(y, expected, rtol=1e-6) if y.dtype.kind == "f" else np.testing.assert_array_equal(
        y, expected)
    return ours


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("options", [{}, {"max_tokens": 4}, {"mask_token": ""}, {"num_oov_indices": 3},
                                     {"max_tokens": 9, "pad_to_max_tokens": True, "mask_token": "a"},
                                     {"num_oov_indices": 4, "salt": [3, 5]}])
def test_words(mode, options):
    both(lambda k: k.layers.StringLookup(output_mode=mode, **options), WORDS[:2], WORDS)
    both(lambda k: k.layers.StringLookup(output_mode=mode, **options), WORDS[:2, 0].tolist(), WORDS[:, :1])


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("options", [{}, {"max_tokens": 3}, {"mask_token": 0}, {"num_oov_indices": 3},
                                     {"max_tokens": 9, "pad_to_max_tokens": True, "mask_token": 7},
                                     {"num_oov_indices": 4, "oov_method": "farmhash", "salt": 3}])
def test_whole_numbers(mode, options):
    both(lambda k: k.layers.IntegerLookup(output_mode=mode, **options), NUMBERS[:2], NUMBERS)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("shape", [(4,), (2, 2), (4, 1)])
def test_given_vocabularies(mode, shape):
    weights = {"idf_weights": [0.5, 2.0, 0.25]} if mode == "tf_idf" else {}
    data = np.array(["b", "zz", "a", "b"]).reshape(shape)
    both(lambda k: k.layers.StringLookup(vocabulary=["a", "b", "c"], output_mode=mode, **weights), None, data)
    data = np.array([20, 5, 10, 20]).reshape(shape)
    both(lambda k: k.layers.IntegerLookup(vocabulary=np.array([10, 20, 30]), output_mode=mode, **weights), None, data)


def test_special_terms_in_front_of_a_vocabulary():
    both(lambda k: k.layers.StringLookup(mask_token="", vocabulary=["", "[UNK]", "a", "b"]), None, ["b", "", "?"])


def test_back_to_terms():
    ids = np.array([[0, 1, 2], [3, 9, 2]])
    both(lambda k: k.layers.StringLookup(vocabulary=["a", "b"], invert=True, mask_token=""), None, ids)
    both(lambda k: k.layers.IntegerLookup(vocabulary=[10, 20], invert=True), None, ids)


def test_a_file(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("sun\nrain\n")
    both(lambda k: k.layers.StringLookup(vocabulary=str(path), mask_token=""), None, ["rain", "snow", "", "sun"])


def test_batches_of_data():
    for recipe in (lambda k: k.layers.StringLookup(output_mode="tf_idf"),
                   lambda k: k.layers.TextVectorization(output_mode="tf_idf")):
        results = []
        for library in (nnlite, keras):
            layer = recipe(library)
            layer.adapt((np.array(batch) for batch in (["a b", "b"], ["b", "c c"], ["x"])), steps=2)
            results.append((list(map(str, layer.get_vocabulary())), np.asarray(layer(np.array([["b"], ["x"]])))))
        assert results[0][0] == results[1][0]
        np.testing.assert_allclose(results[0][1], results[1][1], rtol=1e-6)


@pytest.mark.parametrize("options", [
    {}, {"output_sequence_length": 3}, {"output_sequence_length": 9}, {"max_tokens": 5}, {"ngrams": 2},
    {"ngrams": (2, 3)}, {"standardize": "lower"}, {"standardize": "strip_punctuation"}, {"standardize": None},
    {"split": "character"}, {"output_mode": "multi_hot"}, {"output_mode": "count", "ngrams": 2},
    {"output_mode": "tf_idf"}, {"output_mode": "tf_idf", "max_tokens": 20, "pad_to_max_tokens": True},
], ids=str)
def test_texts(options):
    both(lambda k: k.layers.TextVectorization(**options), TEXTS[:3], np.array(TEXTS))
    both(lambda k: k.layers.TextVectorization(**options), np.array(TEXTS)[:, None], np.array(TEXTS)[:, None])


def test_texts_that_are_words_already():
    for options in ({}, {"output_sequence_length": 2}, {"output_mode": "multi_hot"}, {"ngrams": 2}):
        both(lambda k, o=options: k.layers.TextVectorization(split=None, vocabulary=["a", "b", "c"], **o), None, WORDS)


@pytest.mark.parametrize("mode", MODES[:4])
def test_bins(mode):
    x = np.random.default_rng(1).normal(size=(500, 2)).astype("f")
    both(lambda k: k.layers.Discretization([-1.0, 0.0, 0.5], output_mode=mode), None, x)
    both(lambda k: k.layers.Discretization(num_bins=4, output_mode=mode), x, x)
    both(lambda k: k.layers.Discretization(num_bins=7, epsilon=0.05, output_mode=mode), [x[:99], x[99:350], x[350:]], x)
    both(lambda k: k.layers.Discretization(num_bins=4), x[:3], x[:20, :1])


@pytest.mark.parametrize("mode", MODES[1:4])
@pytest.mark.parametrize("ids", [[[0, 1], [3, 3]], [[0], [2]], [1, 3, 1], 2, [[[0, 1], [1, 1]], [[2, 3], [3, 9]]]])
def test_categories(mode, ids):
    both(lambda k: k.layers.CategoryEncoding(4, output_mode=mode), None, np.array(ids))


def test_weighted_categories():
    ids, weights = np.array([[0, 1], [3, 3]]), np.array([[0.5, 2.0], [0.25, 4.0]])
    ours, theirs = (np.asarray(k.layers.CategoryEncoding(4, "count")(ids, count_weights=weights))
                    for k in (nnlite, keras))
    np.testing.assert_array_equal(ours, theirs)


@pytest.mark.parametrize("mode", MODES[:4])
@pytest.mark.parametrize("options", [{}, {"salt": 133}, {"salt": [133, 137]}])
def test_hashes(mode, options):
    both(lambda k: k.layers.Hashing(8, output_mode=mode, **options), None, WORDS)
    both(lambda k: k.layers.Hashing(8, output_mode=mode, **options), None, NUMBERS[:, :1])
    both(lambda k: k.layers.Hashing(8, mask_value="", output_mode=mode, **options), None, WORDS[:, 1:2])
    both(lambda k: k.layers.Hashing(3, mask_value=7, **options), None, NUMBERS)


@pytest.mark.parametrize("mode", MODES[:2])
@pytest.mark.parametrize("bins", [5, 2**40])
def test_crossed_hashes(mode, bins):
    bins = bins if mode == "int" else 5
    for columns in ((WORDS[:, 0], NUMBERS[:, 0]), (WORDS[:, :1], WORDS[:, 2:], NUMBERS[:, :1] - 50)):
        both(lambda k: k.layers.HashedCrossing(bins, output_mode=mode), None, columns)


def test_fingerprints():
    random = np.random.default_rng(5)
    texts = [random.bytes(length) for length in (*range(140), 255, 256, 1000)]
    for ours, theirs in (
        (map(fingerprint, texts), tf.strings.to_hash_bucket_fast(texts, 2**62)),
        ((siphash(text, (3, 2**63 - 1)) for text in texts),
         tf.strings.to_hash_bucket_strong(texts, 2**62, key=[3, 2**63 - 1])),
    ):
        assert [one % 2**62 for one in ours] == theirs.numpy().tolist()


@pytest.mark.parametrize("recipe", [
    lambda k: k.layers.StringLookup(mask_token="", vocabulary=["a", "b"]), lambda k: k.layers.StringLookup(),
    lambda k: k.layers.IntegerLookup(vocabulary=[4, 5], output_mode="multi_hot"),
    lambda k: k.layers.TextVectorization(9, ngrams=2, output_sequence_length=4, vocabulary=["a"]),
    lambda k: k.layers.Hashing(4, salt=3),
    lambda k: k.layers.HashedCrossing(4), lambda k: k.layers.CategoryEncoding(4),
    lambda k: k.layers.Discretization([1.0]),
])
def test_configurations(recipe):
    ours, theirs = (recipe(k).get_config() for k in (nnlite, keras))
    for config in (ours, theirs):
        for key in ("name", "dtype"):
            config.pop(key)
    assert ours == theirs
