# exercise: 06-two-outputs
# %%
from nnlite import Input, Model, layers


def build():
    """The model of the drawing, compiled; its input is `visitor`, its outputs are `age` and `work`."""
    visitor = Input((20,), name="visitor")
    trunk = layers.Dense(32, activation="relu")(visitor)
    age = layers.Dense(1, name="age")(trunk)
    work = layers.Dense(5, activation="sigmoid", name="work")(trunk)
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

# says: Which activation makes one choice of five?
