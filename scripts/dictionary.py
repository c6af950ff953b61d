"""Writes the data dictionary: docs/data.md (every kind of record and field) and docs/data/assumptions.md.

    python scripts/dictionary.py

`tests/contracts/test_reference.py` fails where a page is stale; a fact that `MEANINGS` does not explain is refused.
"""

from __future__ import annotations

import inspect
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reference import argument, listing, table

from oncurve.basis.evidence import KINDS, Assumption, Fact, Source
from oncurve.catalog.benchmark import Benchmark, Score
from oncurve.catalog.chip import Chip
from oncurve.catalog.event import Dispute, Event, Position, Said
from oncurve.catalog.model import Model
from oncurve.catalog.observation import Observation
from oncurve.catalog.organisation import Organisation, Person
from oncurve.catalog.place import Place
from oncurve.catalog.price import ApiPrice, ElectricityPrice, ExchangeRate, PriceIndex, PurchasePrice, RentalPrice
from oncurve.catalog.read import Catalogue
from oncurve.catalog.record import Record
from oncurve.catalog.rule import Clause, CountryGroup, Rule
from oncurve.catalog.supply import SupplyFigure
from oncurve.catalog.table import TABLES

ROOT = Path(__file__).parents[1]
#: kind of thing: its class, where its files lie, and the classes of the lists it holds
THINGS: dict[str, tuple[type, str, tuple[type, ...]]] = {
    "models": (Model, "models/*.toml", ()), "chips": (Chip, "chips/*.toml", ()),
    "organisations": (Organisation, "organisations/*.toml", ()), "people": (Person, "people.toml", ()),
    "places": (Place, "countries.toml, clusters.toml, laws.toml", ()), "benchmarks": (Benchmark, "benchmarks.toml", ()),
    "events": (Event, "events/*.toml", (Said,)), "disputes": (Dispute, "disputes/*.toml", (Position,)),
    "rules": (Rule, "rules/**/*.toml", (Clause,)), "groups": (CountryGroup, "rules/groups/*.toml", ()),
}
ROWS: dict[str, type] = {
    "rental": RentalPrice, "purchase": PurchasePrice, "api_prices": ApiPrice, "scores": Score, "fx": ExchangeRate,
    "price_index": PriceIndex, "electricity": ElectricityPrice, "supply": SupplyFigure,
}
KINDS_MEAN = {
    "measured": "read off an instrument or a record: an index, an exchange's close, a test that was run",
    "reported": "said by whoever did it or holds it",
    "estimated": "worked out by somebody else from other figures",
    "assumed": "taken to be so, with an interval and a reason",
    "forecast": "of a day that had not come when it was said",
    "enacted": "in the text of a law, rule or letter",
    "imputed": "filled in by a compiler where nothing is known of that very thing",
}
#: what a fact says, by kind of thing; a star stands for any further part of the name
MEANINGS: dict[str, dict[str, str]] = {
    "models": {
        "announced_date": "day it was announced, where it came out later",
        "chip_hours.*": "hours of one chip that a part of the training took; the unit names the chip",
        "chips.*": "chips that a part of the training ran on; `chip` says which",
        "cost.final_run": "money for the final run, as somebody states it",
        "cost.*": "money for that part of development",
        "flop.final_run": "floating-point operations of the final run",
        "mfu.*": "share of the peak that the model's own arithmetic took; `peak` and `precision` say of which",
        "parameters.active": "parameters used for each token, where not all are",
        "parameters.total": "all parameters",
        "reinforcement": "settings of the reinforcement learning: steps, lengths, outputs for each prompt",
        "release_date": "day the public could use it",
        "shape": "dense or mixture of experts, with the counts of layers, width, heads, experts",
        "tokens.pretraining": "tokens seen in pre-training, repeats counted",
        "tokens.first_stage": "tokens of the first of several stages of pre-training",
        "tokens.continued": "tokens of training that went on from an earlier model",
        "tokens.dataset": "tokens of the data, repeats not counted",
        "training_chip": "id of the chip it was trained on",
        "training_date.end": "last day of the run",
        "training_date.start": "first day of the run",
        "training_layout": "how the run was spread over chips",
        "training_precision": "number format of the matrix products",
        "training_time.*": "days that a part of the training took",
    },
    "chips": {
        "die_area": "area of the logic dies together",
        "export_class": "what an export rule takes it for, where that is said",
        "launch_price": "price for one at launch",
        "link.bidirectional": "links to other chips, both directions together",
        "link.dies": "link between the dies of one chip",
        "market": "what it is sold for, where not for data centres",
        "memory.bandwidth": "reading speed of its memory",
        "memory.size": "size of its memory",
        "pcie.bidirectional": "PCIe, both directions together",
        "peak.*": "dense peak speed in that number format, never sparse",
        "rack.chips": "chips in the rack or pod that `system` names",
        "rack.fp4": "peak FP4 speed of the whole pod that `system` names, as its maker tells it",
        "rack.fp8": "peak FP8 speed of the whole pod that `system` names, as its maker tells it",
        "rack.power": "electric power of the whole rack that `system` names",
        "release_date": "day it was sold or shown for sale",
        "sparse.*": "peak speed in that number format with sparsity, where it is not twice the dense one",
        "tdp": "thermal design power of one",
    },
    "organisations": {
        "cash_burn": "money used up in a year",
        "charge.*": "written off for that chip",
        "cloud_host": "whose cloud it uses",
        "fleet.*": "chips held, of that kind (`_h100e`: in H100-equivalents; `planned`: told of a plan)",
        "funding": "money raised",
        "net_loss": "net loss of a year",
        "operating_loss": "operating loss of a year",
        "power.contracted": "electric power of what is to be built or run by a deal; `with` names the partner",
        "power.first_phase": "electric power of the first part of such a deal",
        "revenue": "revenue of a year or quarter",
        "revenue.*": "revenue of that part",
        "revenue_run_rate": "a month's revenue times twelve",
        "spend.*": "money spent on that; its span says over which days",
        "staff": "people who work there",
        "staff_pay_top": "the most that is offered to one",
    },
    "places": {
        "fleet.*": "chips that stand there, of that kind (`planned`: told of a plan)",
        "power.drawn": "electric power of the whole site",
        "power.first_phase": "electric power of its first phase",
        "power.granted_from_the_grid": "power that the grid grants it",
        "power.planned": "electric power of the whole site, once built",
        "power.planned_cluster": "electric power of the first cluster of a larger campus, once built",
        "power.planned_sites": "electric power of the sites named so far, once built",
        "power.planned_by_2030": "electric power of the whole site by 2030",
        "spend.*": "money pledged for it",
    },
    "events": {
        "move": "how far a share or index moved",
    },
    "rules": {
        "cap.*": "most processing performance that may go to one party",
        "compliance": "day from which it must be obeyed",
        "effective": "day from which it is law",
        "ends": "day on which it ends",
        "introduced": "day a bill was introduced",
        "not_enforced": "day from which it is not enforced",
        "published": "day it was published",
        "released": "day its text was made public before",
        "share.*": "share of chips that may or must be somewhere",
        "stayed": "day from which it is stayed",
        "view": "what its authors hold of its standing",
    },
    "groups": {
        "countries": "how many countries and territories the list holds",
    },
}
#: how many parts of a name are shown
BOUND = 6
INTRO = """\
# What the catalogue holds: data dictionary

Every kind of record and table of the catalogue, with every field, its type, unit and meaning, and how many there are.
A thing (a model, a chip, a rule) has an id, names, a few fields, and dated facts. An observation is one row of a
table. Every value carries its unit, its kind, the day the public could know it, its source and its place there.
`oncurve facts QUERY` searches them, `oncurve models ID` shows one thing whole, `oncurve lint DIR` checks a folder of
your own in the same form.

A value that a later one supersedes stays, and is left out of answers. Rival values stay side by side; the newest goes
first, unless one is the developer's own word. The data are CC BY 4.0; each source keeps the licence that it came with.
`scripts/dictionary.py` writes this page from the code and the catalogue; a test holds it current.
"""
ASSUMPTIONS_INTRO = """\
# Every assumption

What no source settles is assumed: with a 90% interval, a reason and the work it leans on (its id in brackets). Each
can be set: `--set NAME=VALUE` or `--set NAME="LOW to HIGH"`. `oncurve inputs cost MODEL` says which of them an answer
uses. `scripts/dictionary.py` writes this page from the catalogue.
"""


