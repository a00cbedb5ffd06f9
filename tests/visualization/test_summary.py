"""Does a summary say what the notes' tables say, and is all of it there as data?"""

import io
import sys
from contextlib import redirect_stdout
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest

from nnlite.visualization import Row, show, summarize

CHAIN = """\
Model: "model"
_________________________________________________________________
Layer (type)                 Output Shape              Param #   
=================================================================
input_1 (InputLayer)         [(None, 64)]              0         
_________________________________________________________________
dense (Dense)                (None, 32)                2080      
_________________________________________________________________
dense_1 (Dense)              (None, 32)                1056      
_________________________________________________________________
dense_2 (Dense)              (None, 10)                330       
=================================================================
Total params: 3,466
Trainable params: 3,466
Non-trainable params: 0
_________________________________________________________________"""   # noqa: W291

GRAPH = """\
Model: "twins"
__________________________________________________________________________________________________
Layer (type)                    Output Shape         Param #     Connected to                     
==================================================================================================
left (InputLayer)               [(None, 3)]          0                                            
__________________________________________________________________________________________________
right (InputLayer)              [(None, 3)]          0                                            
__________________________________________________________________________________________________
shared (Dense)                  (None, 2)            8           left[0][0]                       
                                                                 right[0][0]                      
__________________________________________________________________________________________________
concatenate (Concatenate)       (None, 4)            0           shared[0][0]                     
                                                                 shared[1][0]                     
==================================================================================================
Total params: 8
Trainable params: 8
Non-trainable params: 0
__________________________________________________________________________________________________"""   # noqa: W291

NESTED = """\
Model: "outer"
__________________________________________________
Layer (type)          Output Shape        Param # 
==================================================
x (InputLayer)        [(None, 3)]         0       
__________________________________________________
inner (Model)         (None, 2)           8       
|¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯|
| z (InputLayer)      [(None, 3)]         0      |
|________________________________________________|
| dense (Dense)       (None, 2)           8      |
¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯¯
__________________________________________________
dense_1 (Dense)       (None, 1)           3       
==================================================
Total params: 11
Trainable params: 3
Non-trainable params: 8
__________________________________________________"""   # noqa: W291


class Layer:
    """As much of a layer as a summary asks for; `layer(shape, *tensors)` draws a call with that output shape."""

    def __init__(self, name, *weight_shapes, trainable=True):
        self.name, self.trainable, self.nodes = name, trainable, []
        self.weights = [SimpleNamespace(shape=shape) for shape in weight_shapes]

    def __call__(self, shape, *tensors):
        return self.draw([shape], *tensors)[0]

    def draw(self, shapes, *tensors):
        node = SimpleNamespace(layer=self, inputs=list(tensors), outputs=[])
        node.outputs = [SimpleNamespace(shape=s, node=node, index=k, layer=self) for k, s in enumerate(shapes)]
        self.nodes.append(node)
        return node.outputs

    def count_params(self):
        return sum(rows * columns for rows, columns in (weight.shape for weight in self.weights))


class InputLayer(Layer):
    pass


class Dense(Layer):
    pass


class Concatenate(Layer):
    pass


class Model(Layer):
    """A model of the layers whose calls made the tensors, every call of them included."""

    def __init__(self, name, *tensors, built=True, trainable=True):
        super().__init__(name, trainable=trainable)
        self.built = built
        nodes = list({id(tensor.node): tensor.node for tensor in tensors}.values())
        self.graph = SimpleNamespace(nodes=nodes) if built else None
        self.layers = list({id(node.layer): node.layer for node in nodes}.values())
        self.weights = [weight for layer in self.layers for weight in layer.weights]

    @property
    def trainable_weights(self):
        return [weight for layer in self.layers if layer.trainable for weight in layer.weights]

    @property
    def non_trainable_weights(self):
        return [weight for layer in self.layers if not layer.trainable for weight in layer.weights]


class Sequential(Model):
    pass


def stack(kind=Model, name="model"):
    """The notes' model."""
    x = InputLayer("input_1")((None, 64))
    tensors = [x]
    for name_of_layer, inputs, units in ("dense", 64, 32), ("dense_1", 32, 32), ("dense_2", 32, 10):
        tensors.append(Dense(name_of_layer, (inputs, units), (1, units))((None, units), tensors[-1]))
    model = kind(name, *tensors)
    if kind is Sequential:
        model.layers = model.layers[1:]
    return model


def twins():
    """Two inputs, one layer for both, and a merge."""
    left, right = InputLayer("left")((None, 3)), InputLayer("right")((None, 3))
    shared = Dense("shared", (3, 2), (1, 2))
    a, b = shared((None, 2), left), shared((None, 2), right)
    return Model("twins", left, right, a, b, Concatenate("concatenate")((None, 4), a, b))


