# exercise: 05-two-inputs
# %% [markdown]
# # Two inputs, one output
#
# A clinic has two things about each patient: 64 numbers from a picture, and 6 facts such as age and weight. The answer
# is one number between 0 and 1.
#
#     picture (None, 64) -> Dense 16, relu --+
#                                            +-- join (None, 24) -> Dense 1, sigmoid -> answer (None, 1)
#     facts   (None, 6)  -> Dense 8, relu  --+
#
# How many parameters will it have? Count before you run: each Dense has inputs · units weights, and units biases.

# %%


def build():
    """The model of the drawing above; its inputs are called `picture` and `facts`."""
    # TODO: two Inputs, two Dense layers, a place where they meet, the answer
    return None


# %%
if __name__ == "__main__":
    model = build()
    if model is not None:
        model.summary()
