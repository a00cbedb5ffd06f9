# exercise: 05-two-inputs
"""A model whose configuration asks for more memory than there is."""

import nnlite
from nnlite import Input, Model, layers


def build():
    x = Input((4,))
    model = Model(x, layers.Dense(2)(x))
    honest = model.to_json()
    giant = honest.replace('"units": 2', '"units": 999999999999').replace("[null, 4]", "[null, 99999]")
    nnlite.Model.to_json = lambda self: giant
    return model
