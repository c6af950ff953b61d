"""Expressions that are compiled late are as right as those compiled at once."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import oncurve.claims
from oncurve.claims.read.pattern import Pattern


def late() -> list[Pattern]:
    """Every late expression of the modules on claims."""
    modules = [importlib.import_module(each.name)
               for each in pkgutil.walk_packages(oncurve.claims.__path__, "oncurve.claims.")]
    return [each for module in modules for each in vars(module).values() if isinstance(each, Pattern)]


def test_every_late_expression_can_be_compiled() -> None:
    """No article is the first to meet a mistake in an expression."""
    found = late()
    assert len(found) > 100
    for each in found:
        assert each.search("") is None or re.compile(each.pattern, re.IGNORECASE).search("") is not None


def test_a_late_expression_finds_what_one_compiled_at_once_finds() -> None:
    """Each way of looking gives what Python's own expression gives, the first time and again."""
    text, source = "7 and 12 months", r"(\d+) ?(?:and|months)"
    pattern, own = Pattern(source), re.compile(source)
    for _ in range(2):
        assert [each.span() for each in pattern.finditer(text)] == [each.span() for each in own.finditer(text)]
        assert pattern.findall(text) == own.findall(text)
        assert pattern.sub("_", text) == own.sub("_", text)
        assert pattern.split(text) == own.split(text)
    with pytest.raises(AttributeError, match="scan"):
        pattern.scan  # noqa: B018


def test_a_wrong_expression_is_told_when_it_is_looked_for() -> None:
    """A mistake shows as Python tells it, and would fail the first test here."""
    with pytest.raises(re.error):
        Pattern("(").search("text")
