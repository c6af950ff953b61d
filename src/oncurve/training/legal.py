"""Says why a layout cannot be, and what would be legal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from oncurve.architecture.shape import Shape
from oncurve.basis.errors import BadUsage

__all__ = ["check_layout", "divisors"]

_MOST_LISTED = 12


def check_layout(shape: Shape, said: Mapping[str, int]) -> None:
    """Refuse what no run can have.

    Args:
        shape: the model.
        said: the cells that are known.

    Raises:
        BadUsage: with the values that would be legal.
    """
    _check_degrees(shape, said)
    _check_ranks(said)
    _check_experts(shape, said)
    _check_batch(said)


def _check_degrees(shape: Shape, said: Mapping[str, int]) -> None:
    tp, pp = said.get("tp", 1), said.get("pp", 1)
    if shape.heads % tp:
        raise BadUsage(f"{shape.heads} heads do not divide over {tp} tensor-parallel ranks", "",
                       f"Legal: tp = {_listed(divisors(shape.heads))}.")
    if pp > shape.layers:
        raise BadUsage(f"{pp} pipeline stages are more than the {shape.layers} layers", "",
                       f"Legal: pp up to {shape.layers}.")
    chunks = said.get("interleave", 1)
    if chunks > 1 and pp * chunks > shape.layers + 1:
        raise BadUsage(f"{pp} stages of {chunks} chunks each need {pp * chunks} layers, and there are {shape.layers}",
                       "", f"Legal: interleave up to {max(shape.layers // pp, 1)}.")


def _check_ranks(said: Mapping[str, int]) -> None:
    if "chips" not in said:
        return
    chips = said["chips"]
    group = said.get("tp", 1) * said.get("pp", 1) * said.get("cp", 1)
    if group > chips:
        raise BadUsage(f"tp x pp x cp = {group} is more than {chips} chips", "",
                       f"Legal: a product of up to {chips} that divides it.")
    if chips % group:
        near = [size for size in (chips // group * group, (chips // group + 1) * group) if size]
        raise BadUsage(f"{chips} chips do not divide into groups of tp x pp x cp = {group}", "",
                       f"Legal: {' or '.join(map(str, near))} chips, or degrees whose product divides {chips}.")
    if "dp" in said and {"tp", "pp"} <= said.keys() and said["dp"] * group != chips:
        raise BadUsage(f"dp = {said['dp']} does not fit: {chips} chips over tp x pp x cp = {group} leave "
                       f"{chips // group} data ranks", "", f"Legal: dp = {chips // group}, or leave it out.")


def _check_experts(shape: Shape, said: Mapping[str, int]) -> None:
    ep = said.get("ep", 1)
    if ep > 1 and not shape.is_moe:
        raise BadUsage(f"ep = {ep} for a model without experts", "", "Leave ep out.")
    if ep > 1 and shape.experts_routed % ep:
        raise BadUsage(f"{shape.experts_routed} experts do not divide over {ep} ranks", "",
                       f"Legal: ep = {_listed(divisors(shape.experts_routed))}.")
    if ep > 1 and "chips" in said and ep > said["chips"] // said.get("pp", 1):
        raise BadUsage(f"ep = {ep} is more than the {said['chips'] // said.get('pp', 1)} chips of a stage", "",
                       "Use fewer expert-parallel ranks, or fewer stages.")


def _check_batch(said: Mapping[str, int]) -> None:
    size = said.get("microbatch", 1)
    if size > said.get("global_batch_seqs", size):
        raise BadUsage(f"A micro-batch of {size} sequences is larger than the batch of {said['global_batch_seqs']}", "",
                       f"Legal: mb up to {said['global_batch_seqs']}.")
    if "global_batch_seqs" not in said or not {"chips", "tp", "pp"} <= said.keys():
        return
    ranks = said["chips"] // (said["tp"] * said["pp"] * said.get("cp", 1))
    batch = said["global_batch_seqs"]
    if batch < ranks:
        raise BadUsage(f"A batch of {batch} sequences leaves some of the {ranks} data ranks without work", "",
                       f"Legal: a batch of at least {ranks}, or higher tp, pp or cp.")
    if said.get("microbatch", 1) > batch // ranks:
        raise BadUsage(f"A micro-batch of {said['microbatch']} is more than the {batch // ranks} sequences of a rank",
                       "", f"Legal: microbatch up to {batch // ranks}.")


@lru_cache(maxsize=4096)
def divisors(number: int) -> tuple[int, ...]:
    """All whole numbers that divide one, the smallest first."""
    small = [each for each in range(1, int(number**0.5) + 1) if number % each == 0]
    return tuple(sorted({*small, *(number // each for each in small)}))


def _listed(numbers: Iterable[int]) -> str:
    shown = list(numbers)
    more = ", ..." if len(shown) > _MOST_LISTED else ""
    return ", ".join(map(str, shown[:_MOST_LISTED])) + more
