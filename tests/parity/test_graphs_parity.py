"""Are random graphs, built by both libraries from one recipe, the same in layers, configuration and numbers?"""

import numpy as np
import pytest

keras = pytest.importorskip("keras")

from keras_twins import normal, same, twins  # noqa: E402

pytestmark = pytest.mark.filterwarnings("default")
ACTIVATIONS = ["relu", "sigmoid", "tanh", "elu", "softplus", "gelu", "softmax", None]
KINDS = ["dense", "shared", "activation", "add", "concatenate", "reshape", "block", "twice"]


def block(k, width, name):
    """A small model that is used as a layer; every other one is a Sequential."""
    if width % 2:
        return k.Sequential([k.Input((width,)), k.layers.Dense(width, "tanh", name="first"),
                             k.layers.Dense(width, name="second")], name=name)
    x = k.Input((width,))
    return k.Model(x, k.layers.Add(name="sum")([x, k.layers.Dense(width, "tanh", name="inner")(x)]), name=name)


def random_graph(seed):
    """A recipe for a model of several inputs and outputs, with branches and with layers that are used twice."""
    def recipe(k):
        random = np.random.default_rng(seed)
        tensors = [k.Input((int(random.integers(2, 6)),), name=f"in_{position}")
                   for position in range(random.integers(1, 4))]
        inputs, loose, reusable, blocks = list(tensors), list(tensors), {}, {}

        def pick():
            return tensors[random.integers(len(tensors))]

        for step in range(int(random.integers(4, 12))):
            kind, x = KINDS[random.integers(len(KINDS))], pick()
            width, name, used = x.shape[-1], f"{kind}_{step}", [x]
            if kind == "shared" and width in reusable:
                y = reusable[width](x)
            elif kind in ("dense", "shared"):
                layer = k.layers.Dense(int(random.integers(2, 6)), ACTIVATIONS[random.integers(8)], name=name)
                reusable[width], y = layer, layer(x)
            elif kind == "activation":
                y = k.layers.Activation(ACTIVATIONS[random.integers(7)], name=name)(x)
            elif kind in ("add", "twice"):
                used = [x, x] if kind == "twice" else [x] + [t for t in tensors if t.shape == x.shape][:2]
                y = k.layers.Add(name=name)(used if len(used) > 1 else [x, x])
            elif kind == "concatenate":
                used = [x, pick(), pick()][:random.integers(2, 4)]
                y = k.layers.Concatenate(name=name)(used)
            elif kind == "reshape":
                h = k.layers.Reshape((-1, 1), name=f"{name}_up")(x)
                y = k.layers.Flatten(name=name)(k.layers.Dense(2, "tanh", name=f"{name}_wide")(h))
            else:
                if width not in blocks:
                    blocks[width] = block(k, width, name)
                y = blocks[width](x)
            loose = [t for t in loose if all(t is not one for one in used)] + [y]
            tensors.append(y)
        end = k.layers.Concatenate(name="joined")(loose) if len(loose) > 1 else loose[0]
        outputs = [k.layers.Dense(2, name="end")(end)]
        outputs += [k.layers.Dense(1, name=f"out_{position}")(pick()) for position in range(random.integers(0, 3))]
        return k.Model(inputs if len(inputs) > 1 else inputs[0], outputs if len(outputs) > 1 else outputs[0])

    return recipe


def histories(value):
    """Where the tensors in a call's arguments come from, in their structure."""
    if isinstance(value, dict):
        return list(value["config"]["keras_history"])
    return [histories(item) for item in value]


def structure(config):
    """The graph that a configuration describes: the layers, the calls that lead into each, the ends."""
    entries = []
    for entry in config["layers"]:
        inner = structure(entry["config"]) if "output_layers" in entry["config"] else None
        entries.append((entry["class_name"], entry["name"], inner,
                        [histories(call["args"]) for call in entry["inbound_nodes"]]))
    return entries, config["input_layers"], config["output_layers"]


def renamed(config):
    """Automatic names of inputs differ between the libraries; the inner models here have such."""
    return [(kind, name if kind != "InputLayer" or name.startswith("in_") else "", inner and len(inner[0]), calls)
            for kind, name, inner, calls in structure(config)[0]]


@pytest.mark.parametrize("seed", range(40))
def test_random_graph(seed):
    ours, theirs = twins(random_graph(seed), lambda k: {"optimizer": k.optimizers.SGD(0.05), "loss": "mse"}, seed)
    assert [layer.name for layer in ours.layers] == [layer.name for layer in theirs.layers]
    assert [type(layer).__name__.replace("Functional", "Model") for layer in ours.layers] \
        == [type(layer).__name__.replace("Functional", "Model") for layer in theirs.layers]
    assert renamed(ours.get_config()) == renamed(theirs.get_config())
    assert structure(ours.get_config())[1:] == structure(theirs.get_config())[1:]
    assert [w.shape for w in ours.get_weights()] == [w.shape for w in theirs.get_weights()]
    assert ours.count_params() == theirs.count_params()
    x = [normal(6, t.shape[-1], seed=seed + position) for position, t in enumerate(theirs.inputs)]
    y = [normal(6, t.shape[-1], seed=seed + position) for position, t in enumerate(theirs.outputs)]
    x, y = (data if len(data) > 1 else data[0] for data in (x, y))
    same(ours.predict(x), theirs.predict_on_batch(x), atol=5e-6)
    same(ours.train_on_batch(x, y), theirs.train_on_batch(x, y))
    same(ours.get_weights(), theirs.get_weights(), atol=5e-6)


@pytest.mark.parametrize("seed", range(0, 40, 3))
def test_random_graph_from_its_configuration(seed):
    ours, _ = twins(random_graph(seed))
    again = type(ours).from_config(ours.get_config())
    again.set_weights(ours.get_weights())
    x = [normal(6, t.shape[-1]) for t in ours.inputs]
    same(again.predict(x), ours.predict(x))
    assert again.get_config() == ours.get_config()
