# %% [markdown]
# # 8. A residual block
#
# More layers can compute more. So is a deep network better than a shallow one? Here you build one with 41 hidden
# layers, watch it learn nothing at all, find out why, and repair it with one addition per block.

# %%
import nnlite
from nnlite import Input, Model, layers

(x_train, y_train), (x_test, y_test) = nnlite.datasets.digits.load_data()
x_train, x_test = x_train.reshape(-1, 64) / 16, x_test.reshape(-1, 64) / 16

# %% [markdown]
# ## Two blocks
#
# A plain block is two layers, one after the other. The residual block has the same two layers and a *shortcut*: what
# came in is added to what comes out.
#
#     plain:     x -> Dense -> Dense -> relu
#     residual:  x -> Dense -> Dense -> + -> relu
#                |______________________|
#
# A block is a function: tensor in, tensor out. `layers.add` needs two tensors of the same shape, because it adds
# number to number. That is why every layer in the block has the width of `x`.


# %%
def plain_block(x):
    inside = layers.Dense(32, activation="relu")(x)
    inside = layers.Dense(32)(inside)
    return layers.Activation("relu")(inside)


def residual_block(x):
    inside = layers.Dense(32, activation="relu")(x)
    inside = layers.Dense(32)(inside)
    return layers.Activation("relu")(layers.add([x, inside]))


# %% [markdown]
# ## One block, looked at
#
# **How many parameters does the shortcut cost?** Two Dense layers 32 → 32 have 2 · (32 · 32 + 32) = 2,112. Adding has
# nothing to learn.

# %%
x = Input(shape=(32,), name="x")
one = Model(x, residual_block(x), name="one_block")
one.summary()

# %%
nnlite.utils.plot_model(one, to_file=None, show_shapes=True, show_layer_names=True)

# %% [markdown]
# ## Twenty blocks
#
# The network is a first layer, 20 blocks and a last layer. The two versions differ in nothing but the additions. **How
# many parameters?** 64 · 32 + 32 = 2,080, 20 · 2,112 = 42,240 and 330: together 44,650, for both.


# %%
def build(block, blocks=20):
    nnlite.utils.set_random_seed(1)     # the same random weights for both
    pixels = Input(shape=(64,), name="pixels")
    x = layers.Dense(32, activation="relu", name="first")(pixels)
    for _ in range(blocks):
        x = block(x)
    model = Model(pixels, layers.Dense(10, activation="softmax", name="digit")(x))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


plain, residual = build(plain_block), build(residual_block)
print("plain   ", len(plain.layers), "layers,", plain.count_params(), "parameters")
print("residual", len(residual.layers), "layers,", residual.count_params(), "parameters")

# %% [markdown]
# Ten epochs each, on real digits. Guessing would be right in 10 % of the cases. **What do you expect?**

# %%
plain_history = plain.fit(x_train, y_train, epochs=10, verbose=0)
residual_history = residual.fit(x_train, y_train, epochs=10, verbose=0)
plain_accuracy = plain.evaluate(x_test, y_test, verbose=0)[1]
residual_accuracy = residual.evaluate(x_test, y_test, verbose=0)[1]
print(f"plain:    {plain_accuracy:.0%} of the held-back digits")
print(f"residual: {residual_accuracy:.0%}")

# %% [markdown]
# The plain network guesses. It has not got stuck late, it has not learned at all: its loss has stayed at ln 10 = 2.3,
# that of a network that knows nothing. The other one reads about nine of ten digits.

# %%
plain_history = plain.fit(x_train, y_train, epochs=10, verbose=0)
residual_history = residual.fit(x_train, y_train, epochs=10, verbose=0)
plain_accuracy = plain.evaluate(x_test, y_test, verbose=0)[1]
residual_accuracy = residual.evaluate(x_test, y_test, verbose=0)[1]
print(f"plain:    {plain_accuracy:.0%} of the held-back digits")
print(f"residual: {residual_accuracy:.0%}")

