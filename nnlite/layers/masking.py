"""Steps that only fill up a sequence are left out by the layers behind."""

from typing import Any

import numpy as np

from nnlite import ops
from nnlite._checks import received
from nnlite.layers import masks
from nnlite.layers.layer import Layer


class Masking(Layer):
    """Gives its input a mask: a step whose numbers are all `mask_value` does not count, and becomes 0.

    Args:
        mask_value: The number that fills up, or one for each feature.

    Input shape:
        (batch, steps, features)

    Output shape:
        the same

    Parameters:
        0

    Raises:
        ValueError: mask_value is not made of numbers.

    Example:

        >>> import nnlite
        >>> y = nnlite.layers.Masking(mask_value=9.0)([[[1.0, 9.0], [9.0, 9.0]]])
        >>> y.tolist(), y._keras_mask.tolist()
        ([[[1.0, 9.0], [0.0, 0.0]]], [[True, False]])
    """

    supports_masking = True

    def __init__(self, mask_value: Any = 0.0, **kwargs: Any):
        if np.asarray(mask_value).dtype.kind not in "fiu":
            raise ValueError(f"Masking: mask_value must be a number. {received('mask_value', mask_value)}")
        self.mask_value = mask_value.tolist() if hasattr(mask_value, "tolist") else mask_value
        super().__init__(**kwargs)

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """Where a step has a number that does not fill up."""
        return ops.any(ops.not_equal(inputs, self.mask_value), axis=-1)

    def call(self, inputs: Any) -> Any:
        counts = self.compute_mask(inputs)
        outputs = ops.where(ops.expand_dims(counts, -1), inputs, 0)
        masks.attach(outputs, counts)
        return outputs

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "mask_value": self.mask_value}
