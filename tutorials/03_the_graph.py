# %% [markdown]
# # 3. The graph behind a model
#
# `Model(pixels, digit)` gets two tensors and knows all the layers between them. How? There is no magic in it. We build
# the trick ourselves in twenty lines, then look at the real one, and then we break it.

# %%
import nnlite
from nnlite import Input, Model, layers

nnlite.utils.set_random_seed(1)

# %% [markdown]
# ## The trick in twenty lines
#
# A tensor remembers **who made it** and **from what**. That is all. To find a model, start at the output and ask each
# tensor for its parents, until you reach the inputs.


# %%
class Tensor:
    def __init__(self, maker, parents=()):
        self.maker, self.parents = maker, parents


def call(name, *parents):
    """Calling a layer: a new tensor that remembers."""
    return Tensor(name, parents)


def between(inputs, tensor, found):
    """Add the names of everything that a tensor needs to a list, parents first."""
    if tensor not in inputs:
        if not tensor.parents:
            raise ValueError(f"nobody can compute {tensor.maker!r}")
        for parent in tensor.parents:
            between(inputs, parent, found)
    if tensor.maker not in found:
        found.append(tensor.maker)
    return found


# %% [markdown]
# A small drawing: the pixels take two ways, and the ways meet again. **In which order will the names come out?** And
# what becomes of `unused`, which nobody reads?

# %%
a = Tensor("pixels")
left = call("left", a)
right = call("right", a)
unused = call("unused", left)
end = call("digit", call("join", left, right))
print(" -> ".join(between([a], end, [])))

# %% [markdown]
# Parents first, each name once, and `unused` is not there: no way leads from `digit` back to it. Such a set of things
# with arrows between them is a *graph*.
#
# ## The real one
#
# The same drawing with nnlite. Predict the rows of the table, their order, and what stands in "Connected to".

# %%
pixels = Input(shape=(64,), name="pixels")
left = layers.Dense(16, activation="relu", name="left")(pixels)
right = layers.Dense(8, activation="tanh", name="right")(pixels)
unused = layers.Dense(500, name="unused")(left)
join = layers.concatenate([left, right], name="join")
digit = layers.Dense(10, activation="softmax", name="digit")(join)
model = Model(pixels, digit, name="two_ways")
model.summary()

# %%
nnlite.utils.plot_model(model, to_file=None, show_shapes=True, show_layer_names=True)

# %% [markdown]
# `join` puts 16 and 8 numbers side by side: 24. So `digit` has 24 · 10 + 10 = 250 parameters. The 8,500 of `unused`
# are not in this model, and training will not touch them.
#
# ## Cut a model out
#
# Any two tensors with a way between them make a model. This one stops at `join`. It has **the same layers**, not
# copies: it is a second window on one graph.

# %%
features = Model(pixels, join, name="features")
print("shapes:", features.input.shape, "->", features.output.shape)
print("the same layer object:", features.get_layer("left") is model.get_layer("left"))
print("numbers in it:", features.count_params(), "of", model.count_params())

# %% [markdown]
# You can also begin in the middle. Then the tensor you begin with becomes the input, and nothing before it is needed.

# %%
head = Model(join, digit, name="head")
print("shapes:", head.input.shape, "->", head.output.shape, " numbers:", head.count_params())

# %% [markdown]
# ## A graph that does not hang together
#
# `stranger` has the right shape, but nobody ever called a layer on it. **Can `digit` be computed from `stranger`?**
# Our twenty lines and nnlite give the same answer.

# %%
try:
    between([Tensor("stranger")], end, [])
except ValueError as error:
    print("ours:  ", error)

stranger = Input(shape=(64,), name="stranger")
try:
    Model(stranger, digit)
except ValueError as error:
    disconnected = error
    print("nnlite:", error)

# %% [markdown]
# The first sentence is the one that Keras made famous. The others say what it means: which input is missing, on which
# way, and what you probably wanted. The picture shows the break: red is the input that was left out.

# %%
disconnected.graph

# %% [markdown]
# In practice this happens when you call `Input` twice, for example by running a notebook's cell again, and use the new
# tensor for `Model` and the old one for the layers.
#
# ## From the graph to what runs
#
# The graph is walked once, and then it is not needed any more. What remains is a flat list of steps, one after the
# other, each a loop in compiled code. This is all that `predict` does to a batch of 32 digits.

# %%
print(model.program(batch_size=32, training=False))

# %% [markdown]
# ## Try it
#
# 1. Make `unused` part of the model: `Model(pixels, [digit, unused])`. How many parameters has it now?
# 2. Let `right` read from `left` instead of `pixels`. Which numbers of the table change? Draw the graph on paper
#    first.
# 3. Write a function `depth(tensor)` like `between`: the number of layers on the longest way back from a tensor. What
#    does it say for `end`?
