# %% [markdown]
# # Two inputs
#
# A biologist who meets a penguin knows two kinds of things: how large the bird is, and on which island it lives. Sizes
# are measured, in millimetres and grams. An island is one of three names; no island is twice another. Things so
# different should not be poured into one array. Each gets an input of its own, is made into numbers that suit it, and
# then the two are joined. A list of layers cannot say this; a drawing can.

# %%
import numpy as np

import nnlite
from nnlite import Input, Model, layers
from nnlite.datasets import penguins

nnlite.utils.set_random_seed(5)

# %% [markdown]
# ## The data
#
# 333 penguins, measured near Palmer Station in Antarctica. `load_data` gives two tables: 246 to learn from, 87 held
# back. A table is a dictionary of columns.

# %%
train, test = penguins.load_data()
for name, column in train.items():
    print(f"{name:18} {column.dtype!s:8} {column.shape}  from {column.min():.1f} to {column.max():.1f}")

# %% [markdown]
# Species, island and sex are whole numbers that stand for names. Which species lives where?

# %%
for number, species in enumerate(penguins.SPECIES):
    counts = np.bincount(train["island"][train["species"] == number], minlength=3)
    print(f"{species:10}", dict(zip(penguins.ISLANDS, counts.tolist(), strict=True)))

# %% [markdown]
# The island alone does not tell the species: on Biscoe and on Dream there are two. But each island rules out one at
# least.
#
# Data go to inputs by name, so the names of the arrays are those that the inputs will have.

# %%
SIZES = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]


def inputs_of(table, sizes=SIZES):
    """One array for each input of the model."""
    return {"sizes": np.stack([table[name] for name in sizes], axis=1), "island": table["island"]}


x_train, x_test = inputs_of(train), inputs_of(test)
print({name: array.shape for name, array in x_train.items()})

# %% [markdown]
# ## Two branches
#
# **Sizes.** A bill is 44 mm long and a penguin weighs 4,200 g. Left like this, the mass would drown the bill.
# `Normalization` subtracts each column's mean and divides by its spread; `adapt` finds out both, from the training
# data only.
#
# **Island.** An input of shape `()` is one number a sample, here 0, 1 or 2. `Embedding(3, 2)` is a table of three
# rows with two numbers each: island 1 becomes row 1. The six numbers are learned like any weight.
#
# Before you run the next cell: what shape has the tensor behind `concatenate`?

# %%
normalization = layers.Normalization()
normalization.adapt(x_train["sizes"])

sizes = Input(shape=(4,), name="sizes")
size_branch = layers.Dense(16, activation="relu", name="size_branch")(normalization(sizes))

island = Input(shape=(), dtype="int32", name="island")
island_branch = layers.Embedding(3, 2, name="island_branch")(island)

both = layers.concatenate([size_branch, island_branch], name="both")
print(size_branch.shape, "and", island_branch.shape, "become", both.shape)

# %% [markdown]
# 16 + 2 = 18 numbers a penguin, side by side. The rest is a stack of layers as before. `Model` takes a list of inputs.

# %%
hidden = layers.Dense(8, activation="relu", name="hidden")(both)
species = layers.Dense(3, activation="softmax", name="species")(hidden)
model = Model([sizes, island], species, name="two_inputs")
model.summary()

# %% [markdown]
# The last column names the tensors that a layer reads; `both` reads two. The 9 parameters of the normalization are
# means, variances and a counter: data, not learned by training.

# %%
model

# %% [markdown]
# ## Learning, with data by name
#
# (The curves need matplotlib: `pip install "nnlite[plot]"`.)

# %%
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x_train, train["species"], batch_size=16, epochs=60, verbose=0,
                    validation_data=(x_test, test["species"]))
loss, accuracy = model.evaluate(x_test, test["species"], verbose=0)
print(f"{accuracy:.1%} of {len(test['species'])} penguins that the model has not seen are named correctly.")

# %%
axes = history.plot()

# %% [markdown]
# ## What does the second input buy?
#
# Nobody knows before it is measured. So: the same model with and without the island, five seeds each, because with 87
# penguins one lucky bird is more than 1 %. And again with the length of the bill as the only size. Where do you
# expect the island to help more?


# %%
def trained_accuracy(columns, with_island, seed):
    """The held-back accuracy of a model that sees these sizes, and the island or not."""
    nnlite.utils.set_random_seed(seed)
    x_train, x_test = inputs_of(train, columns), inputs_of(test, columns)
    normalization = layers.Normalization()
    normalization.adapt(x_train["sizes"])
    sizes = Input(shape=(len(columns),), name="sizes")
    island = Input(shape=(), dtype="int32", name="island")
    h = layers.Dense(16, activation="relu")(normalization(sizes))
    if with_island:
        h = layers.concatenate([h, layers.Embedding(3, 2)(island)])
    h = layers.Dense(8, activation="relu")(h)
    model = Model([sizes, island] if with_island else sizes, layers.Dense(3, activation="softmax")(h))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    take = (lambda x: x) if with_island else (lambda x: x["sizes"])
    model.fit(take(x_train), train["species"], batch_size=16, epochs=60, verbose=0)
    return model.evaluate(take(x_test), test["species"], verbose=0)[1]


means = {}
for title, columns in (("four sizes", SIZES), ("bill length", SIZES[:1])):
    for with_island in (False, True):
        mean = np.mean([trained_accuracy(columns, with_island, seed) for seed in range(5)])
        means[title, with_island] = mean
        print(f"{title:12} {'and island' if with_island else '':11} {mean:.1%}")

# %% [markdown]
# Four sizes leave next to nothing to gain: less than one penguin of 87. The bill alone mixes up Chinstraps and
# Gentoos, whose bills are about equally long. They never share an island, and the second input knows it. An input is
# worth what the others do not say already.
#
# ## Try it
#
# 1. Add a third input for the sex, with `Embedding(2, 1)`. Give it to the model that only knows the bill's length.
#    Males have longer bills; does the accuracy move?
# 2. Put `layers.CategoryEncoding(3, output_mode="one_hot")` in the place of the embedding. How many parameters
#    disappear, and how many appear elsewhere? First look at `model.get_layer("island_branch").get_weights()`: which
#    three rows would one-hot be?
# 3. Pass `{"sizes": …}` without the island to `model.predict`. What does the message say?
