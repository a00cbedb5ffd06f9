"""A dense layer over axes of one's choice, written as an equation."""

import re
from typing import Any, NamedTuple

from nnlite import activations, constraints, initializers, ops, regularizers
from nnlite._checks import positive_int, received, sentence
from nnlite.initializers import VarianceScaling
from nnlite.layers.input_spec import InputSpec
from nnlite.layers.layer import Layer

LETTERS = r"([a-zA-Z]+)"
FORMS = [f"{LETTERS},{LETTERS}->{LETTERS}", rf"\.\.\.{LETTERS},{LETTERS}->\.\.\.{LETTERS}",
         rf"([a-zA-Z]{{2,}})\.\.\.,{LETTERS}->{LETTERS}\.\.\."]


class EinsumDense(Layer):
    """activation(einsum(equation, x, kernel) + bias): sums over axes of x that the equation names.

    Args:
        equation: Letters for the axes of input, kernel and output: `"abc,cd->abd"`. Three dots stand for any number
            of axes at the beginning or at the end: `"...x,xy->...y"` is what `Dense` does.
        output_shape: Sizes of the output's axes behind the batch; None for one that the input has. What the dots
            stand for is left out.
        activation: A function or its name; None for none.
        bias_axes: The letters of the output that the bias has; None for no bias.
        kernel_initializer, bias_initializer: How the weights begin.
        kernel_regularizer, bias_regularizer, activity_regularizer: Penalties added to the loss.
        kernel_constraint, bias_constraint: What holds after every update.
        lora_rank, lora_alpha, gptq_unpacked_column_size, quantization_config: Not supported; leave them out.

    Input shape:
        what the equation says, the batch first

    Output shape:
        what the equation says

    Parameters:
        the product of the kernel's sizes + that of the bias's

    Raises:
        ValueError: The equation has another form, or does not fit the shapes.

    Example:

        >>> import nnlite
        >>> layer = nnlite.layers.EinsumDense("abc,cd->abd", output_shape=(None, 64), bias_axes="d")
        >>> layer(nnlite.Input((32, 128))).shape, layer.count_params()
        ((None, 32, 64), 8256)
    """

    def __init__(self, equation: str, output_shape: Any, activation: Any = None, bias_axes: str | None = None,
                 kernel_initializer: Any = "glorot_uniform", bias_initializer: Any = "zeros",
                 kernel_regularizer: Any = None, bias_regularizer: Any = None, kernel_constraint: Any = None,
                 bias_constraint: Any = None, lora_rank: Any = None, lora_alpha: Any = None,
                 gptq_unpacked_column_size: Any = None, quantization_config: Any = None, **kwargs: Any):
        for option, value in (("lora_rank", lora_rank), ("lora_alpha", lora_alpha),
                              ("gptq_unpacked_column_size", gptq_unpacked_column_size),
                              ("quantization_config", quantization_config)):
            if value is not None:
                raise ValueError(sentence("EinsumDense", f"{option} is not supported", option, value, "Leave it out."))
        split(equation)
        sizes = (output_shape,) if hasattr(output_shape, "__index__") else tuple(output_shape)
        self.equation = equation
        self.partial_output_shape = tuple(None if size is None else positive_int(size, "output_shape", "EinsumDense")
                                          for size in sizes)
        self.bias_axes = bias_axes
        self.activation = activations.get(activation)
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.kernel_constraint = constraints.get(kernel_constraint)
        self.bias_constraint = constraints.get(bias_constraint)
        super().__init__(**kwargs)

    def build(self, input_shape: Any) -> None:
        plan = planned(self.name, self.equation, self.bias_axes, tuple(input_shape), self.partial_output_shape)
        self.input_spec = InputSpec(ndim=len(input_shape))
        initializer = self.kernel_initializer
        if isinstance(initializer, VarianceScaling) and None in (initializer.input_axes, initializer.output_axes):
            settings = {**initializer.get_config(), "seed": initializer.seed, "input_axes": plan.input_axes,
                        "output_axes": plan.output_axes}
            initializer = type(initializer).from_config(settings)
        self.kernel = self.add_weight(plan.kernel, initializer, name="kernel", regularizer=self.kernel_regularizer,
                                      constraint=self.kernel_constraint)
        self.bias = None
        if plan.bias is not None:
            self.bias = self.add_weight(plan.bias, self.bias_initializer, name="bias",
                                        regularizer=self.bias_regularizer, constraint=self.bias_constraint)

    def call(self, inputs: Any) -> Any:
        x = ops.einsum(self.equation, ops.cast(inputs, self.dtype), self.kernel)
        return self.activation(x if self.bias is None else ops.add(x, self.bias))

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "equation": self.equation,
            "output_shape": self.partial_output_shape,
            "activation": activations.serialize(self.activation),
            "bias_axes": self.bias_axes,
            "kernel_initializer": initializers.serialize(self.kernel_initializer),
            "bias_initializer": initializers.serialize(self.bias_initializer),
            "kernel_regularizer": regularizers.serialize(self.kernel_regularizer),
            "bias_regularizer": regularizers.serialize(self.bias_regularizer),
            "activity_regularizer": regularizers.serialize(self.activity_regularizer),
            "kernel_constraint": constraints.serialize(self.kernel_constraint),
            "bias_constraint": constraints.serialize(self.bias_constraint),
        }


