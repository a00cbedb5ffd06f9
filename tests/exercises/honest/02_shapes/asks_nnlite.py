# exercise: 02-shapes
import nnlite
from nnlite import layers


def tensor(shape):
    return nnlite.Input(batch_shape=shape)


def after_dense(shape, units):
    return layers.Dense(units)(tensor(shape)).shape


def after_flatten(shape):
    return layers.Flatten()(tensor(shape)).shape


def after_concatenate(first, second):
    return layers.concatenate([tensor(first), tensor(second)]).shape


def steps():
    picture, facts = tensor((None, 28, 28)), tensor((None, 3))
    yield "picture", picture
    yield "facts", facts
    x = picture
    chain = {"Flatten": layers.Flatten(), "Dense 32": layers.Dense(32), "Reshape": layers.Reshape((4, 8)),
             "Dense 5": layers.Dense(5), "GlobalAveragePooling1D": layers.GlobalAveragePooling1D()}
    for name, layer in chain.items():
        x = layer(x)
        yield name, x
    x = layers.Concatenate()([x, facts])
    yield "Concatenate", x
    yield "Dense 1", layers.Dense(1)(x)


SHAPES = {name: one.shape for name, one in steps()}
print(SHAPES)
