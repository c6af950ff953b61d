"""All targets of fuzzing, and the museum of what broke them."""

from __future__ import annotations

from pathlib import Path

from fuzz import files, passages, questions
from fuzz.target import Target

__all__ = ["MUSEUM", "TARGETS", "museum", "target"]

TARGETS: tuple[Target, ...] = (*passages.TARGETS, *files.TARGETS, *questions.TARGETS)
MUSEUM = Path(__file__).parents[1] / "tests" / "broken" / "fuzzed"


def target(name: str) -> Target:
    """The target of a name."""
    return next(each for each in TARGETS if each.name == name)


def museum() -> list[Path]:
    """Inputs that once broke something, each in the folder of its target."""
    return sorted(path for path in MUSEUM.glob("*/*") if path.is_file())
