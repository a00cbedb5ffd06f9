# %% [markdown]
# # A layer of your own
#
# `Dense` multiplies. What if you want a layer that does something else? You write what it computes, and nothing more:
# no gradient, no training code. Here are two layers, one with weights of its own, one made of other layers.

# %%
import os
import tempfile

import numpy as np

import nnlite
from nnlite import Input, Model, layers, ops
from nnlite.datasets import digits

nnlite.utils.set_random_seed(12)

# %% [markdown]
# ## The idea
#
# A unit of `Dense` asks: how much of my pattern is in the picture? Our unit asks: how *far* is the picture from my
# example? It holds an example c, a vector as long as a sample, and gives
#
#     y = exp(-sharpness · mean((x - c)²))
#
# 1 for the example itself, less for anything else, near 0 for what is far away. With `units` examples at once:
#
# | what | shape |
# | --- | --- |
# | x | (batch, 64) |
# | examples | (units, 64) |
# | x and examples, lined up | (batch, 1, 64) and (units, 64) |
# | difference | (batch, units, 64) |
# | y, after the mean over the last axis | (batch, units) |
#
# ## Three methods
#
# * `__init__` takes the configuration. It cannot make the weights: it does not know yet how long a sample is.
# * `build(input_shape)` is called once, with the first input. Here the weights are made.
# * `call(inputs)` computes, with functions of `nnlite.ops`. Each of them knows its own gradient, so the layer has one.
#
# `get_config` says what `__init__` needs to make such a layer again, and the decorator lets a file name the class.


# %%
@nnlite.saving.register_keras_serializable(package="tutorial")
class Likeness(layers.Layer):
    """How like each of its examples is a sample? 1 is the same, 0 is far away."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.examples = self.add_weight(shape=(self.units, input_shape[-1]), initializer="random_uniform",
                                        name="examples")
        self.sharpness = self.add_weight(shape=(self.units,), initializer="ones", name="sharpness")

    def call(self, inputs):
        difference = ops.expand_dims(inputs, 1) - self.examples
        return ops.exp(-self.sharpness * ops.mean(ops.square(difference), axis=-1))

    def get_config(self):
        return {**super().get_config(), "units": self.units}


# %% [markdown]
# ## Try it on numbers first
#
# A layer called on an array computes at once. Two samples, three units: predict the shape. And a sample that *is* an
# example must give 1.

# %%
likeness = Likeness(3)
samples = np.array([[0.0, 1.0], [1.0, 0.0]], dtype="float32")
print(likeness(samples).shape, [(weight.name, weight.shape) for weight in likeness.weights])
likeness.set_weights([np.array([[0, 1], [1, 0], [1, 1]], dtype="float32"), np.ones(3, dtype="float32")])
print(np.round(likeness(samples), 3))

# %% [markdown]
# The first sample is the first example: 1. From the second it differs in both numbers, mean 1, and exp(-1) = 0.368.
# From the third it differs in one, mean 1/2, and exp(-1/2) = 0.607.
#
# ## In a model, like any other layer
#
# 40 examples of 64 pixels and 40 sharpnesses: 2,600 parameters, and the table counts them. The initializer puts the
# examples near 0, so we start them at 40 real digits instead: weights can be set before training.

# %%
(x_train, y_train), (x_test, y_test) = digits.load_data()
x_train, x_test = x_train.reshape(-1, 64) / 16, x_test.reshape(-1, 64) / 16

pixels = Input(shape=(64,), name="pixels")
like = Likeness(40, name="like")(pixels)
digit = layers.Dense(10, activation="softmax", name="digit")(like)
model = Model(pixels, digit, name="by_example")
model.summary()

model.get_layer("like").set_weights([x_train[:40], np.full(40, 10.0)])
model.compile(optimizer=nnlite.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=32, epochs=40, verbose=0)
loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
print(f"{accuracy:.1%} of {len(y_test)} held-back digits are read correctly.")

# %% [markdown]
# Did the examples learn, or only the layer behind? Nobody wrote a gradient, but they have moved:

# %%
examples, sharpness = model.get_layer("like").get_weights()
print(f"A pixel of an example moved by {np.abs(examples - x_train[:40]).mean():.3f} on average.")
print(f"Sharpness was 10.0 and is now {sharpness.min():.1f} to {sharpness.max():.1f}.")

# %% [markdown]
# ## A layer made of layers
#
# Layers kept in attributes are found by themselves: their weights count, train and are saved. This one mixes what comes
# in with what `Dense` makes of it. A gate between 0 and 1, one for each number, decides how much of which.


# %%
@nnlite.saving.register_keras_serializable(package="tutorial")
class Gated(layers.Layer):
    """y = gate · new + (1 - gate) · x: a way past a layer that the layer itself opens and closes."""

    def build(self, input_shape):
        width = input_shape[-1]
        self.new = layers.Dense(width, activation="relu", name="new")
        self.gate = layers.Dense(width, activation="sigmoid", bias_initializer=nnlite.initializers.Constant(-1.0),
                                 name="gate")
        self.new.build(input_shape)
        self.gate.build(input_shape)

    def call(self, inputs):
        gate = self.gate(inputs)
        return gate * self.new(inputs) + (1 - gate) * inputs


h = layers.Dense(32, activation="relu", name="narrow")(pixels)
for number in (1, 2, 3):
    h = Gated(name=f"gated_{number}")(h)
deep = Model(pixels, layers.Dense(10, activation="softmax", name="digit")(h), name="deep")
deep.summary()
print([weight.path for weight in deep.get_layer("gated_1").weights])

# %% [markdown]
# `Gated` has no `__init__` of its own, so nothing to add to its configuration. Each has twice 32 · 32 + 32 parameters.
# (The curve needs matplotlib: `pip install "nnlite[plot]"`.)

# %%
deep.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
history = deep.fit(x_train, y_train, batch_size=32, epochs=20, verbose=0, validation_data=(x_test, y_test))
axes = history.plot("accuracy")
print(f"{history.history['val_accuracy'][-1]:.1%}")

# %% [markdown]
# ## Saved and loaded again
#
# A `.keras` file holds the configurations and the weights. The first make the layers, the second fill them. (It needs
# h5py: `pip install "nnlite[keras]"`.) Whether it worked is quickly checked: the answers before and after must be the
# same.

# %%
for saved in (model, deep):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.keras")
        saved.save(path)
        again = nnlite.models.load_model(path)
    same = np.array_equal(saved.predict(x_test, verbose=0), again.predict(x_test, verbose=0))
    print(f"{again.name:10} {[type(layer).__name__ for layer in again.layers]}, same answers: {same}")

# %% [markdown]
# ## Try it
#
# 1. Delete the line with `set_weights`: start from the initializer. How good is the model after 40 epochs now? Why?
# 2. Let `get_config` say `self.units + 1`, save and load. Read the message: who found out, and how?
# 3. Give `Gated` an argument `activation` and pass it on to `new`. Which methods do you need now?
