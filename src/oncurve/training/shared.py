"""What hangs on degrees inside a stage alone, worked out once for all spaces of a search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from oncurve.training.efficiency import Efficiency
from oncurve.training.layout import Layout
from oncurve.training.memory import kept_of_layer
from oncurve.training.spaces import FIRST_PART, GATHERED, Task
from oncurve.training.stages import DUALPIPE
from oncurve.training.step import layer_seconds

__all__ = ["Shared"]

Array = npt.NDArray[np.float64]


class Shared:
    """Seconds of a layer and bytes that it keeps, by recomputation, degrees inside a stage, and degree of experts.

    Stages, chunks and sharding change neither, so that the same degrees at other numbers of stages take what is
    here; but for DualPipe, which sets cores aside, and gathered weights, which come with kernels of their own.

    Args:
        task: what is searched.
        efficiency: what the chips reach.
        spaces: all that is searched.
    """

    def __init__(self, task: Task, efficiency: Efficiency, spaces: Sequence[Layout]) -> None:
        self._task, self._efficiency = task, efficiency
        self._all, first = np.unique(np.concatenate([_column(space) for space in spaces]), return_index=True)
        names = {name: np.concatenate([getattr(space, name).ravel() for space in spaces])[first]
                 for name in FIRST_PART}
        self._experts = np.unique(np.concatenate([np.ravel(space.ep) for space in spaces]))
        self._common = spaces[0].having(
            pp=1.0, interleave=1.0, ep=self._experts.reshape(-1, 1),
            **{name: values.reshape(1, 1, 1, 1, -1) for name, values in names.items()})
        self._kept = kept_of_layer(task.dims, self._common), kept_of_layer(task.dims, self._common.having(recompute=0))
        self._layers: dict[tuple[bool, bool], tuple[Any, Any]] = {}

    def layer(self, space: Layout) -> tuple[Any, Any]:
        """What `layer_seconds` says of a space."""
        kind = bool(np.any(space.schedule == DUALPIPE)), bool(np.any(space.zero >= GATHERED))
        if kind not in self._layers:
            layout = self._common.having(schedule=DUALPIPE * kind[0], zero=float(GATHERED * kind[1]))
            layer, ends = layer_seconds(self._task.dims, layout, self._task.system, self._efficiency)
            self._layers[kind] = np.asarray(layer, dtype=np.float32), np.asarray(ends, dtype=np.float32)
        return self._of(space, self._layers[kind])

    def kept(self, space: Layout) -> tuple[Any, Any]:
        """Bytes that a layer keeps of a micro-batch, and that it holds while it is worked out again."""
        return self._of(space, self._kept)

    def _of(self, space: Layout, tables: tuple[Any, Any]) -> tuple[Any, Any]:
        rows = np.searchsorted(self._all, _column(space))
        experts = np.searchsorted(self._experts, np.ravel(space.ep))
        one, other = (_places(np.asarray(table), rows, experts) for table in tables)
        return one, other


def _places(table: Array, rows: npt.NDArray[np.intp], experts: npt.NDArray[np.intp]) -> Array:
    if table.ndim and table.shape[-1] > 1:
        table = np.take(table, rows, axis=-1)
    if table.ndim and 1 < table.shape[-2] != experts.size:
        table = np.take(table, experts, axis=-2)
    return table


def _column(space: Layout) -> Array:
    """A number for each set of degrees, the same in each space."""
    tp, cp, size, cut = (np.asarray(getattr(space, name), dtype=np.float64).ravel() for name in FIRST_PART)
    return ((tp * float(space.chips) + cp) * float(space.batch) + size) * 2 + cut
