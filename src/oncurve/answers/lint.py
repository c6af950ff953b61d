"""Lint: are the facts in their units, in their ranges, at peace with each other and with physics?

| code  | finds |
| ----- | ----- |
| OD101 | a fact in a unit that its name does not take |
| OD102 | a value outside what such a thing can be |
| OD103 | a source that does not resolve |
| OD104 | a duplicate: one name for two things, or one fact or row twice |
| OD105 | stages that do not add up to the total |
| OD106 | chip-hours that imply more than 100% of the chip's peak |
| OD107 | a rate stored as a total: hours that fit only as hours per trillion tokens |
| OD108 | a parameter count that the dimensions do not give |
| OD109 | a price of input above that of output |
| OD110 | dates out of order |
| OD111 | known before its source was published |
| OD112 | an amount outside its own interval |
| OD113 | a link to a model, chip, organisation or benchmark that is not there |
| OD114 | more chip-hours than the chips could give in the days stated |
| OD115 | a number without what it cannot be read without (chip, peak, precision, basis, convention) |
| OD116 | a released record that was edited in place |
| OD117 | an id that is not its label without case, spaces and punctuation |
| OD118 | a file or row that cannot be read |
| OD119 | a clause of a rule, or a list of countries, without a citation that resolves |
| OD120 | a limit of a rule without a unit, or on something that nothing measures |
| OD121 | a list of a rule that names a country or group which is not there |
| OD122 | days on which clauses that continue one another overlap, or leave a gap |
| OD123 | a rule or clause that can never apply |
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from oncurve.basis.errors import BadInput, BadUsage
from oncurve.catalog.files import stands
from oncurve.catalog.read import Catalogue

__all__ = ["CODES", "Linted", "Problem", "lint", "lint_epoch_models", "lint_folder", "lint_place"]

CODES: dict[str, str] = {
    code.strip(): words.strip()
    for code, words in (line.strip("| ").split("|") for line in (__doc__ or "").splitlines() if line.startswith("| OD"))
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, with its place.

    Args:
        file: the file it stands in, relative to the facts folder.
        where: the fact, row or line.
        code: one of `CODES`.
        message: what is wrong, as a sentence.
    """

    file: str
    where: str
    code: str
    message: str

    def to_dict(self) -> dict[str, str]:
        """The problem as the contract prints it."""
        return {"file": self.file, "where": self.where, "code": self.code, "message": self.message}


@dataclass(frozen=True, slots=True)
class Linted:
    """How many records were checked, and what is wrong with them."""

    checked: int
    problems: tuple[Problem, ...]

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract prints it."""
        return {"checked": self.checked, "problems": [problem.to_dict() for problem in self.problems]}


def lint(catalogue: Catalogue) -> Linted:
    """Every problem of a catalogue, in the order of the files.

    >>> lint(Catalogue.load()).problems
    ()
    """
    found = sorted(set(_all(catalogue)), key=lambda each: (each.file, each.where, each.code))
    return Linted(_count(catalogue), tuple(found))


def lint_folder(folder: Path, catalogue: Catalogue) -> Linted:
    """Every problem of a folder of the user's own facts, laid over the catalogue.

    Raises:
        BadInput: there is no such folder.
    """
    from oncurve.catalog.compile import compile_folder

    shipped = {(problem.file, problem.where, problem.code) for problem in lint(catalogue).problems}
    mixed = Catalogue.load(facts=(folder,))
    new = [problem for problem in lint(mixed).problems if (problem.file, problem.where, problem.code) not in shipped]
    compiled = compile_folder(folder)
    checked = sum(len(thing.get("facts", (0,))) for things in compiled.things.values() for thing in things.values())
    return Linted(checked + sum(len(rows) for rows in compiled.rows.values()), tuple(new))


def lint_epoch_models(path: Path, catalogue: Catalogue) -> Linted:
    """The problems of a table of models in the columns of Epoch AI's `all_ml_systems.csv` (OD106, OD107, OD114).

    Raises:
        BadInput: the file cannot be read, or has other columns.
    """
    from oncurve.answers.epoch_table import epoch_problems

    checked, found = epoch_problems(path, catalogue)
    return Linted(checked, tuple(found))


def lint_place(place: Path | None, catalogue: Catalogue) -> Linted:
    """The problems of the catalogue (None), of a folder of facts or one file of it, or of a table of models.

    Raises:
        BadInput: the place cannot be read.
        BadUsage: it is a file of another kind.
    """
    if place is None:
        return lint(catalogue)
    if stands(place, "folder"):
        return lint_folder(place, catalogue)
    from oncurve.catalog.compile import belongs

    for root in list(place.absolute().parents)[:2]:
        name = place.absolute().relative_to(root).as_posix()
        if belongs(name):
            report = lint_folder(root, catalogue)
            return Linted(report.checked, tuple(each for each in report.problems if each.file == name))
    if place.suffix == ".csv":
        return lint_epoch_models(place, catalogue)
    raise BadUsage(f"{place} is neither a folder of facts, a file of one, nor a table of models", "",
                   "Give the folder that holds models/, chips/, prices/ and sources/.")


def _all(catalogue: Catalogue) -> Iterator[Problem]:
    from oncurve.answers import lint_links, lint_rules, lint_runs, lint_values

    yield from (_unread(problem) for problem in catalogue.problems)
    for check in (*lint_values.CHECKS, *lint_links.CHECKS, *lint_runs.CHECKS, *lint_rules.CHECKS):
        for file, where, code, message in check(catalogue):
            yield Problem(file, where, code, message)


def _unread(problem: BadInput) -> Problem:
    code = "OD103" if "no source is called" in problem.what else "OD118"
    message = problem.message.removeprefix(", ".join(part for part in (problem.file, problem.where) if part) + ": ")
    return Problem(problem.file, problem.where, code, f"{message} {problem.hint}".strip())


def _count(catalogue: Catalogue) -> int:
    things = (catalogue.models, catalogue.chips, catalogue.organisations, catalogue.events, catalogue.benchmarks)
    rows = (catalogue.rental, catalogue.purchase, catalogue.api_prices, catalogue.scores, catalogue.fx,
            catalogue.price_index, catalogue.electricity, catalogue.supply)
    facts = sum(len(thing.facts) for shelf in things for thing in shelf.values())
    clauses = sum(1 + len(rule.clauses) for rule in catalogue.rules.values())
    members = sum(len(group.members) for group in catalogue.groups.values())
    return facts + sum(map(len, rows)) + len(catalogue.sources) + len(catalogue.assumptions) + clauses + members
