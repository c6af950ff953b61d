#!/usr/bin/env python3
"""Fits the weights by which the reader tells measures apart, to the labelled passages of tests/cases/claims.

scripts/fit_reader.py            fits to all of them but the held-out ones and writes claims/read/measure.json
scripts/fit_reader.py --across   fits to all authors but one and tells how well the weights read that one
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import tomllib
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from oncurve.catalog.names import load_names  # noqa: E402
from oncurve.claims.read import reader as reading  # noqa: E402
from oncurve.claims.read.drafts import Draft  # noqa: E402
from oncurve.claims.read.evidence import Evidence  # noqa: E402
from oncurve.claims.read.scene import Scene  # noqa: E402
from oncurve.claims.read.weighing import APART, FAMILIES, FITS, NONE, OTHER, Verdict, Weighing  # noqa: E402

CASES = ROOT / "tests" / "cases" / "claims"
OUT = ROOT / "src" / "oncurve" / "claims" / "read" / "measure.json"
DATES = {"release_date", "training_date"}
CLASSES = [NONE, *sorted({measure for measures in FITS.values() for measure in measures})]
PENALTY = 2.0
LEAST_SEEN = 3
#: how much freer the weight of rarer evidence is: by the count to this power
RARE = 0.2
#: how freely what is learnt for one family of dimensions may grow, beside what is learnt for all
FAMILY_TRUST = 0.7
#: what of the claims before a number is learnt wrong, as it will be when read
MISREAD_ONE_IN = 5
LEAST_WEIGHT = 0.05
#: as how many a single plain sentence counts, for whole articles say most things less plainly
PLAIN_COUNTS = 3
BIAS = 0.5


@dataclass
class Example:
    """A number of a passage, what is seen at it, and what it is a claim of."""

    evidence: Evidence
    dim: str
    measure: str
    weight: float
    passage: str


def authors() -> dict[str, list[dict[str, Any]]]:
    """The labelled passages by author; those of the first author are in TOML."""
    found = {
        path.stem: _lines(path) for path in sorted([CASES / "practice.jsonl", *(CASES / "written").glob("*.jsonl")])
    }
    first = [passage for path in sorted(CASES.glob("*.toml")) for passage in tomllib.loads(path.read_text())["passage"]]
    return {**found, "first": first}


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def spans(text: str, claims: Sequence[dict[str, Any]]) -> Iterator[tuple[int, int]]:
    """The character spans of quotes; one that is given twice takes its second place, if there is one."""
    used: Counter[str] = Counter()
    for claim in claims:
        quote = claim["quote"]
        start = -1
        for _ in range(used[quote] + 1):
            start = text.find(quote, start + 1)
        used[quote] += 1
        start = text.find(quote) if start < 0 else start
        yield start, start + len(quote)


def overlaps(label: tuple[int, int], found: tuple[int, int]) -> bool:
    """Whether two spans are of one claim: they share a third of their union, or one lies within the other."""
    shared = min(label[1], found[1]) - max(label[0], found[0])
    if shared <= 0:
        return False
    long, short = sorted((label[1] - label[0], found[1] - found[0]), reverse=True)
    within = shared == short
    return shared / (max(label[1], found[1]) - min(label[0], found[0])) >= 0.3 or (within and long <= 3 * short + 12)


class Teaching(reading.Pass):
    """A reading that is told what each number is, and keeps what it saw."""

    def __init__(self, reader: reading.Reader, passage: dict[str, Any]) -> None:
        super().__init__(reader, passage["text"], dt.date.fromisoformat(str(passage["published"])))
        claims = passage.get("claims", [])
        self.labels = list(zip(spans(passage["text"], claims), claims, strict=True))
        self.examples: list[Example] = []
        self.passage = passage["id"]

    def decide(self, dim: str, evidence: Evidence, first: int, end: int) -> Verdict:
        """The label at a place, as if the model had found it."""
        at = self.surface.span(self.tokens.start[first], self.tokens.end[end - 1])
        fits = FITS.get(dim, frozenset())
        if dim == "status":
            return self._ruled(evidence, first, end)
        if dim.startswith("scope."):
            return self._scoped(dim, evidence, at)
        hit = [claim for span, claim in self.labels if overlaps(span, at)]
        hit = hit or [claim for span, claim in self.labels if self._alone(span, claim, first, end)]
        hard = [c["measure"] for c in hit if c["measure"] in fits and not _soft(c)]
        measure, weight = (hard[0] if hard else NONE), 1.0
        foretold = [c.get("scope") for c in hit if c["measure"] == "forecast"]
        if not hard and foretold:
            measure, weight = (foretold[0], 0.5) if foretold[0] in fits else (NONE, 0.0)
        self.examples.append(Example(evidence, dim, measure, weight, self.passage))
        return Verdict(self._misread(dim, measure, first), 1.0)

    def _misread(self, dim: str, measure: str, first: int) -> str:
        """What the text is taken to have claimed at a number: for one in five not the label, as when it is read."""
        chance = zlib.crc32(f"{self.passage} {first}".encode())
        if chance % MISREAD_ONE_IN:
            return measure
        others = sorted({NONE, *FITS.get(dim, ())})
        return NONE if measure != NONE else others[chance // 97 % len(others)]

    def _numbers(self, scene: Scene) -> list[Draft]:
        self.scene = scene
        return super()._numbers(scene)

    def _alone(self, label: tuple[int, int], claim: dict[str, Any], first: int, end: int) -> bool:
        """Whether a number is the one that a long quote gives: it lies in it, and has its value or is the only one."""
        spans = {(q.first, q.end): q for q in self.scene.quantities}
        inside = []
        for (a, b), quantity in spans.items():
            start, stop = self.surface.span(self.tokens.start[a], self.tokens.end[b - 1])
            if label[0] <= start and stop <= label[1]:
                inside.append(quantity)
        quantity = spans.get((first, end))
        if quantity is None or all(each is not quantity for each in inside):
            return False
        wanted = {claim.get(key) for key in ("value", "low", "high")} - {None}
        has = {each for each in (quantity.value, quantity.low, quantity.high) if each is not None}
        same = any(abs(a - b) <= 0.01 * abs(a) for a in wanted for b in has)
        return same or (len(inside) == 1 and quantity.dim not in ("number", "count", "anaphor"))

    def _scoped(self, dim: str, evidence: Evidence, at: tuple[int, int]) -> Verdict:
        """The scope that the label at a place has."""
        hit = [c for span, c in self.labels if f"scope.{c['measure']}" == dim and overlaps(span, at)]
        named = f"scope.{hit[0].get('scope')}" if hit else NONE
        measure = named if named in FITS[dim] else NONE
        self.examples.append(Example(evidence, dim, measure, 1.0 if hit else 0.0, self.passage))
        return Verdict(measure, 1.0)

    def _ruled(self, evidence: Evidence, first: int, end: int) -> Verdict:
        """The status that the word at a place says: that of the label it lies in."""
        at = self.surface.span(self.tokens.start[first], self.tokens.end[end - 1])[0]
        ruled = [c["scope"] for s, c in self.labels if c["measure"] == "export_status" and s[0] <= at < s[1]]
        measure = f"status.{ruled[0]}" if ruled else NONE
        self.examples.append(Example(evidence, "status", measure, 1.0, self.passage))
        return Verdict(measure, 1.0)


def _soft(claim: dict[str, Any]) -> bool:
    if claim["measure"] in DATES | {"export_status"}:
        return False
    return claim.get("qualifier") == "vague" and all(claim.get(key) is None for key in ("low", "value", "high"))


def examples(passages: Sequence[dict[str, Any]], names: Any) -> list[Example]:
    """What is seen at every number of some passages, with the labels."""
    reader = reading.Reader(names, Weighing(CLASSES, {}))
    found: list[Example] = []
    for passage in passages:
        teaching = Teaching(reader, passage)
        teaching.claims()
        found += teaching.examples * (PLAIN_COUNTS if passage.get("style") == "sentence" else 1)
    return found


@dataclass
class Block:
    """The numbers that choose among the same measures: what is seen at them, the measures, the labels, their weight."""

    seen: Any
    columns: np.ndarray
    places: np.ndarray
    label: np.ndarray
    weight: np.ndarray

    def add(self, w: np.ndarray, slope: np.ndarray) -> float:
        """Minus the log-likelihood under the weights `w`; adds its slope to `slope`."""
        at = np.ix_(self.columns, self.places)
        score = self.seen @ w[at]
        score -= score.max(axis=1, keepdims=True)
        chance = np.exp(score)
        chance /= chance.sum(axis=1, keepdims=True)
        rows = np.arange(len(self.label))
        missed = -float(self.weight @ np.log(chance[rows, self.label] + 1e-300))
        chance[rows, self.label] -= 1.0
        slope[at] += self.seen.T @ (self.weight[:, None] * chance)
        return missed


def fit(rows: Sequence[Example], penalty: float = PENALTY) -> Weighing:
    """The weights of a multinomial logistic regression, each number choosing among the measures that fit it."""
    from scipy.optimize import minimize

    rows = [row for row in rows if row.weight > 0]
    pieces = [set(row.evidence) | _of_family(row) for row in rows]
    seen = Counter(piece for each in pieces for piece in each)
    column = {piece: k for k, piece in enumerate(sorted(p for p, n in seen.items() if n >= LEAST_SEEN))}
    trust = np.array([(FAMILY_TRUST if "/" in p.partition("=")[0] else 1.0) * (100 / seen[p]) ** RARE for p in column])
    blocks = list(_blocks(rows, pieces, column, trust))
    shape = (len(column), len(CLASSES))

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat.reshape(shape)
        slope = penalty * w
        missed = sum(block.add(w, slope) for block in blocks)
        return missed + 0.5 * penalty * float(flat @ flat), slope.ravel()

    solved = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 80, "maxcor": 5})
    return _weighing(solved.x.reshape(shape) * trust[:, None], column)


def _blocks(
    rows: Sequence[Example], pieces: Sequence[set[str]], column: dict[str, int], trust: np.ndarray
) -> Iterator[Block]:
    """The numbers by what they may be claims of, each piece of evidence as freely as it is trusted."""
    import scipy.sparse

    groups: dict[tuple[int, ...], list[int]] = {}
    for k, row in enumerate(rows):
        fits = FITS.get(row.dim, frozenset())
        groups.setdefault((0, *(CLASSES.index(measure) for measure in sorted(fits))), []).append(k)
    for places, members in groups.items():
        hits = [sorted(column[piece] for piece in pieces[k] if piece in column) for k in members]
        flat = np.concatenate(hits).astype(int)
        used, at = np.unique(flat, return_inverse=True)
        starts = np.cumsum([0, *map(len, hits)])
        seen = scipy.sparse.csr_matrix((trust[flat], at, starts), shape=(len(members), len(used)))
        label = np.array([places.index(CLASSES.index(rows[k].measure)) for k in members])
        yield Block(seen, used, np.array(places), label, np.array([rows[k].weight for k in members]))


def _of_family(row: Example) -> set[str]:
    """The evidence once more, for the family of the number's dimension alone."""
    family = FAMILIES.get(row.dim, OTHER)
    return {f"{family}/{piece}" for piece in row.evidence if piece.partition("=")[0] in APART}


