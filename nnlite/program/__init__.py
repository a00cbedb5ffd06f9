"""What runs: programs of bound kernel steps, made from traces."""
