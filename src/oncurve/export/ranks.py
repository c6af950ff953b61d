"""The statuses of many items under a case at once, as places in the order of strictness.

The same law as `oncurve.export.status.decide`, without the provision that decides: what is open gives the least and the
most that may hold, and where these part the status is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oncurve.export.case import Case
from oncurve.export.columns import StateCodes
from oncurve.export.provision import STATES, State
from oncurve.export.status import ORDER, Classified, Docket, classify, docket_of

__all__ = ["Ranks", "codes_of", "digits_of", "ranks_of"]

#: for each item the place of its status in `oncurve.export.status.STATUSES`
Ranks = NDArray[np.int8]
_UNKNOWN = np.int8(len(ORDER))
_RANK = {status: np.int8(rank) for rank, status in enumerate(ORDER)}
_NO, _YES = 0, 1
#: most provisions whose states fit in one number of 64 bits
_MOST_DIGITS = 40


def ranks_of(case: Case, states: Mapping[int, StateCodes]) -> Ranks:
    """The status of each item that is enforced.

    Args:
        case: the provisions.
        states: for each that bears on the status, whether it fits each item; arrays of one shape.
    """
    paragraphs = _paragraphs(case, states)
    outside = _any([states[each] != _NO for each in case.doing("outside", as_written=False)])
    least = most = None
    for paragraph, here in paragraphs.items():
        low, high = _bounds(docket_of(case, paragraph, as_written=False), states, outside)
        if least is None or most is None:
            least, most = np.where(here, low, _UNKNOWN), np.where(here, high, np.int8(-1))
        else:
            least, most = np.where(here, np.minimum(least, low), least), np.where(here, np.maximum(most, high), most)
    if least is None or most is None:
        raise ValueError("no item to rank")
    return np.where(least == most, least, _UNKNOWN).astype(np.int8)


def codes_of(states: Sequence[StateCodes]) -> NDArray[np.uint64]:
    """The states of several provisions as one number for each item.

    Raises:
        OverflowError: there are too many.
    """
    if len(states) > _MOST_DIGITS:
        raise OverflowError(f"{len(states)} provisions bear on one case; {_MOST_DIGITS} can be screened at once.")
    code = np.zeros(np.broadcast_shapes(*(each.shape for each in states)), np.uint64)
    for each in states:
        code = code * np.uint64(len(STATES)) + each
    return code


def digits_of(code: int, count: int) -> tuple[State, ...]:
    """The states that `codes_of` put into a number."""
    found: list[State] = []
    for _ in range(count):
        code, digit = divmod(code, len(STATES))
        found.append(STATES[digit])
    return tuple(reversed(found))


def _paragraphs(case: Case, states: Mapping[int, StateCodes]) -> dict[str, NDArray[np.bool_]]:
    """The paragraphs under which some item may fall, and which items each is for."""
    if not case.limbs:
        return {"": np.ones(next(iter(states.values())).shape, bool)} if states else {"": np.ones(1, bool)}
    codes, place = np.unique(codes_of([states[each] for each in case.limbs]), return_inverse=True)
    found = [_classified(case, int(code)) for code in codes]
    shape = np.broadcast_shapes(*(states[each].shape for each in case.limbs))
    return {
        paragraph: np.array([paragraph in each.paragraphs for each in found], bool)[place].reshape(shape)
        for paragraph in dict.fromkeys(each for some in found for each in some.paragraphs)
    }


def _classified(case: Case, code: int) -> Classified:
    found: Classified | None = case.of_limbs.get(code)
    if found is None:
        found = case.of_limbs[code] = classify(case, digits_of(code, len(case.limbs)))
    return found


def _bounds(docket: Docket, states: Mapping[int, StateCodes], outside: Any) -> tuple[Any, Any]:
    """The least and the most strict status that items of a paragraph may have."""
    listed: Any = _RANK["licence_required"]
    for index, status in (*reversed(docket.reviews), *reversed(docket.frees)):
        listed = np.where(states[index] == _YES, _RANK[status], listed)
    low = np.where(_any([states[each] != _NO for each in docket.needs]) & ~outside, listed, np.int8(0))
    high = low
    for each in docket.own:
        fits = states[each.index]
        counts = np.True_ if each.reaches_use else ~outside
        if not each.open:
            low = np.where((fits == _YES) & counts, np.maximum(low, _RANK[each.status]), low)
        high = np.where((fits != _NO) & counts, np.maximum(high, _RANK[each.status]), high)
    return low, high


def _any(states: Sequence[Any]) -> Any:
    return reduce(np.logical_or, states, np.False_)
