# exercise: 13-models-as-layers
# %% [markdown]
# # A model is a layer
#
# Everything that can be called on a tensor can stand in a model: layers, and models too. Here one encoder serves two
# tasks. Who trains it for one of them changes it for both; that is how a large model, trained once, is used again.
#
#     encoder:     (None, features) --> Dense 2 · size, relu --> Dense size --> (None, size)
#
#     classifier:  (None, features) --> encoder --> Dense classes, softmax --> (None, classes)
#
#     comparer:    left  (None, features) --> encoder --+
#                                                       +-- join (None, 2 · size) --> Dense 1, sigmoid --> (None, 1)
#                  right (None, features) --> encoder --+
#
# Predict: how many numbers do the classifier and the comparer learn that the encoder does not already have?

# %%
from nnlite import Input, Model, layers


def make_encoder(features=40, size=6):
    """The encoder of the drawing, a model."""
    # TODO: an Input, two Dense layers, a Model
    return None


def make_classifier(encoder, classes=4):
    """A model that calls `encoder`; `encoder.input_shape` is (None, features)."""
    # TODO: an Input as wide as the encoder's, the encoder called on it, one Dense
    return None


def make_comparer(encoder):
    """A model with the inputs `left` and `right` that calls `encoder` on both."""
    # TODO: two Inputs, the encoder called twice, join, one Dense
    return None


# %%
if __name__ == "__main__":
    encoder = make_encoder()
    if encoder is not None:
        for model in (encoder, make_classifier(encoder), make_comparer(encoder)):
            if model is not None:
                model.summary()
