# exercise: 04-from-a-table
from nnlite import Input, Model, layers


def branch(tensor, units, name, **options):
    return layers.Dense(units, activation="tanh", name=name, **options)(tensor)


def build():
    place = Input((5,), name="place")
    chemistry = Input((11,), name="chemistry")
    joined = layers.Concatenate(axis=-1, name="joined")(
        [branch(chemistry, 24, "hidden"), branch(place, 4, "squeezed", use_bias=False)])
    scaled = layers.BatchNormalization(momentum=0.9, epsilon=1e-5, name="scaled")(joined)
    model = Model(inputs=[place, chemistry], outputs=[layers.Dense(1, "sigmoid", name="quality")(scaled)])
    model.compile("sgd", "mse")
    return model


build().summary()
