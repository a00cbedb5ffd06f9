# exercise: 22-relu-and-softmax
# %% [markdown]
# # Relu and softmax
#
# Two activations that most classifiers need. Relu keeps what is positive: `max(0, x)`, number by number. Softmax
# turns the numbers of a row, the *logits*, into probabilities: `p[n, j] = exp(z[n, j]) / Σₖ exp(z[n, k])`.
#
# | name    | shape            |                              |
# | ------- | ---------------- | ---------------------------- |
# | x       | any              | relu(x) has the same         |
# | z       | (batch, classes) | one row of logits per sample |
# | softmax | (batch, classes) | each row adds up to 1        |
#
# There is a trap: `exp(800)` is too large for a float, it becomes `inf`, and `inf / inf` is `nan`. One `nan` in a
# batch spoils every weight of a model, so a framework must not make it. What stays the same in a row of probabilities
# if you take the same number away from all its logits? Guess softmax of [1, 2, 3] and of [1001, 1002, 1003] before
# you run this.
#
# Use NumPy only, and leave x and z as they are: return new arrays.

# %%
import numpy as np


def relu(x):
    """max(0, x), number by number."""
    return np.maximum(x, 0)


def softmax(z):
    """The probabilities of each row of z, also for very large logits."""
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


# %%
if __name__ == "__main__":
    print(relu(np.array([-2.0, 0.0, 3.0])))
    print(softmax(np.array([[1.0, 2.0, 3.0], [1001.0, 1002.0, 1003.0]])))
