"""Works as citations."""

from __future__ import annotations

from oncurve.catalog.bibtex import bibtex

__all__ = ["bibtex"]
