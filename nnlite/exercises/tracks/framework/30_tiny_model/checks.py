"""A stack of dense layers: what it computes, its gradients by trying, and whether it learns what it has not seen."""

import numpy as np

from nnlite.exercises.checking import close, expect, points, shaped

STEP = 4e-3     # large, so that a model of float32 can be tried too; the curve of the loss costs less than TOLERANCE
TOLERANCE = 3e-3
CLEAR = 0.15    # how far from relu's corner every number is while a parameter is moved by STEP


def draw(student, *sizes):
    """Parameters of layers between these sizes."""
    return [student.random.normal(size=shape) * (0.7 if len(shape) == 2 else 0.3)
            for a, b in zip(sizes[:-1], sizes[1:], strict=True) for shape in ((a, b), (b,))]


def some_sizes(student, layers):
    """Sizes of the inputs, of each layer, and at last of the classes, no two the same."""
    return [int(n) for n in student.random.permutation(np.arange(2, 7))[:layers + 1]]


def forward(parameters, x):
    """The logits, and everything that goes through a relu."""
    hidden = []
    for k in range(0, len(parameters), 2):
        if k:
            hidden.append(x)
            x = np.where(x > 0, x, 0)
        x = np.einsum("ni,ij->nj", x, parameters[k]) + parameters[k + 1]
    return x, hidden


def loss(parameters, x, t):
    """The mean crossentropy."""
    z = forward(parameters, x)[0]
    return float(np.mean(np.logaddexp.reduce(z, axis=1) - z[t == 1]))


def batch(student, parameters, size):
    """Samples whose numbers stay away from relu's corner, and right classes."""
    while True:
        x = student.random.normal(size=(2000, len(parameters[0])))
        hidden = forward(parameters, x)[1]
        clear = np.all([np.abs(h).min(axis=1) > CLEAR for h in hidden], axis=0) if hidden else np.ones(2000, bool)
        if clear.sum() >= size:
            break
        parameters[:] = [part * 1.5 for part in parameters]
    classes = len(parameters[-1])
    return x[clear][:size], np.eye(classes)[student.random.integers(0, classes, size)]


def test_forward(student):
    """forward gives the logits of two layers"""
    parameters = draw(student, *some_sizes(student, 2))
    x, _ = batch(student, parameters, 5)
    parameters[-1] -= forward(parameters, x)[0].mean(axis=0)    # some logits are below 0, some above
    z = student.make("TinyModel", parameters).call("forward", x)
    shaped(z, (5, len(parameters[-1])), "forward(x)", "Does each layer get what the layer before gave?")
    right = forward(parameters, x)[0]
    close(z, right, "forward(x)", asked_forward(z, right, parameters, x))


def asked_forward(z, right, parameters, x):
    """A question that fits what went wrong."""
    linear = (x @ parameters[0] + parameters[1]) @ parameters[2] + parameters[3]
    if np.allclose(z, np.maximum(right, 0), atol=1e-3):
        return "Logits can be negative. Is there a relu too many at the end?"
    if np.allclose(z, linear, atol=1e-3):
        return "Two dense layers without anything between them are no more than one. Where is relu?"
    return "Is it x · w + b in each layer, and relu after all but the last?"


def test_more_layers(student):
    """forward works for one layer and for four"""
    for layers in (1, 4):
        parameters = draw(student, *some_sizes(student, layers))
        x, _ = batch(student, parameters, 3)
        close(student.make("TinyModel", parameters).call("forward", x), forward(parameters, x)[0],
              f"forward(x) with {len(parameters)} parameters",
              "Is it a loop over all layers, as many as there are, with relu after each but the last?")


def test_loss(student):
    """loss gives the mean crossentropy"""
    parameters = draw(student, *some_sizes(student, 2))
    x, t = batch(student, parameters, 6)
    close(student.make("TinyModel", parameters).call("loss", x, t), loss(parameters, x, t), "loss(x, t)",
          "Is it minus log p of the right class, and the mean over the samples?")


def test_gradient_shapes(student):
    """backward gives a gradient for each parameter, of its shape"""
    parameters = draw(student, *some_sizes(student, 3))
    x, t = batch(student, parameters, 4)
    gradients(student.make("TinyModel", parameters), parameters, x, t)