class Plan(NamedTuple):
    """Shapes of the weights, and which of the kernel's axes are summed over and which are in the output."""

    kernel: tuple
    bias: tuple | None
    input_axes: list[int]
    output_axes: list[int]


def split(equation: Any) -> tuple[str, str, str]:
    """The letters of input, kernel and output."""
    for form in FORMS:
        match = re.fullmatch(form, equation) if isinstance(equation, str) else None
        if match:
            return match[1], match[2], match[3]
    raise ValueError("EinsumDense: an equation has the form 'ab,bc->ac', '...b,bc->...c' or 'ab...,bc->ac...'. "
                     f"{received('equation', equation)}")


def planned(who: str, equation: str, bias_axes: Any, inputs: tuple, outputs: tuple) -> Plan:
    """What the weights look like for an input of this shape."""
    first, kernel, last = split(equation)
    dots = len(inputs) - len(first)
    if dots < 0 or (dots and "." not in equation):
        raise ValueError(f"{who}: the equation {equation!r} does not fit the input. Received: input_shape={inputs}")
    at_front = equation.startswith(".")
    whole_input = ["."] * dots + list(first) if at_front else list(first) + ["."] * dots
    whole_output = ["."] * dots + list(last) if at_front else list(last) + ["."] * dots
    elided = inputs[:dots] if at_front else inputs[len(first):]
    if at_front and dots:  # the dots hold the batch
        sizes_out = (*elided, *outputs)
    else:
        sizes_out = (inputs[0], *outputs, *elided)
    sizes = {letter: size for letter, size in zip(whole_input, inputs, strict=True) if letter != "."}
    if len(sizes_out) != len(whole_output):
        raise ValueError(f"{who}: output_shape has a size for each of {list(last)} but the batch. "
                         f"Received: output_shape={outputs}")
    for letter, size in zip(whole_output, sizes_out, strict=True):
        if letter == ".":
            continue
        known = sizes.get(letter)
        if None not in (size, known) and size != known:
            raise ValueError(f"{who}: axis {letter!r} has size {known} in the input. "
                             f"Received: output_shape={outputs}, where it has size {size}")
        sizes[letter] = known if size is None else size
    strange = [letter for letter in last if letter not in first + kernel] or [
        letter for letter in kernel if sizes.get(letter) is None]
    if strange:
        raise ValueError(f"{who}: axis {strange[0]!r} has no known size in the input or the output. Received: "
                         f"equation={equation!r}, input_shape={inputs}, output_shape={outputs}")
    return Plan(tuple(sizes[letter] for letter in kernel), bias_shape(who, bias_axes, last, sizes, at_front, dots),
                [axis for axis, letter in enumerate(kernel) if letter not in last],
                [axis for axis, letter in enumerate(kernel) if letter in last])


def bias_shape(who: str, bias_axes: Any, last: str, sizes: dict[str, Any], at_front: bool, dots: int) -> tuple | None:
    """The bias has the output's axes from its first one on, with size 1 where it is the same for all."""
    if bias_axes is None:
        return None
    strange = [letter for letter in bias_axes if letter not in last]
    if strange or not bias_axes:
        raise ValueError(f"{who}: bias_axes are letters of the output {last!r}. Received: bias_axes={bias_axes!r}")
    behind = last[min(map(last.index, bias_axes)):]
    return (*(sizes[letter] if letter in bias_axes else 1 for letter in behind), *(1,) * (0 if at_front else dots))
