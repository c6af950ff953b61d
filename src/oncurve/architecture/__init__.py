"""Shapes of transformers turned into parameters, FLOP and bytes: pure numbers, no catalogue."""

from __future__ import annotations

from oncurve.architecture.flop import FlopPerToken, flop_per_token, six_nd, training_flop
from oncurve.architecture.parameters import (
    ActiveParameters,
    active_parameters,
    attention_parameters,
    prediction_parameters,
    total_parameters,
    vocabulary_parameters,
)
from oncurve.architecture.shape import Shape
from oncurve.architecture.size import cache_bytes_per_token, weight_bytes

__all__ = ["ActiveParameters", "FlopPerToken", "Shape", "active_parameters", "attention_parameters",
           "cache_bytes_per_token", "flop_per_token", "prediction_parameters", "six_nd", "total_parameters",
           "training_flop", "vocabulary_parameters", "weight_bytes"]
