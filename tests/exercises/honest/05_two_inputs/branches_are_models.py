# exercise: 05-two-inputs
import nnlite as nn


def branch(features, units):
    return nn.Sequential([nn.Input((features,)), nn.layers.Dense(units, "relu")])


def build():
    ins = [nn.Input((64,), name="picture"), nn.Input((6,), name="facts")]
    outs = [branch(64, 16)(ins[0]), branch(6, 8)(ins[1])]
    return nn.Model(ins, nn.layers.Dense(1, "sigmoid", name="answer")(nn.layers.concatenate(outs)), name="clinic")


if __name__ == "__main__":
    build().summary()
