# exercise: 26-crossentropy-backward
# %% [markdown]
# # Softmax and crossentropy, backwards in one step
#
# The end of a classifier is softmax and crossentropy. You could go backwards through one and then the other; a
# framework takes both at once, because together they are simpler, and because 1 / p of a p that was rounded to 0
# never appears.
#
# | name                       | shape            |                                                    |
# | -------------------------- | ---------------- | -------------------------------------------------- |
# | z                          | (batch, classes) | logits                                             |
# | t                          | (batch, classes) | one 1 in each row, the rest are 0                  |
# | crossentropy_backward(z, t) | (batch, classes) | the gradient of the **mean** loss of the batch by z |
#
# For one sample the loss is `log Σₖ exp(z[k]) - z[right]`. What is the derivative of the first part by z[j]? It is an
# old acquaintance, with a name that begins with p. The second part gives 1 for the right class, and 0 for the others.
# The loss of a batch is the mean over its samples: what does that do to every gradient?
#
# Predict: a model gives [0.2, 0.7, 0.1] and the first class is right. Which logit should grow, which shrink most, and
# what do the three gradients add up to?
#
# Use NumPy only. Logits can be as large as 1,000.

# %%
import numpy as np


def crossentropy_backward(z, t):
    """The gradient of the mean crossentropy of softmax(z) and t, by z."""
    # TODO: the probabilities, without an overflow; then what they are too high or too low by; then the mean
    return


# %%
if __name__ == "__main__":
    print(crossentropy_backward(np.log([[0.2, 0.7, 0.1]]), np.array([[1.0, 0.0, 0.0]])))
