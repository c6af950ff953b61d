"""What kind of spending a sentence tells of: buildings, research, compute, training, serving, all of it."""

from __future__ import annotations

import re

from oncurve.claims.check.facts import FIGURE
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

__all__ = ["OF_SCOPE", "kind_words", "kinds_named"]

#: the kinds of spending that the scope of a claim asks for
OF_SCOPE = {
    "capex": ("spend.capex",), "rd": ("spend.rd", "spend.rd_compute"),
    "compute": ("spend.compute", "spend.rd_compute", "spend.training", "spend.inference", "spend.compute_lease"),
    "total": ("spend.total",),
}
_WORDS = {"spend.capex": "spending on buildings and machines", "spend.rd": "spending on research",
          "spend.rd_compute": "compute for research and training", "spend.compute": "spending on compute",
          "spend.training": "compute for training", "spend.inference": "compute for serving models",
          "spend.compute_lease": "rent of compute",
          "spend.staff_cost": "pay of staff", "spend.final_runs": "final runs of released models",
          "spend.total": "all spending"}
#: kinds that words name more closely than the scope of a claim can
_CUES = (
    (("spend.rd_compute", "spend.compute"),
     r"(?:research[- ]and[- ]development|R&D) compute|compute for (?:research|R&D)"),
    (("spend.training",), r"\b(?:compute|spend\w*|spent|paid)\b[^.]{0,20}\b(?:for|on) training\b"),
    (("spend.final_runs",), r"\bfinal (?:training )?runs\b"),
    (("spend.inference",),
     (r"\b(?:for|on) (?:inference|serving)\b|\bserving (?:users|customers|models|requests)\b|inference (?:compute|"
      r"cost|bill)|\binference(?: alone)? (?:took|ate|cost|came|ran|swallowed|consumed|absorbed|accounted|was)\b|"
      r"\bwent (?:in)?to (?:inference|serving)\b")),
    (("spend.compute",), r"\bon (?:AI |cloud )?comput(?:e|ing)\b(?! (?:for|used))|\bcomput(?:e|ing) bill\b"),
    (("spend.rd", "spend.rd_compute"),
     r"(?<!compute for )\bresearch and development\b(?! compute)|\bR&D\b(?! compute)"),
    (("spend.chips",), (rf"\b(?:for|on) (?:[\w-]+ ){{0,2}}?(?:chips|processors) alone\b[^.;]{{0,40}}{FIGURE}|"
                        rf"{FIGURE}[^.,;]{{0,40}}\b(?:for|on|into) (?:[\w-]+ ){{0,2}}?"
                        r"(?:processors|chips|GPUs|accelerators)\b")),
    (("spend.staff_cost",), (rf"{FIGURE}[^.,;]{{0,24}}\b(?:on|to|for) (?:its |their )?(?:staff|salaries|wages|workers|"
                             r"employees|personnel)\b|\b(?:staff(?:ing)?|personnel|salary) costs?\b")),
    (("spend.total",), (r"\bcosts (?:(?:for|in|of) (?:20\d\d|the year) )?"
                        r"(?:ran|came|amount\w*|rose|grew|stood) (?:to|at)\b|\bin all\b[^.]{0,30}\bcosts\b|"
                        r"total costs?|all (?:its )?costs|whole of [\w' ]{0,24}costs|costs and expenses")),
)
#: what only a part of a sum went to: "most of it R&D"
_OF_PART = Pattern(r"\b(?:most|much|half|part|bulk|some|rest|cent|\d%) of (?:it|that|them|which|this)\b[^.;,]{0,16}$",
                   re.IGNORECASE)
_STOP, _STOP_COST = Pattern(r"[,;:](?=\s)|\band\b|\bbut\b|\bwhile\b"), 60


def kinds_named(claim: Claim) -> tuple[str, ...]:
    """The kinds of spending that the sentence names nearest to the figure, where it names one."""
    at = claim.sentence.find(FIGURE)
    found = [(_distance(claim.sentence, match.span(), at) if at >= 0 else 0, names) for names, cue in _CUES
             for match in re.finditer(cue, claim.sentence, re.IGNORECASE)
             if _OF_PART.search(claim.sentence[: match.start()]) is None]
    return min(found, default=(0, ()))[1]


def _distance(text: str, cue: tuple[int, int], at: int) -> int:
    """Characters from a figure to the words for a kind; what parts clauses counts as many."""
    between = text[cue[1]:at] if cue[1] <= at else text[at:cue[0]]
    return len(between) + _STOP_COST * len(_STOP.findall(between))


def kind_words(name: str) -> str:
    """A kind of spending in words."""
    return _WORDS.get(name, name.removeprefix("spend.").replace("_", " "))
