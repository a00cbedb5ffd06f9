"""The jobs on nnlite: Keras's words, one import changed."""

import nnlite
from benchmarks.peers.keras_words import KerasWords

words = KerasWords(nnlite)
notes_step = words.notes_step
notes_first_fit = words.notes_first_fit
one_row = words.one_row
mnist_mlp = words.mnist_mlp
branches = words.branches
residual = words.residual
embedding = words.embedding
full_fit = words.full_fit
memory_growth = words.memory_growth
