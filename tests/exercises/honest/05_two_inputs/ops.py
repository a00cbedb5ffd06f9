# exercise: 05-two-inputs
from nnlite import Input, Model, layers, ops


def build():
    picture, facts = Input((64,), name="picture"), Input((6,), name="facts")
    joined = ops.concatenate([ops.relu(layers.Dense(16)(picture)), ops.relu(layers.Dense(8)(facts))], axis=1)
    return Model(inputs=[picture, facts], outputs=ops.sigmoid(layers.Dense(1)(joined)))
