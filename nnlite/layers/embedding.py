"""Words and other ids as vectors: a table with a row for each id, which is learned."""

from typing import Any

import numpy as np

from nnlite import constraints, initializers, ops, regularizers
from nnlite._checks import boolean, positive_int, sentence
from nnlite.layers.layer import Layer


class Embedding(Layer):
    """Every id becomes the row of a table: y = embeddings[id].

    Args:
        input_dim: How many ids there are, 0 included: the size of the vocabulary.
        output_dim: How many numbers stand for one.
        embeddings_initializer: How the table begins.
        embeddings_regularizer: A penalty on it.
        embeddings_constraint: What holds for it after every update.
        mask_zero: Whether the id 0 fills up short sequences, so that the layers behind leave its steps out.
        weights: The table itself, an array of shape (input_dim, output_dim).
        lora_rank, lora_alpha, quantization_config: Not supported; leave them out.
        input_length: How many ids a sample has, as tf.keras 2 had it, for the first layer of a Sequential.

    Input shape:
        (batch, …), whole numbers from 0 to input_dim - 1; floats are cut to whole numbers

    Output shape:
        (batch, …, output_dim)

    Parameters:
        input_dim · output_dim

    Raises:
        ValueError: A size is not a positive whole number.
        IndexError: When it runs: an id is not in the vocabulary.

    Example:

        >>> import nnlite
        >>> layer = nnlite.layers.Embedding(1000, 64)
        >>> layer(nnlite.Input((10,), dtype="int32")).shape, layer.count_params()
        ((None, 10, 64), 64000)
    """

    def __init__(self, input_dim: int, output_dim: int, embeddings_initializer: Any = "uniform",
                 embeddings_regularizer: Any = None, embeddings_constraint: Any = None, mask_zero: bool = False,
                 weights: Any = None, lora_rank: Any = None, lora_alpha: Any = None, quantization_config: Any = None,
                 input_length: Any = None, **kwargs: Any):
        for option, value in (("lora_rank", lora_rank), ("lora_alpha", lora_alpha),
                              ("quantization_config", quantization_config)):
            if value is not None:
                raise ValueError(sentence("Embedding", f"{option} is not supported", option, value, "Leave it out."))
        self.input_dim = positive_int(input_dim, "input_dim", "Embedding")
        self.output_dim = positive_int(output_dim, "output_dim", "Embedding")
        self.embeddings_initializer = initializers.get(embeddings_initializer)
        self.embeddings_regularizer = regularizers.get(embeddings_regularizer)
        self.embeddings_constraint = constraints.get(embeddings_constraint)
        self.mask_zero = self.supports_masking = boolean(mask_zero, "mask_zero", "Embedding")
        if input_length is not None:
            kwargs.setdefault("input_shape", input_length if isinstance(input_length, tuple) else (input_length,))
        super().__init__(**kwargs)
        self.autocast = False  # a float of the layer's type may be too short for an id
        if weights is not None:
            self.build()
            self.set_weights([weights] if isinstance(weights, np.ndarray) or len(weights) != 1 else weights)

    def build(self, input_shape: Any = None) -> None:
        self.embeddings = self.add_weight((self.input_dim, self.output_dim), self.embeddings_initializer,
                                          name="embeddings", regularizer=self.embeddings_regularizer,
                                          constraint=self.embeddings_constraint)

    def call(self, inputs: Any) -> Any:
        return ops.lookup(self.embeddings, inputs, self.name)

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """Where the id is not 0, if that is how short sequences are filled up."""
        return ops.not_equal(inputs, 0) if self.mask_zero else None

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "input_dim": self.input_dim,
            "output_dim": self.output_dim,
            "embeddings_initializer": initializers.serialize(self.embeddings_initializer),
            "embeddings_regularizer": regularizers.serialize(self.embeddings_regularizer),
            "activity_regularizer": regularizers.serialize(self.activity_regularizer),
            "embeddings_constraint": constraints.serialize(self.embeddings_constraint),
            "mask_zero": self.mask_zero,
        }
