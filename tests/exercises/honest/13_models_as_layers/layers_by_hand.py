# exercise: 13-models-as-layers
import nnlite
from nnlite import layers


def make_encoder(features=40, size=6):
    return nnlite.Sequential([nnlite.Input((features,)), layers.Dense(2 * size, activation="relu"), layers.Dense(size)])


def make_classifier(encoder, classes=4):
    return nnlite.Sequential([encoder, layers.Dense(classes, activation="softmax")])


def make_comparer(encoder):
    width = encoder.input_shape[-1]
    sides = [nnlite.Input((width,), name=name) for name in ("right", "left")]
    joined = layers.Concatenate()([encoder(one) for one in sides])
    return nnlite.Model(sides, layers.Dense(1, activation="sigmoid")(joined))
