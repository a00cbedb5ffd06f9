# %% [markdown]
# # 1. What a shape says
#
# A network is a row of functions that turn tables of numbers into other tables of numbers. The *shape* of a table says
# how many numbers it holds and how they lie. Most mistakes in a first network are mistakes of shape, and you can see
# all of them before a single number is computed. So we begin by reading shapes.

# %%
import numpy as np

import nnlite
from nnlite import Input, Model, layers

nnlite.utils.set_random_seed(1)

# %% [markdown]
# ## Real numbers first
#
# Thirteen people wrote digits by hand. Each digit was scanned into 8 rows of 8 pixels. A pixel is 0 (paper) to 16
# (ink).

# %%
(x_train, y_train), (x_test, y_test) = nnlite.datasets.digits.load_data()
print("shape", x_train.shape, "- the first digit is a", y_train[0])
for row in x_train[0]:
    print(" ".join(f"{pixel:2}" for pixel in row), "   ", "".join(" .oO@"[pixel // 4] for pixel in row))

# %% [markdown]
# Read `(1437, 8, 8)` from left to right: 1,437 digits, in each 8 rows, in each row 8 pixels. Each number of a shape is
# an *axis*. The first axis counts samples, always. It is called the **batch**.
#
# An index takes an axis away, a slice makes one shorter. **Which shapes will these have?** Decide before you read on.

# %%
print("x_train[0]     ", x_train[0].shape)
print("x_train[0, 0]  ", x_train[0, 0].shape)
print("x_train[:32]   ", x_train[:32].shape)
print("x_train[:, 0]  ", x_train[:, 0].shape)
print("y_train        ", y_train.shape)

# %% [markdown]
# `x_train[0]` is one digit and has no batch axis any more. `x_train[:1]`, of shape `(1, 8, 8)`, is a batch of one
# digit. Networks take batches, also of one.
#
# A simple layer wants each sample as one row of numbers. `reshape` lays the same numbers out anew: 8 · 8 = 64, and -1
# means "as many as there are".

# %%
x = x_train.reshape(-1, 64) / 16
print(x_train.shape, "->", x.shape, "- still", x.size, "numbers, now from", x.min(), "to", x.max())

# %% [markdown]
# ## Shapes without numbers
#
# `Input` makes a tensor that has a shape and no numbers: a place where numbers will be. You leave the batch out, and
# nnlite writes `None` for it: "any number of samples".

# %%
pixels = Input(shape=(64,), name="pixels")
print(pixels.shape)

# %% [markdown]
# A `Dense` layer with 32 units computes 32 numbers from every sample. Call it like a function, and you get the tensor
# that comes out. **What is its shape?**

# %%
dense = layers.Dense(32, activation="relu")
hidden = dense(pixels)
print(pixels.shape, "-> dense ->", hidden.shape)

# %% [markdown]
# Each of the 32 units has its own weight for each of the 64 pixels, and one number more, its bias. **How many numbers
# has the layer?** 64 · 32 + 32.

# %%
print("kernel", dense.kernel.shape, " bias", dense.bias.shape, " together", dense.count_params())

# %% [markdown]
# The shapes fit into each other like dominoes. The batch `(5, 64)` times the kernel `(64, 32)` gives `(5, 32)`: the
# two 64 meet and vanish. Here is the whole layer in NumPy, on five digits. `relu` replaces negative numbers by 0.

# %%
five = x[:5].astype("float32")
by_hand = np.maximum(five @ dense.kernel.numpy() + dense.bias.numpy(), 0)
by_layer = np.asarray(dense(five))
print(five.shape, "@", dense.kernel.shape, "->", by_hand.shape)
print("the same numbers:", np.allclose(by_hand, by_layer, atol=1e-6))

# %% [markdown]
# ## More axes
#
# A sample may also keep its 8 rows. `Dense` always works on the **last** axis and leaves the others alone, so it
# treats every row of the picture with the same weights. **How many weights does `Dense(4)` need now?** A row has 8
# pixels: 8 · 4 + 4 = 36. A layer that needs all 64 pixels at once needs `Flatten` before it.

# %%
picture = Input(shape=(8, 8), name="picture")
rows = layers.Dense(4)
flat = layers.Flatten()(picture)
print(picture.shape, "-> Dense(4)  ->", rows(picture).shape, " params", rows.count_params())
print(picture.shape, "-> Flatten() ->", flat.shape)

# %% [markdown]
# ## A network is a row of shapes
#
# Ten classes, so ten numbers come out: one probability per digit. Read the middle column of the table downwards.

# %%
digit = layers.Dense(10, activation="softmax", name="digit")(hidden)
model = Model(pixels, digit, name="reader")
model.summary()

# %% [markdown]
# ## When shapes do not fit
#
# The two most common mistakes are a digit without its batch axis, and pictures that were not reshaped. Each sentence
# says what was expected, what came, and what you perhaps meant.

# %%
for name, wrong in (("x[0]", x[0]), ("x_train[:5]", x_train[:5])):
    try:
        model.predict(wrong, verbose=0)
    except ValueError as error:
        print(f"{name} {wrong.shape}\n    {error}")
print(f"x[:1] {x[:1].shape}\n    fits, and the answer has shape {model.predict(x[:1], verbose=0).shape}")

# %% [markdown]
# ## Try it
#
# 1. A colour photo has 24 rows of 32 pixels, a pixel has 3 numbers. Which `shape` do you give to `Input`? Which shape
#    has a batch of 16 photos? Which has it after `Flatten`? Check with nnlite.
# 2. `layers.Reshape((4, 16))` lays `pixels` out anew. Which other pairs are possible? What does nnlite say to `(5,
#    13)`?
# 3. Change the 32 units to 64. Which rows of the table change, and which numbers in them? Write them down first.
