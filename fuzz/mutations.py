"""Ways of setting and wording a text that change nothing of what it claims, and how many claims each changes yet.

`python -m fuzz.mutations` tries ten thousand on the labelled passages under tests/cases/claims and writes the table of
docs/accuracy.md; `--show KIND` prints what one of them changes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from fuzz.wording import ATTRIBUTIONS, SOURCES, UNITS, statements
from oncurve.catalog.names import load_names
from oncurve.claims.claim import Claim
from oncurve.claims.read.reader import Reader

__all__ = ["KINDS", "Kind", "Tally", "Trial", "attributed", "claims_of", "key", "passages", "rows", "swapping", "tally",
           "trials_of"]

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases" / "claims"
PAGE = ROOT / "docs" / "accuracy.md"
Change = Callable[[str], str]
Passage = tuple[str, dt.date]

ZERO = "\u200b"
_HEAD = ("| touches | mutation | texts | claims | changed | of these, names of strangers |",
         "| --- | --- | ---: | ---: | ---: | ---: |")
#: where the speaker stands in the key of a claim
_SPEAKER = 9
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


def _cased(change: Change) -> Change:
    """The change, of texts alone without entities: those have a case of their own."""
    return lambda text: text if re.search(r"&#?\w+;", text) else change(text)


def _plainly(change: Change) -> Change:
    """The change, of texts alone that have no markup of their own: scripts and comments are no text."""
    return lambda text: text if "<" in text else change(text)


KINDS: tuple[Kind, ...] = (
    Kind("all in small letters", "case", _cased(str.lower), case=True),
    Kind("all in capitals", "case", _cased(str.upper), case=True),
    Kind("a capital to every word", "case", _cased(_sub(r"(?<!['’])\b[a-z]", lambda m: m[0].upper())), case=True),
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
    Kind("numbers in bold (Markdown)", "markup", _plainly(_sub(r"(\d[\d.,]*\d|\d)", r"**\1**"))),
    Kind("numbers in bold (HTML)", "markup", _plainly(_sub(r"(\d[\d.,]*\d|\d)", r"<b>\1</b>"))),
    Kind("a paragraph of HTML", "markup", lambda text: "<p>" + text.replace("\n", "<br>") + "</p>"),
    Kind("a span around each word", "markup", _plainly(
        _sub(r"(?<![\w<>/&])(\w{3,})(?![\w<>])", r"<span>\1</span>"))),
    Kind("entities", "markup", lambda text: re.sub(
        r"&(?!#?\w+;)", "&amp;", text).replace("$", "&#36;").replace("%", "&#x25;")),
    Kind("comments of HTML", "markup", lambda text: text.replace(". ", ". <!-- 99 million --> ")),
    Kind("zero-width spaces", "zero-width", lambda text: text.replace(" ", f" {ZERO}")),
    Kind("soft hyphens in long words", "zero-width", _sub(r"([a-z]{4})(?=[a-z]{4})", "\\1\u00ad")),
    Kind("zero-width joiners in numbers", "zero-width", _plainly(_sub(r"(?<=\d)(?=\d)", "\u2060"))),
    Kind("byte order mark", "zero-width", lambda text: "\ufeff" + text),
    Kind("marks of direction", "zero-width", _plainly(_sub(r"(\d[\d.,]*)", "\u200e\\1\u200e"))),
    *(Kind(name, "units", change) for name, change in UNITS),
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


@dataclass(frozen=True, slots=True)
class Trial:
    """Two texts that claim the same, but for names that stand for each other.

    Args:
        before: the one.
        after: the other.
        day: of both.
        swapped: two speakers that stand for each other in the second; none where nobody does.
    """

    before: str
    after: str
    day: dt.date
    swapped: tuple[str, ...] = ()


@dataclass(slots=True)
class Tally:
    """What one kind does: texts that it changed, claims in them, and claims that came out otherwise.

    Args:
        mutations: texts that were changed and hold a claim.
        claims: those of the texts as they were.
        changed: those that came out otherwise.
        strangers: of these, those of which only names differ that no record holds, so that letters alone tell them.
        examples: texts with a change, and the claims before and after that the other has not.
    """

    mutations: int = 0
    claims: int = 0
    changed: int = 0
    strangers: int = 0
    examples: list[tuple[str, list[Claim], list[Claim]]] = field(default_factory=list)


def tally(trials: Iterable[Trial], known: dict[str, list[Claim]] | None = None) -> Tally:
    """Read both texts of every trial and count the claims that differ.

    Args:
        trials: the pairs of texts.
        known: what was read in a text already, which is added to.
    """
    found, known = Tally(), {} if known is None else known
    for trial in trials:
        if trial.before not in known:
            known[trial.before] = claims_of(trial.before, trial.day)
        before, after = known[trial.before], claims_of(trial.after, trial.day)
        if not before:
            continue
        keys, others = [_swapped(key(each), trial.swapped) for each in before], [key(each) for each in after]
        lost, come = Counter(keys) - Counter(others), Counter(others) - Counter(keys)
        found.mutations += 1
        found.claims += len(before)
        changed = max(lost.total(), come.total())
        found.changed += changed
        if changed:
            found.strangers += sum(_is_of_strangers(each, after) for each, k in zip(before, keys, strict=True)
                                   if k in lost)
            found.examples.append((trial.after, [c for c, k in zip(before, keys, strict=True) if k in lost],
                                   [c for c in after if key(c) in come]))
    return found


def _is_of_strangers(claim: Claim, others: list[Claim]) -> bool:
    """Whether a claim is there again but for names that the catalogue does not hold."""
    names = reader().names
    return any(
        other.measure == claim.measure and (other.value, other.low, other.high) == (claim.value, claim.low, claim.high)
        and all(not names.spelled(mine or "") or _plain(mine) == _plain(its) for mine, its in (
            (claim.subject, other.subject), (claim.reference, other.reference), (claim.speaker, other.speaker)))
        for other in others)


def _swapped(claimed: tuple[object, ...], names: tuple[str, ...]) -> tuple[object, ...]:
    if not names or claimed[_SPEAKER] not in (plain := [_speaker(each) for each in names]):
        return claimed
    other = plain[1 - plain.index(str(claimed[_SPEAKER]))]
    return (*claimed[:_SPEAKER], other, *claimed[_SPEAKER + 1 :])


@cache
def _speaker(name: str) -> str:
    """The speaker's name as claims have it."""
    found = claims_of(f"According to {name}, DeepSeek-V3 has 671 billion parameters.", dt.date(2025, 1, 30))
    return _plain(found[0].speaker)


