"""Does a model's picture hold every layer once and every tensor's way, whatever it is written in?"""

import re
import sys
from xml.etree import ElementTree

import numpy as np
import pytest

from nnlite import Input, Model, Sequential, layers, ops, utils
from nnlite.graph.node import draw
from nnlite.graph.operation import Operation
from nnlite.visualization.diagram import BROKEN, MISSING, MODEL, OPERATION, UNUSED
from nnlite.visualization.summary import summarize
from nnlite.visualization.walking import diagram_of

SVG = "{http://www.w3.org/2000/svg}"
EVERYTHING = {"show_shapes": True, "show_dtype": True, "show_layer_names": True, "show_layer_activations": True,
              "show_trainable": True}
HOSTILE = '<script>&"\'`#;|{}[]%% größe 日本 \\n'


def siamese():
    """One layer for two inputs."""
    left, right = Input((4,), name="left"), Input((4,), name="right")
    shared = layers.Dense(3, name="shared")
    return Model([left, right], layers.concatenate([shared(left), shared(right)]), name="siamese")


def nested():
    """A functional model that is called twice, and a Sequential."""
    image = Input((4,), name="image")
    encoder = Model(image, layers.Dense(3, name="code")(layers.Dense(5, name="hidden")(image)), name="encoder")
    head = Sequential([layers.Dense(2, name="first", input_shape=(3,)), layers.Dense(1, name="last")], name="head")
    left, right = Input((4,), name="left"), Input((4,), name="right")
    return Model([left, right], head(layers.add([encoder(left), encoder(right)])), name="outer")


def hostile():
    """Names that mean something in every language."""
    x = Input((4,), name=HOSTILE)
    return Model(x, layers.Dense(3, name=HOSTILE[::-1], activation="relu")(x), name=HOSTILE + "!")


def edges(diagram):
    """(from, to, call left, call reached) by names."""
    names = {box.key: box.name for box in diagram.boxes}
    return [(names[e.source], names[e.target], e.leaving, e.arriving) for e in diagram.edges]