def nested():
    """A frozen model inside a model."""
    z = InputLayer("z")((None, 3))
    inner = Model("inner", z, Dense("dense", (3, 2), (1, 2))((None, 2), z), trainable=False)
    x = InputLayer("x")((None, 3))
    h = inner((None, 2), x)
    return Model("outer", x, h, Dense("dense_1", (2, 1), (1, 1))((None, 1), h))


def shown(model):
    summary = summarize(model)
    show(summary)
    return summary


def test_the_notes_functional_model(capsys):
    summary = shown(stack())
    assert capsys.readouterr().out == CHAIN + "\n"
    assert str(summary) == CHAIN
    assert repr(summary) == '<Summary of "model": 4 layers, 3,466 params>'


def test_the_notes_sequential_model():
    lines = CHAIN.replace('"model"', '"sequential"').split("\n")
    assert str(summarize(stack(Sequential, "sequential"))).split("\n") == lines[:4] + lines[6:]


def test_a_graph_names_the_connections():
    assert str(summarize(twins())) == GRAPH


def test_nested_models_stand_in_a_box():
    assert str(summarize(nested(), expand_nested=True, line_length=50)) == NESTED


def test_rows_are_data():
    summary = summarize(nested(), expand_nested=True)
    assert summary.rows == (
        Row("x", "InputLayer", [(None, 3)], 0, (), True, 0),
        Row("inner", "Model", (None, 2), 8, ("x[0][0]",), False, 0),
        Row("z", "InputLayer", [(None, 3)], 0, (), True, 1),
        Row("dense", "Dense", (None, 2), 8, ("z[0][0]",), True, 1),
        Row("dense_1", "Dense", (None, 1), 3, ("inner[1][0]",), True, 0),
    )
    assert (summary.total_params, summary.trainable_params, summary.non_trainable_params) == (11, 3, 8)


def test_several_outputs_and_several_shapes():
    x = InputLayer("x")((None, 4))
    parts = Dense("split").draw([(None, 1), (None, 3)], x)
    twice = Dense("twice")
    rows = summarize(Model("m", x, *parts, twice((None, 1), parts[0]), twice((None, 3), parts[1]))).rows
    assert rows[1].output_shape == [(None, 1), (None, 3)]
    assert rows[2].output_shape == "multiple"
    assert rows[2].connected_to == ("split[0][0]", "split[0][1]")


def test_calls_outside_the_model_are_counted_but_not_listed():
    x, other = InputLayer("x")((None, 2)), InputLayer("other")((None, 2))
    dense = Dense("dense")
    dense((None, 2), other)
    h = dense((None, 2), x)
    add = Concatenate("add")((None, 2), h, x)
    assert [row.connected_to for row in summarize(Model("m", x, h, add)).rows] == [
        (), ("x[0][0]",), ("dense[1][0]", "x[0][0]")]


def wide(model):
    return "Connected to" in str(summarize(model))


def test_only_a_plain_chain_does_without_connections():
    x = InputLayer("x")((None, 2))
    dense = Dense("dense")
    h = dense((None, 2), x)
    assert not wide(Model("m", x, h))
    assert wide(Model("twice", x, h, dense((None, 2), h)))
    assert wide(Model("branches", x, Dense("a")((None, 2), x), Dense("b")((None, 2), x)))
    assert wide(Model("twice the same", x, Concatenate("add")((None, 2), x, x)))
    assert wide(Model("two parts", x, InputLayer("y")((None, 2))))


def test_shared_weights_count_once():
    a, b = Dense("a", (2, 2)), Dense("b")
    b.weights = a.weights
    x = InputLayer("x")((None, 2))
    assert summarize(Model("m", x, a((None, 2), x), b((None, 2), x))).total_params == 4


@pytest.mark.parametrize(("layers", "advice"), [
    ([Dense("dense"), Dense("dense_1")], "not built yet - call model.build((None, k)) or fit once"),
    ([], "has no layers yet"),
])
def test_a_model_that_is_not_built_says_what_to_do(layers, advice):
    model = Sequential("sequential", built=False)
    model.layers = layers
    summary = summarize(model)
    assert advice in str(summary).split("\n")[-1]
    assert [(row.output_shape, row.params) for row in summary.rows] == [(None, None)] * len(layers)
    assert summary.total_params is None
    assert "not built yet>" in repr(summary)
    assert str(summary).count("?") == 3 + 2 * len(layers)


def test_trainable_column():
    lines = str(summarize(nested(), show_trainable=True)).split("\n")
    assert {len(line) for line in lines[1:-4]} == {76}
    assert [line.split()[-1] for line in (lines[2], lines[4], lines[6], lines[8])] == ["Trainable", "Y", "N", "Y"]


def test_long_fields_are_cut_and_stay_apart():
    x = InputLayer("x" * 40)((None, 64))
    line = str(summarize(Model("m", x))).split("\n")[4]
    assert line == "x" * 28 + " [(None, 64)]              0         "


