# exercise: 29-topological-order
# %% [markdown]
# # In which order? Sorting a graph
#
# A functional model is a graph: every layer waits for the layers it gets its input from. Before a model can run, its
# layers have to stand in an order in which each comes **after** everything it needs. Backwards, gradients take the
# same order from the end.
#
#     image --> conv --+
#                      +--> join --> answer
#     facts --> dense -+
#
#     {"answer": ["join"], "join": ["conv", "dense"], "conv": ["image"], "dense": ["facts"], "image": [], "facts": []}
#
# | name                     | what it is                                                                     |
# | ------------------------ | ------------------------------------------------------------------------------ |
# | graph                    | a dictionary: each node, and the list of nodes it needs; every node is a key   |
# | topological_order(graph) | a list of all nodes, each once, each after all that it needs                   |
#
# Often there are several right orders; any of them will do. The keys of the dictionary come in any order.
#
# Two things can go wrong. In a *cycle*, nodes wait for each other: then no order is right, and the function raises
# `ValueError`. And a function that calls itself for each node is stopped by Python about 1,000 calls deep, but a
# graph may be 1,200 nodes deep: use a loop with a list of what is to do.
#
# Predict: which nodes of the drawing can come first? And once they are done, which can come next?
#
# Plain Python is enough; you need no library.

# %%


def topological_order(graph):
    """All nodes of a graph, each after all that it needs; a cycle raises ValueError."""
    missing = {node: len(set(needed)) for node, needed in graph.items()}
    users = {node: [] for node in graph}
    for node, needed in graph.items():
        for one in set(needed):
            users[one].append(node)
    order = [node for node in graph if missing[node] == 0]
    for node in order:  # grows while it is read
        for user in users[node]:
            missing[user] -= 1
            if missing[user] == 0:
                order.append(user)
    if len(order) < len(graph):
        raise ValueError("the graph has a cycle")
    return order


# %%
if __name__ == "__main__":
    print(topological_order({"answer": ["join"], "join": ["conv", "dense"], "conv": ["image"], "dense": ["facts"],
                             "image": [], "facts": []}))
