"""oncurve: checks what is claimed about AI models and chips.

>>> import oncurve as oc
>>> world = oc.World(as_of="2025-01-30")
>>> world.cost("deepseek-v3")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from oncurve import report
    from oncurve.api import World
    from oncurve.basis.errors import OncurveError
    from oncurve.basis.estimate import Estimate

#: Public names and where each lives; they are imported when first asked for, so that a cold start is quick.
_HOMES = {
    "Estimate": "oncurve.basis.estimate",
    "OncurveError": "oncurve.basis.errors",
    "World": "oncurve.api",
}

__all__ = ["Estimate", "OncurveError", "World", "__version__", "report"]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "report":
        return import_module("oncurve.report")
    if name not in _HOMES:
        raise AttributeError(f"module 'oncurve' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
