"""What does every peer train on? The same float32 arrays, from one seed, and the same few sizes."""

import numpy as np

NOTES_LAYERS = ((64, 32), (32, 32), (32, 10))
NOTES_BATCH = 128
NOTES_EPOCHS = 10
NOTES_STEPS = 8  # 1000 rows: seven batches of 128 and one of 104

MNIST_LAYERS = ((784, 512), (512, 512), (512, 10))
MNIST_BATCH = 128
MNIST_STEPS = 50

BRANCHES_BATCH = 64
BRANCHES_STEPS = 16

RESIDUAL_BLOCKS = 20
RESIDUAL_WIDTH = 256
RESIDUAL_BATCH = 32
RESIDUAL_STEPS = 16

WORDS = 20_000
WORD_WIDTH = 64
SENTENCE = 32
BAG_BATCH = 128
BAG_STEPS = 16

CLASSES = 10


def notes():
    """The notes' arrays: 1000 rows of 64 random numbers, and 10 random targets for each."""
    draw = np.random.default_rng(0)
    return draw.random((1000, 64), dtype=np.float32), draw.random((1000, 10), dtype=np.float32)


def notes_held_back():
    """Two batches of rows like the notes', to validate on."""
    draw = np.random.default_rng(1)
    rows = 2 * NOTES_BATCH
    return draw.random((rows, 64), dtype=np.float32), draw.random((rows, 10), dtype=np.float32)


def mnist():
    """As many random rows as 50 batches need, and integer labels."""
    draw = np.random.default_rng(0)
    rows = MNIST_BATCH * MNIST_STEPS
    return draw.random((rows, 784), dtype=np.float32), draw.integers(0, 10, rows)


def branches():
    """Three inputs (32, 32 and 16 wide), integer labels and a column of numbers."""
    draw = np.random.default_rng(0)
    rows = BRANCHES_BATCH * BRANCHES_STEPS
    left, right, side = (draw.random((rows, width), dtype=np.float32) for width in (32, 32, 16))
    return left, right, side, draw.integers(0, 10, rows), draw.random((rows, 1), dtype=np.float32)


def residual():
    """Random rows as wide as the blocks, and integer labels."""
    draw = np.random.default_rng(0)
    rows = RESIDUAL_BATCH * RESIDUAL_STEPS
    return draw.random((rows, RESIDUAL_WIDTH), dtype=np.float32), draw.integers(0, CLASSES, rows)


def bag():
    """Sentences of random word numbers, and integer labels."""
    draw = np.random.default_rng(0)
    rows = BAG_BATCH * BAG_STEPS
    return draw.integers(0, WORDS, (rows, SENTENCE)), draw.integers(0, CLASSES, rows)
