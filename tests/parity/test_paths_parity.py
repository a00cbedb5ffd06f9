"""Where are the weights of layers in layers? `variable.path` as in Keras."""

import numpy as np
import pytest

keras = pytest.importorskip("keras")

import nnlite  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
X = np.ones((2, 4), "f")


def composite(k):
    """A layer of one's own that holds layers, in a list too, one of them with a `build`."""

    class Inner(k.layers.Layer):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.first = k.layers.Dense(3, name="first")

        def build(self, input_shape):
            self.first.build(input_shape)
            self.scale = self.add_weight(shape=(3,), name="scale")

        def call(self, x):
            return self.first(x) * self.scale

    class Outer(k.layers.Layer):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.inner, self.several = Inner(name="inner"), [k.layers.Dense(2, name="a"), k.layers.Dense(2, name="b")]

        def call(self, x):
            x = self.inner(x)
            for layer in self.several:
                x = layer(x)
            return x

    return Outer(name="outer")


def holding(k):
    class Holding(k.layers.Layer):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.stack = k.Sequential([k.layers.Dense(2, name="c")], name="stack")

        def call(self, x):
            return self.stack(x)

    return Holding(name="holding")


def called(k, layer, shape=(4,)):
    layer(k.Input(shape))
    return layer


def on_arrays(k, layer):
    layer(X)
    return layer


def functional(k):
    x, y = k.Input((4,)), k.Input((4,))
    inner = k.Model(x, k.layers.Dense(3, name="d")(x), name="inner")
    return k.Model(y, composite(k)(inner(y)), name="outside")


def subclassed(k):
    class Own(k.Model):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.norm, self.part = k.layers.BatchNormalization(name="norm"), composite(k)

        def call(self, x):
            return self.part(self.norm(x))

    return on_arrays(k, Own(name="own"))


def built(k):
    inner = k.Sequential([k.layers.Dense(2, name="q")], name="in")
    model = k.Sequential([inner, k.layers.Dense(1, name="r")], name="s")
    model.build((None, 4))
    return model


MAKERS = {
    "a layer of layers": lambda k: called(k, composite(k)), "on arrays": lambda k: on_arrays(k, composite(k)),
    "for every step": lambda k: called(k, k.layers.TimeDistributed(k.layers.Dense(2, name="d"), name="t"), (5, 4)),
    "functional": functional, "subclassed": subclassed, "built": built,
    "sequential": lambda k: k.Sequential([k.Input((4,)), k.layers.Dense(2, name="q")], name="s"),
    "holding a stack": lambda k: called(k, holding(k)),
}


@pytest.mark.parametrize("maker", MAKERS)
def test_paths(maker):
    ours, theirs = ([weight.path for weight in MAKERS[maker](k).weights] for k in (nnlite, keras))
    assert ours == theirs


def unnamed(k):
    """Paths of variables without names, made alone and in two layers of a class."""
    class Layer(k.layers.Layer):
        def build(self, input_shape):
            self.shift, self.scale = self.add_weight(shape=(4,)), self.add_weight(shape=(4,))

        def call(self, x):
            return x * self.scale + self.shift

    k.utils.clear_session()
    alone, layers = k.Variable(X), [Layer(), Layer()]
    for layer in layers:
        layer(X)
    return [variable.path for variable in (alone, *layers[0].weights, *layers[1].weights, k.Variable(X))]


def test_variables_without_names_are_counted():
    assert unnamed(nnlite) == unnamed(keras)
    assert unnamed(nnlite)[1:3] == ["layer/variable_1", "layer/variable_2"]
