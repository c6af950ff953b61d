"""The contracts that the judge keeps for every claim: blind to its figures, the same for every speaker and country."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec import structs

from oncurve.api import World
from oncurve.catalog.event import Event
from oncurve.catalog.names import Names, load_names
from oncurve.claims.article import Article
from oncurve.claims.audit import audit
from oncurve.claims.check.reading import Found
from oncurve.claims.claim import MEASURES, Claim
from oncurve.claims.judge import ask, judge
from oncurve.claims.thresholds import THRESHOLDS, Thresholds

sys.path.insert(0, str(Path(__file__).parent))
from planted import clean

CASES = Path(__file__).parents[1] / "cases" / "verdicts"
WORLD = World()
NAMES = load_names()
PASSAGES = list(clean(CASES / "clean.jsonl"))
#: a sentence a measure of which the clean passages have none
MORE = [
    ("2025-02-20", "R1 shows Chinese labs to be three years behind the American ones."),
    ("2025-02-04", "Training DeepSeek-V3 was eight times cheaper than training Claude 3.5 Sonnet."),
    ("2025-02-20", "The cost of training a model of given skill falls fourfold a year."),
    ("2025-06-01", "The length of tasks that AI agents can do doubles every seven months."),
    ("2025-07-01", "CNAS estimates that 140,000 AI chips were smuggled into China in 2024."),
    ("2025-06-05", "China has 15% of the performance of the world's AI clusters."),
    ("2025-01-29", "Nvidia's shares fell 17% on 27 January 2025."),
    ("2026-02-01", "A duty of 25% is charged on imported H200s."),
    ("2024-06-27", "Claude 3.5 Sonnet was trained in March 2024."),
]


def claims_of(published: str, text: str) -> list[Claim]:
    """The claims that the reader finds."""
    return WORLD.extract_text(text, published=published)[1]


def every_claim() -> list[tuple[dt.date, Claim]]:
    """The claims of all passages, each with its day."""
    texts = [(published, text) for _, published, text in PASSAGES] + MORE
    return [(dt.date.fromisoformat(published), claim) for published, text in texts
            for claim in claims_of(published, text)]


CLAIMS = every_claim()


def tenfold(claim: Claim) -> Claim:
    """The claim with its figure ten times as large, also in the words of its sentence."""
    def grow(number: re.Match[str]) -> str:
        return f"{float(number[0].replace(',', '')) * 10:,.10g}"

    quote = re.sub(r"(?<![\w.-])\d[\d,]*(?:\.\d+)?(?![\w-])", grow, claim.quote)
    numbers = {name: None if (value := getattr(claim, name)) is None else value * 10
               for name in ("value", "low", "high")}
    return replace(claim, quote=quote, sentence=claim.sentence.replace(claim.quote, quote, 1), **numbers)


def plain(answer: Any) -> Any:
    """What a check answered, to the last bit."""
    if not isinstance(answer, Found):
        return type(answer)
    return [(each.name, each.open, each.estimate.median, each.estimate.low, each.estimate.high,
             None if each.estimate.draws is None else np.asarray(each.estimate.draws).tobytes())
            for each in answer.readings]


@pytest.mark.parametrize("measure", [each for each in MEASURES if each in {claim.measure for _, claim in CLAIMS}])
def test_a_measure_never_returns_the_claims_own_number(measure: str) -> None:
    """A claim made ten times as large is set against the very same estimate, bit for bit."""
    mine = [(day, claim) for day, claim in CLAIMS if claim.measure == measure][:12]
    assert mine
    for day, claim in mine:
        then = WORLD.at(day)
        assert plain(ask(claim, then)) == plain(ask(tenfold(claim), then)), claim.quote


def test_nearly_every_measure_is_tried() -> None:
    """The passages hold claims of at least twenty of the twenty-eight measures."""
    assert len({claim.measure for _, claim in CLAIMS}) >= 20


@dataclass(frozen=True)
class Told:
    """A reader that finds the claims that it is told of, so that they are judged as what a text says.

    Args:
        claims: what it finds.
        names: those of the catalogue.
    """

    claims: list[Claim]
    names: Names

    def read(self, article: Article) -> list[Claim]:
        """The claims that it was told of."""
        del article
        return self.claims


def verdicts(claims: list[Claim], published: str, text: str, rules: Thresholds = THRESHOLDS) -> list[str]:
    """The verdicts of an article in which these claims are read."""
    article = WORLD.extract_text(text, published=published)[0]
    then = WORLD.at(article.published)
    return [each.verdict for each in audit(article, then, WORLD, Told(claims, NAMES), rules=rules).claims]


def test_a_speakers_name_changes_no_verdict() -> None:
    """On a hundred passages, two speakers whom the catalogue does not know, of either camp, get the same verdicts."""
    for _, published, text in PASSAGES[:100]:
        claims = claims_of(published, text)
        one, other = ([replace(each, speaker=name) for each in claims] for name in ("Zhao Lin", "Bob Miller"))
        assert verdicts(one, published, text) == verdicts(other, published, text), text


def test_known_speakers_change_a_verdict_only_by_their_own_words() -> None:
    """Named for a chip maker or a lab of the other country, only drift from what they said changes a verdict."""
    for _, published, text in PASSAGES[:100]:
        claims = claims_of(published, text)
        one, other = ([replace(each, speaker=name) for each in claims] for name in ("mistral", "moonshot"))
        for first, second in zip(verdicts(one, published, text), verdicts(other, published, text), strict=True):
            assert first == second or "drifted" in (first, second), text


def turned(name: str | None) -> str | None:
    """The other of two countries."""
    return {"US": "CN", "CN": "US"}.get(name or "", name)


def turned_world(day: dt.date) -> World:
    """The world of a day with the labels of two countries swapped in its catalogue."""
    world = World().at(day)
    catalogue = world.catalogue
    for shelf in (catalogue.models, catalogue.organisations):
        make = shelf._make
        shelf._make = lambda raw, make=make: structs.replace(make(raw), country=turned(make(raw).country) or "")
    make_event = catalogue.events._make

    def event_of(raw: dict[str, Any]) -> Event:
        event = make_event(raw)
        said = (structs.replace(each, subject=turned(each.subject) or "", reference=turned(each.reference) or "")
                for each in event.said)
        return structs.replace(event, said=tuple(said))

    catalogue.events._make = event_of
    catalogue.__dict__["supply"] = tuple(
        structs.replace(row, holder=turned(row.holder) or "") for row in catalogue.supply)
    return world


def lag_of(subject: str, reference: str) -> Claim:
    """A claim that one country's labs trail another's."""
    return Claim("7 months", 0, 8, "They trail by 7 months.", "capability_lag", subject, reference, 7.0, None, None,
                 "months")


@pytest.mark.parametrize("measure", ["capability_lag", "compute_share"])
def test_swapping_two_countries_in_text_and_catalogue_changes_nothing(measure: str) -> None:
    """With both labels swapped on both sides the estimates are the same; the rule knows no country."""
    day = dt.date(2025, 6, 1)
    claim = replace(lag_of("CN", "US"), measure=measure)
    swapped = replace(claim, subject=turned(claim.subject), reference=turned(claim.reference))
    here, there = ask(claim, WORLD.at(day)), ask(swapped, turned_world(day))
    assert isinstance(here, Found)
    assert isinstance(there, Found)
    # the index of many benchmarks has a table of its own, whose labels the catalogue does not give
    own = [[row for row in plain(each) if not row[0].startswith("index:")] for each in (here, there)]
    assert own[0] == own[1]
    assert own[0]


def test_swapping_two_countries_in_the_text_alone_turns_a_lag_round() -> None:
    """That American labs trail Chinese ones by seven months is another claim, and another estimate."""
    world = WORLD.at(dt.date(2025, 6, 1))
    assert plain(ask(lag_of("CN", "US"), world)) != plain(ask(lag_of("US", "CN"), world))


@pytest.mark.slow
def test_half_or_double_a_threshold_moves_few_verdicts() -> None:
    """Each threshold of this package, varied by half either way, moves at most 15% of the verdicts."""
    sample = [(published, text, claims_of(published, text)) for _, published, text in PASSAGES[::4]]
    base = [verdicts(claims, published, text) for published, text, claims in sample]
    count = sum(map(len, base))
    moved: Counter[str] = Counter()
    for name in Thresholds.__struct_fields__:
        for factor in (0.5, 1.5):
            rules = structs.replace(THRESHOLDS, **{name: getattr(THRESHOLDS, name) * factor})
            new = [verdicts(claims, published, text, rules) for published, text, claims in sample]
            changed = sum(a != b for one, other in zip(base, new, strict=True) for a, b in zip(one, other, strict=True))
            moved[name] = max(moved[name], changed)
    shares = {name: number / count for name, number in moved.items()}
    assert max(shares.values()) <= 0.15, json.dumps(shares)


def test_a_developers_figure_is_no_evidence_for_its_own_head() -> None:
    """What the head of a lab says of its model is set against prices and peers, never against his own essay."""
    claim = Claim("$30 million", 0, 11, "It cost $30 million to train.", "training_cost", "claude-3-5-sonnet", None,
                  30e6, unit="USD", speaker="Dario Amodei")
    made = judge(claim, WORLD.at(dt.date(2025, 2, 4)), published=dt.date(2025, 2, 4))
    assert "dario-amodei-2025-01-29" not in {source for each in made.readings if each.reading.open == "plain"
                                             for source in each.reading.estimate.sources}
    assert made.hinge is not None
    assert made.verdict != "consistent"
