"""One vector for a whole sequence: the mean or the largest over its steps."""

from typing import Any

from nnlite import ops
from nnlite._checks import boolean
from nnlite.layers import spatial
from nnlite.layers.input_spec import InputSpec
from nnlite.layers.layer import Layer


class GlobalPooling1D(Layer):
    """Base class of both: where the steps are, and whether their axis stays with size 1."""

    def __init__(self, data_format: str | None = None, keepdims: bool = False, **kwargs: Any):
        self.data_format = spatial.data_format(data_format, type(self).__name__)
        self.keepdims = boolean(keepdims, "keepdims", type(self).__name__)
        super().__init__(**kwargs)
        self.input_spec = InputSpec(ndim=3)

    @property
    def steps_axis(self) -> int:
        """The axis of the steps."""
        return 1 if self.data_format == "channels_last" else 2

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "data_format": self.data_format, "keepdims": self.keepdims}


class GlobalAveragePooling1D(GlobalPooling1D):
    """The mean over the steps of a sequence, of those that count if there is a mask; 0 where none counts.

    Args:
        data_format: "channels_last" or "channels_first"; by default what `config` says.
        keepdims: Whether the steps' axis stays, with size 1.

    Call arguments:
        mask: Booleans of shape (batch, steps).

    Input shape:
        (batch, steps, features), or (batch, features, steps)

    Output shape:
        (batch, features)

    Parameters:
        0

    Raises:
        ValueError: The input has not three dimensions.

    Example:

        >>> import nnlite
        >>> x = [[[1.0], [3.0], [100.0]]]
        >>> nnlite.layers.GlobalAveragePooling1D()(x, mask=[[True, True, False]]).tolist()
        [[2.0]]
    """

    def call(self, inputs: Any, mask: Any = None) -> Any:
        axis = self.steps_axis
        if mask is None:
            return ops.mean(inputs, axis=axis, keepdims=self.keepdims)
        counts = ops.cast(ops.expand_dims(ops.cast(mask, "bool"), 3 - axis), inputs.dtype)
        kept = ops.where(ops.cast(counts, "bool"), inputs, 0)
        number = ops.maximum(ops.sum(counts, axis=axis, keepdims=self.keepdims), 1)
        return ops.divide(ops.sum(kept, axis=axis, keepdims=self.keepdims), number)

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """None: there are no steps any more."""


class GlobalMaxPooling1D(GlobalPooling1D):
    """The largest number over the steps of a sequence, for every feature.

    Args:
        data_format: "channels_last" or "channels_first"; by default what `config` says.
        keepdims: Whether the steps' axis stays, with size 1.

    Input shape:
        (batch, steps, features), or (batch, features, steps)

    Output shape:
        (batch, features)

    Parameters:
        0

    Raises:
        ValueError: The input has not three dimensions.

    Example:

        >>> import nnlite
        >>> nnlite.layers.GlobalMaxPooling1D()([[[1.0, 5.0], [3.0, 4.0]]]).tolist()
        [[3.0, 5.0]]
    """

    def call(self, inputs: Any) -> Any:
        return ops.max(inputs, axis=self.steps_axis, keepdims=self.keepdims)
