# exercise: 04-from-a-table
from nnlite import Input, Model, layers

ROWS = [
    ("hidden", lambda: layers.Dense(24, activation="elu", name="hidden"), ["chemistry"]),
    ("squeezed", lambda: layers.Dense(4, use_bias=False, name="squeezed"), ["place"]),
    ("joined", lambda: layers.Concatenate(name="joined"), ["hidden", "squeezed"]),
    ("scaled", lambda: layers.BatchNormalization(name="scaled"), ["joined"]),
    ("quality", lambda: layers.Dense(1, activation="relu", name="quality"), ["scaled"]),
]


def build():
    tensors = {"chemistry": Input((11,), name="chemistry"), "place": Input((5,), name="place")}
    for name, make, reads in ROWS:
        read = [tensors[one] for one in reads]
        tensors[name] = make()(read if len(read) > 1 else read[0])
    return Model([tensors["chemistry"], tensors["place"]], tensors["quality"])