# %% [markdown]
# The plain network guesses. It has not overlearned or got stuck late, it has not learned at all: its loss has stayed
# at ln 10 = 2.3, that of a network that knows nothing. The other one reads more than nine of ten digits.

# %%
plain_history

# %%
residual_history

# %% [markdown]
# ## Why? Forwards: the digits become alike
#
# Take two new networks and look inside, with models cut out of the graph. How much do the 32 numbers after a block
# differ from digit to digit? If they do not differ, the last layer cannot tell a 3 from an 8.


# %%
def difference(model, layer):
    """How much the outputs of a layer differ between digits, on average."""
    inside = Model(model.input, model.layers[layer].output).predict(x_test, verbose=0)
    return inside.std(axis=0).mean()


plain, residual = build(plain_block), build(residual_block)
print("after block     plain  residual")
for number in (1, 5, 10, 20):
    in_plain = difference(plain, 1 + 3 * number)
    in_residual = difference(residual, 1 + 4 * number)
    print(f"{number:11}  {in_plain:8.1e}  {in_residual:8.1e}")

# %% [markdown]
# A plain block has 3 layers, a residual one 4, so block `n` ends at layer 1 + 3 · n or 1 + 4 · n. In the plain network
# every block makes the differences smaller, because each relu throws away what is negative. After 20 blocks nothing is
# left. The shortcut carries `x` past the two layers, whatever they do to it.
#
# ## Why? Backwards: nothing to learn from
#
# A weight learns from its gradient: how much does the loss change if the weight changes a little? `GradientTape`
# watches a computation and tells. Ask for the kernels of the first layer and the last.


# %%
def gradient_sizes(model):
    """The mean size of the gradient for the first layer's kernel and the last layer's."""
    loss_of = nnlite.losses.SparseCategoricalCrossentropy()
    with nnlite.GradientTape() as tape:
        loss = loss_of(y_train[:256], model(x_train[:256], training=True))
    kernels = [model.get_layer("first").kernel, model.get_layer("digit").kernel]
    return [float(abs(gradient.numpy()).mean()) for gradient in tape.gradient(loss, kernels)]


plain_first, plain_last = gradient_sizes(plain)
residual_first, residual_last = gradient_sizes(residual)
print(f"plain:    first layer {plain_first:.1e}, last layer {plain_last:.1e}")
print(f"residual: first layer {residual_first:.1e}, last layer {residual_last:.1e}")

# %% [markdown]
# The last layer's gradient is what comes in times the error. In the plain network almost nothing comes in. For the
# first layer, the error has to go back through 40 layers, and each shrinks it as it shrank the digits on their way
# forwards.
#
# An addition hands a gradient on unchanged, to both sides. So along the shortcuts the error reaches the first layer
# without being multiplied by any weight. A block then only has to learn what is to be *changed* in `x`.
#
# ## How deep is too deep?
#
# The same comparison for fewer blocks.

# %%
print("blocks  plain  residual")
for blocks in (1, 2, 5, 10):
    results = []
    for block in (plain_block, residual_block):
        model = build(block, blocks)
        model.fit(x_train, y_train, epochs=10, verbose=0)
        results.append(model.evaluate(x_test, y_test, verbose=0)[1])
    print(f"{blocks:6}  {results[0]:5.0%}  {results[1]:8.0%}")

# %% [markdown]
# To be honest about it: with one block the shortcut makes no difference, and for these small pictures twenty residual
# blocks are worse than one. A shortcut does not make a network clever. It makes a deep one trainable, so that you can
# have depth where a task needs it.
#
# ## Try it
#
# 1. Give the plain network 50 epochs in place of 10. Does patience help? Look at its gradients again before you
#    answer.
# 2. Let the block go from 32 to 48 units. What does `layers.add` say? Repair it with a `Dense(48)` on the shortcut.
#    How many parameters does the shortcut cost now?
# 3. Put `layers.BatchNormalization()` before each relu of the plain block. Does that repair it as well? Watch the loss
#    for 10 epochs, and for 40.
