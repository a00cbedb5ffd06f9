# exercise: 11-disconnected-graph
from nnlite import Input, Model, layers


def build():
    day, words = Input((7,), name="day"), Input((30,), name="words")
    side = layers.Dense(4, activation="relu")(day)
    deep = layers.Dense(8, activation="relu")(layers.Dense(12, activation="relu")(words))
    topic = layers.Dense(5, activation="softmax")(layers.concatenate([side, deep]))
    return Model([day, words], topic)
