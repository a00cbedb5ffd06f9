# %% [markdown]
# # Two ways to one model
#
# A network can be written as a list of layers, or drawn by calling layers on tensors. The list is shorter; the drawing
# can also branch. Here is one network both ways, and what becomes of it.

# %%
import nnlite
from nnlite import Input, Model, Sequential, layers

nnlite.utils.set_random_seed(1)

# %% [markdown]
# ## As a list
#
# Only the first layer is told how wide a sample is: 64 numbers, the pixels of an 8×8 picture.

# %%
stack = Sequential()
stack.add(layers.Dense(32, activation="relu", input_shape=(64,)))
stack.add(layers.Dense(32, activation="relu"))
stack.add(layers.Dense(10, activation="softmax"))
stack.summary()

# %% [markdown]
# `None` is the batch: any number of samples. The first layer has 64 · 32 weights and 32 biases: 2,080.

# %%
assert stack.layers[0].count_params() == 64 * 32 + 32

# %% [markdown]
# ## As a drawing
#
# `Input` gives a tensor without numbers. Calling a layer on it gives the next one. `Model` collects everything between.

# %%
pixels = Input(shape=(64,), name="pixels")
hidden = layers.Dense(32, activation="relu")(pixels)
hidden = layers.Dense(32, activation="relu")(hidden)
digit = layers.Dense(10, activation="softmax", name="digit")(hidden)
model = Model(pixels, digit)
model.summary()

# %% [markdown]
# ## A drawing that does not hang together
#
# The output was made from `pixels`; nobody can compute it from another input.

# %%
stranger = Input(shape=(64,), name="stranger")
try:
    Model(stranger, digit)
except ValueError as error:
    print(error)

# %% [markdown]
# ## Learning
#
# Real digits, written by hand. Pixels are 0 to 16; small numbers around 1 learn better, so they are divided by 16.

# %%
(x_train, y_train), (x_test, y_test) = nnlite.datasets.digits.load_data()
x_train, x_test = x_train.reshape(-1, 64) / 16, x_test.reshape(-1, 64) / 16

model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x_train, y_train, batch_size=32, epochs=30, verbose=0)
loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
print(f"{accuracy:.1%} of {len(x_test)} digits that the model has not seen are read correctly.")

# %% [markdown]
# ## What really runs
#
# Training, as a list of kernel steps: forwards for the loss, backwards for the gradients, then the update.

# %%
print(model.program(batch_size=32))
