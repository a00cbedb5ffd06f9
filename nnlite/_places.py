"""Where does an optimizer keep what? The places of its state, which kernels read when they run (`_updates.pxd`)."""

ITERATIONS = 0  # calls so far, this one included once `tick` has run
LEARNING_RATE = 1
DUE = 2  # 1 when this call updates, 0 when it only holds its gradients
UPDATE = 3  # number of the update that this call belongs to, from 1
SQUARES = 4  # Σ gradient², for the norm that clips
PLACES = 5
