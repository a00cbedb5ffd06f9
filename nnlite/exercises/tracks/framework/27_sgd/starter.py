# exercise: 27-sgd
# %% [markdown]
# # Gradient descent, plain and with momentum
#
# An optimizer takes the gradients and makes every weight a little better. Plain SGD takes a step against the gradient:
#
#     value = value - learning_rate · gradient
#
# With momentum it is a ball that rolls downhill. Each array has a velocity, which begins with zeros. The velocity is
# brought up to date first, then the value moves by it (so does Keras):
#
#     velocity = momentum · velocity - learning_rate · gradient
#     value = value + velocity
#
# | name       | what it is                                                        |
# | ---------- | ----------------------------------------------------------------- |
# | values     | a list of arrays: all weights of a model, each of its own shape   |
# | gradients  | a list of arrays, of the same shapes in the same order            |
# | velocities | a list of arrays, likewise                                        |
#
# Both functions **return lists of new arrays**. They change none of the arrays they get: no `-=` on an argument.
#
# Predict: the gradient is 1 in every step, the learning rate 0.1, momentum 0.9. How long is the second step? And the
# hundredth, about?
#
# Use NumPy only.

# %%
import numpy as np


def sgd(values, gradients, learning_rate):
    """The list of new values after one plain step."""
    # TODO: go through both lists at once
    return


def sgd_momentum(values, gradients, velocities, learning_rate, momentum):
    """Two lists, after one step with momentum: the new values, and the new velocities."""
    # TODO: the new velocities first, then the values; return both lists
    return


# %%
if __name__ == "__main__":
    values, velocities = [np.zeros(2)], [np.zeros(2)]
    for step in range(1, 6):
        result = sgd_momentum(values, [np.ones(2)], velocities, 0.1, 0.9)
        if result is not None:
            values, velocities = result
            print(step, values[0], velocities[0])
