# exercise: 29-topological-order
def topological_order(graph):
    missing = {node: len(needed) for node, needed in graph.items()}
    order = [node for node in graph if missing[node] == 0]
    for node in order:
        for user in graph:
            if node in graph[user]:
                missing[user] -= 1
                if missing[user] == 0:
                    order.append(user)
    return order[::-1]


# says: Is the order turned round
