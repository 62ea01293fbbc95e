"""How diagnostics are shown: one module per format."""
