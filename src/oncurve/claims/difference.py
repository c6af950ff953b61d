"""What moved between two audits of one article, or of many: claims, verdicts and estimates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from oncurve.basis.errors import BadInput

__all__ = ["Difference", "Move", "difference"]

Kind = Literal["verdict", "estimate", "new", "gone"]
_SAME = 0.005


@dataclass(frozen=True, slots=True)
class Move:
    """One claim that is not as it was.

    Args:
        kind: "verdict" or "estimate" where that moved; "new" or "gone" where only one audit has the claim.
        article: the id of its article, where there are several.
        quote: the words that carry its value.
        measure: what it is about.
        before: the claim as the first audit has it; None where new.
        after: the claim as the second has it; None where gone.
    """

    kind: Kind
    article: str
    quote: str
    measure: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    def to_dict(self) -> dict[str, Any]:
        """The move as plain data: of each side the verdict, the reason and the estimate's ends."""
        return {"kind": self.kind, "article": self.article, "quote": self.quote, "measure": self.measure,
                "before": _side(self.before), "after": _side(self.after)}


@dataclass(frozen=True, slots=True)
class Difference:
    """Every move between two audits, and how many claims stayed as they were."""

    moves: tuple[Move, ...]
    unchanged: int

    def to_dict(self) -> dict[str, Any]:
        """The difference as plain data."""
        return {"moves": [each.to_dict() for each in self.moves], "unchanged": self.unchanged}


def difference(before: Any, after: Any) -> Difference:
    """What moved between two audits.

    A claim is the same where its sentence, its words and its measure are; an estimate has moved where an end or
    the median has by more than half a percent.

    Args:
        before: the first audit, as `oncurve check --json` prints it, of an article or a folder.
        after: the second.

    Raises:
        BadInput: one of them is no audit.
    """
    first, second = _claims(before, "the first"), _claims(after, "the second")
    moves, unchanged = [], 0
    for key in dict.fromkeys((*first, *second)):
        old, new = first.get(key), second.get(key)
        kind = _kind(old, new)
        if kind is None:
            unchanged += 1
        else:
            moves.append(Move(kind, key[0], key[2], key[3], old, new))
    order = ("verdict", "new", "gone", "estimate")
    return Difference(tuple(sorted(moves, key=lambda each: order.index(each.kind))), unchanged)


def _claims(plain: Any, which: str) -> dict[tuple[str, str, str, str, int], Mapping[str, Any]]:
    found: dict[tuple[str, str, str, str, int], Mapping[str, Any]] = {}
    seen: dict[tuple[str, str, str, str], int] = defaultdict(int)
    for article, claim in _rows(plain, which):
        key = (article, str(claim.get("sentence", "")), str(claim.get("quote", "")), str(claim.get("measure", "")))
        found[*key, seen[key]] = claim
        seen[key] += 1
    return found


def _rows(plain: Any, which: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    audits = plain.get("audits", [plain]) if isinstance(plain, dict) else plain
    if not isinstance(audits, list):
        audits = [None]
    for audit in audits:
        claims = audit.get("claims") if isinstance(audit, dict) else None
        if isinstance(audit, dict) and "error" in audit:
            continue
        if not isinstance(claims, list) or not all(isinstance(each, dict) for each in claims):
            raise BadInput(f"{which} is no audit", hint="Write it with `oncurve check ARTICLE --json > audit.json`.")
        for claim in claims:
            yield str(audit.get("id") or ""), claim


def _kind(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> Kind | None:
    if old is None:
        return "new"
    if new is None:
        return "gone"
    if old.get("verdict") != new.get("verdict"):
        return "verdict"
    return None if _same(old.get("estimate"), new.get("estimate")) else "estimate"


def _same(old: Any, new: Any) -> bool:
    if not isinstance(old, dict) or not isinstance(new, dict):
        return bool(old == new)
    return bool(old.get("unit") == new.get("unit")) and all(
        _near(old.get(name), new.get(name)) for name in ("low", "median", "high"))


def _near(old: Any, new: Any) -> bool:
    if isinstance(old, int | float) and isinstance(new, int | float):
        return abs(old - new) <= _SAME * max(abs(old), abs(new))
    return bool(old == new)


def _side(claim: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if claim is None:
        return None
    made = claim.get("estimate")
    kept = {name: made.get(name) for name in ("low", "median", "high", "unit")} if isinstance(made, dict) else None
    return {"verdict": claim.get("verdict"), "reason": claim.get("reason"), "estimate": kept}
