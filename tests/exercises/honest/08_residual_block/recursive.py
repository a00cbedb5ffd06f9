# exercise: 08-residual-block
from nnlite import Input, Model, layers


def on_top(x, features, units, blocks):
    if blocks == 0: return x                                  # noqa: E701
    h = layers . Dense ( units , activation = "relu" ) ( x )  # noqa
    y = layers.add([layers.Dense(features)(h), x])
    return on_top(layers.Activation("relu")(y), features, units, blocks - 1)


def build(features=16, units=32, blocks=1):
    x = Input((features,))
    return Model(x, on_top(x, features, units, blocks))
