# %% [markdown]
# # From a Python loop to NumPy to Cython
#
# A dense layer is three nested loops. Here they are written five times, and all do the same 65,536 multiplications. Yet
# the fastest takes about a thousandth of the time of the slowest. What takes the time? Put the five in order before you
# come to the clock.

# %%
import importlib.util
import subprocess
import sys
import tempfile
import timeit
from pathlib import Path

import numpy as np

from nnlite import Input, Model, layers, ops

# %% [markdown]
# ## The task
#
# 32 samples of 64 numbers, 32 units, ReLU: y = max(x · kernel + bias, 0).

# %%
random = np.random.default_rng(14)
x = random.standard_normal((32, 64), dtype="float32")
kernel = random.standard_normal((64, 32), dtype="float32")
bias = random.standard_normal(32, dtype="float32")
print("x", x.shape, "kernel", kernel.shape, "bias", bias.shape, "y", (x @ kernel).shape)
multiplications = x.size * bias.size
print(f"{multiplications:,} multiplications")

# %% [markdown]
# ## 1. Loops in Python
#
# For every sample and every unit: a sum over the features. Nothing is hidden.


# %%
def dense_in_python(x, kernel, bias):
    """Lists in, lists out."""
    y = []
    for sample in x:
        row = []
        for unit in range(len(bias)):
            total = bias[unit]
            for feature in range(len(sample)):
                total += sample[feature] * kernel[feature][unit]
            row.append(max(total, 0.0))
        y.append(row)
    return y


# %% [markdown]
# ## 2. NumPy
#
# The same in one line. The loops are still there, in C, behind `@`. Then two more loops, one adds the bias, one takes
# the maximum, and each of the three fills a new array.


# %%
def dense_in_numpy(x, kernel, bias):
    """Three passes over the numbers."""
    return np.maximum(x @ kernel + bias, 0)


# %% [markdown]
# ## 3. and 4. Cython
#
# Cython is Python with types. With the types known, the loops become C loops, and no Python object is touched inside.
# The first function is the Python above with types. The second does the same in another order: its innermost loop runs
# along a row, so it reads and writes neighbours, and the compiler can do four or more of them in one instruction.
# Which one do you expect to win, and by how much?

# %%
SOURCE = """
# distutils: extra_compile_args = -O3
# cython: language_level=3, boundscheck=False, wraparound=False

def same_order(const float[:, ::1] x, const float[:, ::1] kernel, const float[::1] bias, float[:, ::1] y):
    cdef Py_ssize_t sample, unit, feature
    cdef float total
    for sample in range(x.shape[0]):
        for unit in range(bias.shape[0]):
            total = bias[unit]
            for feature in range(x.shape[1]):
                total += x[sample, feature] * kernel[feature, unit]
            y[sample, unit] = max(total, 0)

def neighbours(const float[:, ::1] x, const float[:, ::1] kernel, const float[::1] bias, float[:, ::1] y):
    cdef Py_ssize_t sample, unit, feature
    cdef float value
    for sample in range(x.shape[0]):
        for unit in range(bias.shape[0]):
            y[sample, unit] = bias[unit]
        for feature in range(x.shape[1]):
            value = x[sample, feature]
            for unit in range(bias.shape[0]):
                y[sample, unit] += value * kernel[feature, unit]
        for unit in range(bias.shape[0]):
            y[sample, unit] = max(y[sample, unit], 0)
"""


