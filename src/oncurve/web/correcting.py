"""Corrected readings: the fields of a form in the place of what was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["corrected", "number_of"]

_WORDS = ("measure", "qualifier", "subject", "reference", "unit", "scope", "speaker", "time")
_NUMBERS = ("value", "low", "high")
_READ = ("quote", "start", "end", "sentence", *_WORDS, *_NUMBERS, "negated", "confidence")


def corrected(claims: Sequence[Mapping[str, Any]], number: int, form: Mapping[str, str]) -> dict[str, Any]:
    """The claims of an audit with one of them as a reader says it is, in the form that `check --claims` takes.

    Args:
        claims: as the audit has them.
        number: which one, from 1.
        form: its fields as text; an empty one says nothing; `remove` leaves the claim out.

    Returns:
        `{"claims": …}`, or the error of a field that is no number.
    """
    plain = [{name: each[name] for name in _READ if name in each} for each in claims]
    one = plain[number - 1]
    if form.get("remove"):
        return {"claims": [each for each in plain if each is not one]}
    for name in _WORDS:
        if name in form:
            one[name] = form[name].strip() or None
    for name in _NUMBERS:
        if name not in form:
            continue
        try:
            one[name] = number_of(form[name])
        except ValueError:
            return {"error": {"kind": "bad_input", "message": f"{form[name][:40]!r} is no number.",
                              "hint": f"Write the {name} as 5576000 or 5.576e6, without its unit."}, "status": 422}
    one["unit"] = one.get("unit") or "none"
    one["negated"] = bool(form.get("negated"))
    one["confidence"] = 1.0
    return {"claims": plain}


def number_of(text: str) -> float | None:
    """The number that a reader wrote; None where nothing is written.

    Raises:
        ValueError: it is no number.
    """
    plain = text.strip().replace(",", "").replace("_", "")
    return float(plain) if plain else None
