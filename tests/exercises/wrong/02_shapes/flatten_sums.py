# exercise: 02-shapes
# %%


def after_dense(shape, units):
    """The shape that comes out of Dense(units), for a tuple such as (None, 64) or (None, 10, 64)."""
    return (*shape[:-1], units)


def after_flatten(shape):
    """The shape that comes out of Flatten, for a tuple such as (None, 28, 28)."""
    size = 1
    for length in shape[1:]:
        size += length
    return (shape[0], size)


def after_concatenate(first, second):
    """The shape of two tensors side by side; their shapes differ at most in the last axis."""
    return (*first[:-1], first[-1] + second[-1])


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

# says: Which axes does Flatten multiply
