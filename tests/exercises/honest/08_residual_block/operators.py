# exercise: 08-residual-block
from nnlite import Input, Model, ops
from nnlite.layers import Dense


def build(features=16, units=32, blocks=1):
    x = start = Input((features,))
    for _ in range(blocks):
        x = ops.relu(x + Dense(features)(Dense(units, "relu")(x)))
    return Model(start, x)
