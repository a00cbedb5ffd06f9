# exercise: 06-two-outputs
# %% [markdown]
# # One trunk, two heads
#
# A shop knows 20 numbers about each visitor. It wants two answers at once: the age in years, and which of 5 kinds of
# work the visitor does. Both heads read the same trunk, so what one of them learns helps the other.
#
#                                                 +-> Dense 1           -> age (None, 1)
#     visitor (None, 20) -> Dense 32, relu -------+
#                                                 +-> Dense 5, softmax  -> work (None, 5)
#
# Each head needs a loss of its own: the mean squared error for `age`, the categorical crossentropy for `work`. A
# squared error of years is easily 100, a crossentropy about 1.6: weigh `age` with 0.01 and `work` with 1, by name.
#
# Predict: what does the trunk learn for `work` if `age` keeps its weight of 1?

# %%
from nnlite import Input, Model, layers


def build():
    """The model of the drawing, compiled; its input is `visitor`, its outputs are `age` and `work`."""
    # TODO: one Input, the trunk, two heads with names, one Model, compile with dicts
    return None


# %%
if __name__ == "__main__":
    model = build()
    if model is not None:
        model.summary()
        print(model.output_names)
