"""What is a Sequential? A list of layers, each reading the one before; it becomes a graph when its input is known."""

from typing import Any

from nnlite._checks import a_type
from nnlite._mixing import hint as mixed
from nnlite._naming import within
from nnlite.graph.graph import Graph
from nnlite.graph.structure import flatten
from nnlite.graph.tensor import Tensor
from nnlite.layers import Input, InputLayer, Layer
from nnlite.layers.serialization import serialize
from nnlite.layers.text import as_text, is_text
from nnlite.models import configuration
from nnlite.models.checking import unique_names
from nnlite.models.model import Model
from nnlite.ops import recording
from nnlite.training.arrays import as_array


class Sequential(Model):
    """A stack of layers with one input and one output.

    Args:
        layers: The layers, first to last; more can be added with `add`.
        name: What it is called in tables; `sequential` and so on by default.
        trainable: Whether training may change the weights.

    Example:

        >>> import nnlite
        >>> model = nnlite.Sequential()
        >>> model.add(nnlite.layers.Dense(3, input_shape=(4,)))
        >>> model.count_params()
        15
    """

    def __init__(self, layers: Any = None, trainable: bool = True, name: str | None = None):
        Layer.__init__(self, name=name)
        self._begin()
        self._stack: list[Layer] = []
        self._input: Tensor | None = None
        self._trainable = trainable
        if layers is not None and not isinstance(layers, (list, tuple)):
            raise ValueError(f"Sequential: layers must be a list. Received: {a_type(layers)}. Write Sequential([…]).")
        for layer in layers or []:
            self.add(layer)

    def add(self, layer: Layer, rebuild: bool = True) -> None:
        """Put a layer on top."""
        if isinstance(layer, Tensor) and isinstance(layer.layer, InputLayer):
            layer = layer.layer
        if not isinstance(layer, Layer):
            hint = mixed(layer)
            if isinstance(layer, type) and issubclass(layer, Layer):
                hint = f" This is the class {layer.__name__}: write {layer.__name__}(…)."
            elif isinstance(layer, Tensor):
                hint = " This is a tensor: add the layer itself, without calling it."
            raise ValueError(f"{self.name}: only layers can be added. Received: {a_type(layer)}.{hint}")
        if layer is self or contains(layer, self):
            raise ValueError(f"{self.name}: a model cannot contain itself.")
        if isinstance(layer, InputLayer):
            if self._stack or self._input is not None:
                raise ValueError(f"{self.name}: an Input can only be the first layer. "
                                 f"It has {len(self._stack)} already.")
            self._begin_with(layer.nodes[0].outputs[0])
            return
        if layer not in self._stack:
            unique_names([*dict.fromkeys(self._stack), layer], self.name)
        if self._input is None and layer.batch_input_shape is not None:
            self._begin_with(Input(batch_shape=layer.batch_input_shape, name=f"{layer.name}_input"))
        elif self._input is None and not self._stack and isinstance(layer, Model) and layer.built:
            self._begin_with(Input(batch_shape=layer.inputs[0].shape, name=f"{layer.name}_input"))
        if self._input is not None:
            before = self.graph.outputs[0] if self.graph is not None else self._input
            with within(self):
                output = layer(before)
            if len(flatten(output)) > 1:
                raise ValueError(f"{self.name}: a layer in a Sequential has one output. {layer.name!r} has several; "
                                 "use Model(inputs, outputs).")
            self._stack.append(layer)
            self.set_graph(Graph(self._input, flatten(output)[0]))
        else:
            self._stack.append(layer)
        self._compilation = None

    def _begin_with(self, tensor: Tensor) -> None:
        """The input is known: what was added so far can be built."""
        self._input = tensor
        output = tensor
        with recording.suspended(), within(self):  # also where another layer is being traced
            for layer in self._stack:
                output = layer(output)
        self.set_graph(Graph(tensor, output))

    def pop(self, rebuild: bool = True) -> Layer:
        """Take the last layer off and return it."""
        if not self._stack:
            raise ValueError(f"{self.name}: there is no layer to remove.")
        layer = self._stack.pop()
        self._compilation = None
        if self._input is not None:
            output = self.graph.outputs[0].node.inputs[0]
            self.set_graph(Graph(self._input, output))
        return layer

    def build(self, input_shape: Any = None) -> None:
        """Make the weights for inputs of this shape, batch dimension included."""
        if self._input is None:
            if not self._stack:
                raise ValueError(f"{self.name}: has no layers yet. Use add.")
            self._begin_with(Input(batch_shape=tuple(input_shape), name=f"{self._stack[0].name}_input"))

    def build_for(self, *args: Any, **kwargs: Any) -> None:
        if not self.built:
            self.build((None, *tuple(flatten(args[0])[0].shape)[1:]))
        self.check_shape([tuple(t.shape) for t in flatten(args[0])])

    def build_for_data(self, inputs: Any) -> None:
        if self._input is None and self._stack and self._stack[0].takes_text and is_text(inputs):
            shape = (None, *as_text(inputs, f"{self.name}: x").shape[1:])
            self._begin_with(Input(batch_shape=shape, dtype="string", name=f"{self._stack[0].name}_input"))
        elif self._input is None:
            array = as_array(inputs, f"{self.name}: x")
            if array.ndim < 2:
                raise ValueError(f"{self.name}: the first data must be samples in rows. Received: shape {array.shape}. "
                                 "Reshape it to (samples, features).")
            self.build((None, *array.shape[1:]))

    @property
    def layers(self) -> list[Layer]:
        """The layers, first to last; the input is not one of them."""
        return list(dict.fromkeys(self._stack))

    def count_params(self) -> int:
        """How many numbers the weights hold."""
        if not self.built:
            raise ValueError(f"{self.name}: parameters can be counted once the model is built. "
                             "Call build((None, k)) or fit it once.")
        return sum(variable.size for variable in self.weights)

    def get_config(self) -> dict[str, Any]:
        stack = [*([self._input.layer] if self._input is not None else []), *self._stack]
        entries = [serialize(layer) for layer in stack]
        shape = self._input.shape if self._input is not None else None
        return {"name": self.name, "trainable": self.trainable, "dtype": self.dtype, "layers": entries,
                "build_input_shape": shape}

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> "Sequential":
        layers = [configuration.make_layer(entry, custom_objects) for entry in config["layers"]]
        return cls(layers, name=config.get("name"))


configuration.MODELS["Sequential"] = Sequential


def contains(layer: Layer, model: Model) -> bool:
    """Whether a model is somewhere inside a layer."""
    return isinstance(layer, Model) and any(inner is model or contains(inner, model) for inner in layer.layers)
