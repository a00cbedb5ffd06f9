"""Where do 1,797 real handwritten digits come from? From a small file beside this one.

The "Optical Recognition of Handwritten Digits" set by E. Alpaydin and C. Kaynak, UCI Machine Learning Repository,
1998, https://doi.org/10.24432/C50P49, licensed CC BY 4.0: its part by 13 writers, which scikit-learn carries too.
`digits.txt` says what was changed, and how to make the file again.
"""

import os.path
from typing import TypeAlias

import numpy as np

Part: TypeAlias = tuple[np.ndarray, np.ndarray]

FILE = os.path.splitext(__file__)[0] + ".npz"  # not pathlib, which is slow to import


def load_data() -> tuple[Part, Part]:
    """The digits, in two parts that never change: 1,437 to learn from and 360 held back, 36 of each digit.

    An image is 8 rows of 8 pixels. A pixel counts the inked dots in a 4 by 4 square of the scan, 0 (paper) to
    16 (ink), so `x / 16` brings them into 0..1, as `x / 255` does with the images of `keras.datasets.mnist`.

    The split depends on no random generator: of each digit, the first and from there about every fifth are held
    back. So both parts hold the hands of the same 13 writers, and the held-back accuracy says how well these
    hands are read; a stranger's would be read less well.

    Returns:
        `(x_train, y_train), (x_test, y_test)`: images, uint8 of shape (1437, 8, 8) and (360, 8, 8), and labels
        0..9, int64 of shape (1437,) and (360,). Each call returns new arrays, which are the caller's to change.

    Example:
        >>> (x_train, y_train), (x_test, y_test) = load_data()
        >>> x_train.shape, y_train.shape, x_test.shape, y_test.shape
        ((1437, 8, 8), (1437,), (360, 8, 8), (360,))
        >>> x_train[0]
        array([[ 0,  0,  1,  9, 15, 11,  0,  0],
               [ 0,  0, 11, 16,  8, 14,  6,  0],
               [ 0,  2, 16, 10,  0,  9,  9,  0],
               [ 0,  1, 16,  4,  0,  8,  8,  0],
               [ 0,  4, 16,  4,  0,  8,  8,  0],
               [ 0,  1, 16,  5,  1, 11,  3,  0],
               [ 0,  0, 12, 12, 10, 10,  0,  0],
               [ 0,  0,  1, 10, 13,  3,  0,  0]], dtype=uint8)
        >>> int(y_train[0])
        0
    """
    with np.load(FILE, allow_pickle=False) as arrays:
        x_train, x_test = arrays["x_train"], arrays["x_test"]
        y_train, y_test = arrays["y_train"].astype(np.int64), arrays["y_test"].astype(np.int64)
    return (x_train, y_train), (x_test, y_test)
