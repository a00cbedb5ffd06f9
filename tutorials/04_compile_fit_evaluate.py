# %% [markdown]
# # 4. Compile, fit, evaluate
#
# A new network knows nothing: its weights are random. Three calls change that. `compile` says **how** to learn, `fit`
# learns, `evaluate` asks whether it worked. A list and a drawing use the same three calls.

# %%
import numpy as np

import nnlite
from nnlite import Input, Model, layers

nnlite.utils.set_random_seed(1)

(x_train, y_train), (x_test, y_test) = nnlite.datasets.digits.load_data()
x_train, x_test = x_train.reshape(-1, 64) / 16, x_test.reshape(-1, 64) / 16
print("to learn from", x_train.shape, y_train.shape, " held back", x_test.shape, y_test.shape)

# %% [markdown]
# The pixels were 0 to 16. Divided by 16 they lie between 0 and 1, where the random weights of a new layer work well.
# The 360 digits that are *held back* never take part in learning. They are the exam.

# %%
pixels = Input(shape=(64,), name="pixels")
x = layers.Dense(32, activation="relu")(pixels)
x = layers.Dense(32, activation="relu")(x)
digit = layers.Dense(10, activation="softmax", name="digit")(x)
model = Model(pixels, digit, name="reader")

# %% [markdown]
# ## compile: three decisions
#
# * **loss**: one number that says how wrong the network is. Learning makes it smaller. The answer here is one of ten
#   classes, and the labels are whole numbers (3, not `[0, 0, 0, 1, …]`): `sparse_categorical_crossentropy`.
# * **optimizer**: how a weight is changed once it is known which way is down. `rmsprop` and `adam` are good
#   beginnings.
# * **metrics**: numbers for you. Learning does not look at them.

# %%
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])

# %% [markdown]
# ## Before any learning
#
# The loss of one digit is -ln(p), where p is the probability that the network gives to the right answer. A network
# that knows nothing gives each of ten answers about 0.1. **What will the loss be about? And the accuracy?**

# %%
loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
print(f"loss {loss:.1f}, accuracy {accuracy:.0%}   (-ln 0.1 = {-np.log(0.1):.1f})")

# %% [markdown]
# ## fit: learn in small steps
#
# `fit` takes 32 digits (a *batch*), computes the loss, finds out for each weight which way is down, and moves all
# weights a little. Then come the next 32. Once through all digits is an *epoch*. **How many steps has an epoch of
# 1,437 digits?** 1,437 / 32 = 44.9, so 45. The last batch is smaller.

# %%
model.fit(x_train, y_train, batch_size=32, epochs=1, verbose=0)
_, after_one_epoch = model.evaluate(x_test, y_test, verbose=0)
print(f"after 1 epoch, {int(model.optimizer.iterations)} steps: accuracy {after_one_epoch:.0%}")

# %% [markdown]
# A second `fit` goes on where the first one stopped. Without `batch_size` a batch is 32. `validation_data` is
# evaluated after each epoch, and `verbose=2` prints a line an epoch. (We look at the exam here, and decide nothing by
# it. Tutorial 11 has data of its own for that.)

# %%
history = model.fit(x_train, y_train, epochs=5, validation_data=(x_test, y_test), verbose=2)

# %% [markdown]
# The loss falls on both sides. We can afford more epochs. `fit` returns a `History`, a dictionary of lists in
# `history.history`. A notebook shows it as a table with small curves.

# %%
history = model.fit(x_train, y_train, epochs=24, validation_data=(x_test, y_test), verbose=0)
history

# %% [markdown]
# ## evaluate: the exam

# %%
loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
print(f"{accuracy:.0%} of {len(x_test)} held-back digits are read correctly")

# %% [markdown]
# ## predict: what does it say to one digit?
#
# Ten probabilities. They add up to 1, because the last layer is a softmax. `argmax` finds the largest.

# %%
answers = model.predict(x_test, verbose=0)
print("shape", answers.shape, " the first is a", answers[0].argmax(), " in truth a", y_test[0])
print(f"sum of its ten probabilities: {answers[0].sum():.3f}")

# %% [markdown]
# Always look at the mistakes. Here is the one of which the network was most certain. Would you have read it right?

# %%
certainty = answers.max(axis=1) * (answers.argmax(axis=1) != y_test)
worst = certainty.argmax()
print(f"read as {answers[worst].argmax()} with {certainty[worst]:.0%}, in truth {y_test[worst]}")
for row in (x_test[worst] * 16).astype(int).reshape(8, 8):
    print("    " + "".join(" .oO@"[pixel // 4] * 2 for pixel in row))

# %% [markdown]
# ## What really runs
#
# This is one step of `fit`, as a list of kernels. Find the three parts: **forward** to the loss, **backward** from the
# loss to a gradient for each weight, and the **update**. Tutorial 13 does these three by hand. (A column is cut off
# here to fit the page. `print(model.program(batch_size=32))` shows it: what each step reads.)

# %%
for line in str(model.program(batch_size=32)).splitlines():
    print(line[:95].rstrip())

# %% [markdown]
# ## Try it
#
# 1. Leave out `/ 16`. What is the loss before any learning, and what is it after the same 30 epochs?
# 2. Make `batch_size` 1,437. How many steps has an epoch now? How good is the network after 30 of them, and why?
# 3. `nnlite.utils.to_categorical(y_train)` turns 3 into `[0, 0, 0, 1, …]`. Use it as the target. Which loss do you
#    need now? What does nnlite say if you keep the old one?
