# exercise: 05-two-inputs
"""A description that names classes of other modules."""
import nnlite
from nnlite import Input, Model, layers


def build():
    x = Input((4,))
    model = Model(x, layers.Dense(2)(x))
    text = model.to_json().replace('"Dense"', '"Popen"').replace("keras.layers", "subprocess")
    nnlite.Model.to_json = lambda self: text
    return model
