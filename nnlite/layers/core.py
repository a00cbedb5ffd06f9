"""The layers that every network has: where data comes in, dense layers, activations, dropout."""

from typing import Any

from nnlite import activations, config, constraints, initializers, ops, regularizers
from nnlite._checks import boolean, positive_int, sentence
from nnlite._naming import check_name, input_name
from nnlite.graph.node import Node
from nnlite.graph.tensor import Tensor
from nnlite.layers import calling
from nnlite.layers.layer import Layer

INPUT_DTYPES = ["float32", "float64", "int32", "int64", "uint8", "bool", "string"]


class InputLayer(Layer):
    """Where data comes into a graph; `Input` makes one.

    Args:
        shape: The shape of one sample.
        batch_size: A fixed batch size, or None for any.
        dtype: The type of the data.
        batch_shape: The shape with the batch dimension, instead of both.
        name: The input's name: a key of the dictionaries that `fit` takes.
    """

    def __init__(self, shape: Any = None, batch_size: int | None = None, dtype: Any = None, batch_shape: Any = None,
                 name: str | None = None, **kwargs: Any):
        if "batch_input_shape" in kwargs:
            batch_shape = kwargs.pop("batch_input_shape")
        if "input_shape" in kwargs:
            shape = kwargs.pop("input_shape")
        super().__init__(name=check_name(name, "Input") if name is not None else input_name(), **kwargs)
        self.batch_shape = input_shape(shape, batch_size, batch_shape)
        self.dtype = input_dtype(dtype)
        self.built = True
        node = Node(self, (), {})
        node.add_outputs(Tensor(self.batch_shape, self.dtype))
        self.nodes.append(node)

    @property
    def output_shape(self) -> Any:
        return [self.batch_shape]

    def call(self, inputs: Any) -> Any:
        return inputs

    def get_config(self) -> dict[str, Any]:
        return {"batch_shape": self.batch_shape, "dtype": self.dtype, "name": self.name}


def input_shape(shape: Any, batch_size: Any, batch_shape: Any) -> tuple:
    """The whole shape of an input from the arguments of `Input`."""
    if shape is not None and batch_shape is not None:
        raise ValueError(f"Input: give shape or batch_shape, not both. "
                         f"Received: shape={shape}, batch_shape={batch_shape}")
    if shape is None and batch_shape is None:
        raise ValueError("Input: the shape of one sample is missing. Received: shape=None. "
                         "Write Input(shape=(4,)) for samples of 4 numbers.")
    if batch_shape is not None:
        return calling.checked_shape(batch_shape, "batch_shape", "Input")
    batch = None if batch_size is None else positive_int(batch_size, "batch_size", "Input")
    return (batch, *calling.checked_shape(shape, "shape", "Input"))


def input_dtype(dtype: Any) -> str:
    """The name of an input's type."""
    name = config.floatx() if dtype is None else str(getattr(dtype, "__name__", dtype))
    if name not in INPUT_DTYPES:
        raise ValueError(f"Input: dtype must be one of {', '.join(INPUT_DTYPES)}. Received: dtype={dtype!r}")
    return name


def Input(shape: Any = None, batch_size: int | None = None, dtype: Any = None, sparse: Any = None,
          batch_shape: Any = None, name: str | None = None, tensor: Any = None, optional: bool = False) -> Tensor:
    """The tensor with which a graph begins.

    Args:
        shape: The shape of one sample, without the batch: `(64,)` for rows of 64 numbers.
        batch_size: A fixed batch size, or None for any.
        dtype: The type of the data; "string" for text, which a StringLookup or TextVectorization reads.
        sparse, tensor, optional: Not supported; leave them out.
        batch_shape: The shape with the batch dimension, instead of `shape` and `batch_size`.
        name: A key of the dictionaries that `fit` takes; `input_1` and so on by default.

    Raises:
        ValueError: The shape is missing, or not a tuple of positive sizes.

    Example:

        >>> import nnlite
        >>> nnlite.Input(shape=(64,), name="pixels").shape
        (None, 64)
    """
    for option, value in (("sparse", sparse), ("tensor", tensor), ("optional", optional)):
        if value:
            raise ValueError(f"Input: {option} is not supported. Received: {option}={value!r}")
    return InputLayer(shape, batch_size, dtype, batch_shape, name).nodes[0].outputs[0]