def _weighing(w: np.ndarray, column: dict[str, int]) -> Weighing:
    """The weights by template, small ones dropped."""
    weights: dict[str, dict[str, list[float]]] = {}
    for piece, k in sorted(column.items(), key=lambda item: item[0].partition("=")):
        where, _, what = piece.partition("=")
        row: list[float] = []
        for c in np.flatnonzero(np.abs(w[k]) >= LEAST_WEIGHT):
            row += [int(c), round(float(w[k, c]), 2)]
        if row:
            weights.setdefault(where, {})[what] = row
    return Weighing(CLASSES, weights, BIAS)


def told(passages: Sequence[dict[str, Any]], names: Any, weighing: Weighing) -> tuple[float, float]:
    """Precision and recall of the measures of numbers that a model finds in passages."""
    reader = reading.Reader(names, weighing)
    right = said = there = 0
    for passage in passages:
        teaching = Teaching(reader, passage)
        chosen: list[str] = []

        def decide(dim: str, evidence: Evidence, first: int, end: int, t: Any = teaching, c: Any = chosen) -> Verdict:
            Teaching.decide(t, dim, evidence, first, end)
            verdict = reader.weighing.weigh(dim, evidence)
            c.append(verdict.measure)
            return verdict

        teaching.decide = decide  # type: ignore[method-assign]
        teaching.claims()
        for row, measure in zip(teaching.examples, chosen, strict=True):
            if row.weight == 1.0 and not row.dim.startswith("scope."):
                right += measure == row.measure != NONE
                said += measure != NONE
                there += row.measure != NONE
    return right / max(said, 1), right / max(there, 1)


def main() -> None:
    """Fits, and writes the weights or tells how well they do on authors they have not seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--across", action="store_true", help="leave one author out at a time and print how it is read")
    parser.add_argument("--without", default="", help="fit to all authors but this one and write the weights")
    args = parser.parse_args()
    names = load_names()
    by_author = authors()
    rows = {author: examples(passages, names) for author, passages in by_author.items()}
    if args.across:
        for author, passages in by_author.items():
            weighing = fit([row for other, mine in rows.items() if other != author for row in mine])
            precision, recall = told(passages, names, weighing)
            f1 = 2 * precision * recall / max(precision + recall, 1e-9)
            print(
                f"{author:10s} {len(passages):4d} passages  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"
            )
        return
    weighing = fit([row for author, mine in rows.items() if author != args.without for row in mine])
    plain = {"classes": weighing.classes, "bias": weighing.bias, "weights": weighing.weights}
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    OUT.write_text(text.replace('},"', '},\n"') + "\n", encoding="utf-8")
    print(f"{OUT.relative_to(ROOT)}: {sum(map(len, weighing.weights.values()))} pieces of evidence, {len(text)} bytes")


if __name__ == "__main__":
    main()
