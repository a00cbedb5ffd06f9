"""Random drawings: a seed decides which layers and ops are called on which tensors, the same ones for either library.

A move is a row of the tables below: a function of the library and of one tensor (or two of one shape). Moves keep
numbers small and stay away from what has no gradient, so that what two libraries compute can be compared.
"""

import math

import numpy as np

LARGEST = 24  # numbers a sample: what grows beyond is narrowed by a Dense layer
ANY = {
    "arithmetic": lambda k, x: 2 * x - x / 3 + 1,
    "from the right": lambda k, x: 1.5 - x,
    "minus": lambda k, x: -x,
    "division": lambda k, x: 1 / (2 + x * x),
    "power": lambda k, x: k.ops.tanh(x) ** 2,
    "array": lambda k, x: x * np.linspace(-1, 1, x.shape[-1], dtype="f"),
    "where number": lambda k, x: k.ops.where(x > 0.1, x, 0.3 * x),
    "logical": lambda k, x: k.ops.where(k.ops.logical_and(x > -1, x <= 0.5), x, k.ops.sin(x)),
    "cast bool": lambda k, x: x * k.ops.cast(x < 0.2, "float32"),
    "cast int": lambda k, x: x + k.ops.cast(k.ops.cast(3 * k.ops.tanh(x), "int32"), "float32"),
    "mean": lambda k, x: x - k.ops.mean(x, axis=-1, keepdims=True),
    "sum": lambda k, x: k.ops.sum(x, axis=1, keepdims=True),
    "max": lambda k, x: x + k.ops.max(x, axis=-1, keepdims=True),
    "min": lambda k, x: k.ops.min(x, axis=1, keepdims=True) * 0.5 + x,
    "variance": lambda k, x: x / (1 + k.ops.var(x, axis=-1, keepdims=True)),
    "logsumexp": lambda k, x: x - k.ops.logsumexp(x, axis=-1, keepdims=True),
    "std": lambda k, x: k.ops.std(k.ops.concatenate([x, x * x + 1], axis=-1), axis=-1, keepdims=True),
    "norm": lambda k, x: x / k.ops.norm(1 + x * x, axis=-1, keepdims=True),
    "share of ones": lambda k, x: x + k.ops.mean(x > 0.2, axis=1, keepdims=True),
    "argmax": lambda k, x: x * (k.ops.expand_dims(k.ops.argmax(x, axis=-1), -1) + 1),
    "one_hot": lambda k, x: x * k.ops.one_hot(k.ops.argmax(x, axis=-1), x.shape[-1]),
    "sort": lambda k, x: k.ops.sort(x, axis=-1),
    "top_k": lambda k, x: k.ops.top_k(x, k=1)[0] - x,
    "remainder": lambda k, x: x % 1.5 - x // 0.7,
    "not or": lambda k, x: k.ops.where(~((x > 0.5) | (x < -0.2)), 2.0, x),
    "stop": lambda k, x: x * k.ops.stop_gradient(k.ops.sigmoid(x)),
    "cumsum": lambda k, x: k.ops.cumsum(x, axis=1),
    "exp": lambda k, x: k.ops.exp(k.ops.clip(x, -3, 1)),
    "tanh": lambda k, x: k.ops.tanh(x),
    "sqrt": lambda k, x: k.ops.sqrt(k.ops.abs(x) + 0.1),
    "log": lambda k, x: k.ops.log(k.ops.square(x) + 0.5),
    "abs": lambda k, x: abs(x) - 0.5,
    "clip": lambda k, x: k.ops.clip(x, -0.7, 0.9),
    "softmax": lambda k, x: k.ops.softmax(x, axis=1),
    "log_softmax": lambda k, x: k.ops.log_softmax(x),
    "every other": lambda k, x: x[:, ::2],
    "from the end": lambda k, x: x[..., -2:],
    "tile": lambda k, x: k.ops.tile(x, [1] * (len(x.shape) - 1) + [2]),
    "there and back": lambda k, x: k.ops.squeeze(k.ops.moveaxis(x[:, None] + 0.1, 1, -1), -1),
    "take_along_axis": lambda k, x: k.ops.take_along_axis(x, k.ops.argsort(-x, axis=-1), axis=-1),
    "split in all": lambda k, x: [part * 0.9 for part in k.ops.split(x, x.shape[1], axis=1)][:2],
    "first two": lambda k, x: x[:, 0:2],
    "backwards": lambda k, x: x[..., ::-1],
    "flip": lambda k, x: k.ops.flip(x, axis=1),
    "roll": lambda k, x: k.ops.roll(x, 1, axis=-1),
    "repeat": lambda k, x: k.ops.repeat(x, 2, axis=1),
    "take": lambda k, x: k.ops.take(x, [x.shape[-1] - 1, 0, 0], axis=-1),
    "pad": lambda k, x: k.ops.pad(x, [[0, 0]] * (len(x.shape) - 1) + [[1, 0]], constant_values=0.25),
    "split": lambda k, x: k.ops.split(x, [1], axis=-1)[-1] if x.shape[-1] > 1 else k.ops.split(x, 1, axis=-1)[0],
    "outer": lambda k, x: k.ops.matmul(k.ops.reshape(x, (-1, x.shape[1], math.prod(x.shape[2:]))),
                                       k.ops.reshape(x, (-1, math.prod(x.shape[2:]), x.shape[1]))),
    "reversed with itself": lambda k, x: k.ops.concatenate([x, x[:, ::-1]], axis=1),
    "relu": lambda k, x: k.ops.relu(x),
    "Activation": lambda k, x: k.layers.Activation("gelu")(x),
    "ReLU": lambda k, x: k.layers.ReLU(negative_slope=0.1)(x),
    "PReLU": lambda k, x: k.layers.PReLU()(x),
    "ELU": lambda k, x: k.layers.ELU(0.5)(x),
    "Softmax": lambda k, x: k.layers.Softmax()(x),
    "Rescaling": lambda k, x: k.layers.Rescaling(0.5, 0.1)(x),
    "Identity": lambda k, x: k.layers.Identity()(x),
    "Flatten": lambda k, x: k.layers.Flatten()(x),
    "Reshape": lambda k, x: k.layers.Reshape((-1, 1))(x),
    "Dropout": lambda k, x: k.layers.Dropout(0.5)(x),
    "GaussianNoise": lambda k, x: k.layers.GaussianNoise(0.5)(x),
    "BatchNormalization": lambda k, x: k.layers.BatchNormalization(epsilon=0.1)(x),
    "GroupNormalization": lambda k, x: k.layers.GroupNormalization(1, epsilon=0.1)(x),
    "frozen": lambda k, x: k.layers.BatchNormalization(epsilon=0.1)(x, training=False),
    "not trained": lambda k, x: k.layers.Dense(3, trainable=False)(x),
    "Lambda": lambda k, x: k.layers.Lambda(halved)(x),
    "LayerNormalization": lambda k, x: k.layers.LayerNormalization(epsilon=0.1)(x),
    "RMSNormalization": lambda k, x: k.layers.RMSNormalization(epsilon=0.1)(x),
    "UnitNormalization": lambda k, x: k.layers.UnitNormalization()(k.ops.sigmoid(x)),
    "Dense relu": lambda k, x: k.layers.Dense(3, "relu")(x),
    "Dense tanh": lambda k, x: k.layers.Dense(4, "tanh", use_bias=False)(x),
    "EinsumDense": lambda k, x: k.layers.EinsumDense("...x,xy->...y", 3, bias_axes="y")(x),
}
SEQUENCE = {  # (batch, steps, features)
    "transpose": lambda k, x: k.ops.transpose(x, (0, 2, 1)),
    "swapaxes": lambda k, x: k.ops.swapaxes(x, 1, -1),
    "to a row": lambda k, x: k.ops.reshape(x, (-1, x.shape[1] * x.shape[2])),
    "last step": lambda k, x: x[:, -1],
    "one feature": lambda k, x: x[:, :, 0],
    "mean of steps": lambda k, x: k.ops.mean(x, axis=1),
    "max of features": lambda k, x: k.ops.max(x, axis=-1),
    "unstack": lambda k, x: sum(k.ops.unstack(x, axis=1)),
    "mean of both": lambda k, x: x - k.ops.mean(x, axis=(1, 2), keepdims=True),
    "dot": lambda k, x: k.ops.dot(x, k.ops.ones((x.shape[-1], 2))),
    "gram": lambda k, x: k.ops.einsum("bij,bkj->bik", x, k.ops.tanh(x)),
    "attention": lambda k, x: k.ops.matmul(k.ops.softmax(k.ops.einsum("bij,bkj->bik", x, x)), x),
    "Permute": lambda k, x: k.layers.Permute((2, 1))(x),
    "ZeroPadding1D": lambda k, x: k.layers.ZeroPadding1D((1, 0))(x),
    "UpSampling1D": lambda k, x: k.layers.UpSampling1D(2)(x),
    "GlobalAveragePooling1D": lambda k, x: k.layers.GlobalAveragePooling1D()(x),
    "GlobalMaxPooling1D": lambda k, x: k.layers.GlobalMaxPooling1D()(x),
    "TimeDistributed": lambda k, x: k.layers.TimeDistributed(k.layers.Dense(2))(x),
    "Dot of steps": lambda k, x: k.layers.Dot((2, 2))([x, k.layers.Dense(x.shape[-1])(x)]),
}
ROW = {  # (batch, features)
    "expand_dims": lambda k, x: k.ops.expand_dims(x, 1),
    "newaxis": lambda k, x: x[:, :, None],
    "stack": lambda k, x: k.ops.stack([x, k.ops.cos(x)], axis=1),
    "RepeatVector": lambda k, x: k.layers.RepeatVector(2)(x),
    "outer by einsum": lambda k, x: k.ops.einsum("bi,bj->bij", x[:, :3], x),
}
PAIR = {  # two of one shape
    "plus": lambda k, x, y: x + y,
    "times": lambda k, x, y: x * k.ops.tanh(y),
    "select": lambda k, x, y: k.ops.where(x > y, x, 0.5 * y),
    "maximum": lambda k, x, y: k.ops.maximum(x, 2 * y),
    "both": lambda k, x, y: k.ops.stack([x, y], axis=-1),
    "side by side": lambda k, x, y: k.ops.concatenate([x, y], axis=1),
    "keywords": lambda k, x, y: k.ops.where(condition=y < 0.4, x1=x, x2=y),
    "Add": lambda k, x, y: k.layers.Add()([x, y, x]),
    "Subtract": lambda k, x, y: k.layers.Subtract()([x, y]),
    "Multiply": lambda k, x, y: k.layers.Multiply()([x, k.ops.sigmoid(y)]),
    "Average": lambda k, x, y: k.layers.Average()([x, y]),
    "Maximum": lambda k, x, y: k.layers.Maximum()([x, 2 * y]),
    "Minimum": lambda k, x, y: k.layers.Minimum()([x, 0.5 - y]),
    "Concatenate": lambda k, x, y: k.layers.Concatenate()([x, y]),
    "Dot": lambda k, x, y: k.layers.Dot(-1)([x, k.ops.tanh(y)]),
    "cosine": lambda k, x, y: k.layers.Dot(1, normalize=True)([k.ops.sigmoid(x), k.ops.exp(-k.ops.abs(y))]),
}
REUSED = {  # made once a drawing for every shape, then shared
    "Dense": lambda k, shape: k.layers.Dense(3, "sigmoid"),
    "as wide": lambda k, shape: k.layers.Dense(shape[-1], "tanh"),
    "Sequential": lambda k, shape: k.Sequential([k.Input(shape), k.layers.Dense(3, "tanh"), k.layers.Dense(2)]),
    "residual": lambda k, shape: residual(k, k.Input(shape)),
    "branches": lambda k, shape: branches(k, k.Input(shape)),
    "dictionary": lambda k, shape: dictionary(k, k.Input(shape)),
    "pair": lambda k, shape: pair(k, k.Input(shape, name="a"), k.Input(shape, name="b")),
    "inner of inner": lambda k, shape: k.Sequential([k.Input(shape), residual(k, k.Input(shape)), k.layers.Flatten()]),
}


