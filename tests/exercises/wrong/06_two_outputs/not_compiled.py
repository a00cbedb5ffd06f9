# exercise: 06-two-outputs
# %%
from nnlite import Input, Model, layers


def build():
    """The model of the drawing, compiled; its input is `visitor`, its outputs are `age` and `work`."""
    visitor = Input((20,), name="visitor")
    trunk = layers.Dense(32, activation="relu")(visitor)
    age = layers.Dense(1, name="age")(trunk)
    work = layers.Dense(5, activation="softmax", name="work")(trunk)
    model = Model(visitor, [age, work])
    return model


# %%
if __name__ == "__main__":
    model = build()
    if model is not None:
        model.summary()
        print(model.output_names)

# says: Which method takes the losses?
