"""From the shape of a model to its parameters, FLOP and bytes: pure numbers."""
