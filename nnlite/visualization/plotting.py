"""How is a model plotted? `plot_model` as in Keras, but nothing has to be installed for an SVG; and for a graph that is
no model, `plot_graph`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nnlite._checks import a_type, boolean, choice, positive_int, sentence, unexpected_keywords
from nnlite.graph.structure import flatten
from nnlite.visualization.diagram import Diagram
from nnlite.visualization.disconnected import diagram_of_tensors
from nnlite.visualization.dot import Dot, to_dot
from nnlite.visualization.picture import Picture
from nnlite.visualization.summary import summarize
from nnlite.visualization.walking import diagram_of
from nnlite.visualization.wording import Wanted

DIRECTIONS = ("TB", "LR", "BT", "RL")
SPLINES = ("ortho", "curved", "spline", "polyline", "line")
EVERYTHING = Wanted(show_shapes=True, show_layer_names=True, show_layer_activations=True)


def plot_model(model: Any, to_file: Any = "model.png", show_shapes: bool = False, show_dtype: bool = False,
               show_layer_names: bool = False, rankdir: str = "TB", expand_nested: bool = False, dpi: int = 200,
               show_layer_activations: bool = False, show_trainable: bool = False, splines: str = "ortho",
               **kwargs: Any) -> Picture:
    """Draw a model's graph into a file; a notebook displays what is returned.

    Args:
        model: The model. One that is not built yet has boxes without shapes.
        to_file: A path that ends in .svg, .dot or .mmd (Mermaid), for which nothing has to be installed, or in .png,
            .pdf or .jpg, which matplotlib writes. None writes no file.
        show_shapes: Whether boxes say which shapes go in and come out.
        show_dtype: Whether they say which type comes out.
        show_layer_names: Whether they say the layers' names.
        rankdir: Where edges lead: "TB" down, "LR" to the right, "BT" up, "RL" to the left.
        expand_nested: Whether nested models are frames with their layers inside.
        dpi: Dots per inch of a .png or .jpg.
        show_layer_activations: Whether boxes name the activations.
        show_trainable: Whether boxes of layers with weights say if training changes them.
        splines: How edges are drawn: "ortho", "curved", "spline", "polyline" or "line".

    Returns:
        A `Picture`, whose `svg`, `dot`, `mermaid` and `diagram` are the same graph as text and as data.

    Raises:
        ValueError: If an argument is not one of those.
        ImportError: If matplotlib is needed and not installed.

    Example:

        >>> import nnlite
        >>> x = nnlite.Input(shape=(4,), name="x")
        >>> model = nnlite.Model(x, nnlite.layers.Dense(3, name="dense")(x), name="model")
        >>> picture = nnlite.utils.plot_model(model, to_file=None, show_shapes=True)
        >>> [box.name for box in picture.diagram.boxes]
        ['x', 'dense']
    """
    unexpected("plot_model", kwargs)
    wanted = checked_wishes("plot_model", show_shapes, show_dtype, show_layer_names, show_layer_activations,
                            show_trainable)
    picture = picture_of("plot_model", checked_diagram("plot_model", model, expand_nested), wanted, rankdir, splines,
                         dpi)
    if to_file is not None:
        picture.save(to_file)
    return picture


def plot_graph(inputs: Any, outputs: Any, to_file: Any = None, show_shapes: bool = True, show_dtype: bool = False,
               show_layer_names: bool = True, rankdir: str = "TB", expand_nested: bool = False, dpi: int = 200,
               show_layer_activations: bool = False, show_trainable: bool = False, splines: str = "ortho") -> Picture:
    """Draw the graph between tensors, also where it is disconnected: then the Input that is missing is red.

    Args:
        inputs, outputs: What one would give to `Model`: tensors, or lists or dictionaries of them.
        to_file, show_shapes, show_dtype, show_layer_names, rankdir, expand_nested, dpi, show_layer_activations,
            show_trainable, splines: As for `plot_model`.

    Example:

        >>> import nnlite
        >>> a, b = nnlite.Input(shape=(4,), name="a"), nnlite.Input(shape=(4,), name="b")
        >>> picture = nnlite.utils.plot_graph(a, nnlite.layers.add([a, b]))
        >>> [(box.name, box.mark) for box in picture.diagram.boxes]
        [('a', ''), ('b', 'missing'), ('add', '')]
    """
    for what, tensors in (("inputs", flatten(inputs)), ("outputs", flatten(outputs))):
        for tensor in tensors:
            if getattr(tensor, "node", None) is None:
                raise ValueError(f"plot_graph: {what} must be tensors, from Input or from calling a layer. "
                                 f"Received: {a_type(tensor)}. Use plot_model for a model.")
    wanted = checked_wishes("plot_graph", show_shapes, show_dtype, show_layer_names, show_layer_activations,
                            show_trainable)
    expand_nested = boolean(expand_nested, "expand_nested", "plot_graph")
    diagram = diagram_of_tensors(flatten(inputs), flatten(outputs), expand_nested)
    picture = picture_of("plot_graph", diagram, wanted, rankdir, splines, dpi)
    if to_file is not None:
        picture.save(to_file)
    return picture


def model_to_dot(model: Any, show_shapes: bool = False, show_dtype: bool = False, show_layer_names: bool = True,
                 rankdir: str = "TB", expand_nested: bool = False, dpi: int = 200, subgraph: bool = False,
                 show_layer_activations: bool = False, show_trainable: bool = False, splines: str = "ortho",
                 **kwargs: Any) -> Dot:
    """A model's graph in DOT, the language of graphviz.

    Args:
        model, show_shapes, show_dtype, show_layer_names, rankdir, expand_nested, dpi, show_layer_activations,
            show_trainable, splines: As for `plot_model`.
        subgraph: Whether it becomes a cluster, to be put into another graph.

    Returns:
        A `Dot`: its text is `str(dot)`, `dot.to_string()` or `dot.source`, for `graphviz.Source(dot.source)`.
    """
    unexpected("model_to_dot", kwargs)
    wanted = checked_wishes("model_to_dot", show_shapes, show_dtype, show_layer_names, show_layer_activations,
                            show_trainable)
    picture = picture_of("model_to_dot", checked_diagram("model_to_dot", model, expand_nested), wanted, rankdir,
                         splines, dpi)
    subgraph = boolean(subgraph, "subgraph", "model_to_dot")
    return Dot(to_dot(picture.diagram, wanted, rankdir, splines, dpi, subgraph), picture)


def model_to_mermaid(model: Any, show_shapes: bool = False, show_dtype: bool = False, show_layer_names: bool = True,
                     rankdir: str = "TB", expand_nested: bool = False, show_layer_activations: bool = False,
                     show_trainable: bool = False) -> str:
    """A model's graph in Mermaid, which GitHub and JupyterLab display; the arguments are those of `plot_model`."""
    wanted = checked_wishes("model_to_mermaid", show_shapes, show_dtype, show_layer_names, show_layer_activations,
                            show_trainable)
    diagram = checked_diagram("model_to_mermaid", model, expand_nested)
    return picture_of("model_to_mermaid", diagram, wanted, rankdir).mermaid


