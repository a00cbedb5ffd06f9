# %% [markdown]
# # 10. Models as layers
#
# A model can be called on a tensor, just like a layer. So you can build large networks from parts that are networks
# themselves, train them together, and use each part alone afterwards. Here two parts squeeze a digit into 8 numbers
# and unfold it again. The pictures need matplotlib: `pip install "nnlite[plot]"`.

# %%
import matplotlib.pyplot as plt
import numpy as np

import nnlite
from nnlite import Input, Model, layers

nnlite.utils.set_random_seed(1)
(x_train, y_train), (x_test, y_test) = nnlite.datasets.digits.load_data()
x_train, x_test = x_train.reshape(-1, 64) / 16, x_test.reshape(-1, 64) / 16

# %% [markdown]
# ## Two parts
#
# The **encoder** turns 64 pixels into 8 numbers, the *code*. The **decoder** turns 8 numbers into 64 pixels. The
# pixels lie between 0 and 1, and so does a sigmoid.

# %%
pixels = Input(shape=(64,), name="pixels")
x = layers.Dense(64, activation="relu")(pixels)
encoder = Model(pixels, layers.Dense(8, name="code")(x), name="encoder")

code = Input(shape=(8,), name="code_in")
x = layers.Dense(64, activation="relu")(code)
decoder = Model(code, layers.Dense(64, activation="sigmoid", name="picture")(x), name="decoder")

print("encoder", encoder.input.shape, "->", encoder.output.shape, encoder.count_params(), "parameters")
print("decoder", decoder.input.shape, "->", decoder.output.shape, decoder.count_params(), "parameters")

# %% [markdown]
# ## The whole
#
# Call one after the other. **How many rows will the table have, and what is the total?**

# %%
digit = Input(shape=(64,), name="digit")
autoencoder = Model(digit, decoder(encoder(digit)), name="autoencoder")
autoencoder.summary()

# %% [markdown]
# Each part is one row, with all its parameters. `expand_nested=True` opens the parts, in the table and in the picture.

# %%
nnlite.utils.plot_model(autoencoder, to_file=None, show_shapes=True, show_layer_names=True,
                        expand_nested=True)

# %% [markdown]
# ## Learning without labels
#
# The target is the input itself. 64 numbers do not fit through 8, so the parts have to find out what is worth telling
# about a digit. To judge the error we need something to compare with: the error of someone who always draws the mean
# of all digits.

# %%
autoencoder.compile(optimizer="adam", loss="mse")
autoencoder.fit(x_train, x_train, epochs=60, verbose=0)
error = autoencoder.evaluate(x_test, x_test, verbose=0)
no_learning = np.mean((x_test - x_train.mean(axis=0)) ** 2)
print(f"mean squared error {error:.3f}, always the mean {no_learning:.3f}")

# %% [markdown]
# ## The parts alone
#
# The parts have learned inside the whole, because a nested model is not a copy: they *are* its weights. Let the
# encoder make codes and the decoder draw them. Above the digits, below what is left of them after 8 numbers.


# %%
def show(*rows):
    """Draw rows of pictures below each other."""
    down, across = len(rows), len(rows[0])
    _, grid = plt.subplots(down, across, figsize=(across, down), squeeze=False)
    for axes, picture in zip(grid.flat, np.concatenate(rows), strict=True):
        axes.imshow(picture.reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
        axes.axis("off")


codes = encoder.predict(x_test, verbose=0)
drawn = decoder.predict(codes, verbose=0)
print(x_test.shape, "-> encoder ->", codes.shape, "-> decoder ->", drawn.shape)
show(x_test[:10], drawn[:10])

# %% [markdown]
# The decoder draws any code, also one that no digit has. On the way from the code of a 1 to that of a 7:

# %%
way = np.linspace(codes[1], codes[7], 10)
show(decoder.predict(way, verbose=0))

# %% [markdown]
# ## A part in another model
#
# Now use the encoder as the first layer of a reader of digits. Its weights are good already, so we *freeze* them:
# training leaves them alone. **How many parameters remain to be trained?** 8 · 10 weights and 10 biases.

# %%
encoder.trainable = False
digit = Input(shape=(64,), name="digit")
answer = layers.Dense(10, activation="softmax", name="answer")(encoder(digit))
reader = Model(digit, answer, name="reader")
reader.summary()

# %%
before = encoder.get_weights()
reader.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
reader.fit(x_train, y_train, epochs=100, verbose=0)
_, accuracy = reader.evaluate(x_test, y_test, verbose=0)
after = encoder.get_weights()
unchanged = all(np.array_equal(old, new) for old, new in zip(before, after, strict=True))
print(f"{accuracy:.0%} read correctly; the encoder is unchanged: {unchanged}")

# %% [markdown]
# The encoder has never seen a label, and still nine of ten digits can be read from its 8 numbers. A network that may
# learn everything from the labels does better (tutorial 4: 98 %). Freezing is for cases where labels are few and the
# encoder has learned from many more pictures.
#
# ## Many models as one
#
# Five small readers, trained from different random weights, make different mistakes. `average` puts them into one
# model: each answers, and the mean of the answers counts. Will it be better than the best of them?


# %%
def small_reader(seed):
    """A reader with only 8 hidden units."""
    nnlite.utils.set_random_seed(seed)
    pixels = Input(shape=(64,))
    x = layers.Dense(8, activation="relu")(pixels)
    model = Model(pixels, layers.Dense(10, activation="softmax")(x))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, epochs=20, verbose=0)
    return model


readers = [small_reader(seed) for seed in range(5)]
digit = Input(shape=(64,), name="digit")
team = Model(digit, layers.average([one(digit) for one in readers]), name="team")
team.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])

alone = [one.evaluate(x_test, y_test, verbose=0)[1] for one in readers]
together = team.evaluate(x_test, y_test, verbose=0)[1]
print("alone   ", ", ".join(f"{one:.0%}" for one in sorted(alone)))
print(f"together {together:.0%}")

# %%
team

# %% [markdown]
# The team was never trained. `Model` only connected what was there.
#
# ## Try it
#
# 1. Give the code 2 numbers in place of 8. Which digits does the decoder still draw? How large is the error?
# 2. Set `encoder.trainable = True`, compile the reader again and train on. What is the accuracy now, and what has
#    become of the autoencoder's pictures? Why?
# 3. How many readers does the team need? Draw its accuracy for 1, 2, 3, 5 and 10.
