"""Layers that prepare data: scale them, or put several such layers one behind the other."""

from typing import Any

import numpy as np

from nnlite import config, ops
from nnlite._checks import received
from nnlite.layers import calling, masks
from nnlite.layers.layer import Layer
from nnlite.layers.serialization import deserialize, serialize


class Rescaling(Layer):
    """scale · x + offset, such as 1/255 for the bytes of an image.

    Args:
        scale: A number, or one for each channel.
        offset: A number, or one for each channel.

    Input shape:
        any

    Output shape:
        the same

    Parameters:
        0

    Raises:
        ValueError: scale or offset are not made of numbers.

    Example:

        >>> import nnlite
        >>> nnlite.layers.Rescaling(1 / 4, offset=-1)([[0, 8]]).tolist()
        [[-1.0, 1.0]]
    """

    supports_masking = True

    def __init__(self, scale: Any, offset: Any = 0.0, **kwargs: Any):
        self.scale, self.offset = (plain(value, name) for value, name in ((scale, "scale"), (offset, "offset")))
        super().__init__(**kwargs)

    def call(self, inputs: Any) -> Any:
        scale, offset = (np.asarray(value, self.dtype) for value in (self.scale, self.offset))
        if scale.ndim and config.image_data_format() == "channels_first":
            scale = scale.reshape(*scale.shape, *(1,) * (3 - scale.ndim))
        return ops.add(ops.multiply(ops.cast(inputs, self.dtype), scale), offset)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "scale": self.scale, "offset": self.offset}


def plain(value: Any, name: str) -> Any:
    """A number, or nested lists of numbers, as JSON can hold them."""
    if np.asarray(value).dtype.kind not in "fiu":
        raise ValueError(f"Rescaling: {name} must be a number, or one for each channel. {received(name, value)}")
    return value.tolist() if hasattr(value, "tolist") else value


class Pipeline(Layer):
    """Layers one behind the other, as one layer: for preparing data.

    Called by itself it runs as in training; inside a model it does as the model does.

    Args:
        layers: The layers, first to last.
        name: What it is called.

    Input shape:
        that of the first layer

    Output shape:
        that of the last one

    Parameters:
        those of the layers

    Raises:
        ValueError: layers is not a list of layers.

    Example:

        >>> import nnlite
        >>> pixels = nnlite.layers.Pipeline([nnlite.layers.Rescaling(1 / 255), nnlite.layers.Flatten()])
        >>> pixels([[[0, 51], [102, 255]]]).shape
        (1, 4)
    """

    supports_masking = True

    def __init__(self, layers: Any, name: str | None = None):
        if not isinstance(layers, (list, tuple)) or not all(isinstance(layer, Layer) for layer in layers):
            raise ValueError(f"Pipeline: layers must be a list of layers. {received('layers', layers)}")
        super().__init__(name=name)
        self.layers = list(layers)

    def call(self, inputs: Any, training: bool | None = True, mask: Any = None) -> Any:
        for layer in self.layers:
            names = calling.parameters_of(type(layer).call)
            given = {"training": training, "mask": mask}
            inputs = layer(inputs, **{name: value for name, value in given.items()
                                      if name in names and value is not None})
            mask = masks.of(inputs)
        return inputs

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """None: the layers give the output its mask."""

    def get_config(self) -> dict[str, Any]:
        return {"name": self.name, "layers": [serialize(layer) for layer in self.layers]}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> "Pipeline":
        return cls(**{**config, "layers": [deserialize(entry) for entry in config["layers"]]})
