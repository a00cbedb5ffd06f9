# exercise: 28-rmsprop
# %% [markdown]
# # RMSprop: a step size for every number
#
# Some weights get large gradients, some tiny ones; one learning rate for all is too much here and too little there.
# RMSprop remembers for every single number how large its gradients were lately, and divides by that:
#
#     v = rho · v + (1 - rho) · gradient²
#     value = value - learning_rate · gradient / √(v + epsilon)
#
# That is Keras's formula: v begins with zeros, and **epsilon stands inside the root**. Everything is element by
# element.
#
# | name          | what it is                                                       | default |
# | ------------- | ---------------------------------------------------------------- | ------- |
# | values        | a list of arrays: all weights of a model, each of its own shape  |         |
# | gradients     | a list of arrays, of the same shapes in the same order           |         |
# | learning_rate | how long a usual step is                                         | 0.001   |
# | rho           | how slowly v forgets                                             | 0.9     |
# | epsilon       | keeps the root away from 0                                       | 1e-7    |
#
# An optimizer is an object because it has a memory: one v for each array, from step to step. `step` **returns a list of
# new arrays**, and changes none of those it gets.
#
# Predict: in the very first step, one number has the gradient 5 and another one 0.001. How far does each of them move?
#
# Use NumPy only.

# %%
import numpy as np


class RMSprop:
    """Gradient descent in which every gradient is divided by its recent size."""

    def __init__(self, learning_rate=0.001, rho=0.9, epsilon=1e-7):
        self.learning_rate, self.rho, self.epsilon = learning_rate, rho, epsilon
        self.v = None   # the arrays are not known yet

    def step(self, values, gradients):
        """The list of new values after one step."""
        # TODO: zeros for every v in the first step; then bring each v up to date, and move each value
        return


# %%
if __name__ == "__main__":
    optimizer, values = RMSprop(learning_rate=0.1), [np.zeros(2)]
    for _ in range(3):
        values = optimizer.step(values, [np.array([5.0, 0.001])])
        print(values)
        if values is None:
            break
