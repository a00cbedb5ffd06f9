# %% [markdown]
# # 9. An Inception block
#
# How should a network look at a picture: pixel by pixel, in small pieces, or as a whole? An Inception block does not
# decide. It looks in several ways at once, side by side, and lets the next layer choose. In the famous networks the
# ways are convolutions of different sizes. Here they are Dense layers that see rows, columns, quarters, and the whole.

# %%
import nnlite
from nnlite import Input, Model, layers

(x_train, y_train), (x_test, y_test) = nnlite.datasets.digits.load_data()
x_train, x_test = x_train / 16, x_test / 16     # the pictures stay pictures: 8 rows of 8 pixels
print(x_train.shape)

# %% [markdown]
# ## Four ways to look
#
# `Dense` works on the last axis and uses the same weights for everything before it (tutorial 1). So what lies on the
# last axis is what a branch looks at. **Rows** are there already. **Columns** are, when rows and columns have changed
# places. Say the shapes aloud as you read; the batch, `None`, is left out.


# %%
def rows(picture):
    """Four numbers for each row: (8, 8) -> (8, 4) -> (32,)."""
    return layers.Flatten()(layers.Dense(4, activation="relu", name="rows")(picture))


def columns(picture):
    """Four numbers for each column: (8, 8), turned -> (8, 4) -> (32,)."""
    turned = layers.Permute((2, 1))(picture)
    return layers.Flatten()(layers.Dense(4, activation="relu", name="columns")(turned))


# %% [markdown]
# A **quarter** has 4 · 4 = 16 pixels. To get them onto one axis, split rows and columns in two halves each, bring the
# halves to the front, and lay the rest out flat.


# %%
def quarters(picture):
    """Eight numbers for each quarter: (8, 8) -> (4, 16) -> (4, 8) -> (32,)."""
    x = layers.Reshape((2, 4, 2, 4))(picture)   # half, row in it, half, column in it
    x = layers.Permute((1, 3, 2, 4))(x)         # both halves first
    x = layers.Reshape((4, 16))(x)
    return layers.Flatten()(layers.Dense(8, activation="relu", name="quarters")(x))


# %% [markdown]
# The **whole** has 64 pixels. 32 units on them would cost 64 · 32 + 32 = 2,080 parameters. A *bottleneck* makes it
# cheaper: first down to 8 numbers, then up to 32. **What does that cost?** 64 · 8 + 8 = 520, and 8 · 32 + 32 = 288,
# together 808. Inception blocks have bottlenecks for just this reason.


# %%
def whole(picture):
    """32 numbers for all: (8, 8) -> (64,) -> (8,) -> (32,)."""
    x = layers.Dense(8, activation="relu", name="bottleneck")(layers.Flatten()(picture))
    return layers.Dense(32, activation="relu", name="whole")(x)


def block(picture):
    """All four side by side: 4 times (32,) -> (128,)."""
    return layers.concatenate([look(picture) for look in (rows, columns, quarters, whole)])


# %% [markdown]
# ## The network
#
# Before you look: how wide is the output of `concatenate`, and how many parameters has the branch of the rows? (A row
# has 8 pixels, and all rows share their weights.)

# %%
nnlite.utils.set_random_seed(1)
picture = Input(shape=(8, 8), name="picture")
digit = layers.Dense(10, activation="softmax", name="digit")(block(picture))
inception = Model(picture, digit, name="inception")
inception.summary()

# %% [markdown]
# The rows cost 8 · 4 + 4 = 36 parameters, the columns 36, the quarters 16 · 8 + 8 = 136, the whole 808. 1,016 in all.
# The last layer has more than the block itself: 128 · 10 + 10 = 1,290.

# %%
nnlite.utils.plot_model(inception, to_file=None, show_shapes=True, show_layer_names=True)

# %% [markdown]
# `concatenate` and `add` (tutorial 8) are the two ways to bring branches together. `add` wants equal shapes and keeps
# them. `concatenate` keeps everything, so the widths add up.
#
# ## Is it any good?
#
# We compare the block with each of its branches alone, and with one Dense layer of 32 units, which has about as many
# parameters as the block. Chance plays a part, so each network is trained with five seeds, and we print the mean.


# %%
def dense_32(picture):
    return layers.Dense(32, activation="relu")(layers.Flatten()(picture))


def trained(look, seed):
    """A network with one way to look, trained for 20 epochs."""
    nnlite.utils.set_random_seed(seed)
    picture = Input(shape=(8, 8))
    model = Model(picture, layers.Dense(10, activation="softmax")(look(picture)))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, epochs=20, verbose=0)
    return model


results = {}
print("looks at    parameters  accuracy")
for look in (rows, columns, quarters, whole, dense_32, block):
    models = [trained(look, seed) for seed in range(5)]
    results[look.__name__] = sum(model.evaluate(x_test, y_test, verbose=0)[1] for model in models) / 5
    print(f"{look.__name__:11} {models[0].count_params():10,}  {results[look.__name__]:8.1%}")

# %% [markdown]
# All four together read clearly more than any of them alone. Part of that is only size, so compare with `dense_32`: it
# has 104 parameters more than the block and does about as well. On 8×8 pictures a clever drawing cannot win much. On
# large photographs, where a Dense layer on all pixels would need millions of weights, small branches that share theirs
# are what makes a network possible.
#
# ## Try it
#
# 1. Take one branch away from `block` at a time. Which one is missed most? First guess.
# 2. Add a fifth branch: the identity, `layers.Flatten()(picture)`. How wide is the block now? How many parameters more
#    does the network have, and where are they?
# 3. Put a residual shortcut (tutorial 8) around the block. Which layer do you need to make the shapes fit?
