"""The scopes that a measure may have, where the contract names them."""

from __future__ import annotations

from oncurve.claims.claim import MEASURES

__all__ = ["SCOPES"]

#: by measure; the scope of any other measure is in the words of the text
SCOPES: dict[str, frozenset[str]] = {
    "training_cost": frozenset({"final_run", "hardware", "rd", "all_in"}),
    "parameters": frozenset({"active"}),
    "training_date": frozenset({"began"}),
    "cost_ratio": frozenset({"training", "inference", "compute"}),
    "price_per_token": frozenset({"input", "output"}),
    "organisation_spend": frozenset({"capex", "rd", "compute", "total"}),
    "chip_spec": frozenset({"memory", "bandwidth", "interconnect", "tflops", "power", "tpp"}),
    "export_status": frozenset({"restricted", "allowed", "licence"}),
    "chips_shipped": frozenset({"produced", "shipped", "ordered", "allowed per year"}),
    "chips_smuggled": frozenset({"attempted"}),
    "forecast": frozenset(set(MEASURES) - {"forecast", "not_auditable"}),
}
