"""On which rank does each item stand? Below everything that it reads, and an input just above its first reader."""

from collections.abc import Collection, Sequence

Link = tuple[int, int]      # from item, to item


def neighbours(count: int, links: Collection[Link]) -> tuple[list[list[int]], list[list[int]]]:
    """The items before and after each item, each once, in the order of the links."""
    before: list[list[int]] = [[] for _ in range(count)]
    after: list[list[int]] = [[] for _ in range(count)]
    for source, target in dict.fromkeys(links):
        before[target].append(source)
        after[source].append(target)
    return before, after


def back_links(count: int, links: Sequence[Link]) -> set[Link]:
    """Links that lead back to an item that they came from: a layer that is called on what it had a part in."""
    before, after = neighbours(count, links)
    starts = sorted(range(count), key=lambda item: bool(before[item]))      # first those that read nothing
    state, back = [0] * count, set()        # 0 not seen, 1 on the way, 2 done
    for start in starts:
        stack = [start]
        while stack:
            item = stack[-1]
            if state[item]:
                stack.pop()
                state[item] = 2
                continue
            state[item] = 1
            for reader in reversed(after[item]):
                if state[reader] == 1:
                    back.add((item, reader))
                elif not state[reader]:
                    stack.append(reader)
    return back


def in_order(count: int, links: Collection[Link]) -> list[int]:
    """The items, each after those that it reads; there must be no way back."""
    before, after = neighbours(count, links)
    waiting = [len(sources) for sources in before]
    order = [item for item in range(count) if not waiting[item]]
    for item in order:
        for reader in after[item]:
            waiting[reader] -= 1
            if not waiting[reader]:
                order.append(reader)
    return order


def ranks_of(count: int, links: Collection[Link], first: Collection[int] = (), last: Collection[int] = ()) -> list[int]:
    """The rank of each item: 1 + that of the lowest it reads; items with more readers than sources stand lower.

    Args:
        count, links: Items are numbers below `count`; the links have no way back.
        first, last: Items that stand above and below all others. If there are any, ranks 0 and the last are theirs.
    """
    before, after = neighbours(count, links)
    order = in_order(count, links)
    inner = [item for item in order if item not in first and item not in last]
    rank = [0] * count
    for item in inner:
        rank[item] = max((rank[source] + 1 for source in before[item] if source not in first), default=0)
    for item in reversed(inner):
        readers = [reader for reader in after[item] if reader not in last]
        if len(readers) > len([source for source in before[item] if source not in first]):
            rank[item] = min(rank[reader] for reader in readers) - 1
    top = min((rank[item] for item in inner), default=0)
    for item in inner:
        rank[item] += bool(first or last) - top
    for item in last:
        rank[item] = max((rank[item] for item in inner), default=0) + 1
    return rank


def shortcuts(count: int, links: Collection[Link]) -> set[Link]:
    """Links beside which there is a longer way, such as the one around a residual block."""
    _, after = neighbours(count, links)
    reached = [0] * count       # bit k of reached[item]: item k can be reached from it
    for item in reversed(in_order(count, links)):
        for reader in after[item]:
            reached[item] |= reached[reader] | 1 << reader
    return {(item, reader) for item in range(count) for reader in after[item]
            if any(reached[other] >> reader & 1 for other in after[item])}
