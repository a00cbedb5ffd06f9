# exercise: 29-topological-order
# Depth first with a stack of iterators, and three colours.


def topological_order(graph):
    order, done, open_nodes = [], set(), set()
    for root in graph:
        if root in done:
            continue
        stack = [(root, iter(graph[root]))]
        open_nodes.add(root)
        while stack:
            node, rest = stack[-1]
            following = next((one for one in rest if one not in done), None)
            if following is None:
                stack.pop()
                open_nodes.discard(node)
                done.add(node)
                order.append(node)
            elif following in open_nodes:
                raise ValueError(f"{following!r} needs itself")
            else:
                open_nodes.add(following)
                stack.append((following, iter(graph[following])))
    return order


if __name__ == "__main__":
    print(topological_order({"b": ["a"], "a": []}))
