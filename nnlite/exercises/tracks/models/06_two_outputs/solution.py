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
    visitor = Input((20,), name="visitor")
    trunk = layers.Dense(32, activation="relu")(visitor)
    age = layers.Dense(1, name="age")(trunk)
    work = layers.Dense(5, activation="softmax", name="work")(trunk)
    model = Model(visitor, [age, work])
    model.compile("rmsprop", loss={"age": "mse", "work": "categorical_crossentropy"},
                  loss_weights={"age": 0.01, "work": 1.0})
    return model


# %%
if __name__ == "__main__":
    model = build()
    if model is not None:
        model.summary()
        print(model.output_names)