class Dense(Layer):
    """Every output is a weighted sum of all inputs, plus a bias: activation(x · kernel + bias).

    Args:
        units: How many outputs.
        activation: A function or its name; None for none.
        use_bias: Whether there is a bias.
        kernel_initializer, bias_initializer: How the weights begin.
        kernel_regularizer, bias_regularizer, activity_regularizer: Penalties added to the loss.
        kernel_constraint, bias_constraint: What holds after every update.
        lora_rank, lora_alpha, quantization_config: Not supported; leave them out.

    Input shape:
        (batch, …, inputs)

    Output shape:
        (batch, …, units)

    Parameters:
        inputs · units + units

    Raises:
        ValueError: units is not a positive whole number, or the inputs' width changed since the layer was built.

    Example:

        >>> import nnlite
        >>> layer = nnlite.layers.Dense(10, activation="softmax")
        >>> y = layer(nnlite.Input(shape=(64,)))
        >>> layer.count_params()
        650
    """

    supports_masking = True

    def __init__(self, units: int, activation: Any = None, use_bias: bool = True,
                 kernel_initializer: Any = "glorot_uniform", bias_initializer: Any = "zeros",
                 kernel_regularizer: Any = None, bias_regularizer: Any = None, activity_regularizer: Any = None,
                 kernel_constraint: Any = None, bias_constraint: Any = None, lora_rank: Any = None,
                 lora_alpha: Any = None, quantization_config: Any = None, **kwargs: Any):
        for option, value in (("lora_rank", lora_rank), ("lora_alpha", lora_alpha),
                              ("quantization_config", quantization_config)):
            if value is not None:
                raise ValueError(sentence("Dense", f"{option} is not supported", option, value, "Leave it out."))
        self.units = positive_int(units, "units", "Dense")
        self.activation = activations.get(activation)
        self.use_bias = boolean(use_bias, "use_bias", "Dense")
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.kernel_constraint = constraints.get(kernel_constraint)
        self.bias_constraint = constraints.get(bias_constraint)
        super().__init__(activity_regularizer=activity_regularizer, **kwargs)

    def build(self, input_shape: Any) -> None:
        if isinstance(input_shape, list):
            raise ValueError(f"{self.name}: a Dense layer takes one input. Received: {len(input_shape)} inputs. "
                             "Join them with concatenate first.")
        if len(input_shape) < 2 or input_shape[-1] is None:
            raise ValueError(f"{self.name}: the last dimension of the input must be known and not the batch. "
                             f"Received: input_shape={tuple(input_shape)}. Each sample must be a row of numbers.")
        self.kernel = self.add_weight((input_shape[-1], self.units), self.kernel_initializer, name="kernel",
                                      regularizer=self.kernel_regularizer, constraint=self.kernel_constraint)
        self.bias = None
        if self.use_bias:
            self.bias = self.add_weight((self.units,), self.bias_initializer, name="bias",
                                        regularizer=self.bias_regularizer, constraint=self.bias_constraint)

    def check_shape(self, shape: Any) -> None:
        width = self.kernel.shape[0]
        if isinstance(shape, list) or shape[-1] != width:
            shared = ""
            if self.nodes:
                first = self.nodes[0].inputs[0].name
                shared = f" Its first use, on {first!r}, set the width; a shared layer has one."
            raise ValueError(f"{self.name}: was built for inputs with {width} features, shape {self.build_shape}. "
                             f"Received: input shape {shape}.{shared} Use a Dense layer of its own for this input.")

    def call(self, inputs: Any) -> Any:
        inputs = ops.cast(inputs, self.dtype)
        if self.activation is ops.relu:
            return ops.dense(inputs, self.kernel, self.bias, relu=True)
        return self.activation(ops.dense(inputs, self.kernel, self.bias))

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "units": self.units,
            "activation": activations.serialize(self.activation),
            "use_bias": self.use_bias,
            "kernel_initializer": initializers.serialize(self.kernel_initializer),
            "bias_initializer": initializers.serialize(self.bias_initializer),
            "kernel_regularizer": regularizers.serialize(self.kernel_regularizer),
            "bias_regularizer": regularizers.serialize(self.bias_regularizer),
            "kernel_constraint": constraints.serialize(self.kernel_constraint),
            "bias_constraint": constraints.serialize(self.bias_constraint),
        }


class Activation(Layer):
    """An activation as a layer of its own: activation(x).

    Args:
        activation: A function or its name.

    Input shape:
        any

    Output shape:
        the same

    Parameters:
        0

    Example:

        >>> import nnlite
        >>> nnlite.layers.Activation("relu")([[-1.0, 2.0]]).tolist()
        [[0.0, 2.0]]
    """

    supports_masking = True

    def __init__(self, activation: Any, **kwargs: Any):
        self.activation = activations.get(activation)
        super().__init__(**kwargs)

    def call(self, inputs: Any) -> Any:
        return self.activation(ops.cast(inputs, self.dtype))

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "activation": activations.serialize(self.activation)}
