"""Floating-point operations of a shape, per token and for a training run."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from oncurve.architecture.parameters import active_parameters
from oncurve.architecture.shape import Shape

__all__ = ["FlopPerToken", "flop_per_token", "six_nd", "training_flop"]

Number = TypeVar("Number", float, npt.NDArray[np.float64])

#: A multiplication and an addition for each parameter.
_MULTIPLY_ADD = 2
#: The backward pass works out gradients of inputs and of weights: twice the forward pass.
_BACKWARD = 2


class FlopPerToken(Struct, frozen=True):
    """FLOP for one token, averaged over a sequence.

    Args:
        matrices: forward pass through weights, the output matrix included, the embedding look-up not.
        attention: forward pass of scores and weighted values.
    """

    matrices: float
    attention: float

    @property
    def forward(self) -> float:
        """FLOP of the forward pass."""
        return self.matrices + self.attention

    @property
    def backward(self) -> float:
        """FLOP of the backward pass."""
        return _BACKWARD * self.forward

    @property
    def training(self) -> float:
        """FLOP of both passes."""
        return self.forward + self.backward


def flop_per_token(shape: Shape, context: int, *, causal: bool = True) -> FlopPerToken:
    """FLOP for one token.

    Args:
        shape: the dimensions.
        context: length of the training sequences in tokens.
        causal: whether the half of the scores that the mask discards is left out; the other convention
            counts the full square.
    """
    matrices = _MULTIPLY_ADD * _multiplied(shape)
    seen = _tokens_seen(context, causal)
    softmax = shape.layers - shape.linear_layers
    windowed = min(shape.window_layers, softmax) if shape.window else 0
    inside = min(shape.window, context)
    tokens = (softmax - windowed) * seen + windowed * min(seen, inside if inside < context else seen)
    scores = _MULTIPLY_ADD * shape.heads * (shape.head_width + shape.value_width) * tokens
    # Linear attention updates and reads a state of head_dim x head_dim for each head.
    linear = shape.linear_layers * 2 * _MULTIPLY_ADD * shape.heads * shape.head_width * shape.head_width
    return FlopPerToken(float(matrices), float(scores + linear))


def training_flop(shape: Shape, tokens: float, context: int, *, causal: bool = True) -> float:
    """FLOP of a training run, attention included.

    Args:
        shape: the dimensions.
        tokens: tokens trained on.
        context: length of the training sequences in tokens.
        causal: as in `flop_per_token`.
    """
    return flop_per_token(shape, context, causal=causal).training * tokens


def six_nd(parameters: Number, tokens: Number) -> Number:
    """FLOP of a training run by the rule of six operations per active parameter and token.

    Good to about a tenth while the context is much shorter than the width of the model times a dozen; it
    leaves attention scores out.

    Args:
        parameters: active parameters.
        tokens: tokens trained on.
    """
    return 6 * parameters * tokens


def _multiplied(shape: Shape) -> int:
    """Parameters that multiply: all active ones with the output matrix; norms and biases are too few to part."""
    return active_parameters(shape).with_head


def _tokens_seen(context: int, causal: bool) -> float:
    return (context + 1) / 2 if causal else context
