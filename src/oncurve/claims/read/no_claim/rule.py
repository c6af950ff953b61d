"""What a rule is that tells a number from a claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from oncurve.claims.read.quantity import Quantity
from oncurve.claims.read.scene import Scene

__all__ = ["Rule", "Rules"]

#: whether a number of a sentence is no claim of the measure that it was read as
Rule = Callable[[Scene, Quantity], bool]
#: the rules of each measure
Rules = Mapping[str, tuple[Rule, ...]]
