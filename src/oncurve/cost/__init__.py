"""Prices to dollars: what a training run costs, in every scope."""
