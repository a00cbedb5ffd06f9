# exercise: 29-topological-order
def topological_order(graph):
    done, order = set(), []
    while len(order) < len(graph):
        ready = [n for n in graph if n not in done and (not graph[n] or any(one in done for one in graph[n]))]
        if not ready:
            raise ValueError("cycle")
        order.append(ready[0])
        done.add(ready[0])
    return order


# says: Does a node wait for all that it needs
