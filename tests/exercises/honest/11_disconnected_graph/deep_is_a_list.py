# exercise: 11-disconnected-graph
import nnlite
from nnlite import Input, Model, layers


def build():
    """The mistakes are gone: one Sequential for the words."""
    words, day = Input((30,), name="words"), Input((7,), name="day")
    deep = nnlite.Sequential([layers.Dense(12, activation="relu"), layers.Dense(8, activation="relu")])(words)
    side = layers.Dense(4, activation="relu")(day)
    joined = layers.Concatenate()([deep, side])
    topic = layers.Dense(5, activation="softmax")(joined)
    return Model({"words": words, "day": day}, {"topic": topic})


if __name__ == "__main__":
    try:
        build().summary()
    except ValueError as error:
        print(error)
