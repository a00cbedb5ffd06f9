# %% [markdown]
# # Two outputs and their losses
#
# Which species is this penguin, and how heavy is it? Two questions about one bird. Two models could answer them, but
# much of what they would learn is the same. One model with two outputs learns it once. It needs a loss for each
# output, and one number that joins them. That number is where things go wrong.

# %%
import numpy as np

import nnlite
from nnlite import Input, Model, layers
from nnlite.datasets import penguins

# %% [markdown]
# ## The data
#
# Body mass is a target now, so it must not be an input. Inputs are three sizes, island and sex; the names of arrays
# are the names of inputs and outputs.

# %%
train, test = penguins.load_data()
SIZES = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm"]


def inputs_of(table):
    """One array for each input."""
    sizes = np.stack([table[name] for name in SIZES], axis=1)
    return {"sizes": sizes, "island": table["island"], "sex": table["sex"]}


def targets_of(table, grams=1):
    """One array for each output; the mass is counted in units of so many grams."""
    return {"species": table["species"], "mass": table["body_mass_g"] / grams}


x_train, x_test = inputs_of(train), inputs_of(test)
print({name: array.shape for name, array in targets_of(train).items()})
print(f"A penguin weighs {train['body_mass_g'].mean():.1f} g, give or take {train['body_mass_g'].std():.1f} g.")

# %% [markdown]
# ## One trunk, two heads
#
# The branches meet, go through two layers, and part again. Three species need three probabilities, so `softmax`. A
# mass is any number, so no activation at all. A dictionary of outputs gives them their names.


# %%
def build(seed=6):
    """The same model with the same first weights every time."""
    nnlite.utils.set_random_seed(seed)
    normalization = layers.Normalization(name="normalization")
    normalization.adapt(x_train["sizes"])
    sizes = Input(shape=(3,), name="sizes")
    island = Input(shape=(), dtype="int32", name="island")
    sex = Input(shape=(), dtype="int32", name="sex")
    known = layers.concatenate([normalization(sizes), layers.Embedding(3, 2, name="where")(island),
                                layers.Embedding(2, 1, name="who")(sex)], name="known")
    h = layers.Dense(16, activation="relu", name="trunk_1")(known)
    h = layers.Dense(16, activation="relu", name="trunk_2")(h)
    species = layers.Dense(3, activation="softmax", name="species")(h)
    mass = layers.Dense(1, name="mass")(h)
    return Model([sizes, island, sex], {"species": species, "mass": mass}, name="two_outputs")


model = build()
model.summary()

# %%
model

# %% [markdown]
# `species` and `mass` both read `trunk_2[0][0]`. That is the fork.
#
# ## A loss for each output
#
# Losses and metrics go to outputs by name. A class number gets a crossentropy, a mass a mean squared error: 100 g wrong
# counts as 100 · 100 = 10,000. What `fit` makes smaller is the sum. Before you run it: which of the two will the
# model care about?

# %%
LOSSES = {"species": "sparse_categorical_crossentropy", "mass": "mean_squared_error"}
METRICS = {"species": ["accuracy"], "mass": ["mae"]}

model.compile(optimizer=nnlite.optimizers.Adam(0.01), loss=LOSSES, metrics=METRICS)
history = model.fit(x_train, targets_of(train), batch_size=32, epochs=60, verbose=0)
for name, values in history.history.items():
    print(f"{name:17} first epoch {values[0]:14.3f}   last epoch {values[-1]:14.3f}")

# %% [markdown]
# The history has the total, then each output's own metric and loss, `OUTPUT_METRIC` and `OUTPUT_loss`. Compare the
# total with `mass_loss`: they agree in their first six digits. The loss of the species is about 1; beside millions
# it is dust. The trunk was shaped for the mass, and the species got what was left over.
#
# ## Scales
#
# Two remedies. Weights: `loss_weights` multiplies each loss before they are added; a millionth for the mass makes
# its loss what it would be in square kilograms. Or units: count the mass in kilograms, and numbers are about 4 from the
# start. We measure both, and a weight on top, with three seeds each. Errors are printed in grams.


# %%
def learn(grams, loss_weights, seed):
    """Held-back accuracy, and mean error of the mass in grams."""
    model = build(seed)
    model.compile(optimizer=nnlite.optimizers.Adam(0.01), loss=LOSSES, loss_weights=loss_weights, metrics=METRICS)
    model.fit(x_train, targets_of(train, grams), batch_size=32, epochs=60, verbose=0)
    results = model.evaluate(x_test, targets_of(test, grams), verbose=0, return_dict=True)
    return results["species_accuracy"], results["mass_mae"] * grams


cases = {
    "grams": (1, None),
    "grams, mass weighs a millionth": (1, {"species": 1, "mass": 1e-6}),
    "kilograms": (1000, None),
    "kilograms, mass weighs 10": (1000, {"species": 1, "mass": 10}),
    "kilograms, mass weighs 0": (1000, {"species": 1, "mass": 0}),
}
results = {}
for title, (grams, loss_weights) in cases.items():
    results[title] = accuracy, error = np.mean([learn(grams, loss_weights, seed) for seed in range(3)], axis=0)
    print(f"{title:31} species {accuracy:6.1%}   mass off by {error:7.1f} g")

# %% [markdown]
# In kilograms both questions are answered at once: the losses are of one size, and the last layer starts near its
# goal. A weight alone repairs the sum, but the layer must still climb from 0 to 4,200 by itself. Weight 0 switches a
# question off: nobody told that head anything. Guessing the mean mass, with no model at all, would be off by:

# %%
print(f"{np.abs(test['body_mass_g'] - train['body_mass_g'].mean()).mean():.1f} g")

# %% [markdown]
# ## Both curves of the good model
#
# (They need matplotlib: `pip install "nnlite[plot]"`.)

# %%
model = build()
model.compile(optimizer=nnlite.optimizers.Adam(0.01), loss=LOSSES, metrics=METRICS)
history = model.fit(x_train, targets_of(train, 1000), batch_size=32, epochs=60, verbose=0,
                    validation_data=(x_test, targets_of(test, 1000)))
axes = history.plot(["species_loss", "mass_loss"])

# %% [markdown]
# ## Answers
#
# `predict` gives a dictionary too, with the shapes of the two heads.

# %%
answers = model.predict(x_test, verbose=0)
print({name: array.shape for name, array in answers.items()})
for row in range(3):
    guess, truth = answers["species"][row].argmax(), test["species"][row]
    print(f"{penguins.SPECIES[guess]:9} {answers['mass'][row, 0]:.2f} kg, in truth {penguins.SPECIES[truth]:9} "
          f"{test['body_mass_g'][row] / 1000:.2f} kg")

# %% [markdown]
# ## Try it
#
# 1. Train on the species alone, with `Model([...], species)`, and on the mass alone. Does one trunk for both cost
#    anything? Does it gain anything? Take several seeds before you answer.
# 2. Replace `mean_squared_error` by `mean_absolute_error`, in grams. How large are the two losses now?
# 3. Add a third output for the sex (and take it away from the inputs): `Dense(1, activation="sigmoid", name="sex")`
#    with `binary_crossentropy`. Which sizes give it away?
