"""Quantities, named inputs, estimates, dates, evidence and errors: what every other package stands on."""
