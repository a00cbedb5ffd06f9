"""One trunk with two heads, and a loss for each."""

import numpy as np

from nnlite.exercises.checking import close, equal, expect, points
from nnlite.exercises.modelling import fill, gives, is_close, outputs, random_weight, relu, softmax, takes, weight


def test_names(student):
    """build() returns a model from visitor to age and work"""
    model = student.model("build")
    takes(model, {"visitor": (20,)}, "Where does an Input get its name?")
    gives(model, {"age": (1,), "work": (5,)},
          "An output is called like the layer that makes it. What are yours called?")


def heads(w, x):
    """The two answers, worked out by hand: with the relu of the trunk, and without."""
    trunk = x @ weight(w, 20, 32, of="of the trunk") + weight(w, 32, of="the biases of the trunk")
    a, b = weight(w, 32, 1, of="from the trunk to age"), weight(w, 1, of="the bias of age")
    c, d = weight(w, 32, 5, of="from the trunk to work"), weight(w, 5, of="the biases of work")
    return [(h @ a + b, h @ c + d) for h in (relu(trunk), trunk)]


def test_work_is_a_choice(student):
    """work gives five probabilities that sum to one, age any number"""
    model = student.model("build")
    gives(model, {"age": (1,), "work": (5,)})
    fill(student, model)
    came = outputs(model, {"visitor": student.random.normal(size=(200, 20)) * 5})
    sums = came["work"].sum(axis=1)
    expect(np.allclose(sums, 1, atol=1e-3) and np.all(came["work"] >= 0), "rows of work that sum to 1",
           f"sums from {sums.min():.3g} to {sums.max():.3g}", "Which activation makes one choice of five?")
    spread = np.abs(came["age"]).max()
    expect(spread > 1, "ages above 1, too", f"at most {spread:.3g}", "Which activation lets every number through?")


@points(2)
def test_numbers(student):
    """both heads read the same trunk"""
    model = student.model("build")
    gives(model, {"age": (1,), "work": (5,)})
    x = student.random.normal(size=(6, 20))
    (age, work), (flat_age, _) = heads(fill(student, model), x)
    came = outputs(model, {"visitor": x})
    question = "Which tensor does the head of age read?"
    if is_close(came["age"], flat_age):
        question = "Has the trunk its relu?"
    close(came["age"], age, "age", question, tolerance=1e-3)
    close(came["work"], softmax(work), "work", "Which tensor does the head of work read?", tolerance=1e-3)


@points(2)
def test_losses(student):
    """it is compiled, with a loss for each name"""
    value = student.call("build")
    model = student.as_model(value, "build")
    gives(model, {"age": (1,), "work": (5,)})
    said = value["compiled"]
    expect(isinstance(said, dict), "a model that is compiled", "one that is not", "Which method takes the losses?")
    loss = said.get("loss", {})
    expect(isinstance(loss, dict) and "class_name" not in loss,
           "a dict of losses: the name of an output, then its loss", loss,
           "What would a list of losses need to know about the outputs?")
    missing = [name for name in ("age", "work") if loss and loss.get(name) is None]
    expect(not missing, "a loss for age and one for work", f"none for {' and '.join(missing)}",
           "Which head would learn nothing?")
    one, other, _, _ = measured(student)
    close(one["age_loss"], other["age_loss"], "the loss of age", "Which loss counts an error of ten years 100 times as "
          "much as an error of one?", tolerance=1e-3)
    close(one["work_loss"], other["work_loss"], "the loss of work", "Which loss takes the logarithm of the probability "
          "that stands at the 1?", tolerance=1e-3)


@points(2)
def test_loss_weights(student):
    """the loss of age counts one hundredth"""
    came, expected, age, work = measured(student)
    question = "Which argument of compile says how much each loss counts?"
    if is_close(came["loss"], np.asarray(age + work)):
        question = "Here age counts as much as work. Which argument of compile changes that?"
    close(came["loss"], expected["loss"], f"the whole loss, for {age:.4g} of age and {work:.4g} of work,", question,
          tolerance=1e-3)


def measured(student):
    """What the student's own model says about some samples, and what it should say."""
    student.model("build")
    model = student.make("build")
    names = model.get("output_names")
    equal(sorted(names), ["age", "work"], "the list of outputs")
    shapes = [weights.shape for weights in model.call("get_weights")]
    w = [random_weight(student, shape) for shape in shapes]
    model.call("set_weights", w)
    x = student.random.normal(size=(12, 20)).astype(np.float32)
    ages = student.random.integers(18, 70, (12, 1)).astype(np.float32)
    works = np.eye(5, dtype=np.float32)[student.random.integers(0, 5, 12)]
    came = model.call("evaluate", x, {"age": ages, "work": works}, verbose=0, return_dict=True)
    age, work = heads(w, x.astype(np.float64))[0]
    expected = {"age_loss": ((age - ages) ** 2).mean(),
                "work_loss": -np.log((softmax(work) * works).sum(axis=1)).mean()}
    expected["loss"] = 0.01 * expected["age_loss"] + expected["work_loss"]
    for name in expected:
        tells = isinstance(came, dict) and isinstance(came.get(name), (float, np.ndarray))
        expect(tells, f"evaluate tells {name}", came, "Is there a loss for each name?")
    return came, expected, expected["age_loss"], expected["work_loss"]
