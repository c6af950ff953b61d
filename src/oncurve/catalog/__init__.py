"""Sourced facts: models, chips, prices, organisations, events, and the works they come from."""
