# exercise: 04-from-a-table
import nnlite
from nnlite.layers import BatchNormalization, Concatenate, Dense


def build():
    c = nnlite.Input(shape=(11,), name="chemistry")
    p = nnlite.Input(shape=(5,), name="place")
    j = Concatenate(name="joined")([Dense(24, name="hidden")(c), Dense(4, use_bias=False, name="squeezed")(p)])
    out = Dense(1, name="quality")(BatchNormalization(name="scaled")(j))
    return nnlite.Model({"place": p, "chemistry": c}, out, name="wine")
