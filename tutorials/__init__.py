"""Tutorials: texts that run. `python -m tutorials` makes notebooks of them."""
