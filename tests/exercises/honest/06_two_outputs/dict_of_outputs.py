# exercise: 06-two-outputs
import nnlite
from nnlite import layers


def build():
    x = nnlite.Input((20,), name="visitor")
    h = layers.ReLU()(layers.Dense(32)(x))
    model = nnlite.Model(x, {"age": layers.Dense(1)(h), "work": layers.Softmax()(layers.Dense(5)(h))})
    model.compile("sgd", loss={"age": "mean_squared_error", "work": "categorical_crossentropy"},
                  loss_weights={"age": 0.01, "work": 1.0})
    return model


build().summary()
