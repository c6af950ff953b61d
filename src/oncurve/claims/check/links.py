"""Links and streams of a chip that are neither its memory's nor those to its peers."""

from __future__ import annotations

import re

from oncurve.claims.check.facts import FIGURE
from oncurve.claims.claim import Claim
from oncurve.claims.read.pattern import Pattern

__all__ = ["OF_DIES", "link_apart"]

OF_DIES = "the link between the dies"

#: the unit and few words after a figure
_AFTER = rf"{FIGURE}[^,;.(]{{0,30}}"
_APART = (
    (OF_DIES, Pattern(
        rf"{_AFTER}\b(?:NV-?H[BS]I\b|die[- ]to[- ]die\b|(?:between|across|joins?|links?|connects?)\b[^,;.]{{0,30}}"
        rf"\b(?:dies|chiplets)\b)|\b(?:dies|chiplets)\b[^.;]{{0,50}}{_AFTER}"
        rf"\b(?:links?|interconnects?|connections?|bridges?)\b|\bdie[- ]to[- ]die\b[^,;.]{{0,30}}{FIGURE}|"
        rf"\b(?:dies|chiplets)\b[^.;]{{0,30}}{_AFTER}\binterface\b|\bNV-?HBI\b[^,;.]{{0,40}}{FIGURE}|"
        rf"\b(?:dies|chiplets)\b[^.;]{{0,30}}\b(?:joined|connected|linked|tied|bridged|talk|communicate)\b"
        rf"[^.;]{{0,40}}{FIGURE}",
        re.IGNORECASE)),
    ("the link to the host processor", Pattern(
        rf"{_AFTER}\b(?:CPU[- ](?:to[- ])?GPU|GPU[- ](?:to[- ])?CPU|(?:NVLink[- ]?)?C2C)\b|"
        rf"\b(?:NVLink[- ])?C2C\b[^,;.]{{0,30}}{FIGURE}", re.IGNORECASE)),
    ("the speed at which data are unpacked, sent away or stored", Pattern(
        rf"{_AFTER}\b(?:decompress\w*|Ethernet|InfiniBand|network(?:ing)?|storage|SSDs?|NICs?|L[123] cache|SRAM)\b",
        re.IGNORECASE)),
)


def link_apart(claim: Claim) -> str:
    """What other link or stream a speed in bytes is of, in words; nothing where it is of the memory or of the peers."""
    told = claim.sentence if FIGURE in claim.sentence else claim.sentence.replace(claim.quote, FIGURE, 1)
    return next((words for words, cue in _APART if cue.search(told)), "")
