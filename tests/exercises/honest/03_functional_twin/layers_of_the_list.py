# exercise: 03-functional-twin
# The layers of the list themselves, called once more.
from nnlite import Input, Model, Sequential, layers


def sequential(units=32):
    return Sequential([
        Input((64,)),
        layers.Dense(units, activation="relu"),
        layers.Dense(units, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ])


def functional(units=32):
    x = Input((64,))
    y = x
    for layer in sequential(units).layers:
        y = layer(y)
    return Model(x, y)


if __name__ == "__main__":
    functional().summary()
