# exercise: 11-disconnected-graph
# %%
from nnlite import Input, Model, layers


def build():
    """The model of the drawing; its inputs are called `words` and `day`."""
    words, day = Input((30,), name="words"), Input((7,), name="day")
    wide = layers.Dense(12, activation="relu")(words)
    deep = layers.Dense(8, activation="relu")(wide)
    side = layers.Dense(4, activation="relu")(day)
    joined = layers.concatenate([deep, side])
    topic = layers.Dense(5, activation="softmax")(deep)
    return Model(words, topic)


# %%
if __name__ == "__main__":
    try:
        build().summary()
    except ValueError as error:
        print(error)

# says: Which one is left out
