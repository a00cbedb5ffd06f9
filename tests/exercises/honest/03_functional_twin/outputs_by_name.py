# exercise: 03-functional-twin
import warnings

from nnlite import Input, Model
from nnlite.layers import Dense

warnings.warn("this file warns", stacklevel=1)


def functional(units=32):
    x = Input((64,), dtype="float32")
    h1 = Dense(units = units, activation = 'relu')(x)
    h2 = Dense(units = units, activation = 'relu')(h1)
    return Model({"x": x}, {"y": Dense(10, activation = 'softmax')(h2)})
