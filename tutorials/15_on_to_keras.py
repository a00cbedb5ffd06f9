# %% [markdown]
# # The way on to Keras
#
# nnlite is small on purpose: no pictures with millions of pixels, no graphics card, no convolutions. When you need
# those you go on to Keras. You need not learn anything anew: the code is the same, and so are the files. Nothing here
# needs Keras; the lines that do are shown as text, for the day when you have it. Saving whole models needs h5py:
# `pip install "nnlite[keras]"`.
#
# ## One line changes
#
# Everything below is written with the name `keras`. Today that name means nnlite. With `import keras` instead, the same
# lines run in Keras 3.

# %%
import json
import zipfile

import h5py
import numpy as np

import nnlite as keras  # the one line: with Keras installed, write `import keras`
from nnlite.datasets import digits

# %%
keras.utils.set_random_seed(15)

(x_train, y_train), (x_test, y_test) = digits.load_data()
x_train, x_test = x_train.reshape(-1, 64) / 16, x_test.reshape(-1, 64) / 16

pixels = keras.Input(shape=(64,), name="pixels")
h = keras.layers.Dense(32, activation="relu", name="hidden")(pixels)
h = keras.layers.BatchNormalization(name="steady")(h)
digit = keras.layers.Dense(10, activation="softmax", name="digit")(h)
model = keras.Model(pixels, digit, name="reader")
model.summary()

# %%
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=32, epochs=10, verbose=0)
loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
print(f"{accuracy:.1%} of {len(y_test)} held-back digits are read correctly.")

# %% [markdown]
# ## One file
#
# `save` writes a `.keras` file into the current folder. It is a zip archive of three files. What would you put into it,
# to be able to make the model again somewhere else?

# %%
model.save("reader.keras")
with zipfile.ZipFile("reader.keras") as archive:
    print(sorted(archive.namelist()))
    config = json.loads(archive.read("config.json"))

# %% [markdown]
# `metadata.json` says who wrote the file, and when. `config.json` is the drawing: each layer's class, its
# configuration, and what it was called on. No Python code is in it, and none is run when it is loaded.

# %%
for layer in config["config"]["layers"]:
    print(f"{layer['class_name']:18} {layer['config']['name']:7} {layer['config'].get('units', '')}")
print("compiled with", config["compile_config"]["optimizer"]["class_name"], "and", config["compile_config"]["loss"])

# %% [markdown]
# `model.weights.h5` holds the arrays: those of the layers, and what the optimizer remembers, so that training can go on
# where it stopped. Predict: how many arrays has `steady`, and which of them does training not change?

# %%
with zipfile.ZipFile("reader.keras") as archive, archive.open("model.weights.h5") as file, h5py.File(file) as weights:
    arrays = {}
    weights.visititems(lambda path, item: arrays.update({path: item.shape}) if isinstance(item, h5py.Dataset) else None)
for path, shape in arrays.items():
    if path.startswith("layers"):
        print(f"{path:35} {shape}")
print(sum(path.startswith("optimizer") for path in arrays), "arrays of the optimizer")

# %% [markdown]
# `steady` has four: gamma and beta, which are trained, and a mean and a variance that follow the data. For each trained
# array Adam keeps two, its momentum and its velocity; with six trained arrays that is twelve, and the number of steps
# and the learning rate make fourteen.
#
# ## Loaded again
#
# The answers must be the same, to the last bit.

# %%
again = keras.models.load_model("reader.keras")
print("same answers:", np.array_equal(model.predict(x_test, verbose=0), again.predict(x_test, verbose=0)))
again.fit(x_train, y_train, batch_size=32, epochs=1, verbose=0)
print("steps so far:", int(again.optimizer.iterations))

# %% [markdown]
# 10 epochs of 45 steps, and one more. The optimizer has not forgotten.
#
# ## And now in Keras
#
# With `pip install keras tensorflow`, in the same folder:
#
# ```python
# import keras
# from nnlite.datasets import digits
#
# _, (x_test, y_test) = digits.load_data()
# model = keras.models.load_model("reader.keras")
# model.summary()
# model.evaluate(x_test.reshape(-1, 64) / 16, y_test)    # the accuracy from above
# model.save("back.keras")                               # and nnlite loads this one
# ```
#
# Between the two libraries the probabilities agree to about six decimals, not to the last bit: sums are taken in
# another order.
#
# ## Weights alone
#
# Often the code is there already and only the numbers travel. A `.weights.h5` file does that, for a model that was
# built in the same way; so do plain arrays.

# %%
model.save_weights("reader.weights.h5")
twin = keras.models.clone_model(model)
twin.load_weights("reader.weights.h5")
print("by file:  ", np.array_equal(model.predict(x_test, verbose=0), twin.predict(x_test, verbose=0)))

third = keras.Model.from_config(model.get_config())
third.set_weights(model.get_weights())
print("by arrays:", np.array_equal(model.predict(x_test, verbose=0), third.predict(x_test, verbose=0)))

# %% [markdown]
# ## What is different there
#
# * The table of `summary` and the progress bar look different. The numbers in them are the same.
# * The same seed gives other random numbers, so other first weights.
# * `model.program`, `history.plot`, the pictures in notebooks, `nnlite.datasets` and `.weights.npz` files are nnlite's.
# * Small models run much slower there. Large ones are what it is made for, and it can use a graphics card.
# * Much more is there: convolutions, recurrent layers, attention. `SUPPORTED.md` lists what nnlite has not.
#
# ## Try it
#
# 1. Take another tutorial and replace `nnlite` by `keras` in it, except in `nnlite.datasets`. What has to go?
# 2. Open `config.json` in an editor, change `"relu"` to `"tanh"`, put it back into the archive and load it. How many
#    digits does the model read now, with weights that were learned for another activation?
# 3. With Keras installed: load `reader.keras` there, train for five epochs, save, and load it here again.
