"""Layers around another layer: the same layer for every step of a sequence."""

from typing import Any

from nnlite import ops
from nnlite._checks import received
from nnlite._mixing import hint as mixed
from nnlite.layers import calling
from nnlite.layers.layer import Layer
from nnlite.layers.serialization import deserialize, serialize


class Wrapper(Layer):
    """Base class of the layers that have another layer inside, as `layer`; a subclass writes `call`.

    Args:
        layer: The layer inside.

    Raises:
        ValueError: It is not a layer.

    Example:

        >>> import nnlite
        >>> class Twice(nnlite.layers.Wrapper):
        ...     def call(self, inputs):
        ...         return self.layer(self.layer(inputs))
        >>> Twice(nnlite.layers.Dense(4))(nnlite.Input((4,))).shape
        (None, 4)
    """

    def __init__(self, layer: Any, **kwargs: Any):
        if not isinstance(layer, Layer):
            raise ValueError(f"{type(self).__name__}: needs a layer to put inside. {received('layer', layer)}."
                             f"{mixed(layer)}")
        super().__init__(**kwargs)
        self.layer = layer

    def build(self, input_shape: Any = None) -> None:
        if not self.layer.built:
            self.layer.build(input_shape)
            self.layer.built = True

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "layer": serialize(self.layer)}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> "Wrapper":
        config = dict(config)
        return cls(deserialize(config.pop("layer")), **config)


class TimeDistributed(Wrapper):
    """A layer applied to every step of a sequence, with the same weights.

    The steps of all sequences become one large batch. Only a layer with variables that its call changes, such as
    batch normalization, is called step by step, as it would see other batches.

    Args:
        layer: The layer, for one step.

    Call arguments:
        mask: Booleans of shape (batch, steps, …), handed to the layer if its `call` takes a mask.

    Input shape:
        (batch, steps, …)

    Output shape:
        (batch, steps, …) with what the layer makes of the rest

    Parameters:
        those of the layer

    Raises:
        ValueError: It is not a layer, or the input has fewer than three dimensions.

    Example:

        >>> import nnlite
        >>> layer = nnlite.layers.TimeDistributed(nnlite.layers.Dense(2))
        >>> layer(nnlite.Input((10, 8))).shape, layer.count_params()
        ((None, 10, 2), 18)
    """

    supports_masking = True

    def check_shape(self, shape: Any) -> None:
        if not isinstance(shape, tuple) or len(shape) < 3:
            raise ValueError(f"{self.name}: needs one input of shape (batch, steps, features…). "
                             f"Received: input shape {shape}")

    def build(self, input_shape: Any = None) -> None:
        self.check_shape(input_shape)
        super().build((input_shape[0], *input_shape[2:]))

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        if mask is not None:
            self.check_mask(inputs, mask)
        if any(not variable.wanted for variable in self.layer.weights):
            return self.step_by_step(inputs, training, mask)
        together = ops.reshape(inputs, (-1, *inputs.shape[2:]))
        mask = None if mask is None else ops.reshape(mask, (-1, *mask.shape[2:]))
        outputs = self.layer(together, **self.arguments(training, mask))
        batch, steps = inputs.shape[:2]
        return ops.reshape(outputs, (-1 if batch is None else batch, steps, *outputs.shape[1:]))

    def step_by_step(self, inputs: Any, training: Any, mask: Any) -> Any:
        """The layer called on every step by itself."""
        if inputs.shape[1] is None:
            raise TypeError(f"{self.name}: the number of steps must be known to call {self.layer.name!r} on each.")
        results = []
        for step in range(inputs.shape[1]):
            arguments = self.arguments(training, None if mask is None else ops.get_item(mask, (slice(None), step)))
            results.append(self.layer(ops.get_item(inputs, (slice(None), step)), **arguments))
        return ops.stack(results, axis=1)

    def arguments(self, training: Any, mask: Any) -> dict[str, Any]:
        """The arguments that the layer's `call` takes."""
        names = calling.parameters_of(type(self.layer).call)
        given = {"training": training, "mask": mask}
        return {name: value for name, value in given.items() if name in names and value is not None}

    def check_mask(self, inputs: Any, mask: Any) -> None:
        """Raise where a mask does not belong to the steps of the input."""
        pairs = zip(inputs.shape[:2], mask.shape[:2], strict=False)
        if len(mask.shape) < 2 or any(None not in pair and pair[0] != pair[1] for pair in pairs):
            raise ValueError(f"{self.name}: a mask has a value for every step, shape (batch, steps). "
                             f"Received: mask.shape={tuple(mask.shape)}, input shape {tuple(inputs.shape)}")