def texts(svg):
    return [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_a_chain_as_data():
    x = Input((4,), name="x")
    dense = layers.Dense(3, activation="relu", name="dense")
    dense.trainable = False
    diagram = diagram_of(Model(x, dense(x), name="model"))
    source, target = diagram.boxes
    assert (source.name, source.class_name, source.kind, source.trainable) == ("x", "InputLayer", "input", None)
    assert (target.name, target.class_name, target.activation, target.trainable) == ("dense", "Dense", "relu", False)
    assert target.calls == ((((None, 4),), ((None, 3),), ("float32",)),)
    assert edges(diagram) == [("x", "dense", "", "")]


def test_a_shared_layer_is_one_box_and_its_calls_are_told_apart():
    diagram = diagram_of(siamese())
    assert [box.name for box in diagram.boxes].count("shared") == 1
    assert sorted(edges(diagram)) == [
        ("left", "shared", "", "[0]"), ("right", "shared", "", "[1]"),
        ("shared", "concatenate", "[0]", ""), ("shared", "concatenate", "[1]", "")]


def test_calls_outside_of_the_model_are_not_in_its_picture():
    x, dense = Input((4,), name="x"), layers.Dense(4, name="dense")
    dense(Input((4,)))
    assert edges(diagram_of(Model(x, dense(x)))) == [("x", "dense", "", "")]


def test_the_outputs_of_a_layer_are_told_apart():
    x = Input((4,), name="x")
    two = Model(x, [layers.Dense(2)(x), layers.Dense(2)(x)], name="two")
    y = Input((4,), name="y")
    a, b = two(y)
    diagram = diagram_of(Model(y, layers.add([b, a], name="sum")))
    assert edges(diagram)[1:] == [("two", "sum", "[1][1]", ""), ("two", "sum", "[1][0]", "")]


def test_a_tensor_that_is_read_twice_is_one_edge():
    x = Input((4,), name="x")
    diagram = diagram_of(Model(x, layers.add([x, x], name="double")))
    assert [(edge.times, edge.leaving) for edge in diagram.edges] == [(2, "")]
    assert "×2" in texts(utils.plot_model(Model(x, layers.add([x, x])), None).svg)


def test_a_nested_model_is_one_box():
    diagram = diagram_of(nested())
    assert [(box.name, box.kind) for box in diagram.boxes if box.kind == MODEL] == [("encoder", MODEL), ("head", MODEL)]
    assert ("left", "encoder", "", "[1]") in edges(diagram) and diagram.frames == ()


def test_or_a_frame():
    diagram = diagram_of(nested(), expand_nested=True)
    frames = {frame.key: frame.name for frame in diagram.frames}
    homes = {box.name: frames.get(box.frame) for box in diagram.boxes}
    assert homes == {"left": None, "right": None, "add": None, "image": "encoder", "hidden": "encoder",
                     "code": "encoder", "first": "head", "last": "head"}
    assert sorted(edges(diagram)) == [
        ("add", "first", "", ""), ("code", "add", "[1]", ""), ("code", "add", "[2]", ""), ("first", "last", "", ""),
        ("hidden", "code", "", ""), ("image", "hidden", "", ""), ("left", "image", "", "[1]"),
        ("right", "image", "", "[2]")]


def test_frames_within_frames():
    outer = nested()
    left, right = Input((4,), name="a"), Input((4,), name="b")
    diagram = diagram_of(Model([left, right], layers.Dense(1, name="end")(outer([left, right]))), expand_nested=True)
    assert {frame.name: len(diagram.path_of_frames(frame.key)) for frame in diagram.frames} == {
        "outer": 1, "encoder": 2, "head": 2}
    assert ("a", "left", "", "") in edges(diagram) and ("last", "end", "", "") in edges(diagram)


def test_inputs_that_a_dictionary_names():
    a, b = Input((4,), name="a"), Input((4,), name="b")
    inner = Model({"a": a, "b": b}, layers.concatenate([a, b], name="both"), name="inner")
    x, y = Input((4,), name="x"), Input((4,), name="y")
    diagram = diagram_of(Model([x, y], inner({"b": x, "a": y})), expand_nested=True)
    assert {edge for edge in edges(diagram) if edge[0] in "xy"} == {("x", "b", "", ""), ("y", "a", "", "")}


def test_a_model_that_is_not_built_has_boxes_without_shapes_and_a_note():
    model = Sequential([layers.Dense(3), layers.Dropout(0.5)], name="model")
    picture = utils.plot_model(model, None, show_shapes=True, show_layer_names=True)
    assert [box.calls for box in picture.diagram.boxes] == [(), ()]
    assert edges(picture.diagram) == [("dense", "dropout", "", "")]
    assert texts(picture.svg)[-1] == "model is not built yet: call build((None, k)) or fit once."
    assert "has no layers yet" in texts(utils.plot_model(Sequential(), None).svg)[-1]


def test_a_sequential_shows_its_layers_only():
    model = Sequential([layers.Dense(3, input_shape=(4,), name="a"), layers.Dense(2, name="b")])
    assert edges(diagram_of(model)) == [("a", "b", "", "")]


def test_an_operation_is_a_small_box_with_its_name():
    x = Input((4,), name="x")
    total = draw(Operation(ops.add), (x, layers.Dense(4, name="dense")(x)), {})
    model = Model(x, draw(Operation(ops.relu), (total,), {}))
    diagram = diagram_of(model)
    assert [(box.name, box.kind) for box in diagram.boxes][2:] == [("add", OPERATION), ("relu", OPERATION)]
    assert texts(utils.plot_model(model, None).svg) == ["InputLayer", "Dense", "add", "relu"]
    assert [row.name for row in summarize(model).rows] == ["x", "dense", "add", "relu"]


def test_a_model_with_a_call_of_its_own():
    class Net(Model):
        def __init__(self):
            super().__init__(name="net")
            self.first, self.second = layers.Dense(3, name="first"), layers.Dense(2, name="second")

        def call(self, inputs):
            return self.second(self.first(inputs))

    net = Net()
    assert [box.kind for box in diagram_of(net).boxes] == [MODEL] and "not built yet" in diagram_of(net).notes[0]
    net(np.ones((2, 4), "float32"))
    assert edges(diagram_of(net))[1:] == [("first", "second", "", "")]


def test_a_model_that_begins_in_the_middle():
    x = Input((4,), name="x")
    h = layers.Dense(3, name="hidden")(x)
    y = layers.Dense(2, name="out")(h)
    assert edges(utils.plot_graph(h, y).diagram) == [("hidden", "out", "", "")]
    assert edges(utils.plot_graph(x, y).diagram) == [("x", "hidden", "", ""), ("hidden", "out", "", "")]


def broken():
    """The notes' mistake, among several inputs."""
    a, b, c = (Input((4,), name=name) for name in "abc")
    out = layers.Dense(1, name="out")(layers.concatenate([layers.Dense(3, name="hidden")(a), b], name="both"))
    with pytest.raises(ValueError, match="^Graph disconnected") as caught:
        Model([a, c], out)
    return caught.value, [a, c], out


def test_a_disconnected_graph_is_drawn_with_the_break_in_red():
    error, inputs, out = broken()
    for picture in (error.graph, utils.plot_graph(inputs, out)):
        assert {box.name: box.mark for box in picture.diagram.boxes} == {
            "a": "", "b": MISSING, "c": UNUSED, "hidden": "", "both": "", "out": ""}
        names = {box.key: box.name for box in picture.diagram.boxes}
        assert [(names[e.source], names[e.target]) for e in picture.diagram.edges if e.mark == BROKEN] == [
            ("b", "both"), ("both", "out")]
        paths = ElementTree.fromstring(picture._repr_svg_()).iter(f"{SVG}path")
        red = [path for path in paths if path.get("stroke") == "#b3121d"]
        assert len([e for e in red if e.get("fill") == "none" and e.get("stroke-width") == "2.6"]) == 2
        assert "not among the inputs" in texts(picture.svg) and "no output depends on it" in texts(picture.svg)
        assert picture.dot.count('color="#b3121d",penwidth') == 2 and "linkStyle" in picture.mermaid


def test_a_graph_without_a_break_is_drawn_as_well():
    model = siamese()
    picture = utils.plot_graph(model.inputs, model.outputs)
    assert sorted(edges(picture.diagram)) == sorted(edges(diagram_of(model)))
    assert picture.diagram.notes == ()


@pytest.mark.parametrize("model", [siamese, nested, hostile])
@pytest.mark.parametrize("expand_nested", [False, True])
def test_svg_is_well_formed_and_names_every_layer_once(model, expand_nested):
    picture = utils.plot_model(model(), None, expand_nested=expand_nested, **EVERYTHING)
    written = texts(picture.svg)
    for box in picture.diagram.boxes:
        assert written.count(box.name) == 1
    assert len(written) == len([text for text in written if text])
    root = ElementTree.fromstring(picture.svg)
    assert not list(root.iter(f"{SVG}script")) and root.find(f"{SVG}title").text == picture.diagram.name
    width, height = float(root.get("width")), float(root.get("height"))
    for text in root.iter(f"{SVG}text"):
        assert 0 < float(text.get("x")) < width and 0 < float(text.get("y")) < height


@pytest.mark.parametrize("expand_nested", [False, True])
def test_dot_names_every_layer_once_and_quotes_it(expand_nested):
    dot = utils.model_to_dot(nested(), expand_nested=expand_nested)
    assert str(dot) == dot.to_string() == dot.source
    diagram = dot.picture.diagram
    for box in diagram.boxes:
        assert dot.source.count(f"  {box.key} [") == 1
    assert dot.source.count("->") == len(diagram.edges)
    assert dot.source.count("subgraph") == len(diagram.frames)
    strings = re.sub(r'"(\\.|[^"\\])*"', "", utils.model_to_dot(hostile()).source)
    assert '"' not in strings and "script" not in strings and "\\" not in strings
    assert "&amp;" in utils.model_to_dot(hostile()).source
    assert utils.model_to_dot(nested(), subgraph=True).source.startswith('subgraph "cluster_outer"')


def test_the_old_way_to_show_a_model_in_a_notebook(tmp_path):
    dot = utils.model_to_dot(siamese())
    assert ElementTree.fromstring(dot.create(prog="dot", format="svg")).tag == f"{SVG}svg"
    assert dot.write(tmp_path / "model.dot") and (tmp_path / "model.dot").read_text("utf-8") == dot.source
    with pytest.raises(ValueError, match="format must be 'svg'"):
        dot.create(format="png")


@pytest.mark.parametrize("expand_nested", [False, True])
def test_mermaid_names_every_layer_once_and_escapes_it(expand_nested):
    lines = nested().to_mermaid(expand_nested=expand_nested, show_shapes=True).splitlines()
    diagram = diagram_of(nested(), expand_nested)
    assert lines[0] == "flowchart TD"
    for box in diagram.boxes:
        assert sum(line.strip().startswith((f"{box.key}[", f"{box.key}(")) for line in lines) == 1
    assert sum("-->" in line for line in lines) == len(diagram.edges)
    assert sum(line.strip() == "end" for line in lines) == len(diagram.frames)
    text = hostile().to_mermaid()
    assert not set('<>&`|{}%\\\'') - {"'"} & set(text.replace("<br/>", "").replace("-->", ""))
    for line in text.splitlines():
        assert line.count('"') in (0, 2)
    assert "größe 日本" in text and "#60;script#62;#38;#34;" in text


def test_files(tmp_path):
    model = siamese()
    for ending, begin in (("svg", "<svg"), ("dot", "digraph"), ("gv", "digraph"), ("mmd", "flowchart")):
        utils.plot_model(model, tmp_path / f"model.{ending}")
        assert (tmp_path / f"model.{ending}").read_text("utf-8").startswith(begin)
    with pytest.raises(ValueError, match=r"to_file must end in \.svg, .* Received: to_file='model.gif'"):
        utils.plot_model(model, "model.gif")


@pytest.mark.parametrize("name", ["model.png", "model", "model.pdf"])
def test_images_come_from_matplotlib(tmp_path, name):
    pytest.importorskip("matplotlib")
    utils.plot_model(hostile() if name == "model" else nested(), str(tmp_path / name), expand_nested=True, dpi=40,
                     splines="curved", show_layer_names=name != "model")
    assert (tmp_path / name).read_bytes()[:4] == (b"%PDF" if name.endswith("pdf") else b"\x89PNG")


def test_matplotlib_draws_the_same_shapes():
    page = pytest.importorskip("nnlite.visualization.drawing.matplotlib_page")
    picture = utils.plot_model(nested(), None, expand_nested=True, **EVERYTHING)
    axes = page.figure_of(picture.drawing).axes[0]
    assert [text.get_text() for text in axes.texts] == texts(picture.svg)
    assert len(axes.patches) + len(axes.texts) == len(picture.drawing.shapes)


def test_without_matplotlib_a_sentence_names_the_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    for name in list(sys.modules):
        if name.startswith(("matplotlib.", "nnlite.visualization.drawing.matplotlib")):
            monkeypatch.delitem(sys.modules, name)
    with pytest.raises(ImportError, match=r"pip install \"nnlite\[plot\]\""):
        utils.plot_model(siamese(), tmp_path / "model.png")


@pytest.mark.parametrize(("arguments", "sentence"), [
    ({"rankdir": "UP"}, "plot_model: rankdir must be one of 'TB', 'LR', 'BT', 'RL'. Received: rankdir='UP'"),
    ({"splines": "wavy"}, "plot_model: splines must be one of"),
    ({"dpi": 0}, "plot_model: dpi must be a positive whole number"),
    ({"show_shapes": "yes"}, "plot_model: show_shapes must be True or False"),
    ({"layer_range": ["a", "b"]}, "layer_range is no longer supported"),
    ({"show_shape": True}, "Unrecognized keyword arguments passed to plot_model: {'show_shape': True}. Did you mean"),
    ({"model": 5}, "plot_model: model must be a Model or a Sequential. Received: an int"),
])
def test_arguments_that_make_no_sense(arguments, sentence, tmp_path):
    with pytest.raises(ValueError) as error:
        utils.plot_model(**{"model": siamese(), "to_file": tmp_path / "model.svg", **arguments})
    assert sentence in str(error.value)
    assert not list(tmp_path.iterdir())


def test_a_graph_needs_tensors():
    with pytest.raises(ValueError, match="^plot_graph: outputs must be tensors.* Received: a Model. Use plot_model"):
        utils.plot_graph(Input((4,)), siamese())


def test_a_notebook_gets_the_picture_and_the_summary():
    model = siamese()
    bundle = model._repr_mimebundle_()
    assert set(bundle) == {"image/svg+xml", "text/html", "text/plain"}
    assert bundle["text/plain"] == repr(model) and "<table>" in bundle["text/html"]
    assert bundle["image/svg+xml"] in bundle["text/html"]
    assert set(model._repr_mimebundle_(include=["text/plain"])) == {"text/plain"}
    assert set(model._repr_mimebundle_(exclude=["text/html"])) == {"image/svg+xml", "text/plain"}
    assert set(Sequential([layers.Dense(3)])._repr_mimebundle_()) == set(bundle)
    assert model.to_dot(show_shapes=True).source == utils.model_to_dot(model, show_shapes=True).source


def test_sixty_layers():
    x = h = Input((4,))
    for _ in range(60):
        h = layers.Dense(4)(h)
    picture = utils.plot_model(Model(x, h), None)
    assert len(picture.diagram.boxes) == 61 and repr(picture) == '<Picture of "model": 61 boxes>'
