"""Which axes does `"bij,bjk->bik"` name? The subscripts of einsum as labels, an ellipsis as labels of its own."""

from nnlite._checks import sentence


def parse(subscripts, ranks):
    """Labels for the axes of each operand, those of the result, and those along which a size of 1 is repeated."""
    text = str(subscripts).replace(" ", "")
    left, arrow, right = text.partition("->")
    terms = left.split(",")
    if len(terms) != len(ranks):
        raise ValueError(f"einsum: a term for each operand. Received: subscripts={subscripts!r}, {len(ranks)} operands")
    hidden = [rank - len(term.replace("...", "")) if "..." in term else 0
              for term, rank in zip(terms, ranks, strict=True)]
    most = max(hidden)
    for term, rank, count in zip(terms, ranks, hidden, strict=True):
        if count < 0 or len(term.replace("...", "")) + count != rank:
            raise ValueError(sentence("einsum", f"term {term!r} does not name the {rank} axes of its operand",
                                      "subscripts", subscripts, "Write a letter for each axis."))
    inputs = [labels_of(term, count, subscripts) for term, count in zip(terms, hidden, strict=True)]
    if not arrow:
        once = sorted({c for c in left if left.count(c) == 1 and c.isalpha()})
        right = "..." * (most > 0) + "".join(once)
    out = labels_of(right, most if "..." in right else 0, subscripts)
    known = {label for labels in inputs for label in labels}
    if len(set(out)) < len(out) or not set(out) <= known:
        raise ValueError(sentence("einsum", "the result names axes that the operands have, each once", "subscripts",
                                  subscripts))
    return inputs, out, tuple(range(-most, 0))


def labels_of(term, count, subscripts):
    """Labels of one term: letters by their code, the axes behind an ellipsis -1, -2, … from the last."""
    before, dots, after = term.partition("...")
    if not all(letter.isalpha() and letter.isascii() for letter in before + after):
        raise ValueError(sentence("einsum", f"{term!r} is not made of letters and one ellipsis", "subscripts",
                                  subscripts, "Write subscripts like 'bij,bjk->bik'."))
    return (*map(ord, before), *(range(-count, 0) if dots else ()), *map(ord, after))
