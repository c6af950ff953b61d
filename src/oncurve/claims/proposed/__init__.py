"""Claims that a language model proposes, held to the text, the grammar and the catalogue (`--llm`).

Off unless it is turned on. A model says where a claim may stand and who plays which part in it; where its words stand
is found here, what number they hold is read by the grammar of `claims.read`, and whom they name is looked up in the
catalogue. What fails any of it is dropped with a reason.
"""

from __future__ import annotations

from oncurve.claims.proposed.endpoint import Endpoint
from oncurve.claims.proposed.proposer import Proposer, Reading

__all__ = ["Endpoint", "Proposer", "Reading"]
