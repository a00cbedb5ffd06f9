# %% [markdown]
# # 11. Callbacks and curves
#
# How long should a network learn? Too short, and it knows little. Too long, and it learns its examples by heart. You
# see it in the *curves*, and a *callback* can act on it while `fit` is running.
#
# The curves need matplotlib: `pip install "nnlite[plot]"`. In a script, `import matplotlib.pyplot as plt` and end with
# `plt.show()`, or you will not see them.

# %%
import nnlite
from nnlite import Input, Model, callbacks, layers

(x_train, y_train), (x_test, y_test) = nnlite.datasets.digits.load_data()
x_train, x_test = x_train.reshape(-1, 64) / 16, x_test.reshape(-1, 64) / 16

# %% [markdown]
# ## Three parts
#
# To see a network learn by heart, give it few examples: 300. Another 300 are for *watching*: the network does not
# learn from them, but we look at them after every epoch and decide by them. So they are no fair exam any more, and for
# that we keep the held-back digits.

# %%
x_learn, y_learn = x_train[:300], y_train[:300]
x_watch, y_watch = watch = x_train[300:600], y_train[300:600]
print("learn", x_learn.shape, " watch", x_watch.shape, " exam", x_test.shape)


# %%
def build():
    """A network that is too large for 300 digits."""
    nnlite.utils.set_random_seed(1)
    pixels = Input(shape=(64,), name="pixels")
    x = layers.Dense(128, activation="relu")(pixels)
    x = layers.Dense(128, activation="relu")(x)
    model = Model(pixels, layers.Dense(10, activation="softmax", name="digit")(x))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


model = build()
print(model.count_params(), "parameters for", len(x_learn), "digits")

# %% [markdown]
# ## Too long
#
# 150 epochs. **Draw what you expect** before you look: one curve for the loss on the digits it learns from, one for
# the loss on those we watch.

# %%
history = model.fit(x_learn, y_learn, validation_data=watch, epochs=150, verbose=0)
axes = history.plot()

# %% [markdown]
# The training loss falls towards 0: the 300 digits are known by heart. The validation loss falls first and then
# *rises*, for more than a hundred epochs. But the validation accuracy stays where it is. How can that be?
#
# ## A callback of your own
#
# A suspicion: the network does not make more mistakes, it becomes more **certain** of them. A callback can find out.
# It is a class with methods that `fit` calls: at the beginning and the end of training, of an epoch, of a batch.
# `self.model` is the model that is being trained.


# %%
class CertaintyOfMistakes(callbacks.Callback):
    """After every epoch: how certain is the model where it is wrong?"""

    def on_train_begin(self, logs=None):
        self.values = []

    def on_epoch_end(self, epoch, logs=None):
        answers = self.model.predict(x_watch, verbose=0)
        wrong = answers.argmax(axis=1) != y_watch
        self.values.append(answers.max(axis=1)[wrong].mean())


certainty = CertaintyOfMistakes()
build().fit(x_learn, y_learn, epochs=150, verbose=0, callbacks=[certainty])
for epoch in (1, 10, 30, 75, 150):
    print(f"epoch {epoch:3}: mistakes are made with a certainty of {certainty.values[epoch - 1]:.0%}")

# %% [markdown]
# The loss punishes exactly that: -ln(p) is small for a doubtful mistake and huge for a certain one.
#
# ## Stop early
#
# `EarlyStopping` watches the validation loss. When it has not become better for `patience` epochs, it stops, and with
# `restore_best_weights` goes back to the best epoch. **After how many of the 150 epochs?** Look at the curves above.

# %%
stopping = callbacks.EarlyStopping(monitor="val_loss", patience=10, restore_best_weights=True)
early = build()
stopped = early.fit(x_learn, y_learn, validation_data=watch, epochs=150, verbose=0,
                    callbacks=[stopping])
axes = stopped.plot("loss")
print(f"stopped after {len(stopped.epoch) / 150:.0%} of the epochs")

# %% [markdown]
# The exam, on digits that took no part in any decision. **What will differ, the accuracy or the loss?**

# %%
for name, one in (("all 150 epochs", model), ("stopped early", early)):
    loss, accuracy = one.evaluate(x_test, y_test, verbose=0)
    print(f"{name:14}  loss {loss:.2f}  accuracy {accuracy:.0%}")

# %% [markdown]
# The same accuracy, a smaller loss, a fraction of the time: stopping early did not make the network read better here.
# It made its probabilities more honest. More examples would help more: with all 1,437, the accuracy is 98 %.
#
# ## Several at once
#
# Callbacks are a list. This one has three: a learning rate that halves when the loss stands still, a file with the
# best weights, and a function that reports now and then. `LambdaCallback` is enough where a class would be too much.


# %%
def report(epoch, logs):
    """A line after every 20 epochs."""
    if (epoch + 1) % 20 == 0:
        print(f"epoch {epoch + 1}: loss {logs['loss']:.3f}, val_loss {logs['val_loss']:.3f}")


tools = [
    callbacks.ReduceLROnPlateau(monitor="val_loss", factor=0.5, patience=5),
    callbacks.ModelCheckpoint("best.weights.npz", monitor="val_loss", save_best_only=True,
                              save_weights_only=True),
    callbacks.LambdaCallback(on_epoch_end=report),
]
model = build()
history = model.fit(x_learn, y_learn, validation_data=watch, epochs=60, verbose=0, callbacks=tools)
rates = history.history["learning_rate"]
print(f"learning rate at first {rates[0]:.1e}, at last {rates[-1]:.1e}")

# %% [markdown]
# The file holds the weights of the best epoch, not of the last. (Keras calls such files `.weights.h5`. nnlite writes
# those, too, with the extra `nnlite[keras]`.) Load them into a model of the same shape:

# %%
best = build()
best.load_weights("best.weights.npz")
print(f"last epoch: {model.evaluate(x_watch, y_watch, verbose=0)[0]:.3f}")
print(f"best epoch: {best.evaluate(x_watch, y_watch, verbose=0)[0]:.3f}")

# %% [markdown]
# ## Try it
#
# 1. Put `layers.Dropout(0.3)` behind both hidden layers. What do the curves of 150 epochs look like now?
# 2. Learn from all of `x_train[:1000]` and watch the rest. Is early stopping still worth it?
# 3. Write a callback that prints one `*` per epoch, longer rows for better accuracy: a curve without matplotlib.