def halved(x):
    return x / 2


def pair(k, a, b):
    """A model of two inputs in a dictionary, and how it is called on one tensor."""
    model = k.Model({"a": a, "b": b}, k.layers.Dense(2)(k.layers.Concatenate()([a - b, k.layers.Dense(3)(b)])))
    return lambda x: model({"a": x, "b": k.ops.tanh(x)})


def residual(k, x):
    """A model with an operation and a layer that is used twice."""
    dense = k.layers.Dense(x.shape[-1], "tanh")
    return k.Model(x, x + dense(dense(x)) * 0.5)


def branches(k, x):
    """A model of two outputs in a list."""
    h = k.layers.Dense(3, "softplus")(x)
    return k.Model([x], [h[..., 0:2], k.layers.LayerNormalization(epsilon=0.1)(h - k.ops.mean(h, 1, keepdims=True))])


def dictionary(k, x):
    """A model of two outputs in a dictionary."""
    h = k.layers.Dense(2)(x)
    return k.Model(x, {"low": k.ops.minimum(h, 0.3), "high": k.layers.Dense(3)(k.ops.tanh(h))})


class Drawing:
    """A drawing in progress: its tensors, which of them nobody has read, its shared layers, the moves made."""

    def __init__(self, k, seed):
        self.k, self.random = k, np.random.default_rng(seed)
        self.tensors, self.unread, self.shared, self.moves = [], [], {}, []
        shapes = [(3,), (4,), (2, 3), (3, 2)]
        self.inputs = [k.Input(shapes[self.random.integers(4)], name=f"in_{position}")
                       for position in range(self.random.integers(1, 4))]
        for x in self.inputs:
            self.add(x)
        if self.random.integers(4) == 0:
            self.inputs.append(k.Input((2,), dtype="int32", name="ids"))
            self.add(k.layers.Embedding(5, 3)(self.inputs[-1]))
            self.add(self.inputs[-1] * 0.5)

    def add(self, x):
        """Keep a tensor for later moves."""
        if math.prod(x.shape[1:]) > LARGEST:
            x = self.k.layers.Dense(3)(x if len(x.shape) < 3 else self.k.ops.mean(x, axis=1))
        self.unread.append(len(self.tensors))
        self.tensors.append(x if len(x.shape) < 4 else self.k.ops.sum(x, axis=1))

    def pick(self, like=None):
        """A tensor, of the shape of another where one is given."""
        places = [i for i, x in enumerate(self.tensors) if like is None or x.shape == like.shape]
        place = places[self.random.integers(len(places))]
        self.unread = [i for i in self.unread if i != place]
        return self.tensors[place]

    def move(self):
        """Call something on something."""
        x = self.pick()
        tables = [ANY, ANY, REUSED, PAIR, SEQUENCE if len(x.shape) == 3 else ROW]
        table = tables[self.random.integers(len(tables))]
        name = list(table)[self.random.integers(len(table))]
        self.moves.append(name)
        if table is REUSED:
            key = name, x.shape[1:]
            if key not in self.shared:
                self.shared[key] = table[name](self.k, x.shape[1:])
            results = self.shared[key](x)
        else:
            results = table[name](self.k, x, *([self.pick(like=x)] if table is PAIR else []))
        results = results.values() if isinstance(results, dict) else results
        for y in results if isinstance(results, list) else [results] if hasattr(results, "shape") else list(results):
            self.add(y)

    def ends(self):
        """What nobody has read, some of it joined, and a last layer."""
        rows = [self.k.layers.Flatten()(self.tensors[i]) for i in self.unread]
        joined = self.k.layers.Concatenate()(rows) if len(rows) > 1 else rows[0]
        ends = [self.k.layers.Dense(2)(joined)] + [self.pick() * 1.0 for _ in range(self.random.integers(0, 3))]
        return ends if len(ends) > 1 else ends[0]


def draw(k, seed):
    """A finished drawing: its inputs and outputs are one tensor, a list or a dictionary."""
    drawing = Drawing(k, seed)
    for _ in range(int(drawing.random.integers(4, 13))):
        drawing.move()
    inputs, outputs = drawing.inputs if len(drawing.inputs) > 1 else drawing.inputs[0], drawing.ends()
    if seed % 3 == 0:
        inputs = {x.name: x for x in drawing.inputs}
        outputs = {f"end_{i}": y for i, y in enumerate(outputs if isinstance(outputs, list) else [outputs])}
    return k.Model(inputs, outputs), drawing.moves
