"""Exercises that check themselves: `nnlite exercises` at the command line."""
