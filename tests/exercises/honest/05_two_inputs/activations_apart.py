# exercise: 05-two-inputs
from nnlite import Input, Model, layers


def build():
    picture = Input((64,), name="picture")
    facts = Input((6,), name="facts")
    a = layers.Activation("relu")(layers.Dense(16)(picture))
    b = layers.ReLU()(layers.Dense(8)(facts))
    z = layers.Dense(1)(layers.Concatenate()([b, a]))
    return Model([picture, facts], layers.Activation("sigmoid")(z))