def compiled(source):
    """The module that Cython and the C compiler make of a source; takes a second or three."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder, "loops.pyx")
        file.write_text(source, encoding="utf-8")
        subprocess.run([sys.executable, "-m", "Cython.Build.Cythonize", "--inplace", str(file)], cwd=folder, check=True,
                       capture_output=True)
        library = next(path for path in Path(folder).rglob("loops.*") if path.suffix in (".so", ".pyd"))
        spec = importlib.util.spec_from_file_location("loops", library)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module


def own_kernels(x, kernel, bias, y):
    """The same with the kernels that are in nnlite already."""
    y[:] = ops.relu(ops.add(ops.matmul(x, kernel), bias))


try:
    loops = compiled(SOURCE)
    same_order, neighbours = loops.same_order, loops.neighbours
except (subprocess.CalledProcessError, StopIteration):
    same_order = neighbours = own_kernels
    print("Cython, setuptools or a C compiler is missing here: in the rows called Cython nnlite's own kernels run.",
          file=sys.stderr)

# %% [markdown]
# ## 5. nnlite
#
# A model of one layer is a program of one step. Its arrays are there before it runs. Product, bias and ReLU are one
# loop: a number that was just computed gets its bias and its ReLU while it is still in the processor's hands.

# %%
known = Input(shape=(64,), name="x")
model = Model(known, layers.Dense(32, activation="relu", name="dense")(known), name="one_dense")
model.set_weights([kernel, bias])
program = model.program(batch_size=len(x))
program.inputs[0][:] = x
print(program)

# %% [markdown]
# ## Do they agree?

# %%
y, lists = np.empty((len(x), len(bias)), "float32"), (x.tolist(), kernel.tolist(), bias.tolist())
ways = {
    "Python": lambda: dense_in_python(*lists),
    "NumPy": lambda: dense_in_numpy(x, kernel, bias),
    "Cython, same order": lambda: same_order(x, kernel, bias, y),
    "Cython, neighbours": lambda: neighbours(x, kernel, bias, y),
    "nnlite, one step": program.run,
}
expected = dense_in_numpy(x, kernel, bias)
for name, way in ways.items():
    y[:] = program.outputs[0][:] = 0
    result = way()
    result = program.outputs[0] if "nnlite" in name else y if "Cython" in name else result
    print(f"{name:20} {np.allclose(result, expected, atol=1e-4)}")

# %% [markdown]
# ## The clock
#
# Each is timed several times over, and the best time counts: whatever else the computer does can only make it slower.


# %%
def microseconds(function, seconds=0.02, rounds=7):
    """The best time of one call."""
    function()
    once = timeit.timeit(function, number=1)
    calls = max(1, int(seconds / once))
    return min(timeit.repeat(function, number=calls, repeat=rounds)) / calls * 1e6


times = {name: microseconds(way) for name, way in ways.items()}
for name, time in times.items():
    print(f"{name:20} {time:9.2f} µs, {times['Python'] / time:8.1f} times as fast as Python, "
          f"{time * 1e6 / multiplications:9.1f} ps a multiplication")

# %% [markdown]
# Types alone are worth a factor of thirty to a hundred. The order of the loops is worth another, with the same
# multiplications. NumPy beats both, as its product is written for the processor at hand. nnlite's is too, and it saves
# two passes, three new arrays, and two of three calls.
#
# ## How far down does it go?
#
# A core with 3 GHz that has two units for 8 numbers each does 3 · 2 · 8 = 48 multiplications with addition a
# nanosecond, if nothing ever waits. 65,536 of them take 1.4 µs. With units for 16 numbers it is 0.7 µs. That is a
# floor: on one such core nobody gets below it. And a call from Python costs something even where nothing is done:

# %%
print(f"{microseconds(lambda: None):.3f} µs")

# %% [markdown]
# ## What does fusing buy?
#
# In NumPy we can take the passes apart. In nnlite a `ReLU` layer of its own is a step of its own. Guess first: is it as
# much there?

# %%
apart = Model(known, layers.ReLU()(layers.Dense(32)(known))).program(batch_size=len(x))
print(len(apart.steps), "steps instead of", len(program.steps))
print(f"NumPy: product alone {microseconds(lambda: x @ kernel):.2f} µs, "
      f"with bias and maximum {microseconds(ways['NumPy']):.2f} µs")
print(f"nnlite: fused {microseconds(program.run):.2f} µs, ReLU apart {microseconds(apart.run):.2f} µs")

# %% [markdown]
# In NumPy bias and ReLU cost nearly as much as the product, although they are 2,048 operations beside 65,536: what
# costs is the call and the new array. Between compiled steps there is little left to gain, hardly more than the clock
# can tell: both work on the same 1,024 numbers, 4 KB that stay in the nearest cache. Fusing pays where more is moved.
#
# ## Try it
#
# 1. Write `-O3 -march=native` in the second line of `SOURCE`: the compiler may use all that your processor has. Which
#    of the two functions gains?
# 2. Take 1 sample instead of 32, then 512, in the line that makes `x`. Where is NumPy closest to nnlite? Why there?
# 3. Time `model.predict_on_batch(x)` too. What does it do that `program.run` does not?
