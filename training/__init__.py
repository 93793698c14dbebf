"""What makes the weights in `geo/model`: scripts with fixed seeds, and the reports they learn from."""
