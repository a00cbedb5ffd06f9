# exercise: 29-topological-order
# Python brings one along; its CycleError is a ValueError.
from graphlib import TopologicalSorter


def topological_order(graph):
    return list(TopologicalSorter(graph).static_order())
