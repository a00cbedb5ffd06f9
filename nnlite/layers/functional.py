"""Layers that are a function: of one's own, or none at all."""

from typing import Any

from nnlite import ops
from nnlite._checks import received
from nnlite._identifiers import CUSTOM_OBJECTS
from nnlite.graph.structure import mapped
from nnlite.layers import calling
from nnlite.layers.layer import Layer


class Identity(Layer):
    """Its input, unchanged: a place that can be named.

    Input shape:
        any

    Output shape:
        the same

    Parameters:
        0

    Example:

        >>> import nnlite
        >>> nnlite.layers.Identity()([[1.0, 2.0]]).tolist()
        [[1.0, 2.0]]
    """

    supports_masking = True

    def call(self, inputs: Any) -> Any:
        return inputs


class Lambda(Layer):
    """A function as a layer: Python's arithmetic on tensors, functions of nnlite.ops, other layers without weights.

    Its results are found by calling it, so it is called while the model is drawn, too. A layer of one's own is
    better where the function has weights.

    Args:
        function: A function of the input (or of the list of inputs) that returns a tensor.
        output_shape: Accepted as in Keras; the shape is found by calling the function.
        mask: The mask of the output, or a function of (inputs, mask) that returns it.
        arguments: A dictionary with more arguments of the function.

    Call arguments:
        mask, training: Handed to the function, if it takes them.

    Input shape:
        what the function takes

    Output shape:
        what it returns

    Parameters:
        0

    Raises:
        ValueError: function cannot be called, or arguments is not a dictionary.

    Example:

        >>> import nnlite
        >>> nnlite.layers.Lambda(lambda x: 2 * x + 1)([[1.0, 2.0]]).tolist()
        [[3.0, 5.0]]
    """

    def __init__(self, function: Any, output_shape: Any = None, mask: Any = None, arguments: Any = None,
                 **kwargs: Any):
        if not callable(function):
            raise ValueError(f"Lambda: function must be a function. {received('function', function)}")
        if not isinstance(arguments or {}, dict):
            raise ValueError(f"Lambda: arguments must be a dictionary by name. {received('arguments', arguments)}")
        self.function = function
        self.arguments = dict(arguments or {})
        self.mask = mask
        self.given_shape = output_shape
        self.supports_masking = mask is not None
        super().__init__(**kwargs)

    def call(self, inputs: Any, mask: Any = None, training: bool | None = None) -> Any:
        names = calling.parameters_of(self.function)
        context = {"mask": mask, "training": training}
        arguments = self.arguments | {name: value for name, value in context.items() if name in names}
        result = self.function(mapped(ops.convert_to_tensor, inputs), **arguments)
        return mapped(lambda leaf: leaf if ops.is_tensor(leaf) else ops.convert_to_tensor(leaf), result)

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """The mask that was given, or what the function given for it returns."""
        return self.mask(inputs, previous_mask) if callable(self.mask) else self.mask

    def get_config(self) -> dict[str, Any]:
        given = {"output_shape": self.given_shape, "mask": self.mask}
        return {**super().get_config(), "function": self.function, "arguments": dict(self.arguments),
                **{name: value for name, value in given.items() if value is not None}}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> "Lambda":
        return cls(**{name: known(value, name) for name, value in config.items()})


def known(value: Any, name: str, who: str = "Lambda") -> Any:
    """A function that a file names, from the custom objects; anything else as it is."""
    kind = value.get("class_name") if isinstance(value, dict) else None
    if kind == "__lambda__":
        raise ValueError(f"{who}: code is not read from a file. Received: a Python lambda as {name}. "
                         "Write it with def and hand it over in custom_objects.")
    if kind != "function":
        return value
    for key in (value.get("registered_name"), value["config"]):
        if key in CUSTOM_OBJECTS:
            return CUSTOM_OBJECTS[key]
    raise ValueError(f"{who}: the function {value['config']!r} is not known. Pass it in custom_objects, or register "
                     "it with nnlite.utils.register_keras_serializable.")
