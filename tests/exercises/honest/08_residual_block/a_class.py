# exercise: 08-residual-block
from nnlite import Input, Model, layers


class Residual(Model):
    def __init__(self, features, units, blocks):
        x = start = Input((features,))
        for _ in range(blocks):
            h = layers.Dense(units, activation="relu")(x)
            x = layers.ReLU()(layers.Add()([layers.Dense(features)(h), x]))
        super().__init__(start, x)


def build(features=16, units=32, blocks=1):
    return Residual(features, units, blocks)
