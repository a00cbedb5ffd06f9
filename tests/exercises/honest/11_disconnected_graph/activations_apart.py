# exercise: 11-disconnected-graph
import nnlite
from nnlite.layers import Activation, Concatenate, Dense, Softmax


def dense(x, units):
    return Activation("relu")(Dense(units)(x))


def build():
    words, day = (nnlite.Input((n,), name=name) for n, name in [(30, "words"), (7, "day")])
    model = nnlite.Model([words, day], Softmax()(Dense(5)(Concatenate()([dense(dense(words, 12), 8), dense(day, 4)]))))
    model.summary()
    return model
