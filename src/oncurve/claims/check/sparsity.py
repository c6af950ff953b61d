"""Whether a speed of a chip is told of as dense or with sparsity."""

from __future__ import annotations

import re

from oncurve.claims.check.facts import FIGURE, clause_of_figure
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

__all__ = ["told_dense"]

_SPARSE = r"spars"
#: "with sparsity left out of it", "ignoring sparsity", "no sparsity"
_DENSE = (r"not spars|\bdense\b|\b(?:without|no|not counting|ignor\w+|exclud\w+|leaving out|minus|before) "
          r"(?:any |the )?(?:structured )?spars\w+|"
          r"\bspars\w+ (?:is |was |being )?(?:(?:left|taken|switched|turned|set) (?:out|off|aside)|"
          r"exclud\w+|ignor\w+|disabled|off|apart|aside)\b")
#: the words before a speed, back to another figure or stop, and what stands in brackets
_FROM_NUMBER = Pattern(r"[^\d.;,(|]*$")
#: a figure of its own
_LARGE = Pattern(r"\d{3,}")
_IN_BRACKETS = Pattern(r"\([^()]*\)")
#: the words after a speed, up to another figure or clause
_BESIDE = Pattern(r"((?:(?!\d{2}|[,;|(]).){1,40})")


def told_dense(claim: Claim) -> tuple[bool, bool]:
    """Whether a speed is told of as dense, and whether as sparse: by the words beside it, else by its sentence."""
    before, _, after = claim.sentence.partition(claim.quote or FIGURE)
    bracket = re.match(r"[^|(]{0,12}\(([^)|]*)\)", after)
    beside = [bracket[1]] if bracket is not None and _LARGE.search(bracket[1]) is None else []
    beside += [each[0] for each in (_BESIDE.match(after), _FROM_NUMBER.search(before)) if each is not None]
    words = next((each for each in beside if re.search(rf"{_SPARSE}|\bdense\b", each, re.IGNORECASE)), None)
    if words is None:  # "the sparse speed of 4 PFLOPS, twice the dense one"
        own = clause_of_figure(claim)
        words = own if re.search(_SPARSE, own, re.IGNORECASE) and not re.search("dense", own, re.IGNORECASE) else None
    if words is None:  # what other brackets say is of other figures
        words = _IN_BRACKETS.sub(lambda found: found[0] if FIGURE in found[0] else " ", claim.sentence)
    dense = re.search(_DENSE, words, re.IGNORECASE) is not None
    return dense, re.search(_SPARSE, words, re.IGNORECASE) is not None and not dense