def sentence(cls: type) -> str:
    """What a class says that it is, in its first sentences."""
    return " ".join((cls.__doc__ or "").split("Args:")[0].split())


def type_words(written: Any) -> str:
    """A type as a reader of data says it."""
    text = written if isinstance(written, str) else getattr(written, "__name__", str(written))
    text = text.replace("dt.date", "date").replace("tuple[str, ...]", "list of text").replace("dict[str, Any]", "table")
    text = re.sub(r"tuple\[(\w+), \.\.\.\]", r"list of \1", text).replace(" | None", ", or none")
    text = text.replace(" | ", " or ").replace("Kind", "kind").replace("Span", "two dates")
    return re.sub(r"\bstr\b", "text", re.sub(r"\b(?:float|int)\b", "number", re.sub(r"\bbool\b", "yes or no", text)))


def field_rows(cls: type, but: Iterable[str] = ()) -> list[tuple[str, ...]]:
    """The fields of a class with type and meaning."""
    left = {*but, "facts", "file"}
    types = {name: written for each in reversed(cls.__mro__) for name, written in inspect.get_annotations(each).items()}
    return [(f"`{name}`", type_words(types[name]), says_of(cls, name))
            for name in cls.__struct_fields__ if name not in left]


def says_of(cls: type, name: str) -> str:
    """What a field is: by its class, else by the fields that all facts share."""
    return (argument(cls.__doc__, name) or argument(Fact.__doc__, name)).rstrip(".")


