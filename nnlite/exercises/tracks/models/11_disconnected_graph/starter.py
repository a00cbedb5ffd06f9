# exercise: 11-disconnected-graph
# %% [markdown]
# # The disconnected graph
#
# This is the model that somebody wanted:
#
#     words (None, 30) --> Dense 12, relu --> Dense 8, relu --+
#                                                             +-- join (None, 12) --> Dense 5, softmax --> topic
#     day   (None, 7)  --> Dense 4, relu ---------------------+
#
# And below is what they wrote. `Model` looks for a way back from the output to the inputs; where there is none, it says
# so. There are three mistakes. Two of them raise an error, one after the other; the third makes no noise at all, but
# the parameters are not those of the drawing. Repair it with as few changes as you can.
#
# Predict before you run: which tensors does each line read, and from which Input do they come?

# %%
from nnlite import Input, Model, layers


def build():
    """The model of the drawing; its inputs are called `words` and `day`."""
    # TODO: follow each tensor back to where it comes from; three of them come from the wrong place
    words, day = Input((30,), name="words"), Input((7,), name="day")
    wide = layers.Dense(12, activation="relu")(words)
    deep = layers.Dense(8, activation="relu")(Input((12,)))
    side = layers.Dense(4, activation="relu")(day)
    joined = layers.concatenate([wide, side])
    topic = layers.Dense(5, activation="softmax")(deep)
    return Model([words, day], topic)


# %%
if __name__ == "__main__":
    try:
        build().summary()
    except ValueError as error:
        print(error)
