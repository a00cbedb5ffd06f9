# %% [markdown]
# # Shared layers
#
# Two handwritten digits lie side by side. Which one is larger? Whoever can read the left one can read the right one:
# it would be a waste to learn reading twice. In a drawing a layer is a function, so it can be called twice. It has one
# set of weights, and both calls use it.

# %%
import numpy as np

import nnlite
from nnlite import Input, Model, layers
from nnlite.datasets import digits

nnlite.utils.set_random_seed(7)

# %% [markdown]
# ## The data
#
# Pairs of digits, drawn by lot; pairs of equal digits are thrown away. The target is 1 where the left one is larger.
# Nobody will tell the model which digits it sees.

# %%
(x_train, y_train), (x_test, y_test) = digits.load_data()
x_train, x_test = x_train.reshape(-1, 64) / 16, x_test.reshape(-1, 64) / 16


def pairs(x, y, count, seed):
    """Two pictures a sample, and whether the left one shows the larger digit."""
    left, right = np.random.default_rng(seed).integers(len(x), size=(2, count))
    different = y[left] != y[right]
    left, right = left[different], right[different]
    return {"left": x[left], "right": x[right]}, (y[left] > y[right]).astype("float32")[:, None]


few, few_answers = pairs(x_train, y_train, 500, seed=1)
unseen, unseen_answers = pairs(x_test, y_test, 2000, seed=2)
print({name: array.shape for name, array in few.items()}, few_answers.shape)

# %% [markdown]
# ## One scorer, called twice
#
# `hidden` and `score` make one number of a picture. Both are called on the left and on the right picture. The
# difference of the two numbers decides: far above 0 means left, far below means right, and `sigmoid` makes it a
# probability. Before you run it: `hidden` has 64 · 32 + 32 parameters, `score` 33. How many has the whole model?


# %%
def build(shared):
    """The comparing model, and its scorer; without sharing the right picture has layers of its own."""
    left, right = Input(shape=(64,), name="left"), Input(shape=(64,), name="right")
    hidden, score = layers.Dense(32, activation="relu", name="hidden"), layers.Dense(1, name="score")
    left_score = score(hidden(left))
    if shared:
        right_score = score(hidden(right))
    else:
        right_score = layers.Dense(1, name="score_2")(layers.Dense(32, activation="relu", name="hidden_2")(right))
    difference = layers.subtract([left_score, right_score], name="difference")
    larger = layers.Activation("sigmoid", name="left_is_larger")(difference)
    return Model([left, right], larger, name="shared" if shared else "separate"), Model(left, left_score)


model, scorer = build(shared=True)
model.summary()

# %% [markdown]
# 2,113: the layers are counted once. In the last column `hidden` reads two tensors. Each call is a *node* of the
# graph: `hidden[0][0]` is what its first call gave, `hidden[1][0]` what its second gave. Both have shape (None, 32).

# %%
model

# %% [markdown]
# ## Two calls, one gradient
#
# A weight that is used twice moves the loss in two ways. Its gradient is the sum of both. We can see it with plain SGD,
# which changes a weight by -rate · gradient. Take a model with separate layers that start from the same numbers, and
# let both models take one step. The shared kernel must move as far as the other two together.

# %%
separate, _ = build(shared=False)
for name in ("hidden", "score"):
    for layer in (separate.get_layer(name), separate.get_layer(f"{name}_2")):
        layer.set_weights(model.get_layer(name).get_weights())



def kernel(model, name):
    """The kernel of a layer, as an array of its own."""
    return model.get_layer(name).get_weights()[0]


start = kernel(model, "hidden")
for either in (model, separate):
    either.compile(optimizer=nnlite.optimizers.SGD(learning_rate=0.1), loss="binary_crossentropy")
    either.train_on_batch(few, few_answers)

shared_move = kernel(model, "hidden") - start
left_move, right_move = kernel(separate, "hidden") - start, kernel(separate, "hidden_2") - start
for row in (10, 20, 30):
    print(f"from pixel {row}: left {left_move[row, 0]:.6f}, right {right_move[row, 0]:.6f}, "
          f"shared {shared_move[row, 0]:.6f}")
print("shared = left + right:", np.allclose(shared_move, left_move + right_move, atol=1e-6))

# %% [markdown]
# ## What does sharing buy?
#
# Half of the weights, and every picture teaches them, on whichever side it lies. That should matter most where there
# are few examples. Each accuracy is the mean of three seeds, on pairs of digits that nobody has seen.

# %%
means = {}
for count in (200, 500, 2000):
    x, answers = pairs(x_train, y_train, count, seed=1)
    for shared in (True, False):
        accuracies = []
        for seed in range(3):
            nnlite.utils.set_random_seed(seed)
            model, scorer = build(shared)
            model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
            model.fit(x, answers, batch_size=32, epochs=40_000 // count, verbose=0)
            accuracies.append(model.evaluate(unseen, unseen_answers, verbose=0)[1])
        means[count, shared] = np.mean(accuracies)
        print(f"{count:5,} pairs, {model.name:8} {model.count_params():,} parameters: {np.mean(accuracies):.1%}")

# %% [markdown]
# There is a second gift. Exchange left and right, and the difference of the scores changes its sign. The two
# probabilities add up to 1, whatever the weights are: the model cannot contradict itself. The one with separate layers
# can.

# %%
exchanged = {"left": unseen["right"], "right": unseen["left"]}
for shared in (True, False):
    nnlite.utils.set_random_seed(0)
    model, scorer = build(shared)
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    model.fit(few, few_answers, batch_size=32, epochs=80, verbose=0)
    both = model.predict(unseen, verbose=0) + model.predict(exchanged, verbose=0)
    contradictions = np.mean((model.predict(unseen, verbose=0) > 0.5) == (model.predict(exchanged, verbose=0) > 0.5))
    print(f"{model.name:8} the two probabilities add up to {both.min():.3f} … {both.max():.3f}; "
          f"{contradictions:.1%} of the answers contradict each other")

# %% [markdown]
# ## The scorer by itself
#
# `scorer` ends at the left score: a model cut out of the same drawing, with the same weights. It has only ever been
# told "this one is larger", never what a digit is. What score does it give to a 0, a 1, … a 9? Guess before you run it.

# %%
nnlite.utils.set_random_seed(0)
model, scorer = build(shared=True)
model.compile(optimizer="adam", loss="binary_crossentropy")
model.fit(*pairs(x_train, y_train, 8000, seed=1), batch_size=32, epochs=10, verbose=0)
scores = scorer.predict(x_test, verbose=0)[:, 0]
mean_scores = [scores[y_test == digit].mean() for digit in range(10)]
for digit, mean in enumerate(mean_scores):
    print(f"{digit}  {mean:5.1f}")

# %% [markdown]
# Nobody told it a single digit. From comparisons alone it has put them in order, or very nearly.
#
# ## Try it
#
# 1. After training, print `model.get_layer("score").get_weights()[1]`, the bias of the shared score. Train longer. Why
#    does it not move? (Write down score(left) - score(right).)
# 2. Ask another question: are the two digits equal? Take `nnlite.ops.abs(code(left) - code(right))` of two shared codes
#    with 16 numbers, and a `Dense(1, activation="sigmoid")` on it. Does sharing still win? Measure.
# 3. Compare three digits: which is the largest? Call the scorer three times, `concatenate` the scores and finish
#    with `layers.Softmax()`. How many parameters has that model?
