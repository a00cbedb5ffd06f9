# exercise: 09-inception-block
from nnlite import Input, Model, layers


def build(features=10, branches=((8,), (4, 6), (3, 7, 5))):
    x, joined = Input((features,)), None
    for number, widths in enumerate(branches):
        h = x
        for depth, units in enumerate(widths):
            h = layers.Dense(units, name=f"branch_{number}_{depth}")(h)
            h = layers.Activation("relu")(h)
        joined = h if joined is None else layers.concatenate([joined, h])
        print(number, joined.shape)
    return Model([x], [joined])