def passages(step: int = 1) -> list[Passage]:
    """The labelled passages, every so many of them."""
    files = [*sorted((CASES / "written").glob("*.jsonl")), CASES / "practice.jsonl", CASES / "heldout.jsonl"]
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [json.loads(line) for line in lines]
    return [(row["text"], dt.date.fromisoformat(row["published"])) for row in rows[::step]]


def trials_of(kind: Kind, chosen: list[Passage]) -> Iterator[Trial]:
    """The passages that a kind changes, each with what it makes of them."""
    return (Trial(text, other, day) for text, day in chosen if (other := kind.change(text)) != text)


def attributed(form: Callable[[str, str], str], chosen: list[Passage]) -> Iterator[Trial]:
    """Sentences that stand by themselves, with a source in the first place and in another."""
    first = ATTRIBUTIONS[0][1]
    for number, (sentence, day) in enumerate(_statements(chosen)):
        who = SOURCES[number % len(SOURCES)]
        yield Trial(first(who, sentence), form(who, sentence), day)


def swapping(chosen: list[Passage]) -> Iterator[Trial]:
    """Two sentences by two sources, and the same with the sources in each other's place."""
    told = list(_statements(chosen))
    for number, ((one, day), (other, _)) in enumerate(itertools.pairwise(told)):
        a, b = SOURCES[number % len(SOURCES)], SOURCES[(number // 2 + 1 + number) % len(SOURCES)]
        if a != b:
            (_, first), (_, second) = ATTRIBUTIONS[number % 4], ATTRIBUTIONS[-1 - number % 3]
            yield Trial(f"{first(a, one)} {second(b, other)}", f"{first(b, one)} {second(a, other)}", day, (a, b))


def _statements(chosen: list[Passage]) -> Iterator[Passage]:
    """Sentences of passages that stand by themselves and claim something of their own."""
    for text, day in chosen:
        for sentence in statements(text):
            found = claims_of(f"{sentence}.", day)
            if found and all(each.speaker is None and _names(sentence, each) for each in found):
                yield sentence, day


def _names(sentence: str, claim: Claim) -> bool:
    """Whether a sentence names the subject of its claim, and is not on its speaker's own affairs."""
    named = [entry.name for entry in reader().names.spelled(claim.subject or "")]
    return any(_plain(name.label) in _plain(sentence) for name in named) and not any(
        _plain(name.label) == _plain(each) for name in named for each in SOURCES)


def rows(step: int) -> Iterator[tuple[str, str, Tally]]:
    """Group, name and tally of every kind, on every so many passages.

    Where few passages have what a kind changes, units and sources, all are taken.
    """
    chosen, every, known = passages(step), passages(), {}
    for kind in KINDS:
        yield kind.group, kind.name, tally(trials_of(kind, every if kind.group == "units" else chosen), known)
    for name, form in ATTRIBUTIONS[1:]:
        yield "sources", name, tally(attributed(form, every), known)
    yield "sources", "two sources swapped", tally(swapping(every), known)


def main() -> None:
    """Print the table, or what one kind changes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, default=7, help="every so many passages (default 7)")
    parser.add_argument("--show", metavar="KIND", help="print what a kind changes")
    parser.add_argument("--most", type=int, default=20, help="how many of them (default 20)")
    parser.add_argument("--write", action="store_true", help="write the table into docs/accuracy.md")
    asked = parser.parse_args()
    if asked.show:
        found = next(each for _, name, each in rows(asked.step) if name == asked.show)
        for text, before, after in found.examples[: asked.most]:
            print(text)
            for mark, claims in (("-", before), ("+", after)):
                for claim in claims:
                    print("  ", mark, key(claim), "|", claim.quote)
        return
    table, total = list(_HEAD), Counter[str]()
    for group, name, found in rows(asked.step):
        strangers = str(found.strangers) if group == "case" else ""
        table.append(f"| {group} | {name} | {found.mutations:,} | {found.claims:,} | {found.changed} | {strangers} |")
        total.update(mutations=found.mutations, claims=found.claims, changed=found.changed)
        print(table[-1], flush=True)
    table.append(f"| all | | {total['mutations']:,} | {total['claims']:,} | {total['changed']} | |")
    print(table[-1])
    if asked.write:
        before, mark, rest = PAGE.read_text(encoding="utf-8").partition("<!-- mutations -->\n")
        _, end, after = rest.partition("<!-- /mutations -->")
        assert mark
        assert end
        PAGE.write_text(before + mark + "\n".join(table) + "\n" + end + after, encoding="utf-8")


if __name__ == "__main__":
    main()
