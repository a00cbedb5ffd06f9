# exercise: 05-two-inputs
import nnlite
from nnlite.layers import Dense, concatenate


def build():
    inputs = {"picture": nnlite.Input((64,), name="picture"), "facts": nnlite.Input((6,), name="facts")}
    sides = [Dense(n, activation="relu")(t) for n, t in zip((16, 8), inputs.values(), strict=True)]
    model = nnlite.Model(inputs, Dense(1, activation="sigmoid")(concatenate(sides)))
    model.compile("rmsprop", loss="binary_crossentropy")
    print("built")
    return model
