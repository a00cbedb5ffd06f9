# exercise: 05-two-inputs
"""A dictionary that looks like a model on its way."""


def build():
    return {"model": "{}", "weights": 5, "compiled": None}
