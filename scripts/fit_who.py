"""Fits the weights by which the reader ranks subjects and speakers, on the labelled passages.

    python scripts/fit_who.py            # writes src/oncurve/claims/read/{subject,reference,speaker}.json
    python scripts/fit_who.py --across   # accuracy on each author, fitted on the others
    python scripts/fit_who.py speaker    # one of them alone
    python scripts/fit_who.py MORE.jsonl # fits on these labelled passages too

A log-linear model: the chance of a candidate goes by the sum of its traits' weights, under an L2 penalty. What a
text told before a claim is the label, and for a third of the claims a wrong one, as it will be when read.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import labelled
import numpy as np
import scipy.optimize
import scipy.sparse

from oncurve.claims.read.ranking import Ranker, expand
from oncurve.claims.read.traits import traits_of
from oncurve.claims.read.who import REFERRED, Who

READ = Path(__file__).parents[1] / "src" / "oncurve" / "claims" / "read"
WRITTEN = (*"abcdefghijklmnopqrstuvwxyz", "aa", "ab", "short", "lessons")
AUTHORS = ("practice", *(f"written/{name}" for name in WRITTEN), "ours")
#: sentences as newspapers build them, labelled for who speaks only; few, so that they count thrice
NEWS, TIMES = "speakers", 3
#: measures whose subject is an ability or an opinion, not one of several names, or is found with the ruling
FREE = {"companies_able", "cost_decline_rate", "doubling_time", "forecast", "not_auditable", "export_status"}
#: what keeps weights small, by what is ranked
PENALTIES = {"subject": 2.0, "reference": 2.0, "speaker": 5.0}
WRONG_ONE_IN = 3


@dataclass(slots=True)
class Row:
    """The candidates of one claim, with which of them are right."""

    measure: str
    keys: list[object]
    traits: list[list[str]]
    right: list[bool]


def told(passage: labelled.Passage, claim: dict[str, object], right: list[bool]) -> int | None:
    """The candidate that the text is taken to have told: the right one, or for some claims any."""
    chance = zlib.crc32(f"{passage['id']}{claim['quote']}".encode())
    if chance % WRONG_ONE_IN == 0:
        return chance // 7 % len(right)
    return right.index(True) if any(right) else None


def subjects(author: str) -> list[Row]:
    """A row for every labelled claim that has a subject."""
    rows: list[Row] = []
    for passage in labelled.passages(author):

        def handle(scene, who, draft, claim, passage=passage):
            if claim["measure"] in FREE or not claim.get("subject"):
                return
            if author == "ours" or author.endswith(".jsonl"):
                draft.subject = draft.reference = None  # the measures were written on these: their choice is no news
            found = who.cast.candidates(scene, draft)
            named = [{c.ident, *((c.name.label, c.name.id) if c.name else ())} for c in found]
            right = [any(labelled.plain(n) == labelled.plain(claim["subject"]) for n in names) for names in named]
            right = right if any(right) else [any(labelled.same(claim["subject"], n) for n in names) for names in named]
            rows.append(Row(claim["measure"], [(c.kind, c.ident) for c in found],
                            traits_of(scene, draft, found, who.cast), right))  # fmt: skip
            taken = told(passage, claim, right) if found else None
            who.cast.tell(str(claim["subject"]) if taken is None else found[taken].ident, claim["measure"])

        labelled.follow(passage, handle)
    return rows


def speakers(author: str) -> list[Row]:
    """A row for every labelled claim of an author who labels speakers."""
    rows: list[Row] = []
    for passage in labelled.passages(author) if author != "ours" else ():

        def handle(scene, who, draft, claim, passage=passage):
            draft.subject, speaker = claim.get("subject"), claim.get("speaker")
            voices = who.voices(scene, draft)
            right = [(not v.ident) if speaker is None else bool(v.ident) and labelled.same(speaker, v.ident)
                     for v in voices]  # fmt: skip
            rows.append(Row(claim["measure"], [v.ident for v in voices], [v.traits for v in voices], right))
            taken = told(passage, claim, right)
            draft.speaker = speaker if taken is None else voices[taken].ident or None
            who.told(draft)

        labelled.follow(passage, handle)
    return rows


def references(author: str) -> list[Row]:
    """A row for every labelled claim that has, or might have, another side."""
    rows: list[Row] = []
    for passage in labelled.passages(author):

        def handle(scene, who, draft, claim):
            if claim["measure"] not in REFERRED:
                return
            if author == "ours" or author.endswith(".jsonl"):
                draft.reference = None
            draft.subject, other = _ident(who, claim.get("subject")), claim.get("reference")
            turned, found = who.cast.compared(scene, draft)
            named = [{c.ident, *((c.name.label, c.name.id) if c.name else ())} for c in found]
            right = [(not c.ident) if other is None else bool(c.ident) and any(labelled.same(other, n) for n in names)
                     for c, names in zip(found, named, strict=True)]  # fmt: skip
            rows.append(Row(claim["measure"], [(c.kind, c.ident) for c in found],
                            traits_of(scene, turned, found, who.cast), right))  # fmt: skip

        labelled.follow(passage, handle)
    return rows


def _ident(who: Who, label: str | None) -> str | None:
    """The id of what a label names, where the catalogue knows it."""
    return next((entry.name.id for entry in who.names.spelled(label or "")), label)


def fit(rows: list[Row], strength: float = 2.0) -> dict[str, float]:
    """The weights that make the right candidates likeliest, those of traits seen once left out."""
    rows = [row for row in rows if any(row.right) and not all(row.right)]
    names = [[sorted({n for t in traits for n in expand(row.measure, t)}) for traits in row.traits] for row in rows]
    seen = Counter(name for row in names for candidate in row for name in candidate)
    index = {name: k for k, name in enumerate(sorted(name for name, times in seen.items() if times > 1))}
    own = np.repeat(np.arange(len(rows)), [len(row.right) for row in rows])
    right = np.array([good for row in rows for good in row.right])
    cells = [(k, index[n]) for k, c in enumerate(c for row in names for c in row) for n in c if n in index]
    at, of = np.array(cells).T
    matrix = scipy.sparse.csr_matrix((np.ones(len(at)), (at, of)), shape=(len(own), len(index)))
    penalty = strength * np.array([1.5 if "/" in name else 1.0 for name in index])
    first = np.searchsorted(own, np.arange(len(rows)))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = matrix @ weights
        odds = np.exp(score - np.maximum.reduceat(score, first)[own])
        every, good = np.add.reduceat(odds, first), np.add.reduceat(odds * right, first)
        slope = matrix.T @ (odds / every[own] - odds * right / good[own])
        return float(np.log(every / good).sum() + 0.5 * (penalty * weights**2).sum()), slope + penalty * weights

    found = scipy.optimize.minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {name: round(float(w), 3) for name, w in zip(index, found.x, strict=True) if abs(w) >= 0.02}


def accuracy(weights: dict[str, float], rows: list[Row]) -> float:
    """Percentage of claims whose likeliest candidate is right."""
    ranker = Ranker(weights)
    hits = [row.right[ranker.best(row.measure, row.traits, row.keys)[0]] for row in rows if row.right]
    return 100 * sum(hits) / max(len(rows), 1)


def main() -> None:
    """Fits both rankers, or tries them across authors."""
    more = tuple(each for each in sys.argv[1:] if each.endswith(".jsonl"))
    only = [each for each in sys.argv[1:] if each in PENALTIES]
    for name, collect in (("subject", subjects), ("reference", references), ("speaker", speakers)):
        if only and name not in only:
            continue
        authors = AUTHORS + more + ((NEWS,) * TIMES if name == "speaker" else ())
        rows = {author: collect(author) for author in dict.fromkeys(authors)}
        if "--across" in sys.argv:
            for author in AUTHORS[:-1]:
                others = [row for other in authors if other != author for row in rows[other]]
                share = accuracy(fit(others, PENALTIES[name]), rows[author])
                print(f"{name:8s} {author:10s} {share:5.1f}% of {len(rows[author])} claims")
        else:
            weights = fit([row for author in authors for row in rows[author]], PENALTIES[name])
            text = json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True, separators=(",", ":"))
            (READ / f"{name}.json").write_text(text + "\n", encoding="utf-8")
            print(f"{name}: {len(weights)} weights from {sum(map(len, rows.values()))} claims")


if __name__ == "__main__":
    main()
