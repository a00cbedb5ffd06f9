"""What a table says without words."""

import nnlite
from nnlite.exercises.checking import equal, expect
from nnlite.exercises.modelling import shape_for_none


def test_kinds(student):
    """each row is the kind of layer that it says"""
    layers = {layer.name: layer for layer in student.model("build").layers}
    kinds = {"hidden": "Dense", "squeezed": "Dense", "joined": "Concatenate", "scaled": "BatchNormalization",
             "quality": "Dense"}
    for name, kind in kinds.items():
        expect(isinstance(layers.get(name), getattr(nnlite.layers, kind)), f"{name} is a {kind}",
               type(layers.get(name)).__name__, "What stands in brackets behind the name?")


def test_no_samples(student):
    """a batch of no samples gives no answers"""
    model = student.model("build")
    equal(shape_for_none(model), [0, 1], "the shape for no samples")
