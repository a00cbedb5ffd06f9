"""From which size on is NumPy's BLAS faster than nnlite's own loops? Measures both, shape by shape.

    python -m benchmarks.crossover

The figure that comes of it is `CROSSOVER` in `nnlite/ops/dense.py`.
"""

import time

import numpy as np

from nnlite._dispatch import kernels

SHAPES = [
    (1, 64, 32), (1, 512, 128), (1, 784, 512), (4, 256, 256), (32, 64, 64), (64, 64, 64), (128, 64, 64), (128, 128, 64),
    (128, 128, 128), (128, 512, 10), (128, 784, 32), (128, 256, 128), (128, 256, 256), (128, 784, 128),
    (256, 256, 256), (128, 512, 512), (128, 784, 512),
]
KINDS = {"x·w": (False, False), "xᵀ·w": (True, False), "x·wᵀ": (False, True)}


def median_time(function, runs=25):
    """Median time of a call in µs."""
    function()
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        function()
        times.append(time.perf_counter() - begin)
    return sorted(times)[runs // 2] * 1e6


def compare(rows, depth, columns, transpose_x, transpose_w):
    """(ours, BLAS) in µs for one shape."""
    random = np.random.default_rng(0)
    x = random.normal(size=(depth, rows) if transpose_x else (rows, depth)).astype("f")
    w = random.normal(size=(columns, depth) if transpose_w else (depth, columns)).astype("f")
    y = np.empty((rows, columns), "f")
    ours = kernels.matmul(x, w, None, y, transpose_x, transpose_w)
    left, right = (x.T if transpose_x else x), (w.T if transpose_w else w)
    return median_time(ours), median_time(lambda: left.dot(right, y))


def main():
    """Print the table."""
    print(f"kernels: {kernels.build}; µs, ours / BLAS")
    print(f"{'shape':16}{'multiply-adds':>14}" + "".join(f"{name:>22}" for name in KINDS))
    for shape in sorted(SHAPES, key=np.prod):
        cells = []
        for kind in KINDS.values():
            ours, blas = compare(*shape, *kind)
            cells.append(f"{ours:8.1f} / {blas:<8.1f}{'*' if ours < blas else ' '}")
        print(f"{'x'.join(map(str, shape)):16}{np.prod(shape):>14,}" + "".join(f"{cell:>22}" for cell in cells))


if __name__ == "__main__":
    main()