def meaning(kind: str, name: str) -> tuple[str, str]:
    """The name or pattern under which a fact is explained, and the explanation."""
    known = MEANINGS.get(kind, {})
    pattern = name if name in known else f"{name.split('.', maxsplit=1)[0]}.*"
    if pattern not in known:
        raise SystemExit(f"No meaning is written for the fact {name!r} of {kind}. "
                         "Add it to MEANINGS in scripts/dictionary.py.")
    return pattern, known[pattern]


def fact_rows(kind: str, things: Mapping[str, Record]) -> list[tuple[str, ...]]:
    """The facts that things of a kind have: name, units, meaning, how many."""
    count: Counter[str] = Counter()
    units: dict[str, Counter[str]] = defaultdict(Counter)
    parts: dict[str, Counter[str]] = defaultdict(Counter)
    says: dict[str, str] = {}
    for fact in (fact for each in things.values() for fact in each.facts):
        pattern, says[pattern] = meaning(kind, fact.name)
        count[pattern] += 1
        units[pattern][re.sub(r"^(?!chip hour).+ hour$", "hour of a named chip", fact.unit)] += 1
        if pattern.endswith(".*"):
            parts[pattern][fact.name.partition(".")[2]] += 1
    return [(f"`{name}`", says[name] + listed(parts[name]), ", ".join(units[name]), f"{count[name]:,}")
            for name in sorted(count)]


def listed(parts: Counter[str]) -> str:
    """The commonest parts of a name."""
    if not parts:
        return ""
    shown = ", ".join(f"`{name}`" for name, _ in parts.most_common(BOUND))
    return f" ({shown}{', …' if len(parts) > BOUND else ''})"


def thing_text(kind: str, catalogue: Catalogue) -> str:
    """One kind of thing: what it is, its fields, its facts."""
    cls, place, inner = THINGS[kind]
    things = getattr(catalogue, kind)
    rows = fact_rows(kind, things)
    total = sum(len(each.facts) for each in things.values())
    tell = f"{len(things):,} records" + (f" with {total:,} facts" if total else "")
    parts = [f"### {kind}\n\n{sentence(cls)} {tell}, in `{place}`.\n",
             table(("field", "type", "meaning"), field_rows(cls, ("id", "label", "aliases")))]
    if rows:
        parts.append(table(("fact", "meaning", "unit", "how many"), rows))
    for each in inner:
        parts.append(f"Each `{each.__name__.lower()}`: {sentence(each)}\n")
        parts.append(table(("field", "type", "meaning"), field_rows(each)))
    return "\n".join(parts)


