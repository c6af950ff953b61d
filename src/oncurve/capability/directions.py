"""The directions in which scores say least of a fit: along them its parameters must be moved together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oncurve.basis.spread import Array
from oncurve.capability.factors import Factors

__all__ = ["Directions"]

_COUNT = 24


@dataclass(frozen=True, slots=True, eq=False)
class Directions:
    """Directions in which the scores know least, each as long as its standard deviation at the mode.

    Along them all parameters move together, scores of models as they follow loads: (R, M, K), (R, B, 1 + K), (R, p, K).
    """

    score: Array
    load: Array
    weight: Array

    @classmethod
    def of(cls, fit: Factors) -> Directions:
        """The widest directions of a mode."""
        (models, dims), size, outer = fit.point.score.shape, fit.point.load.size, fit.curvature.outer
        value, vector = np.linalg.eigh(outer)
        wide = (vector * np.sqrt(np.maximum(value, 0.0)))[:, : -_COUNT - 1: -1]
        return cls(-(fit.curvature.cross @ wide).T.reshape(-1, models, dims),
                   wide[:size].T.reshape(-1, *fit.point.load.shape),
                   wide[size:].T.reshape(wide.shape[1], dims, -1).transpose(0, 2, 1))
