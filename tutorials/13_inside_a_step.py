# %% [markdown]
# # What happens inside a step
#
# `fit` takes a batch, and afterwards the weights are a little better. What happened in between fits on one page, and it
# is little more than sums and products. We read the page, do the same in NumPy, and compare every number.

# %%
import numpy as np

import nnlite
from nnlite import Input, Model, layers
from nnlite.datasets import penguins

nnlite.utils.set_random_seed(13)

# %% [markdown]
# ## A batch and a model
#
# 32 penguins, four sizes each, brought to mean 0 and spread 1. One `Dense` layer names the species.

# %%
train, _ = penguins.load_data()
sizes = np.stack([train[name] for name in ("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g")], 1)
x = ((sizes - sizes.mean(0)) / sizes.std(0))[:32]
y = train["species"][:32]

known = Input(shape=(4,), name="sizes")
model = Model(known, layers.Dense(3, activation="softmax", name="species")(known), name="one_layer")
model.compile(optimizer=nnlite.optimizers.SGD(learning_rate=0.5), loss="sparse_categorical_crossentropy")
model.summary()

# %% [markdown]
# ## The page
#
# nnlite has translated the drawing into a list of steps, and `program` shows it. (This page is nnlite's own; Keras has
# none.) Each line says which layer, what is done, where the result goes, and what is read. `d kernel` means: how fast
# the loss grows when the kernel grows. How many lines will one layer need?

# %%
print(model.program(batch_size=32))

# %% [markdown]
# Three parts.
#
# * **Forward**, from the sizes to the loss. `matmul + bias` makes z, three numbers a penguin. Softmax makes them
#   probabilities, and the crossentropy of the true species is the loss of that penguin. These two are one line:
#   together they are faster, and safer with large numbers. Then comes the mean over the batch, and a check that the
#   loss is a number at all.
# * **Backward**, from the loss to the weights, in the opposite order.
# * **Update**: every weight takes a step downhill.
#
# ## Forward, by hand

# %%
kernel, bias = model.get_weights()
print("kernel", kernel.shape, "bias", bias.shape)


def forward(kernel, bias):
    """The probabilities and the loss."""
    z = x @ kernel + bias                                     # (32, 4) times (4, 3) is (32, 3)
    e = np.exp(z - z.max(axis=1, keepdims=True))              # the largest becomes exp(0): nothing overflows
    p = e / e.sum(axis=1, keepdims=True)                      # each row sums to 1
    losses = -np.log(p[np.arange(32), y])                     # (32,): of each penguin, how surprised are we?
    return p, losses.mean()


p, loss = forward(kernel, bias)
print(f"by hand {loss:.6f}, nnlite {model.evaluate(x, y, verbose=0):.6f}")

# %% [markdown]
# ## Backward, by hand
#
# Through softmax and crossentropy together the gradient is short: probability minus truth. Where the model says 0.7 for
# the true species, z gets -0.3; where it says 0.2 for a wrong one, 0.2. The mean divides everything by 32.
#
# z = x · kernel + bias is a sum over four sizes. So each kernel number gets its size times the d z that it went into,
# summed over the batch: `matmul, x transposed`. The bias went into every row as it is: `column_sums`.

# %%
truth = np.eye(3)[y]                     # (32, 3): a 1 in the column of the species
d_z = (p - truth) / 32                   # (32, 3)
d_kernel = x.T @ d_z                     # (4, 32) times (32, 3) is (4, 3), the shape of the kernel
d_bias = d_z.sum(axis=0)                 # (3,)
print("shapes:", d_z.shape, d_kernel.shape, d_bias.shape)

# %% [markdown]
# ## Is it right? Ask the loss
#
# A gradient is a promise: push this weight up by a little, and the loss grows by gradient times that little. So push,
# and look. This check works for any model and needs no idea where the gradient came from.

# %%
LITTLE = 1e-4
for row, column in ((0, 0), (1, 2), (3, 1)):
    up, down = kernel.astype("float64"), kernel.astype("float64")
    up[row, column] += LITTLE
    down[row, column] -= LITTLE
    measured = (forward(up, bias)[1] - forward(down, bias)[1]) / (2 * LITTLE)
    print(f"kernel[{row}, {column}]: measured {measured:.6f}, formula {d_kernel[row, column]:.6f}")

# %% [markdown]
# ## Update, by hand, and the comparison
#
# Plain SGD: weight minus rate times gradient. Then nnlite does its step, once, with the same batch.

# %%
by_hand = kernel - 0.5 * d_kernel, bias - 0.5 * d_bias
model.train_on_batch(x, y)
for name, ours, theirs in zip(("kernel", "bias"), by_hand, model.get_weights(), strict=True):
    print(f"{name:6} the same: {np.allclose(ours, theirs, atol=1e-6)}, moved by up to "
          f"{np.abs(theirs - (kernel if name == 'kernel' else bias)).max():.4f}")
print(f"loss before {loss:.4f}, after {model.evaluate(x, y, verbose=0):.4f}")

# %% [markdown]
# That is all. `fit` does it again and again, with other rows.
#
# ## One layer more
#
# What does a hidden layer add to the page? Try to write down the new lines first: two of them go forward or backward
# through the layer, two are for its weights, and one carries the gradient *across* the last layer.

# %%
h = layers.Dense(8, activation="relu", name="hidden")(known)
deeper = Model(known, layers.Dense(3, activation="softmax", name="species")(h), name="two_layers")
deeper.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
print(deeper.program(batch_size=32))

# %% [markdown]
# * `matmul + bias + relu`: three things in one pass over the numbers.
# * `matmul, w transposed`: d hidden = d z · kernelᵀ. Blame flows back along the weights it came by.
# * `relu_gradient`: where ReLU gave 0 nothing passes; elsewhere everything does.
# * nobody computes a gradient of the sizes: no weight lies before them.
# * `adam` is one line for all 67 weights. They lie side by side in one block, and so do their gradients.
#
# The last column counts multiplications. Going backward costs up to twice as many as forward: for each product one more
# for its kernel and, except in the first layer, one for its input.
#
# ## Try it
#
# 1. Do the hidden layer by hand: `d_h = d_z @ kernel.T`, `d_h[h <= 0] = 0`, and from there as above. Compare with
#    `SGD` after one `train_on_batch`.
# 2. Print `model.program(training=False)`, which only predicts. Which lines are gone, and what does softmax do now?
# 3. Replace the loss by `"mse"` with `np.eye(3)[y]` as targets. The two lines of softmax and loss come apart. What is
#    the gradient of softmax alone?
