# exercise: 29-topological-order
# ruff: noqa
from collections import deque
class Cycle(ValueError): pass
def topological_order(graph):
    count={n:len(graph[n]) for n in graph}
    queue=deque(n for n,c in count.items() if c==0); order=[]
    users={}
    [users.setdefault(i,[]).append(n) for n,needs in graph.items() for i in needs]
    while queue:
        n=queue.pop()       # the last one: another right order
        order.append(n)
        for u in users.get(n,()):
            count[u]-=1
            if not count[u]: queue.append(u)
    if any(count.values()): raise Cycle()
    return tuple(order)
