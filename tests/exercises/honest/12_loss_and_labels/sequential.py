# exercise: 12-loss-and-labels
import nnlite
from nnlite import layers
from nnlite.losses import binary_crossentropy, categorical_crossentropy, sparse_categorical_crossentropy

TABLE = dict(digits=(64, 10, layers.Softmax, sparse_categorical_crossentropy),  # noqa: C408
             species=(4, 3, layers.Softmax, categorical_crossentropy),
             spam=(20, 1, lambda: layers.Activation("sigmoid"), binary_crossentropy),
             tags=(30, 6, lambda: layers.Activation("sigmoid"), binary_crossentropy))


def maker(name):
    def make():
        inputs, units, activation, loss = TABLE[name]
        model = nnlite.Sequential([nnlite.Input((inputs,)), layers.Dense(units), activation()])
        model.compile(optimizer="sgd", loss=loss)
        return model
    return make


digits, species, spam, tags = (maker(name) for name in TABLE)
