"""Training with the labels of the table."""

import numpy as np

from nnlite.exercises.checking import expect


def test_all_learn(student):
    """all four learn from their labels"""
    labels = {"digits": (64, student.random.integers(0, 10, 24)), "species": (4, np.eye(3)[np.arange(24) % 3]),
              "spam": (20, np.array([[0.0], [1.0]] * 12)), "tags": (30, (student.random.random((24, 6)) < 0.5) * 1.0)}
    for name, (inputs, wanted) in labels.items():
        model, x = student.make(name), student.random.normal(size=(24, inputs)).astype(np.float32)
        before = model.call("evaluate", x, wanted, verbose=0, return_dict=True)["loss"]
        model.call("fit", x, wanted, epochs=20, batch_size=8, verbose=0)
        after = model.call("evaluate", x, wanted, verbose=0, return_dict=True)["loss"]
        expect(after < before, f"a smaller loss of {name}() after 20 epochs than {before:.4g}", f"{after:.4g}",
               "Does the loss say what the labels mean?")


def test_large_numbers(student):
    """very large inputs give probabilities, and a loss that is a number"""
    for name, inputs, wanted in (("digits", 64, np.arange(9)), ("spam", 20, np.ones((9, 1)))):
        model, x = student.make(name), (student.random.normal(size=(9, inputs)) * 1e4).astype(np.float32)
        p = np.asarray(model.call("predict", x, verbose=0))
        loss = model.call("evaluate", x, wanted, verbose=0, return_dict=True)["loss"]
        expect(np.all((p >= 0) & (p <= 1)) and np.isfinite(loss), f"finite answers of {name}() for large inputs",
               f"answers up to {p.max()}, loss {loss}", "Which loss expects probabilities, and which one logits?")
