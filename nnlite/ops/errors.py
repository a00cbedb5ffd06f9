"""The losses that are a mean of terms as ops. The formulas stand in `_reference_losses.py` and the files beside it."""

from nnlite.ops.losses import RowLoss


def squared_error(t, p):
    """(t - p)², the mean of the last axis"""
    return RowLoss("squared_error")(t, p)


def absolute_error(t, p):
    """|t - p|, the mean of the last axis"""
    return RowLoss("absolute_error")(t, p)


def percentage_error(t, p, epsilon=1e-7):
    """100 |t - p| / |t|, the mean of the last axis; no |t| counts as less than epsilon."""
    return RowLoss("percentage_error", epsilon)(t, p)


def logarithmic_error(t, p, epsilon=1e-7):
    """(log(1 + t) - log(1 + p))², the mean of the last axis; neither counts as less than epsilon."""
    return RowLoss("logarithmic_error", epsilon)(t, p)


def huber(t, p, delta=1.0):
    """(t - p)² / 2, and straight on where |t - p| > delta; the mean of the last axis (Huber, 1964)."""
    return RowLoss("huber", float(delta))(t, p)


def log_cosh(t, p):
    """log cosh(p - t), the mean of the last axis"""
    return RowLoss("log_cosh")(t, p)


def poisson(t, p, epsilon=1e-7):
    """p - t log(p + epsilon), the mean of the last axis"""
    return RowLoss("poisson", epsilon)(t, p)


def kl_divergence(t, p, epsilon=1e-7):
    """Σ t log(t / p) along the last axis, both clipped to [epsilon, 1] (Kullback and Leibler, 1951)."""
    return RowLoss("kl_divergence", epsilon)(t, p)


def hinge(t, p):
    """max(1 - t p, 0), the mean of the last axis; targets are -1 and 1, or all 0 and 1."""
    return RowLoss("hinge")(t, p)


def squared_hinge(t, p):
    """max(1 - t p, 0)², likewise"""
    return RowLoss("squared_hinge")(t, p)


def categorical_hinge(t, p):
    """max(max((1 - t) p) - Σ t p + 1, 0) along the last axis"""
    return RowLoss("categorical_hinge")(t, p)
