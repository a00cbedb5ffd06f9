# exercise: 08-residual-block
# %% [markdown]
# # A residual block
#
# A block that adds its input to what it computes has to learn only the difference. With weights of zero it passes on
# what it gets, so a hundred of them can stand on each other and the gradient finds its way down. That is a ResNet.
#
#     x (None, features) --+--> Dense units, relu --> Dense features --> + --> relu --> (None, features)
#                          |                                             |
#                          +---------------------------------------------+
#
#     y = relu(x + W2 · relu(W1 · x + b1) + b2)
#
# Predict: why must the second Dense have as many units as x has features?

# %%
from nnlite import Input, Model, layers


def build(features=16, units=32, blocks=1):
    """So many blocks of the drawing, one on the other, each with its own two Dense layers."""
    inputs = Input((features,))
    x = inputs
    for _ in range(blocks):
        h = layers.Dense(units, activation="relu")(x)
        h = layers.Dense(features)(h)
        x = layers.Activation("relu")(layers.add([x, h]))
    return Model(inputs, x)


# %%
if __name__ == "__main__":
    model = build(blocks=2)
    if model is not None:
        model.summary()
