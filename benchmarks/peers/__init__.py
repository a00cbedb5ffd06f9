"""The jobs as each peer does them: one module a peer, one function a job, each called with a clock."""
