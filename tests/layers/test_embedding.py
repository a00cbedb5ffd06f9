"""Does an embedding read the right rows, only those, and learn them?"""

import numpy as np
import pytest

import nnlite
from nnlite import Input, Model, layers
from nnlite.layers import Embedding

TABLE = np.arange(12, dtype="f").reshape(4, 3)


def model_of(dtype, **arguments):
    ids = Input((2,), dtype=dtype)
    return Model(ids, Embedding(4, 3, weights=TABLE, name="words", **arguments)(ids))


@pytest.mark.parametrize("dtype", ["int32", "int64", "uint8", "float32", "float64", "bool"])
def test_ids_of_every_type(dtype):
    ids = np.array([[3, 0], [1, 1]]).astype(dtype)
    expected = TABLE[ids.astype(int)]
    np.testing.assert_array_equal(Embedding(4, 3, weights=TABLE)(ids), expected)
    np.testing.assert_array_equal(model_of(dtype).predict(ids), expected)
    np.testing.assert_array_equal(Embedding(4, 3, weights=[TABLE])(np.array([[1.9]])), [[TABLE[1]]])


@pytest.mark.parametrize("bad", [4, -1, 2**31])
@pytest.mark.parametrize("dtype", ["int64", "float32"])
def test_an_id_that_is_not_in_the_vocabulary(dtype, bad):
    sentence = rf"words: ids are from 0 to 3, the vocabulary has 4. Received: {bad} at position \(1, 0\)"
    ids = np.array([[3, 0], [bad, 1]]).astype(dtype)
    model = model_of(dtype)
    with pytest.raises(IndexError, match=sentence):
        model.layers[-1](ids)
    with pytest.raises(IndexError, match=sentence):
        model.predict(ids)
    model.compile("adam", "mse")
    with pytest.raises(IndexError, match=sentence):
        model.train_on_batch(ids, np.ones((2, 2, 3)))
    np.testing.assert_array_equal(model.get_weights()[0], TABLE)
    model.train_on_batch(np.array([[3, 0], [2, 1]]).astype(dtype), np.ones((2, 2, 3)))
    assert np.isfinite(model.get_weights()[0]).all()


def test_equal_ids_add_their_gradients_also_on_a_tape():
    layer = Embedding(4, 3, weights=TABLE)
    ids = np.array([[1, 1, 3]])
    factor = np.arange(9, dtype="f").reshape(1, 3, 3)
    with nnlite.GradientTape() as tape:
        loss = nnlite.ops.sum(layer(ids) * factor)
    gradient = tape.gradient(loss, layer.embeddings)
    np.testing.assert_array_equal(gradient, [[0, 0, 0], factor[0, 0] + factor[0, 1], [0, 0, 0], factor[0, 2]])


def test_a_mask_where_the_id_is_0():
    layer = Embedding(4, 3, mask_zero=True)
    assert layer.supports_masking and not Embedding(4, 3).supports_masking
    np.testing.assert_array_equal(layer(np.array([[2, 0, 1]]))._keras_mask, [[True, False, True]])
    assert Embedding(4, 3)(np.array([[2, 0, 1]]))._keras_mask is None


def test_what_tf_keras_2_code_says():
    model = nnlite.Sequential([Embedding(10, 4, input_length=5), layers.Flatten(), layers.Dense(1)])
    assert model.output_shape == (None, 1) and model.count_params() == 40 + 21
    assert Embedding(10, 4, input_length=(5, 2)).batch_input_shape == (None, 5, 2)


def test_wrong_sizes():
    for arguments in ((0, 3), (4, -1), (4.0, 3), (True, 3)):
        with pytest.raises(ValueError, match="Embedding: (input|output)_dim must be a positive whole number"):
            Embedding(*arguments)
    with pytest.raises(ValueError, match="lora_rank is not supported"):
        Embedding(4, 3, lora_rank=2)
    with pytest.raises(ValueError, match="shape"):
        Embedding(4, 3, weights=TABLE.T)


def test_it_learns():
    """Which of two words comes more often?"""
    random = np.random.default_rng(0)
    ids = random.integers(0, 20, (400, 12))
    y = ((ids == 3).sum(1) > (ids == 5).sum(1)).astype("f")
    x = Input((12,), dtype="int32")
    model = Model(x, layers.Dense(1, "sigmoid")(layers.GlobalAveragePooling1D()(Embedding(20, 4)(x))))
    model.compile(nnlite.optimizers.Adam(0.05), "binary_crossentropy", ["accuracy"])
    model.fit(ids, y, epochs=30, verbose=0)
    assert model.evaluate(ids, y, verbose=0)[1] > 0.95
