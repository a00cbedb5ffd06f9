"""What `compile`, `fit`, `evaluate` and `predict` do, as functions over a model."""