def row_text(name: str, catalogue: Catalogue) -> str:
    """One table of observations."""
    rows = getattr(catalogue, name)
    own = field_rows(ROWS[name], Observation.__struct_fields__)
    days = [row.known for row in rows]
    units = ", ".join(unit for unit, _ in Counter(row.unit for row in rows).most_common())
    return (f"### {name}\n\n{sentence(ROWS[name])} {len(rows):,} rows in `{TABLES[name][0]}`, known from {min(days)} "
            f"to {max(days)}. Units of `amount`: {units}.\n\n" + table(("column", "type", "meaning"), own))


def counts(catalogue: Catalogue) -> str:
    """How many facts and rows there are of each kind of evidence, and how their day is known."""
    facts = [fact for kind in THINGS for each in getattr(catalogue, kind).values() for fact in each.facts]
    rows = [row for name in ROWS for row in getattr(catalogue, name)]
    both = Counter(each.kind for each in (*facts, *rows))
    own = sum(each.known_basis.startswith("source") for each in (*facts, *rows)) / (len(facts) + len(rows))
    told = f"{len(facts):,} facts and {len(rows):,} rows from {len(catalogue.sources):,} sources"
    body = table(("kind", "meaning", "facts and rows"), [(kind, KINDS_MEAN[kind], f"{both[kind]:,}") for kind in KINDS])
    return (f"{told}, and {len(catalogue.assumptions):,} assumptions. The day of {100 * own:.1f}% comes from the "
            "source; that of the others is inferred by the rule in `known_basis`.\n\n" + body)


def dictionary(catalogue: Catalogue) -> str:
    """docs/data.md."""
    record = [(f"`{name}`", "list of text" if name == "aliases" else "text", says) for name, says in (
        ("id", "its id: letters, digits, hyphens"), ("label", "what it is called"), ("aliases", "other names"))]
    assumed = (f"### assumptions\n\n{sentence(Assumption)} {len(catalogue.assumptions):,} records, in "
               "`assumptions/*.toml`; [all of them](data/assumptions.md).\n\n")
    shelf = table(("field", "type", "meaning"), field_rows(Source))
    return "\n".join([
        INTRO, "## How much, and how it is known\n", counts(catalogue),
        "## What every fact says\n", table(("field", "type", "meaning"), field_rows(Fact)),
        "## Things\n\nEvery thing has:\n", table(("field", "type", "meaning"), record),
        *(thing_text(kind, catalogue) for kind in THINGS),
        f"### sources\n\n{sentence(Source)} {len(catalogue.sources):,} records, in `sources/*.toml`.\n", shelf,
        assumed + table(("field", "type", "meaning"), field_rows(Assumption)),
        "## Observations\n\nEvery row has, besides the columns of its table:\n",
        table(("field", "type", "meaning"), field_rows(Observation, ("from_user",))),
        *(row_text(name, catalogue) for name in ROWS)])


def assumptions(catalogue: Catalogue) -> str:
    """docs/data/assumptions.md."""
    rows = [(f"`{name}`", f"{it.amount:g} ({it.low:g} to {it.high:g}) {it.unit}. {it.because} [{it.source}]")
            for name, it in catalogue.assumptions.items()]
    return ASSUMPTIONS_INTRO + "\n" + listing(rows)


def pages() -> dict[Path, str]:
    """Every page of the dictionary with its text."""
    catalogue = Catalogue.load()
    return {ROOT / "docs" / "data.md": dictionary(catalogue),
            ROOT / "docs" / "data" / "assumptions.md": assumptions(catalogue)}


if __name__ == "__main__":
    for page, text in pages().items():
        page.parent.mkdir(exist_ok=True)
        page.write_text(text, encoding="utf-8")
