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
    # TODO: what is ready first? what becomes ready by that? and what if nothing is ready, but not all are done?
    return


# %%
if __name__ == "__main__":
    print(topological_order({"answer": ["join"], "join": ["conv", "dense"], "conv": ["image"], "dense": ["facts"],
                             "image": [], "facts": []}))
