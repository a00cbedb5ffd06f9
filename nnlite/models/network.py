"""What does a model hold? A graph of layers, which can be listed, called, summarised and written down."""

from typing import Any

import numpy as np

from nnlite.graph.graph import Graph
from nnlite.graph.node import flatten, pack
from nnlite.graph.tensor import Tensor
from nnlite.graph.variable import Variable
from nnlite.layers.layer import Layer
from nnlite.models import configuration
from nnlite.models.checking import unique_names
from nnlite.program.cache import ProgramCache
from nnlite.training import data, programs
from nnlite.visualization.summary import Summary, show, summarize


class Network(Layer):
    """A graph of layers; `Model` adds training to it."""

    graph: Any = None

    def _begin(self) -> None:
        """What every kind of model has."""
        self._programs = ProgramCache()

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        twin = super().__deepcopy__(memo)
        for node in twin.graph.nodes if twin.graph is not None else []:
            if all(known is not node for known in node.layer.nodes):
                node.layer.nodes.append(node)
        return twin

    def set_graph(self, graph: Graph) -> None:
        """Take a graph, whose layers must have names of their own."""
        unique_names(graph.layers, self.name)
        self.graph = graph
        self.built = True
        self.build_shape = [t.shape for t in graph.inputs] if len(graph.inputs) > 1 else graph.inputs[0].shape
        self.several_inputs = isinstance(graph.input_structure, (list, tuple))
        self._programs.clear()

    # --------------------------------------------------------------------------------------------- the graph

    @property
    def layers(self) -> list[Layer]:
        """Every layer once, the inputs first."""
        return list(self.graph.layers)

    def _built_graph(self, what: str) -> Graph:
        if self.graph is None:
            raise AttributeError(f"{self.name}: {what} is known once the model is built. "
                                 "Call build((None, k)) or fit it once.")
        return self.graph

    @property
    def inputs(self) -> list[Tensor]:
        """The input tensors, in a flat list."""
        return self._built_graph("inputs").inputs

    @property
    def outputs(self) -> list[Tensor]:
        """The output tensors, in a flat list."""
        return self._built_graph("outputs").outputs

    @property
    def input(self) -> Any:
        """The input tensors as they were given."""
        return self._built_graph("input").input_structure

    @property
    def output(self) -> Any:
        """The output tensors as they were given."""
        return self._built_graph("output").output_structure

    @property
    def input_names(self) -> list[str]:
        """Names of the inputs: the keys of a dictionary of data."""
        if isinstance(self.input, dict):
            return list(self.graph.input_structure)
        return [tensor.layer.name for tensor in self.inputs]

    @property
    def output_names(self) -> list[str]:
        """Names of the outputs: the keys of dictionaries of targets, losses and metrics."""
        if isinstance(self.output, dict):
            return list(self.graph.output_structure)
        names: list[str] = []
        for tensor in self.outputs:
            name = tensor.layer.name
            repeats = sum(other.layer.name == name for other in self.outputs[: len(names)])
            names.append(f"{name}_{repeats}" if repeats else name)
        return names

    @property
    def output_shape(self) -> Any:
        shapes = [t.shape for t in self.outputs]
        return shapes[0] if len(shapes) == 1 else shapes

    @property
    def input_shape(self) -> Any:
        shapes = [t.shape for t in self.inputs]
        return shapes[0] if len(shapes) == 1 else shapes

    def get_layer(self, name: str | None = None, index: int | None = None) -> Layer:
        """The layer of a name, or at a position of `layers`."""
        return configuration.find_layer(self.name, self.layers, name, index)

    @property
    def trainable_weights(self) -> list[Variable]:
        return unique([v for layer in self.layers for v in layer.trainable_weights])

    @property
    def non_trainable_weights(self) -> list[Variable]:
        return unique([v for layer in self.layers for v in layer.non_trainable_weights])

    @property
    def weights(self) -> list[Variable]:
        return unique([v for layer in self.layers for v in layer.weights])

    @property
    def trainable(self) -> bool:
        """Whether training may change the weights; setting it sets it for every layer."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        self._trainable = bool(value)
        for layer in self.layers:
            layer.trainable = value

    def summary(self, line_length: int | None = None, positions: Any = None, print_fn: Any = None,
                expand_nested: bool = False, show_trainable: bool = False, layer_range: Any = None) -> Summary:
        """Print the table of layers, shapes and parameter counts, and return it as data.

        Args:
            line_length, positions: The width of the table and where its columns end.
            print_fn: Called with every line instead of print.
            expand_nested: Whether the layers of nested models are listed too.
            show_trainable: Whether a column says which layers are trained.
            layer_range: Two names: only the layers between them.
        """
        table = summarize(self, line_length, positions, expand_nested, show_trainable, layer_range)
        show(table, print_fn)
        return table

    # ---------------------------------------------------------------------------------------------- calling

    def call(self, inputs: Any) -> Any:
        return self.graph.run(flatten(self._by_name(inputs)))

    def _by_name(self, inputs: Any) -> Any:
        """Inputs given by a dictionary, in the order of the model's inputs."""
        if isinstance(inputs, dict):
            return [inputs[name] for name in self.input_names]
        return inputs

    def __call__(self, inputs: Any, *args: Any, training: bool | None = None, **kwargs: Any) -> Any:
        """On symbolic tensors: draw the model as one layer. On arrays: compute, without gradients or batches."""
        if type(inputs) is not np.ndarray and any(isinstance(leaf, Tensor) for leaf in flatten(inputs)):
            return super().__call__(inputs, *args, **kwargs)
        if args:
            raise TypeError(f"{self.name}: all inputs go into the first argument, several in a list. "
                            f"Received: {1 + len(args)} arguments. Write model([a, b]).")
        if training:
            self.build_for_data(inputs)
            return super().__call__([np.asarray(a) for a in data.inputs_for(self, inputs, self.name, finite=False)]
                                    if self.several_inputs else inputs, *args, training=True, **kwargs)
        self.build_for_data(inputs)
        outputs = self.run_arrays(data.inputs_for(self, inputs, self.name, finite=False))
        return pack(self.graph.output_structure, outputs)

    def check_shape(self, shape: Any) -> None:
        shapes = shape if isinstance(shape, list) else list(shape.values()) if isinstance(shape, dict) else [shape]
        if len(shapes) != len(self.inputs):
            raise ValueError(f"{self.name}: takes {len(self.inputs)} inputs {self.input_names}. "
                             f"Received: {len(shapes)}")
        for name, tensor, one in zip(self.input_names, self.inputs, shapes, strict=True):
            fits = len(one) == len(tensor.shape) and all(
                a is None or b is None or a == b for a, b in zip(one[1:], tensor.shape[1:], strict=True))
            if not fits:
                raise ValueError(f"{self.name}: input {name!r} expects shape {tensor.shape}. Received: shape {one}")

    def build_for_data(self, inputs: Any) -> None:
        """Build a model that waits for its first data."""

    def run_arrays(self, inputs: list[np.ndarray]) -> list[np.ndarray]:
        """The outputs for checked inputs, as new arrays."""
        shapes = tuple(array.shape for array in inputs)
        key, program = self._programs.take(("predict", shapes), lambda: programs.prediction_program(self, shapes))
        for target, value in zip(program.inputs, inputs, strict=True):
            target[...] = value
        program.run()
        outputs = [output.copy() for output in program.outputs]
        self._programs.give_back(key, program)
        return outputs

    # ---------------------------------------------------------------------------------------- configuration

    def get_config(self) -> dict[str, Any]:
        return configuration.graph_config(self)


def unique(variables: list[Variable]) -> list[Variable]:
    """Every variable once."""
    return list({id(variable): variable for variable in variables}.values())