@pytest.mark.parametrize(("layer_range", "names"), [
    (("dense", "dense_1"), ["dense", "dense_1", "dense_2"]),     # patterns: "dense" also begins "dense_2"
    (["dense$", "dense_1"], ["dense", "dense_1"]),
    (["dense_2", "input"], ["input_1", "dense", "dense_1", "dense_2"]),
])
def test_layer_range(layer_range, names):
    names = names if layer_range[0] != "dense" else names[:2]
    summary = summarize(stack(), layer_range=layer_range)
    assert [row.name for row in summary.rows] == names
    assert summary.total_params == 3466


@pytest.mark.parametrize(("options", "sentence"), [
    ({"layer_range": ["dens", "conv"]}, "no layer's name matches 'conv'"),
    ({"layer_range": "dense"}, "Received: layer_range='dense'"),
    ({"layer_range": ["dense"]}, "a pair of names"),
    ({"positions": [0.5, 1.0]}, "positions must be 3 growing numbers"),
    ({"positions": [0.5, 0.4, 1.0]}, "positions must be 3 growing numbers"),
    ({"positions": 5}, "Received: positions=5"),
    ({"line_length": 0}, "line_length must be a positive whole number"),
])
def test_arguments_that_make_no_sense(options, sentence):
    with pytest.raises(ValueError, match="^summary: ") as error:
        summarize(stack(), **options)
    assert sentence in str(error.value)


def test_positions_may_be_more_than_needed_or_characters():
    for positions in ([0.4, 0.6, 0.8, 1.0], [20, 30, 40, 50]):
        assert str(summarize(stack(), line_length=50, positions=positions)).split("\n")[2].index("Output") == 20


def test_print_fn_gets_one_line_a_call(capsys):
    lines = []
    show(summarize(stack()), lines.append)
    assert lines == CHAIN.split("\n")
    assert capsys.readouterr().out == ""


def test_a_terminal_that_cannot_encode_a_name(monkeypatch):
    narrow = io.TextIOWrapper(io.BytesIO(), "ascii")
    monkeypatch.setattr(sys, "stdout", narrow)
    shown(Model("größe", InputLayer("x")((None, 1))))
    narrow.flush()
    assert narrow.buffer.getvalue().startswith(b'Model: "gr\\xf6\\xdfe"')


def test_html_is_escaped_and_well_formed():
    model = stack()
    model.name, model.layers[0].name = "<b>&", "<script>"
    html = summarize(model)._repr_html_()
    assert "<script>" not in html and "<b>" not in html
    seen = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: seen.append(tag)
    parser.handle_data = lambda data: seen.append(data)
    parser.feed(html)
    assert 'Model: "<b>&"' in seen and "<script> (InputLayer)" in seen and "2,080" in seen
    assert (seen.count("caption"), seen.count("tr")) == (1, 1 + 4 + 3)


class Notebook:
    """A kernel's shell, as far as a summary looks at it."""

    def __init__(self, types=("text/plain", "text/html")):
        self.execution_count, self.displayed, self.printed = 1, [], []
        self.display_formatter = SimpleNamespace(active_types=list(types))
        self.display_pub = SimpleNamespace(publish=lambda data, metadata: self.displayed.append(data))


def enter(shell, monkeypatch):
    """Make it the shell we seem to run in."""
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(write=shell.printed.append, flush=lambda: None))
    return shell


def test_a_notebook_shows_it_once_a_cell(monkeypatch):
    notebook = enter(Notebook(), monkeypatch)
    summary = shown(stack())
    summary._ipython_display_()     # the last value of the same cell
    assert notebook.displayed == [{"text/plain": CHAIN, "text/html": summary._repr_html_()}]
    notebook.execution_count = 2
    summary._ipython_display_()     # the last value of a later one
    assert len(notebook.displayed) == 2


def test_redirected_output_gets_the_text(monkeypatch):
    notebook = enter(Notebook(), monkeypatch)
    with redirect_stdout(io.StringIO()) as text:
        shown(stack())
    assert text.getvalue() == CHAIN + "\n"
    assert notebook.displayed == []


def test_ipython_in_a_terminal_prints_and_shows_the_short_repr(monkeypatch):
    terminal = enter(Notebook(types=["text/plain"]), monkeypatch)
    summary = shown(stack())
    assert "".join(terminal.printed) == CHAIN + "\n"
    with pytest.raises(NotImplementedError):
        summary._ipython_display_()


def test_an_ipython_shell_shows_it_once(monkeypatch):
    shells = pytest.importorskip("IPython.core.interactiveshell")
    capture = pytest.importorskip("IPython.core.displaypub").CapturingDisplayPublisher
    shell = shells.InteractiveShell()
    shell.display_pub, shell.execution_count = capture(), 1
    monkeypatch.setattr(sys.modules["IPython"], "get_ipython", lambda: shell)
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(write=lambda text: None, flush=lambda: None))
    shell.user_ns.update(shown=shown, model=stack())
    shell.run_cell("summary = shown(model)\nsummary", store_history=True)
    shell.run_cell("summary", store_history=True)
    assert [output["data"]["text/plain"] for output in shell.display_pub.outputs] == [CHAIN, CHAIN]
