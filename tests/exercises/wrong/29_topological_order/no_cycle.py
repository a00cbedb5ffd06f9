# exercise: 29-topological-order
def topological_order(graph):
    missing = {node: len(needed) for node, needed in graph.items()}
    users = {node: [user for user in graph if node in graph[user]] for node in graph} if len(graph) < 100 else {}
    order = [node for node in graph if missing[node] == 0]
    for node in order:
        for user in users.get(node, ()):
            missing[user] -= 1
            if missing[user] == 0:
                order.append(user)
    return order


# says: What is left over when nothing is ready any more?
