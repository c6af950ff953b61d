"""How layers and the output matrix spread over pipeline stages, and what a schedule leaves idle."""

from __future__ import annotations

import numpy as np

from oncurve.architecture.dimensions import Real
from oncurve.training.layout import Layout, pick

__all__ = ["DUALPIPE", "filling", "idle", "pace"]

#: Place of DualPipe in `SCHEDULES`: each rank holds an early and a late stage, so that their loads even out.
DUALPIPE = 2
#: Share of the bubble of 1F1B that a schedule leaves, by place in `SCHEDULES`. Where the gradients of weights wait
#: for their turn, (p - 1)(F + B - 2W) is left of (p - 1)(F + B), and F, B, W are as 1, 2, 1.
_LEFT = np.asarray([1.0, 1 / 3, 1 / 3])


def pace(layers: Real, layer: Real, head: Real, layout: Layout) -> Real:
    """Seconds of the slowest stage for one micro-batch.

    Layers that divide over the stages are dealt out evenly, as libraries do by themselves; others are dealt out so
    that the stage with the output matrix gets as many fewer layers as pays.

    Args:
        layers: of the model, with those that predict further tokens.
        layer: seconds of one, forward and backward.
        head: seconds of the output matrix and the loss.
        layout: the layout.
    """
    stages = layout.pp
    mean = (layers * layer + head) / stages
    alone = (np.asarray(layout.schedule) == DUALPIPE) | (np.asarray(stages) == 1)
    if alone.all():
        return mean
    even = layers / stages * layer + head
    divides = np.asarray(layers % stages == 0)
    slowest = even if divides.all() else np.where(divides, even, _dealt(layers, layer, head, (stages, mean)))
    return pick(alone, mean, slowest)


def _dealt(layers: Real, layer: Real, head: Real, of: tuple[Real, Real]) -> Real:
    """Seconds of the slowest of so many stages where layers do not divide over them."""
    stages, mean = of
    others = np.maximum(stages - 1, 1)
    last = np.clip(np.floor((mean - head) / layer), 0, layers)
    slowest = np.ceil(layers / stages) * layer + head
    for count in (last, last + 1):
        slowest = np.minimum(slowest, np.maximum(count * layer + head, np.ceil((layers - count) / others) * layer))
    return slowest


def idle(stage: Real, mean: Real, layout: Layout) -> Real:
    """Seconds of a step that a stage waits: to be filled and emptied, and for the slowest.

    Args:
        stage: seconds of the slowest stage for one micro-batch.
        mean: the same of the mean stage.
        layout: the layout.
    """
    return filling(stage, mean, layout) + layout.microbatches * (stage - mean)


def filling(stage: Real, mean: Real, layout: Layout) -> Real:
    """Seconds that filling and emptying the pipeline takes: one micro-batch passes all stages but the slowest."""
    others = np.maximum(layout.pp * mean - stage, 0.0)
    left = _LEFT[np.asarray(layout.schedule, dtype=np.intp)] / layout.interleave
    return others * np.asarray(left, dtype=np.asarray(others).dtype)
