# exercise: 06-two-outputs
from nnlite import Input, Model, layers, losses, optimizers


def build():
    visitor = Input((20,), name="visitor")
    trunk = layers.Dense(32, activation="relu", name="trunk")(visitor)
    heads = [layers.Dense(5, activation="softmax", name="work")(trunk), layers.Dense(1, name="age")(trunk)]
    model = Model(visitor, heads)
    model.compile(optimizer=optimizers.Adam(1e-3),
                  loss={"work": losses.CategoricalCrossentropy(), "age": losses.MeanSquaredError()},
                  loss_weights={"work": 1, "age": 0.01},
                  metrics={"work": ["accuracy"], "age": ["mae"]})
    return model
