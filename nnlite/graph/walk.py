"""In which order does a graph run, and does it hang together? Iterative walks, so that depth is no limit."""


def ancestors(outputs, inputs=()):
    """All nodes between inputs and outputs, every node after the ones it reads, in the order of the drawing.

    The walk ends at the inputs' own nodes; without inputs it goes back to the beginning.
    """
    order, state, ends = [], {}, {tensor.node for tensor in inputs}
    stack = [tensor.node for tensor in reversed(outputs)]
    while stack:
        node = stack[-1]
        if state.get(node) is None:
            state[node] = "open"
            parents = [] if node in ends else reversed(node.parents)
            stack.extend(parent for parent in parents if parent not in state)
        else:
            stack.pop()
            if state[node] == "open":
                state[node] = "done"
                order.append(node)
    return order


def depths(nodes, inputs):
    """How far each node is from the end: 0 for the last ones, and for every other 1 + its furthest reader's.

    A layer that is called several times is as deep as its deepest call, as in Keras, whose order of layers this is.
    """
    depth, layer_depth = {}, {}
    for node in reversed(nodes):
        depth[node] = layer_depth[node.layer] = max(depth.get(node, 0), layer_depth.get(node.layer, 0))
        for parent in node.parents:
            depth[parent] = max(depth.get(parent, 0), depth[node] + 1)
    for tensor in inputs:
        layer_depth.setdefault(tensor.layer, 0)
    return depth, layer_depth


def sorted_graph(inputs, outputs):
    """The nodes in the order in which they run and the layers in the order in which Keras lists them.

    Raises:
        ValueError: an output depends on an Input that is not among the inputs.
    """
    nodes = ancestors(outputs, inputs)
    nodes += [tensor.node for tensor in inputs if tensor.node not in nodes]
    depth, layer_depth = depths(nodes, inputs)
    first_seen = {}
    for node in nodes:
        first_seen.setdefault(node.layer, len(first_seen))
    nodes = sorted(nodes, key=lambda node: -depth[node])
    check_connected(inputs, nodes, outputs)
    layers = sorted(first_seen, key=lambda layer: (-layer_depth[layer], first_seen[layer]))
    return nodes, layers


def check_connected(inputs, nodes, outputs):
    """Raise the notes' sentence, and what Keras does not say, where a value cannot be had."""
    known = {id(tensor) for tensor in inputs}
    ends = {tensor.node for tensor in inputs}
    seen = []
    for node in nodes:
        is_input = not node.inputs
        for tensor in node.outputs if is_input else [] if node in ends else node.inputs:
            if id(tensor) not in known:
                raise disconnected(tensor, node, seen, inputs, outputs)
        known.update(id(tensor) for tensor in node.outputs if node not in ends)
        seen.append(node.layer.name)


def disconnected(tensor, node, seen, inputs, outputs):
    """The error; its `inputs` and `outputs` are there for whoever draws the graph."""
    error = ValueError(explanation(tensor, node, seen, inputs, outputs))
    error.inputs, error.outputs = inputs, outputs
    return error


def explanation(tensor, node, seen, inputs, outputs):
    """The notes' sentence, the missing Input, the way from it to the output, and the call that would work."""
    chain = path(tensor.node, outputs)
    wanted = [t.name for t in missing_inputs(inputs, outputs)]
    names = [t.layer.name for t in inputs]
    used = [t.layer.name for t in inputs if t.node in set(ancestors(outputs, inputs))]
    call = ", ".join([*used, *wanted])
    target = ", ".join(t.layer.name for t in outputs)
    return (
        f'Graph disconnected: cannot obtain value for tensor {tensor} at layer "{node.layer.name}". '
        f"The following previous layers were accessed without issue: {seen}\n"
        f"The output depends on Input {', '.join(repr(n) for n in wanted)}, which is not among the inputs {names}: "
        f"{' -> '.join(chain)}.\n"
        f"Likely meant, by layer names: Model({bracket(call)}, {bracket(target)})"
    )


def bracket(names):
    """`a` for one name, `[a, b]` for several."""
    return f"[{names}]" if ", " in names else names


def missing_inputs(inputs, outputs):
    """Input tensors that the outputs depend on and that are not given."""
    given = {id(tensor) for tensor in inputs}
    ends = [node for node in ancestors(outputs, inputs) if not node.inputs]
    return [tensor for node in ends for tensor in node.outputs if id(tensor) not in given]


def path(start, outputs):
    """Names of the layers from a node to an output."""
    reader = {}
    for node in ancestors(outputs):
        for parent in node.parents:
            reader[parent] = node
    names = [start.layer.name]
    while start in reader:
        start = reader[start]
        names.append(start.layer.name)
    return names
