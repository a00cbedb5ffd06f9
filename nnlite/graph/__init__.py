"""What was drawn: symbolic tensors, nodes, walks over them, and the variables that layers own."""
