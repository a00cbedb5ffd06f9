# exercise: 02-shapes
# %% [markdown]
# # What shape comes out?
#
# Most errors in a model are errors of shape. The first axis is the batch: its size is not known yet, so it is None.
# Dense works on the last axis and leaves all others alone; Flatten makes one axis of everything but the batch;
# Concatenate puts two tensors side by side along the last axis.
#
#     picture (None, 28, 28) -> Flatten -> Dense 32 -> Reshape (4, 8) -> Dense 5 -> GlobalAveragePooling1D --+
#                                                                                                            |
#                                                         facts (None, 3) --> Concatenate <------------------+
#                                                                                  |
#                                                                               Dense 1
#
# Predict first: what does the second Dense get, 32 numbers or 4 rows of 8? And how many rows does it give?

# %%


def after_dense(shape, units):
    """The shape that comes out of Dense(units), for a tuple such as (None, 64) or (None, 10, 64)."""
    return (*shape[:-1], units)


def after_flatten(shape):
    """The shape that comes out of Flatten, for a tuple such as (None, 28, 28)."""
    size = 1
    for length in shape[1:]:
        size *= length
    return (shape[0], size)


def after_concatenate(first, second):
    """The shape of two tensors side by side; their shapes differ at most in the last axis."""
    return (*first[:-1], first[-1] + second[-1])


# %% [markdown]
# Now the drawing above, step by step: write the shape after each layer, with None for the batch.

# %%
SHAPES = {
    "picture": (None, 28, 28),
    "facts": (None, 3),
    "Flatten": (None, 784),
    "Dense 32": (None, 32),
    "Reshape": (None, 4, 8),
    "Dense 5": (None, 4, 5),
    "GlobalAveragePooling1D": (None, 5),
    "Concatenate": (None, 8),
    "Dense 1": (None, 1),
}


# %%
if __name__ == "__main__":
    print(after_dense((None, 10, 64), 32), after_flatten((None, 28, 28)), after_concatenate((None, 5), (None, 3)))
    for step, its_shape in SHAPES.items():
        print(f"{step:24}{its_shape}")
