"""Proposals held to the text, the grammar and the catalogue: what passes is a claim, what fails is dropped.

The number of a claim is what the grammar reads in the quote; a number that a model wrote is never looked at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from oncurve.catalog.names import Names
from oncurve.claims.claim import MEASURES, Claim, Proposed
from oncurve.claims.proposed.guided import Guided, Heard
from oncurve.claims.proposed.proposal import Dropped, Proposal
from oncurve.claims.proposed.scopes import SCOPES
from oncurve.claims.read.reader import Reader
from oncurve.claims.read.who import REFERRED

__all__ = ["Vetted", "vetted"]

#: what a clause without a number may claim: comparisons that only say more or less
_WORDY = frozenset({"training_cost", "training_compute", "capability_lag", "cost_ratio",
                    "price_ratio", "organisation_spend", "benchmark_score", "market_move", "cost_decline_rate"})
#: what a clause claims whatever numbers stand in it: rulings, opinions and predictions
_CLAUSES = frozenset({"export_status", "not_auditable", "forecast"})
#: measures that have another side; of others a proposed reference is not looked at
_COMPARED = REFERRED | {"benchmark_score", "chip_spec", "export_status"}


@dataclass(frozen=True, slots=True)
class Vetted:
    """A claim that a proposal led to.

    Args:
        claim: read by the grammar, with the proposal's roles.
        roles: those that the proposal gave, by field; they hold.
    """

    claim: Claim
    roles: dict[str, Any]


def vetted(proposals: Sequence[Proposal], text: str, published: dt.date | None, reader: Reader,
           model: str) -> tuple[list[Vetted], list[Dropped]]:
    """The claims that proposals lead to, and the proposals that lead to none.

    Args:
        proposals: what was proposed; their words stand in the text.
        text: the text.
        published: its day; None is today.
        reader: whose grammar and names they are held to.
        model: who proposed them.
    """
    day = published or dt.date.today()  # noqa: DTZ011 - as the reader itself takes it
    guided = Guided(reader, text, day, proposals)
    guided.claims()
    known = _Known(guided, reader.names)
    good: list[Vetted] = []
    dropped: list[Dropped] = []
    for proposal, heard in zip(proposals, guided.heard, strict=True):
        found = _read(proposal, heard, guided)
        roles = known.roles(proposal) if not isinstance(found, str) else {}
        wrong = found if isinstance(found, str) else roles if isinstance(roles, str) else ""
        if not wrong and proposal.measure == "export_status" and not known.is_chip(roles, found):
            wrong = "it names no chip of the catalogue that is ruled on"
        if wrong:
            dropped.append(Dropped(proposal.quote, proposal.measure, wrong))
            continue
        assert not isinstance(found, str)
        assert not isinstance(roles, str)
        good += [_claim(each, roles, proposal, model) for each in _meant(found, roles)]
    return good, dropped


def _read(proposal: Proposal, heard: Heard, guided: Guided) -> list[Claim] | str:
    """What the grammar reads in the words of a proposal, or why it reads nothing."""
    if heard.places > 1 and proposal.measure != "export_status":
        return "its words hold more than one number that may be meant"
    if heard.claims:
        same = [each for each in heard.claims if _is_meant(each, proposal)]
        return same or f"the grammar reads it as {heard.claims[0].measure.replace('_', ' ')} there"
    if heard.places:
        return "the grammar rules out such a claim there, or has read it before in the text"
    if proposal.measure in _CLAUSES:
        return [_clause(proposal, guided)]
    if heard.others:
        return f"what stands there is {_listed(heard.others)}, which cannot be its measure"
    if any(letter.isdigit() for letter in proposal.quote):
        return "the grammar reads no number in its words"
    if proposal.measure not in _WORDY:
        return "its words hold nothing that its measure could be read from"
    return [_clause(proposal, guided)]


def _is_meant(read: Claim, proposal: Proposal) -> bool:
    """Whether what the grammar read is of the proposed measure, or foretells it."""
    foretold = (read.measure, read.scope) == ("forecast", proposal.measure)
    return foretold or proposal.measure in (read.measure, "forecast")


def _clause(proposal: Proposal, guided: Guided) -> Claim:
    """The claim of a clause that has no number: a ruling, an opinion, a prediction, a more or less."""
    start, end = next((span for span in guided.sentences if span[0] <= proposal.start < span[1]),
                      (proposal.start, proposal.end))
    plain = proposal.measure in _CLAUSES
    return Claim(proposal.quote, proposal.start, proposal.end, guided.surface.text[start:max(end, proposal.end)],
                 proposal.measure, unit="none" if plain else MEASURES[proposal.measure],
                 qualifier="exact" if plain else "vague", confidence=0.0)


def _listed(kinds: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(kinds))


def _meant(found: list[Claim], roles: dict[str, Any]) -> list[Claim]:
    """Of several claims that the same words make, such as a ruling on two chips, the one of the proposed subject."""
    own = [each for each in found if roles.get("subject") in (None, each.subject)]
    return own or found[:1]


def _claim(read: Claim, roles: dict[str, Any], proposal: Proposal, model: str) -> Vetted:
    measure = proposal.measure
    scope = read.measure if measure == "forecast" and read.measure in SCOPES["forecast"] else None
    if scope is not None:
        roles = {**roles, "scope": scope}
    fields = ("quote", "measure", *(name for name in roles if name != "measure"))
    made = replace(read, measure=measure if scope is not None else read.measure, **roles,
                   proposed=Proposed(model, fields),
                   evidence=(f"proposed as {measure} by {model}", *read.evidence))
    return Vetted(made, roles)


class _Known:
    """What the text and the catalogue know names as."""

    def __init__(self, guided: Guided, names: Names) -> None:
        self.text = guided.surface.text
        self.plain = guided.surface.plain
        self.names = names
        self.met = {each.ident: each.kind for each in guided.cover if each is not None}

    def roles(self, proposal: Proposal) -> dict[str, Any] | str:
        """The roles that a proposal gives, as the contract writes them; or which of them is not in the text."""
        found: dict[str, Any] = {}
        for name in ("subject", "reference", "speaker"):
            words = getattr(proposal, name)
            if words is None or (name == "reference" and proposal.measure not in _COMPARED):
                continue
            ident = self.named(words, person=name == "speaker")
            if ident is None:
                return f"its {name} {words!r} is not named in the text"
            found[name] = ident
        if proposal.scope is not None:
            scope = self.scope(proposal)
            if scope is None:
                return f"its scope {proposal.scope!r} does not stand in the text"
            found["scope"] = scope
        if proposal.negated is not None:
            found["negated"] = proposal.negated
        return found

    def is_chip(self, roles: Mapping[str, Any] | str, found: Sequence[Claim] | str) -> bool:
        """Whether a ruling is on a chip that the catalogue knows, or was read by the grammar itself."""
        assert not isinstance(roles, str)
        ident = roles.get("subject")
        return any(each.subject for each in found if not isinstance(each, str)) if ident is None else \
            self.names.get("chip", ident) is not None

    def named(self, words: str, *, person: bool = False) -> str | None:
        """The catalogue's id of a thing that the text names, else the words where the text holds them."""
        for entry in self.names.spelled(words):
            if entry.name.id in self.met:
                return entry.name.label if person and entry.name.kind == "person" else entry.name.id
        return words if words in self.text or words in self.plain else None

    def scope(self, proposal: Proposal) -> str | None:
        """A scope of the contract, a chip that the text names, or words of the text."""
        words = proposal.scope or ""
        if proposal.measure in SCOPES:
            return words
        chip = next((each.name for each in self.names.spelled(words)
                     if each.name.kind == "chip" and each.name.id in self.met), None)
        if chip is not None:
            return chip.label
        return words if words in self.text or words in self.plain else None
