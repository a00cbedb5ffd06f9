# exercise: 05-two-inputs
"""A model that is large in memory, but small in its description, many times over."""
from nnlite import Input, Model, layers


def build():
    picture, facts = Input((64,), name="picture"), Input((6,), name="facts")
    x = layers.RepeatVector(50_000_000)(layers.concatenate([picture, facts]))
    return Model([picture, facts], layers.Dense(1, activation="sigmoid")(layers.GlobalAveragePooling1D()(x)))
