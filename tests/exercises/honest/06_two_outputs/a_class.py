# exercise: 06-two-outputs
from nnlite import Input, Model, layers


class Shop(Model):
    def __init__(self, kinds):
        visitor = Input((20,), name="visitor")
        trunk = layers.Dense(32, activation="relu")(visitor)
        age, work = layers.Dense(1, name="age")(trunk), layers.Dense(kinds, activation="softmax", name="work")(trunk)
        super().__init__(visitor, {"age": age, "work": work})
        self.kinds = kinds


def build():
    shop = Shop(5)
    shop.compile("adam", loss={"age": "mse", "work": "categorical_crossentropy"},
                 loss_weights={"work": 1.0, "age": 0.01})
    return shop
