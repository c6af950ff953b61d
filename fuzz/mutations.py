"""Ways of setting and wording a text that change nothing of what it claims, and how many claims each changes yet.

`python -m fuzz.mutations` tries ten thousand on the labelled passages under tests/cases/claims and writes the table of
docs/accuracy.md; `--show KIND` prints what one of them changes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from fuzz.wording import ATTRIBUTIONS, UNITS
from oncurve.catalog.names import load_names
from oncurve.claims.claim import Claim
from oncurve.claims.read.reader import Reader

__all__ = ["KINDS", "Kind", "Tally", "claims_of", "passages", "tally"]

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases" / "claims"
PAGE = ROOT / "docs" / "accuracy.md"
Change = Callable[[str], str]
Passage = tuple[str, dt.date]

ZERO = "\u200b"
#: a range in digits, its mark written @
_RANGE = r"(?<![\w.,-])(\d[\d.,]*)@(\d[\d.,]*)(?![\w-])"


@dataclass(frozen=True, slots=True)
class Kind:
    """One way of changing a text.

    Args:
        name: what it does.
        group: the kind of thing that it touches.
        change: gives the text back as it was where there is nothing to change.
        names: whether names may come out with other letters, so that those the catalogue does not know are left aside.
    """

    name: str
    group: str
    change: Change
    case: bool = False


def _wrapped(text: str) -> str:
    return "\n".join(textwrap.fill(line, 60, break_long_words=False, break_on_hyphens=False) if len(line) > 60 else line
                     for line in text.split("\n"))


def _sub(pattern: str, put: str | Callable[[re.Match[str]], str], count: int = 0, flags: int = 0) -> Change:
    found = re.compile(pattern, flags)
    return lambda text: found.sub(put, text, count=count)


KINDS: tuple[Kind, ...] = (
    Kind("all in small letters", "case", str.lower, case=True),
    Kind("all in capitals", "case", str.upper, case=True),
    Kind("a capital to every word", "case", _sub(r"(?<!['’])\b[a-z]", lambda m: m[0].upper()), case=True),
    Kind("two spaces for one", "spacing", lambda text: text.replace(" ", "  ")),
    Kind("two spaces after a sentence", "spacing", _sub(r"(?<=[.!?]) (?=[A-Z])", "  ")),
    Kind("no-break space after a number", "spacing", _sub(r"(?<=\d) (?=\w)", "\u00a0")),
    Kind("thin space after a number", "spacing", _sub(r"(?<=\d) (?=\w)", "\u2009")),
    Kind("no-break spaces all over", "spacing", lambda text: text.replace(" ", "\u00a0")),
    Kind("tabs all over", "spacing", lambda text: text.replace(" ", "\t")),
    Kind("lines broken at 60 characters", "spacing", _wrapped),
    Kind("blanks before and after", "spacing", lambda text: f"\n\n  {text}  \n\n"),
    Kind("typographic quotes", "quotes", lambda text: re.sub(
        r'"([^"\n]*)"', "\u201c\\1\u201d", text.replace("'", "\u2019"))),
    Kind("plain quotes", "quotes", lambda text: text.translate(dict.fromkeys(map(ord, "\u201c\u201d"), '"') | {
        0x2018: "'", 0x2019: "'"})),
    Kind("guillemets", "quotes", lambda text: re.sub('["\u201c]([^"\u201c\u201d\n]*)["\u201d]', "«\\1»", text)),
    Kind("en dash in a range", "dashes", _sub(_RANGE.replace("@", "-"), "\\1\u2013\\2")),
    Kind("hyphen in a range", "dashes", _sub(_RANGE.replace("@", "\u2013"), r"\1-\2")),
    Kind("en dash in a name", "dashes", _sub(r"(?<=[A-Za-z]\d)-(?=[\dA-Z])", "\u2013")),
    Kind("spaced en dash for an em dash", "dashes", _sub(r" ?\u2014 ?", " \u2013 ")),
    Kind("two hyphens for a dash", "dashes", _sub(r" ?\u2014 ?| \u2013 ", " -- ")),
    Kind("no-break hyphens", "dashes", _sub(r"(?<=\w)-(?=\w)", "\u2011")),
    Kind("minus sign for a hyphen", "dashes", _sub(_RANGE.replace("@", "-"), "\\1\u2212\\2")),
    Kind("numbers in bold (Markdown)", "markup", _sub(r"(\d[\d.,]*\d|\d)", r"**\1**")),
    Kind("numbers in bold (HTML)", "markup", _sub(r"(\d[\d.,]*\d|\d)", r"<b>\1</b>")),
    Kind("a paragraph of HTML", "markup", lambda text: "<p>" + text.replace("\n", "<br>") + "</p>"),
    Kind("a span around each word", "markup", _sub(r"(?<![\w<>/&])(\w{3,})(?![\w<>])", r"<span>\1</span>")),
    Kind("entities", "markup", lambda text: re.sub(
        r"&(?!#?\w+;)", "&amp;", text).replace("$", "&#36;").replace("%", "&#x25;")),
    Kind("comments of HTML", "markup", lambda text: text.replace(". ", ". <!-- 99 million --> ")),
    Kind("zero-width spaces", "zero-width", lambda text: text.replace(" ", f" {ZERO}")),
    Kind("soft hyphens in long words", "zero-width", _sub(r"([a-z]{4})(?=[a-z]{4})", "\\1\u00ad")),
    Kind("zero-width joiners in numbers", "zero-width", _sub(r"(?<=\d)(?=\d)", "\u2060")),
    Kind("byte order mark", "zero-width", lambda text: "\ufeff" + text),
    Kind("marks of direction", "zero-width", _sub(r"(\d[\d.,]*)", "\u200e\\1\u200e")),
    *(Kind(name, "units", change) for name, change in UNITS),
    *(Kind(name, "attribution", change) for name, change in ATTRIBUTIONS),
)


@cache
def reader() -> Reader:
    """The reader with the names of the catalogue."""
    return Reader(load_names())


def claims_of(text: str, day: dt.date) -> list[Claim]:
    """The claims of a text."""
    return reader().read_text(text, day)


def _plain(name: str | None) -> str:
    return re.sub(r"[\W_]", "", name or "").lower()


def key(claim: Claim) -> tuple[object, ...]:
    """All that a claim says; names by their letters and digits."""
    numbers = tuple(None if each is None else float(f"{each:.6g}") for each in (claim.value, claim.low, claim.high))
    return (claim.measure, _plain(claim.subject), _plain(claim.reference), *numbers, claim.unit, claim.qualifier,
            _plain(claim.scope), _plain(claim.speaker), claim.negated, claim.time)


@dataclass(slots=True)
class Tally:
    """What one kind does: texts that it changed, claims in them, and claims that came out otherwise."""

    mutations: int = 0
    claims: int = 0
    changed: int = 0
    examples: list[tuple[str, list[Claim], list[Claim]]] = field(default_factory=list)


def tally(kind: Kind, chosen: list[Passage], known: dict[str, list[Claim]]) -> Tally:
    """Try a kind on passages.

    Args:
        kind: the kind.
        chosen: the passages.
        known: what was read in a text already, which is added to.
    """
    found = Tally()
    for text, day in chosen:
        other = kind.change(text)
        if other == text:
            continue
        if text not in known:
            known[text] = claims_of(text, day)
        before, after = known[text], claims_of(other, day)
        lost = Counter(map(key, before)) - Counter(map(key, after))
        come = Counter(map(key, after)) - Counter(map(key, before))
        found.mutations += 1
        found.claims += len(before)
        changed = max(lost.total(), come.total())
        found.changed += changed
        if changed:
            found.examples.append((other, [c for c in before if key(c) in lost], [c for c in after if key(c) in come]))
    return found


def passages(step: int = 1) -> list[Passage]:
    """The labelled passages, every so many of them."""
    files = [*sorted((CASES / "written").glob("*.jsonl")), CASES / "practice.jsonl", CASES / "heldout.jsonl"]
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [json.loads(line) for line in lines]
    return [(row["text"], dt.date.fromisoformat(row["published"])) for row in rows[::step]]


def _rows(step: int) -> Iterator[tuple[Kind, Tally]]:
    chosen, known = passages(step), {}
    for kind in KINDS:
        yield kind, tally(kind, chosen, known)


def main() -> None:
    """Print the table, or what one kind changes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, default=7, help="every so many passages (default 7)")
    parser.add_argument("--show", metavar="KIND", help="print what a kind changes")
    parser.add_argument("--most", type=int, default=20)
    asked = parser.parse_args()
    if asked.show:
        kind = next(each for each in KINDS if each.name == asked.show)
        for text, before, after in tally(kind, passages(asked.step), {}).examples[: asked.most]:
            print(text)
            for mark, claims in (("-", before), ("+", after)):
                for claim in claims:
                    print("  ", mark, key(claim), "|", claim.quote)
        return
    total = Counter()
    for kind, found in _rows(asked.step):
        print(f"| {kind.group} | {kind.name} | {found.mutations} | {found.claims} | {found.changed} |")
        total.update(mutations=found.mutations, claims=found.claims, changed=found.changed)
    print(total)


if __name__ == "__main__":
    main()
