# exercise: 06-two-outputs
from nnlite import Input, Model, layers, ops


def build():
    visitor = Input((20,), name="visitor")
    trunk = layers.Dense(32, activation="relu")(visitor)
    age, work = layers.Dense(1, name="age")(trunk), layers.Dense(5, activation="softmax", name="work")(trunk)
    model = Model(visitor, [age, work])
    model.compile("rmsprop", loss={"age": lambda t, p: ops.mean((t - p) ** 2, axis=-1),
                                   "work": "categorical_crossentropy"},
                  loss_weights={"age": 0.01, "work": 1.0})
    return model
