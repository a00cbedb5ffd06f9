"""A table becomes a model again."""

import numpy as np

import nnlite
from nnlite.exercises.checking import equal, expect, points
from nnlite.exercises.modelling import outputs, takes

ROWS = {"hidden": ([None, 24], 288), "squeezed": ([None, 4], 20), "joined": ([None, 28], 0),
        "scaled": ([None, 28], 112), "quality": ([None, 1], 29)}
PARAMETERS = {
    "hidden": "288 = 11 · 24 + 24. What does hidden read?",
    "squeezed": "24 would be 5 · 4 weights and 4 biases. What does a layer with 20 lack?",
    "scaled": "Four numbers for each of 28 columns: which of its parts were switched off?",
    "quality": "29 = 28 weights and a bias. What does quality read?",
}


def test_inputs(student):
    """build() returns a model with the inputs chemistry and place"""
    takes(student.model("build"), {"chemistry": (11,), "place": (5,)},
          "What names and shapes have the two InputLayers? A shape does not count the batch.")


def found(model):
    """The layers of the table, by their names."""
    layers = {layer.name: layer for layer in model.layers}
    missing = [name for name in ROWS if name not in layers]
    expect(not missing, "layers with the names in the table", f"no layer is called {', '.join(missing)}",
           "Where does a layer get its name?")
    return layers


@points(2)
def test_shapes(student):
    """each row has its name and its shape"""
    layers = found(student.model("build"))
    for name, (shape, _) in ROWS.items():
        equal([*layers[name].output.shape], shape, f"the output shape of {name}",
              f"What does {name} read, and how many numbers does it give?")


@points(2)
def test_parameters(student):
    """each row has its parameters"""
    model = student.model("build")
    layers = found(model)
    for name, (_, count) in ROWS.items():
        equal(layers[name].count_params(), count, f"the number of parameters of {name}",
              PARAMETERS.get(name, f"Which kind of layer is {name}?"))
    equal(model.count_params(), 449, "the number of all parameters", "Is there a layer that the table does not have?")
    trained = sum(int(np.prod(w.shape)) for w in model.trainable_weights)
    equal(trained, 393, "the number of trained parameters",
          "Which layer has numbers that it measures and does not train?")


def small(student, shape):
    """Positive weights, and sums that no activation cuts off."""
    return student.random.uniform(0.5, 1.5, shape) / (shape[0] if len(shape) > 1 else 2)


@points(2)
def test_connections(student):
    """every layer reads what the last column says"""
    model = student.model("build")
    takes(model, {"chemistry": (11,), "place": (5,)})
    layers = found(model)
    x = {"chemistry": student.random.normal(size=(32, 11)), "place": student.random.normal(size=(32, 5))}
    inside = nnlite.Model(dict(zip(model.input_names, model.inputs, strict=True)),
                          {name: layers[name].output for name in ("hidden", "squeezed", "joined", "scaled")})
    inside.set_weights([small(student, np.shape(w)) for w in inside.get_weights()])
    before = outputs(inside, x)
    follows = {"chemistry": ("hidden", "joined", "scaled"), "place": ("squeezed", "joined", "scaled")}
    for name, readers in follows.items():
        after = outputs(inside, x | {name: x[name] + student.random.normal(size=x[name].shape)})
        for layer in before:
            moved = bool(np.abs(after[layer] - before[layer]).max() > 1e-7)
            verb = "follows" if layer in readers else "does not follow"
            expect(moved == (layer in readers), f"{layer} {verb} {name}", "it does" if moved else "it does not",
                   f"Which tensors stand beside {layer} in the last column?")
        columns = np.flatnonzero(np.abs(after["joined"] - before["joined"]).max(axis=0) > 1e-7)
        right = np.all(columns < 24) if name == "chemistry" else np.all(columns >= 24)
        expect(right, "the 24 columns of hidden before the 4 of squeezed", "another order",
               "In which order does the table name what joined reads?")
