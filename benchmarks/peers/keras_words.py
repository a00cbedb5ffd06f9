"""The jobs in Keras's words, for any library that understands them."""

import tempfile
import tracemalloc
from functools import partial

from benchmarks import data
from benchmarks.memory import growth, resident, traced

METRICS = ["accuracy", "top_k_categorical_accuracy", "categorical_crossentropy"]
NEVER = 10**9  # the callbacks watch, and find no reason to act


class KerasWords:
    """The jobs with a library that has Keras's names: `KerasWords(nnlite)`, `KerasWords(keras)`."""

    def __init__(self, keras):
        self.keras = keras

    def notes_model(self, metrics=None):
        """The notes' model, compiled as the notes compile it."""
        keras, layers = self.keras, self.keras.layers
        inputs = keras.Input(shape=(64,))
        x = layers.Dense(32, activation="relu")(inputs)
        x = layers.Dense(32, activation="relu")(x)
        model = keras.Model(inputs, layers.Dense(10, activation="softmax")(x))
        model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=metrics)
        return model

    def mnist_model(self):
        keras, layers = self.keras, self.keras.layers
        inputs = keras.Input(shape=(784,))
        x = layers.Dense(512, activation="relu")(inputs)
        x = layers.Dense(512, activation="relu")(x)
        model = keras.Model(inputs, layers.Dense(10, activation="softmax")(x))
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
        return model

    def branches_model(self):
        keras, layers = self.keras, self.keras.layers
        left, right, side = (keras.Input(shape=(width,)) for width in (32, 32, 16))
        shared = layers.Dense(64, activation="relu")
        beside = layers.Dense(32, activation="relu")(side)
        x = layers.Concatenate()([shared(left), shared(right), beside])
        x = layers.Dense(64, activation="relu")(x)
        model = keras.Model([left, right, side], [layers.Dense(10, activation="softmax")(x), layers.Dense(1)(x)])
        model.compile(optimizer="adam", loss=["sparse_categorical_crossentropy", "mse"])
        return model

    def residual_model(self):
        keras, layers = self.keras, self.keras.layers
        inputs = x = keras.Input(shape=(data.RESIDUAL_WIDTH,))
        for _ in range(data.RESIDUAL_BLOCKS):
            x = layers.Add()([x, layers.Dense(data.RESIDUAL_WIDTH, activation="relu")(x)])
        model = keras.Model(inputs, layers.Dense(data.CLASSES, activation="softmax")(x))
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
        return model

    def embedding_model(self):
        keras, layers = self.keras, self.keras.layers
        words = keras.Input(shape=(data.SENTENCE,), dtype="int64")
        x = layers.GlobalAveragePooling1D()(layers.Embedding(data.WORDS, data.WORD_WIDTH)(words))
        model = keras.Model(words, layers.Dense(data.CLASSES, activation="softmax")(x))
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
        return model

    def notes_step(self, clock):
        run = fit(self.notes_model(), *data.notes(), data.NOTES_BATCH)
        return {"step": clock.per_unit(run, data.NOTES_STEPS, least=20)}

    def notes_first_fit(self, clock):
        x, y = data.notes()

        def build_and_fit():
            fit(self.notes_model(), x, y, data.NOTES_BATCH)(data.NOTES_EPOCHS)

        return {"fit": [clock.once(build_and_fit)]}

    def one_row(self, clock):
        model, row = self.notes_model(), data.notes()[0][:1]
        predict = partial(model.predict, row, verbose=0)
        return {"predict": clock.per_call(predict), "call": clock.per_call(model, row)}

    def mnist_mlp(self, clock):
        run = fit(self.mnist_model(), *data.mnist(), data.MNIST_BATCH)
        return {"step": clock.per_unit(run, data.MNIST_STEPS)}

    def branches(self, clock):
        *inputs, labels, numbers = data.branches()
        run = fit(self.branches_model(), inputs, [labels, numbers], data.BRANCHES_BATCH)
        return {"step": clock.per_unit(run, data.BRANCHES_STEPS, least=10)}

    def residual(self, clock):
        run = fit(self.residual_model(), *data.residual(), data.RESIDUAL_BATCH)
        return {"step": clock.per_unit(run, data.RESIDUAL_STEPS)}

    def embedding(self, clock):
        run = fit(self.embedding_model(), *data.bag(), data.BAG_BATCH)
        return {"step": clock.per_unit(run, data.BAG_STEPS)}

    def full_fit(self, clock):
        callbacks = self.keras.callbacks
        with tempfile.TemporaryDirectory() as folder:
            watching = [callbacks.EarlyStopping(patience=NEVER), callbacks.ReduceLROnPlateau(patience=NEVER),
                        callbacks.CSVLogger(f"{folder}/log.csv")]
            run = fit(self.notes_model(METRICS), *data.notes(), data.NOTES_BATCH,
                      validation_data=data.notes_held_back(), callbacks=watching)
            return {"step": clock.per_unit(run, data.NOTES_STEPS, least=20)}

    def memory_growth(self, clock):
        model, (x, y) = self.notes_model(), data.notes()
        predicting = growth(resident, partial(model.predict, x[:1], verbose=0), 100_000)
        tracemalloc.start()
        training = growth(traced, partial(model.train_on_batch, x[:128], y[:128]), 10_000)
        tracemalloc.stop()
        return {"training": [training], "predicting": [predicting]}


def fit(model, x, y, batch_size, **more):
    """A function of the number of epochs."""
    return lambda epochs: model.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=0, **more)
