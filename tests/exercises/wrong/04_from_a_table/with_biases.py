# exercise: 04-from-a-table
# %%
from nnlite import Input, Model, layers


def build():
    """The model of the table."""
    chemistry, place = Input((11,), name="chemistry"), Input((5,), name="place")
    hidden = layers.Dense(24, activation="relu", name="hidden")(chemistry)
    squeezed = layers.Dense(4, name="squeezed")(place)
    joined = layers.concatenate([hidden, squeezed], name="joined")
    scaled = layers.BatchNormalization(name="scaled")(joined)
    quality = layers.Dense(1, name="quality")(scaled)
    return Model([chemistry, place], quality)


# %%
if __name__ == "__main__":
    model = build()
    if model is not None:
        model.summary()

# says: What does a layer with 20 lack?
