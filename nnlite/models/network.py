"""What does a model hold? A graph of layers, which can be listed, called, summarised and written down."""

from typing import Any

import numpy as np

from nnlite._naming import within
from nnlite.graph import trace
from nnlite.graph.graph import Graph
from nnlite.graph.structure import flatten, mapped, pack
from nnlite.graph.tensor import Tensor, dtype_name
from nnlite.graph.variable import Variable
from nnlite.layers import Input, calling, masks, tracking
from nnlite.layers.layer import Layer
from nnlite.layers.unprepared import set_by_init
from nnlite.models import configuration
from nnlite.models.checking import unique_names
from nnlite.ops import recording
from nnlite.ops.array import as_result
from nnlite.program.cache import ProgramCache
from nnlite.training import data
from nnlite.visualization import plotting
from nnlite.visualization.dot import Dot
from nnlite.visualization.summary import Summary, show, summarize


class Network(Layer):
    """A graph of layers; `Model` adds training to it."""

    _graph: Any = None
    _programs: ProgramCache = set_by_init()
    takes_text = True  # until a graph says what the inputs are
    prediction_program: Any
    run_program: Any
    _template: Any = None  # shapes and types of the first inputs of a model that is drawn from its `call`

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        self._begin()

    def _begin(self) -> None:
        """What every kind of model has."""
        self._programs = ProgramCache()

    @property
    def graph(self) -> Any:
        """The graph; a subclassed model's is drawn when somebody asks for it and its inputs are known."""
        if self._graph is None and self._template is not None:
            self.draw()
        return self._graph

    @property
    def own_call(self) -> bool:
        """Whether the model is written as a `call` instead of a graph of inputs and outputs."""
        return type(self).call is not Network.call

    def draw(self) -> None:
        """Draw the graph of a model that is written as a `call`, by calling it on symbolic tensors."""
        with recording.suspended(), within(self):
            inputs = mapped(lambda spec: Input(batch_shape=(None, *spec.shape[1:]), dtype=dtype_name(spec.dtype)),
                            self._template)
            arguments = calling.accepted(self, (inputs,), {})
            outputs = self.call(inputs, **arguments)
        bad = [leaf for leaf in flatten(outputs) if not isinstance(leaf, Tensor)]
        if bad:
            raise TypeError(f"{self.name}: its call must return tensors made by layers or nnlite.ops. "
                            f"Received: {bad[0]!r:.80}")
        graph = Graph(inputs, outputs)
        refuse_text(self.name, graph)
        self.set_graph(graph)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        twin = super().__deepcopy__(memo)
        for node in twin._graph.nodes if twin._graph is not None else []:
            if all(known is not node for known in node.layer.nodes):
                node.layer.nodes.append(node)
        return twin

    def set_graph(self, graph: Graph) -> None:
        """Take a graph, whose layers must have names of their own."""
        unique_names(graph.callers, self.name)
        self._graph = graph
        self.built = True
        self.build_shape = calling.shape_of(graph.input_structure)
        self.several_inputs = isinstance(graph.input_structure, (list, tuple))
        self.takes_text = any(tensor.dtype.hasobject for tensor in graph.inputs)
        self._programs.clear()

    # --------------------------------------------------------------------------------------------- the graph

    @property
    def layers(self) -> list[Layer]:
        """Every layer once, the inputs first."""
        if self.own_call or self.graph is None:
            return tracking.sublayers(self)
        return list(self.graph.layers)

    @property
    def operations(self) -> list[Any]:
        """The layers and, between them, the functions of nnlite.ops that were called on tensors."""
        return list(self._built_graph("operations").callers)

    def _built_graph(self, what: str) -> Graph:
        if self.graph is None:
            raise AttributeError(f"{self.name}: {what} is known once the model is built. "
                                 "Call build((None, k)) or fit it once.")
        return self._graph

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
        return self._built_graph("input_names").input_names

    @property
    def outputs_are_named(self) -> bool:
        """Whether results are called by the names of outputs; for Keras those of a subclass have none in a list."""
        return not self.own_call or isinstance(self._built_graph("compile").output_structure, dict)

    @property
    def output_names(self) -> list[str]:
        """Names of the outputs: the keys of dictionaries of targets, losses and metrics."""
        return self._built_graph("output_names").output_names

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
    def weights(self) -> list[Variable]:
        """All variables, layer by layer."""
        return unique([*tracking.own_variables(self), *(v for layer in self.layers for v in layer.weights)])

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

    def call(self, inputs: Any, training: Any = None, mask: Any = None) -> Any:
        return self._built_graph("call").run(flatten(self._by_name(inputs)))

    def _by_name(self, inputs: Any) -> Any:
        """Inputs given by a dictionary, in the order of the model's inputs."""
        if isinstance(inputs, dict) and not isinstance(self.input, dict):
            return [inputs[name] for name in self.input_names]
        if isinstance(inputs, dict):
            return [inputs[name] for name in self.input]
        return inputs

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """On symbolic tensors: draw the model as one layer. On arrays: compute."""
        plain = len(args) == 1 and not kwargs and isinstance(args[0], np.ndarray)
        if not plain:
            args, kwargs = calling.first_argument(self, args, kwargs)
        if self.own_call or not args or (
                not plain and any(isinstance(leaf, Tensor) for leaf in flatten((args, kwargs)))):
            return super().__call__(*args, **kwargs)
        if len(args) > 1 and getattr(args[1], "shape", None):
            raise TypeError(f"{self.name}: all inputs go into the first argument, several in a list. "
                            f"Received: {len(args)} arguments. Write model([a, b]).")
        self.build_for_data(args[0])
        inputs: Any = data.inputs_for(self, args[0], self.name, finite=False)
        found = masks.of(self._by_name(args[0])) if type(args[0]) is not np.ndarray else None
        if found is not None:
            inputs = mapped(as_result, inputs)
            masks.attach(inputs, found)
        in_python = recording.tapes() or recording.current() or kwargs.get("training") or args[1:]
        if not in_python and found is None:
            key, program = self.prediction_program(inputs)
            if not program.adds_losses:  # only a call in Python can collect these
                return mapped(as_result, self.run_program(key, program, inputs))
            self._programs.give_back(key, program)
        return super().__call__(pack(self.graph.input_structure, inputs), *args[1:], **kwargs)

    def build_for(self, *args: Any, **kwargs: Any) -> None:
        if self.own_call:
            self.remember(args[0])
            self.built = self.built or type(self).build is Network.build  # its layers are built when they are called
        super().build_for(*args, **kwargs)

    def remember(self, inputs: Any) -> None:
        """Keep the shapes of the first inputs, from which the graph can be drawn."""
        if self._template is None and self._graph is None:
            self._template = mapped(lambda leaf: Tensor(leaf.shape, leaf.dtype), inputs)
            self.build_shape = calling.shape_of(self._template)  # a saved model is built for it when it is loaded

    def build(self, input_shape: Any = None) -> None:
        """Make the weights for inputs of this shape (or list or dictionary of shapes), the batch included."""
        if not self.own_call or trace.current() is not None or recording.tapes():
            return
        if self._template is None:
            self._template = shape_template(input_shape, self.dtype)
        self.draw()

    def check_shape(self, shape: Any) -> None:
        if self.own_call:
            return
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
        if not self.own_call or self._template is not None or self._graph is not None:
            return
        with calling.located(self):
            self.remember(mapped(lambda leaf: Tensor((None, *leaf.shape[1:]), leaf.dtype),
                                 calling.arrays(self, (inputs,), {})[0][0]))
            if type(self).build is not Network.build:
                self.build(calling.shape_of(self._template))
            self.built = True

    def compute_mask(self, inputs: Any, previous_mask: Any = None) -> Any:
        """None: the layers inside give the outputs their masks."""

    # ---------------------------------------------------------------------------------------- configuration

    def get_config(self) -> dict[str, Any]:
        if self.own_call:
            return configuration.class_config(self, type(self).get_config is Network.get_config)
        return configuration.graph_config(self)

    # ---------------------------------------------------------------------------------------------- pictures

    def to_dot(self, **options: Any) -> Dot:
        """The graph in DOT; the options are those of `nnlite.utils.model_to_dot`."""
        return plotting.model_to_dot(self, **options)

    def to_mermaid(self, **options: Any) -> str:
        """The graph in Mermaid; the options are `show_shapes`, `rankdir`, `expand_nested` and so on."""
        return plotting.model_to_mermaid(self, **options)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """What a notebook displays: the picture and the summary."""
        return plotting.mimebundle(self, include, exclude)


def refuse_text(who: str, graph: Graph) -> None:
    """Raise where a layer that computes with numbers was called on text."""
    for node in graph.nodes:
        numeric = type(node.layer).__module__.startswith("nnlite.") and not getattr(node.layer, "takes_text", False)
        if numeric and any(tensor.dtype.hasobject for tensor in node.inputs):
            raise ValueError(f"{who}: {node.layer.name!r} takes numbers. Received: text. Put a layer in front that "
                             "makes numbers of it, for example TextVectorization(output_sequence_length=100).")


def shape_template(shape: Any, dtype: Any) -> Any:
    """Symbolic tensors for a shape, or for a list or dictionary of shapes."""
    if isinstance(shape, dict):
        return {key: shape_template(one, dtype) for key, one in shape.items()}
    if isinstance(shape, (list, tuple)) and shape and isinstance(shape[0], (list, tuple, dict)):
        return [shape_template(one, dtype) for one in shape]
    return Tensor(shape, dtype)


def unique(variables: list[Variable]) -> list[Variable]:
    """Every variable once."""
    return list({id(variable): variable for variable in variables}.values())
