"""Generating text: decoding bound by memory, by traffic of experts or by launches, and rollouts with long tails."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from oncurve.architecture.dimensions import Dimensions, Real
from oncurve.training.communication import Wires
from oncurve.training.efficiency import Efficiency
from oncurve.training.kernel import Machine
from oncurve.training.system import System

__all__ = ["Decoder", "cache_bytes", "rollout_seconds", "survival"]

Array = npt.NDArray[np.float64]
_HALF = 2
_MULTIPLY_ADD = 2
#: Places along the longest answer at which the speed of decoding is worked out.
_PLACES = 48


@dataclass(frozen=True, slots=True)
class Decoder:
    """A model spread over chips to generate tokens.

    Args:
        dims: the model.
        system: the chips.
        efficiency: what they reach.
        group: chips that share one copy of the experts.
        launch: seconds that the kernels of a layer take to launch.
        bits: of weights and activations.
        ahead: tokens that a step yields with those predicted ahead and accepted.
    """

    dims: Dimensions
    system: System
    efficiency: Efficiency
    group: Real
    launch: Real
    bits: Real = 16
    ahead: Real = 1.0

    @property
    def weight_bytes(self) -> Real:
        """Bytes of weights that a chip holds: its share of the experts, and all else."""
        experts = self.dims.moe_layers * self.dims.expert_parameters
        return (experts / self.group + self.dims.parameters - experts) * self.bits / 8

    def step_seconds(self, running: Real, length: Real) -> Real:
        """Seconds of one decoding step.

        Args:
            running: sequences that each chip decodes at once.
            length: tokens that each of them has behind it.
        """
        dims = self.dims
        machine = Machine(self.system, self.efficiency, self.bits)
        read = machine.passes(self.weight_bytes + running * length * cache_bytes(dims))
        work = _MULTIPLY_ADD * running * dims.active_parameters / machine.speed
        launches = dims.layers * self.launch
        return np.maximum(read, work) + launches + self._exchange(running)

    def _exchange(self, running: Real) -> Real:
        """Seconds of sending tokens to experts and back, in all layers."""
        dims = self.dims
        size = running * dims.hidden * _HALF
        wires = Wires(self.system, self.efficiency)
        domains = np.maximum(self.group / wires.inside(self.group, 1.0), 1.0)
        reached = domains * (1 - (1 - 1 / domains) ** np.maximum(dims.active, 1.0))
        crossing = size * reached * (domains - 1) / domains
        once = wires.exchange(size * dims.active, crossing, self.group, 1.0)
        return 2 * dims.moe_layers * once * (self.group > 1)

    def most_running(self, length: Real, kept: Real = 0.85) -> Real:
        """Sequences of so many tokens that a chip has room for beside its weights.

        Args:
            length: tokens of each.
            kept: share of the memory that weights and caches may fill.
        """
        room = self.system.memory * kept - self.weight_bytes
        return np.maximum(room / (length * cache_bytes(self.dims)), 1.0)

    def prefill_seconds(self, tokens: Real) -> Real:
        """Seconds in which one chip works through so many tokens of prompts."""
        machine = Machine(self.system, self.efficiency, self.bits)
        return _MULTIPLY_ADD * tokens * self.dims.active_parameters / machine.speed

    def serving_speed(self, length: Real, prompt: Real, delay: Real) -> Real:
        """Tokens that a chip generates in a second of serving, prompts of so many tokens for each of them counted.

        Args:
            length: tokens that a sequence has behind it on average.
            prompt: tokens of prompts to work through for each token generated.
            delay: seconds between tokens that a reader is given.
        """
        running = self.most_running(length)
        for _ in range(_ROUNDS):  # fewer at once, until the step is as quick as promised
            slow = self.step_seconds(running, length) / self.ahead / delay
            running = np.maximum(running / np.maximum(slow, 1.0), 1.0)
        decoding = self.step_seconds(running, length) / (running * self.ahead)
        return 1 / (decoding + self.prefill_seconds(prompt))


_ROUNDS = 12


def cache_bytes(dims: Dimensions) -> Real:
    """Bytes of keys and values that a token leaves behind: one latent for all heads where there is one."""
    plain = dims.kv_heads * (dims.key_width + dims.value_width)
    return dims.layers * np.where(dims.latent > 0, dims.key_latent, plain) * _HALF


def survival(places: Array, mean: Real, spread: Real) -> Array:
    """Share of answers longer than each place, of lengths that are lognormal.

    Args:
        places: tokens, shape (n, 1) or (n,).
        mean: mean length in tokens, before any is cut off.
        spread: standard deviation of the logarithm of the length.
    """
    from math import sqrt

    middle = np.log(mean) - spread**2 / 2
    score = (np.log(np.maximum(places, 1.0)) - middle) / (spread * sqrt(2))
    found: Array = 0.5 * _erfc(score)
    return found


def _erfc(x: Array) -> Array:
    """The complementary error function, to 1.2e-7 (Numerical Recipes, rational Chebyshev form)."""
    t = 1 / (1 + 0.5 * np.abs(x))
    series = np.polynomial.polynomial.polyval(t, _SERIES)
    tail = t * np.exp(-x * x + series)
    return np.where(x >= 0, tail, 2 - tail)


_SERIES = (-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
           -0.82215223, 0.17087277)


def rollout_seconds(decoder: Decoder, each: Real, longest: float, mean: Real, spread: Real) -> tuple[Real, Real]:
    """Seconds until the last of a chip's answers is done, and tokens that they have on average.

    Sequences start together and leave one after the other; the last ones run alone, at the speed of launches and
    traffic. What is longer than allowed is cut off.

    Args:
        decoder: the model on its chips.
        each: answers that each chip generates at once.
        longest: tokens of the longest answer that is allowed.
        mean: mean length in tokens, before any is cut off.
        spread: standard deviation of the logarithm of the length.
    """
    edges = np.linspace(0.0, longest, _PLACES + 1)[:, None]
    middle = (edges[1:] + edges[:-1]) / 2
    left = survival(middle, mean, spread)
    # With n answers over all chips, the longest is near the place that one of n is beyond: the tail is not thinned.
    running = np.maximum(each * left, np.where(each * left * decoder.group > _LAST, _ALONE, 0.0))
    step = decoder.step_seconds(np.maximum(running, _ALONE), middle)
    width = longest / _PLACES
    seconds = np.sum(np.where(running > 0, step, 0.0), axis=0) * width / decoder.ahead
    return seconds, np.sum(left, axis=0) * width


#: Answers over all chips below which nothing is running, and the least that a chip's step is worked out for.
_LAST, _ALONE = 0.5, 0.05
