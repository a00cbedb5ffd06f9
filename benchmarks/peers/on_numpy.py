"""A floor for large layers: the eight matrix products of a training step by NumPy's BLAS, and nothing else."""

import numpy as np

from benchmarks import data


def mnist_mlp(clock):
    draw = np.random.default_rng(0)
    products = []
    for position, (inputs, units) in enumerate(data.MNIST_LAYERS):
        x, w, dy = (draw.random(shape, dtype=np.float32)
                    for shape in ((data.MNIST_BATCH, inputs), (inputs, units), (data.MNIST_BATCH, units)))
        products += [(x, w, np.empty_like(dy)), (x.T, dy, np.empty_like(w))]
        if position:  # nobody asks for the gradient of the data
            products.append((dy, w.T, np.empty_like(x)))

    def run(steps):
        for _ in range(steps):
            for left, right, out in products:
                np.dot(left, right, out=out)

    return {"step": clock.per_unit(run, least=20)}