def mimebundle(model: Any, include: Any = None, exclude: Any = None) -> dict[str, str]:
    """What a notebook is given for a model: its picture, its summary as HTML below the picture, and its name."""
    picture = Picture(diagram_of(model), EVERYTHING)
    ways = {"image/svg+xml": lambda: picture.svg, "text/plain": lambda: repr(model),
            "text/html": lambda: f"<div>{picture.svg}</div>\n{summarize(model)._repr_html_()}"}
    return {kind: way() for kind, way in ways.items()
            if (not include or kind in include) and not (exclude and kind in exclude)}


@contextmanager
def drawn_errors() -> Iterator[None]:
    """While this runs, the error about a disconnected graph gets a picture of it: `error.graph`."""
    try:
        yield
    except ValueError as error:
        if hasattr(error, "outputs"):
            vars(error)["graph"] = plot_graph(error.inputs, error.outputs)      # type: ignore[attr-defined]
        raise


def picture_of(who: str, diagram: Diagram, wanted: Wanted, rankdir: str, splines: str = "ortho",
               dpi: int = 200) -> Picture:
    """The picture, once the other arguments are checked."""
    return Picture(diagram, wanted, choice(rankdir, "rankdir", who, DIRECTIONS),
                   choice(splines, "splines", who, SPLINES), positive_int(dpi, "dpi", who))


def checked_diagram(who: str, model: Any, expand_nested: Any) -> Diagram:
    """A model's diagram; a sentence for what is no model."""
    if not hasattr(model, "layers") or not hasattr(model, "graph"):
        fix = "Use plot_graph(inputs, outputs) for tensors." if hasattr(model, "node") else ""
        raise ValueError(f"{who}: model must be a Model or a Sequential. Received: {a_type(model)}. {fix}".strip())
    return diagram_of(model, boolean(expand_nested, "expand_nested", who))


def checked_wishes(who: str, *wishes: Any) -> Wanted:
    """What boxes show; every wish is True or False."""
    return Wanted(*(boolean(wish, name, who) for name, wish in zip(Wanted._fields, wishes, strict=True)))


def unexpected(who: str, kwargs: dict[str, Any]) -> None:
    """Refuse other keywords; Keras once had one more."""
    layer_range = kwargs.pop("layer_range", None)
    if layer_range is not None:
        raise ValueError(sentence(who, "layer_range is no longer supported, as in Keras", "layer_range", layer_range,
                                  "Plot a Model(inputs, outputs) of the part."))
    unexpected_keywords(who, kwargs, ("rankdir", "expand_nested", "dpi", "splines", *Wanted._fields))
