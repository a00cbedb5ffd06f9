# %% [markdown]
# # 2. Twins: one network, written twice
#
# You can write a network as a **list** of layers, or you can **draw** it by calling layers on tensors. The list is
# shorter. The drawing can do more. Here you write one network both ways and see that it is one network.

# %%
import numpy as np

import nnlite
from nnlite import Input, Model, Sequential, layers

nnlite.utils.set_random_seed(1)

# %% [markdown]
# ## The list
#
# `Sequential` takes layers one after the other. Only the first needs to hear how wide a sample is: 64 numbers, the
# pixels of an 8×8 picture. Every other layer is told by the one before it. (Newer Keras prefers
# `stack.add(Input(shape=(64,)))` as the first line. Both work here.)
#
# **How many numbers will training have to find?** A `Dense` layer has inputs · units weights and units biases. Fill in
# before you look: 64 → 32: ____, 32 → 32: ____, 32 → 10: ____.

# %%
stack = Sequential(name="stack")
stack.add(layers.Dense(32, activation="relu", input_shape=(64,)))
stack.add(layers.Dense(32, activation="relu"))
stack.add(layers.Dense(10, activation="softmax"))
stack.summary()

# %% [markdown]
# 64 · 32 + 32 = 2,080, and 32 · 32 + 32 = 1,056, and 32 · 10 + 10 = 330. Together 3,466.
#
# ## The drawing
#
# `Input` is the tensor to begin with. A layer is a function: call it on a tensor, and the next tensor comes out. You
# may use one variable again and again, as `x` here: it always names the newest tensor.

# %%
pixels = Input(shape=(64,), name="pixels")
x = layers.Dense(32, activation="relu")(pixels)
x = layers.Dense(32, activation="relu")(x)
digit = layers.Dense(10, activation="softmax")(x)
drawing = Model(pixels, digit, name="drawing")
drawing.summary()

# %% [markdown]
# `Model(pixels, digit)` was given two tensors and no layers. It found the layers itself: every tensor knows which
# layer made it, and from what. Tutorial 3 looks at that.
#
# **Which row is new, and why does it have 0 parameters?** The input has become visible. It only holds a place.
#
# ## The picture
#
# In a notebook, a model that stands alone at the end of a cell shows its picture and its table. In a script nothing
# happens; there, `nnlite.utils.plot_model(drawing, "drawing.svg")` writes the picture into a file.

# %%
drawing

# %% [markdown]
# ## Are they the same?
#
# They have the same shapes but not the same numbers: each was filled with random weights of its own. So first they
# disagree. Then we copy the weights.

# %%
(x_train, y_train), _ = nnlite.datasets.digits.load_data()
five = x_train[:5].reshape(5, 64) / 16

before = np.allclose(stack.predict(five, verbose=0), drawing.predict(five, verbose=0))
drawing.set_weights(stack.get_weights())
after = np.allclose(stack.predict(five, verbose=0), drawing.predict(five, verbose=0))
print("same answers before:", before, " after:", after)
print("weights:", [weight.shape for weight in stack.get_weights()])

# %% [markdown]
# ## A list is a drawing, too
#
# `Sequential` makes the same drawing behind the scenes. It has lists of its input tensors and output tensors, of one
# each, and you can go on drawing where it ended. Here a second head grows out of the list's second layer.

# %%
middle = stack.layers[1].output
is_even = layers.Dense(1, activation="sigmoid", name="is_even")(middle)
two_heads = Model(stack.inputs, [*stack.outputs, is_even], name="two_heads")
two_heads.summary()

# %% [markdown]
# The column "Connected to" has appeared, because this is no list any more: two layers read from `dense_1`. No
# `Sequential` can say that. **How many of the 3,499 parameters are new?** Only the 32 + 1 of `is_even`. All others are
# the list's own, not copies: train one model, and the other has learned too.

# %%
nnlite.utils.plot_model(two_heads, to_file=None, show_shapes=True, show_layer_names=True)

# %% [markdown]
# ## Which one to choose?
#
# | your network | write |
# | --- | --- |
# | one input, one output, one layer after another | either; the list is shorter |
# | two inputs, two outputs, a branch, a shortcut, a layer used twice | the drawing |
#
# ## Try it
#
# 1. Give both twins a third hidden layer of 32 units. What is the new total? Work it out first.
# 2. Halve the hidden layers to 16 units. Does that halve the parameters? Why not?
# 3. In the drawing, call the last layer on `pixels` instead of on `x`. What does the table show now, and where have
#    the other two layers gone?
