"""The errors of oncurve, each a sentence in three parts: what happened, what is there, what to do.

OncurveError
├── BadUsage          exit 2: a value, unit or option that does not fit
│   ├── UnknownName   exit 2: a name that the catalogue does not hold, with the nearest it does
│   └── WrongUnit     exit 2: a value given in a unit of another dimension
├── BadInput          exit 3: a file, row or text that cannot be read, with its place
└── MissingFact       exit 4: the catalogue lacks what the question needs
"""

from __future__ import annotations

from typing import ClassVar

__all__ = ["BadInput", "BadUsage", "MissingFact", "OncurveError", "UnknownName", "WrongUnit"]


class OncurveError(Exception):
    """The root of all errors that a user can cause.

    Args:
        what: what happened, as a clause without a full stop.
        there: what is there instead (known names, the line read), if that helps.
        hint: what to do next.
    """

    kind: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, there: str = "", hint: str = "") -> None:
        super().__init__(what, there, hint)
        self.what = what
        self.there = there
        self.hint = hint

    @property
    def message(self) -> str:
        """What happened and what is there."""
        return ". ".join(part.rstrip(".") for part in (self.what, self.there) if part) + "."

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()

    def to_dict(self) -> dict[str, dict[str, str]]:
        """The error as the contract prints it."""
        return {"error": {"kind": self.kind, "message": self.message, "hint": self.hint}}


class BadUsage(OncurveError):
    """A value, unit or option that does not fit the question."""

    kind = "bad_usage"
    exit_code = 2


class UnknownName(BadUsage):
    """A name that the catalogue does not hold.

    Args:
        noun: what kind of thing was asked for ("model", "chip").
        name: the name as given.
        nearest: the nearest known names, best first.
        listing: the command that lists the known names.
        known: all names there are, where they are few.
    """

    kind = "unknown_name"

    def __init__(self, noun: str, name: str, nearest: tuple[str, ...] = (), listing: str = "",
                 known: tuple[str, ...] = ()) -> None:
        self.name = name
        self.nearest = nearest
        there = f"The nearest known: {', '.join(nearest)}" if nearest else ""
        if known:
            there = f"There are {', '.join(known)}" + (f"; nearest is {nearest[0]}" if nearest else "")
        hint = f"`{listing}` lists all that are known." if listing else ""
        super().__init__(f"No {noun} is called {name!r}", there, hint)


class WrongUnit(BadUsage):
    """A value given in a unit of another dimension than the quantity has."""

    kind = "wrong_unit"

    def __init__(self, name: str, given: str, wanted: str, example: str = "") -> None:
        self.given = given
        self.wanted = wanted
        hint = f"Write it in {wanted}" + (f", for example {example}." if example else ".")
        super().__init__(f"{name} was given in {given!r}", f"It is measured in {wanted}", hint)


class BadInput(OncurveError):
    """A file, row or text that cannot be read.

    Args:
        what: what is wrong.
        file: the file's name, if there is one.
        where: the row, line or key.
        hint: how to mend it.
    """

    kind = "bad_input"
    exit_code = 3

    def __init__(self, what: str, *, file: str = "", where: str = "", hint: str = "") -> None:
        self.file = file
        self.where = where
        place = ", ".join(part for part in (file, where) if part)
        super().__init__(f"{place}: {what}" if place else what, "", hint)


class MissingFact(OncurveError):
    """The catalogue lacks a fact that the question needs.

    Args:
        subject: what the question is about.
        missing: the fact that is missing, in words.
        hint: how to add it.
    """

    kind = "missing_fact"
    exit_code = 4

    def __init__(self, subject: str, missing: str, hint: str = "") -> None:
        self.subject = subject
        self.missing = missing
        super().__init__(
            f"The catalogue cannot answer this for {subject}",
            f"It lacks {missing}",
            hint or f"Add it to a folder of your own and pass `--facts DIR` (see `oncurve facts {subject}`).",
        )
