# exercise: 29-topological-order
# Simple: sweep over all that is left, until a sweep finds nothing.


def topological_order(graph):
    left = dict(graph)
    order = []
    while left:
        ready = [node for node in left if not any(one in left for one in left[node])]
        if not ready:
            raise ValueError("a cycle: " + ", ".join(map(str, left)))
        for node in ready:
            del left[node]
        order += ready
        if len(order) % 1000 == 0:
            print(len(order), "done")
    return order
