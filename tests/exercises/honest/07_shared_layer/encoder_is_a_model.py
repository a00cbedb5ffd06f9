# exercise: 07-shared-layer
import nnlite
from nnlite import layers


def build(features=50, units=8):
    encoder = nnlite.Sequential([nnlite.Input((features,)), layers.Dense(units), layers.Activation("relu")])
    right = nnlite.Input((features,), name="right")
    left = nnlite.Input((features,), name="left")
    both = layers.Concatenate()([encoder(right), encoder(left)])
    return nnlite.Model([left, right], layers.Dense(1, "sigmoid")(both))
