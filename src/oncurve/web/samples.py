"""The sample article that a reader with nothing at hand may check."""

from __future__ import annotations

from importlib import resources

__all__ = ["SAMPLE"]

#: a text of our own, the same as `docs/sample/article.txt`
SAMPLE = resources.files("oncurve.web").joinpath("assets", "sample.txt").read_text(encoding="utf-8")
