# exercise: 04-from-a-table
# %% [markdown]
# # A model from its table
#
# All that is left of a model is what `summary()` printed. Build it again, with the same names.
#
#     Layer (type)                    Output Shape         Param #     Connected to
#     =====================================================================================
#     chemistry (InputLayer)          [(None, 11)]         0
#     place (InputLayer)              [(None, 5)]          0
#     hidden (Dense)                  (None, 24)           288         chemistry
#     squeezed (Dense)                (None, 4)            20          place
#     joined (Concatenate)            (None, 28)           0           hidden, squeezed
#     scaled (BatchNormalization)     (None, 28)           112         joined
#     quality (Dense)                 (None, 1)            29          scaled
#     =====================================================================================
#     Total params: 449
#     Trainable params: 393
#     Non-trainable params: 56
#
# A table does not show activations: any will do here. It does show more than it seems: a Dense layer from 5 numbers to
# 4 has 24 parameters. Which row says otherwise, and what must its layer lack? And whose are the 56 that nobody trains?

# %%
from nnlite import Input, Model, layers


def build():
    """The model of the table."""
    chemistry, place = Input((11,), name="chemistry"), Input((5,), name="place")
    hidden = layers.Dense(24, activation="relu", name="hidden")(chemistry)
    squeezed = layers.Dense(4, use_bias=False, name="squeezed")(place)
    joined = layers.concatenate([hidden, squeezed], name="joined")
    scaled = layers.BatchNormalization(name="scaled")(joined)
    quality = layers.Dense(1, name="quality")(scaled)
    return Model([chemistry, place], quality)


# %%
if __name__ == "__main__":
    model = build()
    if model is not None:
        model.summary()