def gradients(model, parameters, x, t):
    """The list of gradients that backward returns."""
    came = model.call("backward", x, t)
    expect(isinstance(came, list) and len(came) == len(parameters),
           f"backward returns a list of {len(parameters)} gradients", came, "Is there a dw and a db for each layer?")
    for k, parameter in enumerate(parameters):
        shaped(came[k], parameter.shape, f"the gradient of parameters[{k}]",
               "You collect them from the end to the beginning. In which order does the list come out?")
    return came


@points(4)
def test_gradients(student):
    """the gradients are what your own loss does when a parameter grows a little"""
    for layers in (2, 3):
        parameters = draw(student, *some_sizes(student, layers))
        x, t = batch(student, parameters, 4)
        came = gradients(student.make("TinyModel", parameters), parameters, x, t)
        for k in reversed(range(len(parameters))):
            right = tried(student, parameters, k, x, t)
            close(came[k], right, f"the gradient of parameters[{k}] of {len(parameters)}",
                  asked_gradient(came[k], right, k, len(parameters), len(x)), TOLERANCE)


def tried(student, parameters, k, x, t):
    """The gradient of parameter k by trying: a model with each entry a little up, and one with it a little down."""
    right = np.zeros(parameters[k].shape)
    for place in np.ndindex(right.shape):
        found = []
        for step in (STEP, -STEP):
            changed = [part.copy() for part in parameters]
            changed[k][place] += step
            value = student.make("TinyModel", changed).call("loss", x, t)
            found.append(float(shaped(value, (), "loss(x, t)", "Is it one number?")))
        right[place] = (found[0] - found[1]) / (2 * STEP)
    return right


def asked_gradient(came, right, k, count, samples):
    """A question that fits what went wrong."""
    if np.allclose(came, right * samples, atol=1e-2) and not np.allclose(right, 0, atol=1e-2):
        return "This is the gradient of a sum. Where does the mean over the batch come in?"
    if np.allclose(came, -right, atol=1e-2) and not np.allclose(right, 0, atol=1e-2):
        return "It has the wrong sign. Is it p - t?"
    if k >= count - 2:
        return "The last layer gets (p - t) / batch from behind. What does it make of that?"
    return "The last layer is right. Does dy pass through w turned, and through relu where it was open?"


@points(2)
def test_step(student):
    """train_step moves every parameter against its gradient, and returns the loss before"""
    parameters = draw(student, *some_sizes(student, 2))
    x, t = batch(student, parameters, 5)
    rate = round(float(student.random.uniform(0.05, 0.2)), 3)
    model = student.make("TinyModel", parameters)
    came = gradients(model, parameters, x, t)
    moves = student.make("TinyModel", parameters)
    returned = moves.call("train_step", x, t, rate)
    close(returned, loss(parameters, x, t), "what train_step returns",
          "Is the loss taken before the parameters change?")
    stepped = [part - rate * gradient for part, gradient in zip(parameters, came, strict=True)]
    close(moves.call("forward", x), forward(stepped, x)[0], "forward(x) after the step",
          "Does every parameter move by learning_rate · gradient, once, and does the model keep it?")


@points(3)
def test_learns(student):
    """after 150 steps the loss on samples it has never seen is much lower"""
    middles = np.array([[2.0, 2.0], [-2.0, -2.0], [2.0, -2.0], [-2.0, 2.0]])
    where = student.random.integers(0, 4, 400)
    x, t = middles[where] + student.random.normal(size=(400, 2)) * 0.5, np.eye(2)[where // 2]
    model = student.make("TinyModel", [part * 0.5 for part in draw(student, 2, 16, 2)])
    before = float(shaped(model.call("loss", x[200:], t[200:]), (), "loss(x, t)"))
    for k in range(150):
        some = slice(k % 4 * 50, k % 4 * 50 + 50)
        model.call("train_step", x[some], t[some], 0.3)
    after = float(shaped(model.call("loss", x[200:], t[200:]), (), "loss(x, t)"))
    expect(after < before / 2, f"a loss on fresh samples below {before / 2:.3f}, half of what it was", f"{after:.3f}",
           "Do all parameters change in train_step, and in the direction in which the loss falls?")
