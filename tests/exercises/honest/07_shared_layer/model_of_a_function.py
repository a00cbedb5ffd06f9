# exercise: 07-shared-layer
from nnlite import Input, Model, layers, ops


def encoder(features, units):
    x = Input((features,))
    return Model(x, ops.maximum(layers.Dense(units)(x), 0.0))


def build(features=50, units=8):
    left, right, code = Input((features,), name="left"), Input((features,), name="right"), encoder(features, units)
    answer = ops.sigmoid(layers.Dense(1)(ops.concatenate([code(left), code(right)], axis=-1)))
    return Model(inputs=[right, left], outputs=[answer])


if __name__ == "__main__":
    build(4, 2).summary()
