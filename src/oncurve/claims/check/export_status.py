"""Whether a chip may go to a country: by the dated rules and letters that the catalogue holds.

A rule is a record (`events` of sort "rule"): what it names or tests, where it applies, from which day. A status
is 0 where no licence is needed, 1 where one is, 2 where it is presumed to be denied.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from oncurve.basis.estimate import Estimate
from oncurve.basis.evidence import Fact
from oncurve.basis.inputs import Draws, Input
from oncurve.basis.spread import Exactly
from oncurve.catalog.chip import Chip
from oncurve.catalog.event import Event, Said
from oncurve.claims.check.chip_spec import total_processing_performance
from oncurve.claims.check.facts import asked_day
from oncurve.claims.check.reading import Answer, Found, NoBasis, Reading, World
from oncurve.claims.check.subject import chip_of, label, organisation_of, place_of
from oncurve.claims.claim import Claim
from oncurve.claims.saying import say_day

__all__ = ["LEVELS", "MEASURE", "Status", "readings", "status_before", "status_of"]

MEASURE = "export_status"
LEVELS = {"allowed": 0.0, "licence": 1.0, "restricted": 2.0}
_WORDS = ("no licence is needed", "a licence is needed", "a licence is needed and presumed to be denied")
_ARM = (r"(?:arm|unit|subsidiary|branch|offshoot|affiliate|outpost)s? of (?:an? |the )?(\w+)"
        r"|(\w+)[- ](?:owned|headquartered|controlled|backed)\b|headquartered in (\w+)|(\w+) parent\b")
_TESTS = {"tpp": "total processing performance", "density": "performance density", "io": "input and output",
          "bandwidth": "memory bandwidth", "bandwidth_io": "memory bandwidth and input and output together"}


@dataclass(frozen=True, slots=True)
class Status:
    """What the rules say of a chip, a destination and a day.

    Args:
        level: 0, 1 or 2.
        rule: the record that decides; None where none applies.
        said: the part of it that does.
        why: which test or name it met, in words.
        missing: facts of the chip that a test needed and that are not there.
    """

    level: float
    rule: Event | None = None
    said: Said | None = None
    why: str = ""
    missing: tuple[str, ...] = ()


def readings(claim: Claim, world: World) -> Answer:
    """The status on the day, by the destination and, where the sentence names a parent, its country."""
    chip = chip_of(world.catalogue, claim.subject)
    if chip is None:
        return NoBasis(f"a rule for {label(world.catalogue, claim.subject)}")
    destination = _destination(claim, world)
    if destination is None:
        return NoBasis(f"the country to which {chip.label} would go")
    day = asked_day(claim, world)
    rules = _in_force(world, day)
    if not rules and not any(event.sort == "rule" for event in world.catalogue.events.values()):
        return NoBasis(f"export rules for {chip.label} on {say_day(day.toordinal())}")
    status = status_of(chip, destination, rules, headquarters=_parent(claim, world) or destination)
    if status.missing:
        return NoBasis(f"{' and '.join(status.missing)} of {chip.label}, which a rule then in force tests")
    made = [_reading(chip, destination, day, status, world)]
    if status.level == 1:
        made.append(Reading("as_restriction", f"counting a need for a licence as a restriction, for {chip.label}",
                            _level(2.0, chip, status), "possible", "a licence is needed"))
    return Found(tuple(made))


def _destination(claim: Claim, world: World) -> str | None:
    place = place_of(world.catalogue, claim.reference)
    if place is not None:
        return str(place.country or place.id)
    holder = organisation_of(world.catalogue, claim.reference)
    return holder.country or None if holder is not None else None


def _parent(claim: Claim, world: World) -> str | None:
    """The country of the parent that the sentence names ("the Singapore arm of a Beijing firm"), or None."""
    for found in re.finditer(_ARM, claim.sentence, re.IGNORECASE):
        word = next(group for group in found.groups() if group)
        for place in world.catalogue.places.values():
            if place.sort == "country" and word.lower() in {name.lower() for name in
                                                            (place.label, *place.aliases, *place.adjectives)}:
                return place.id
    return None


def _in_force(world: World, day: dt.date) -> list[tuple[Event, Said]]:
    found = []
    for event in world.catalogue.events.values():
        if event.sort != "rule":
            continue
        for said in event.said:
            start, end = said.detail.get("in_force"), said.detail.get("ends")
            if said.measure == MEASURE and start and str(start) <= day.isoformat() and \
                    (not end or day.isoformat() < str(end)):
                found.append((event, said))
    return sorted(found, key=lambda pair: (str(pair[1].detail["in_force"]), pair[0].id))


def status_of(chip: Chip, destination: str, rules: list[tuple[Event, Said]], *, headquarters: str) -> Status:
    """The status by the rules in force: the strictest that applies, unless a later one says that it gives way.

    Args:
        chip: the chip.
        destination: country code.
        rules: the parts of rules in force, oldest first.
        headquarters: country code of the buyer's ultimate parent.
    """
    best = Status(0.0)
    missing: list[str] = []
    for event, said in rules:
        if "outside" in said.detail and destination not in _countries(event):
            missing.append("the country group of the destination")
        if not _reaches(said, destination, headquarters):
            continue
        met, why, lacking = _meets(chip, said)
        level = LEVELS[said.scope]
        if lacking and level > best.level:
            missing += lacking
        elif met and not lacking and (level > best.level or (said.detail.get("gives_way") and best.level > 0)):
            best = Status(level, event, said, why)
    if missing and best.level < LEVELS["restricted"]:
        return Status(best.level, best.rule, best.said, best.why, tuple(dict.fromkeys(missing)))
    return best


def _reaches(said: Said, destination: str, headquarters: str) -> bool:
    detail = said.detail
    return destination in detail.get("destinations", ()) or headquarters in detail.get("headquarters", ())


def _countries(event: Event) -> frozenset[str]:
    """The countries of which the record says whether the rule reaches them."""
    return frozenset(country for said in event.said for key in ("destinations", "outside")
                     for country in said.detail.get(key, ()))


def _meets(chip: Chip, said: Said) -> tuple[bool, str, list[str]]:
    """Whether the chip is named, or passes every test; facts that a test lacks."""
    detail = said.detail
    if "chips" in detail:
        named = chip.id in detail["chips"]
        return named, f"{chip.label} is named", []
    if detail.get("market") == "datacenter" and _for_games(chip):
        return False, "", []
    told, lacking = [], []
    for name, words in _TESTS.items():
        low, high = detail.get(f"{name}_from"), detail.get(f"{name}_below")
        if low is None and high is None:
            continue
        value = _value(chip, name)
        if value is None:
            lacking.append(words)
        elif (low is not None and value < float(low)) or (high is not None and value >= float(high)):
            return False, "", []
        else:
            limit = f"at least {float(low):,g}" if low is not None else f"below {float(high or 0):,g}"
            told.append(f"{words} {value:,.4g}, {limit}")
    return not lacking, "; ".join(told), lacking


def _for_games(chip: Chip) -> bool:
    return chip.id.startswith("rtx-") and not chip.id.startswith("rtx-pro")


def _value(chip: Chip, name: str) -> float | None:
    if name in ("tpp", "density"):
        quantity = total_processing_performance(chip)
        area = chip.number("die_area")
        if quantity is None or (name == "density" and not area):
            return None
        tpp = float(quantity.draws(Draws(n=2)))
        return tpp if name == "tpp" else tpp / float(area or 1)
    links = [chip.number("link.bidirectional"), chip.number("pcie.bidirectional")]
    io = sum(each for each in links if each) if any(links) else None
    bandwidth = chip.number("memory.bandwidth")
    if name == "io":
        return io
    if name == "bandwidth":
        return bandwidth
    return None if bandwidth is None else bandwidth + (io or 0.0)


def _reading(chip: Chip, destination: str, day: dt.date, status: Status, world: World) -> Reading:
    where = label(world.catalogue, destination)
    words = f"whether {chip.label} may go to {where} on {say_day(day.toordinal())}"
    by = f" ({status.rule.label}: {status.why})" if status.rule is not None else " (no rule then in force applies)"
    return Reading("status", words, _level(status.level, chip, status), "plain", _WORDS[int(status.level)] + by,
                   reported=True)


def _level(level: float, chip: Chip, status: Status) -> Estimate:
    basis: list[Input] = []
    if status.said is not None and status.rule is not None:
        said = status.said
        fact = Fact(chip.id, f"export_status by {status.rule.id}", level, "none", said.kind, said.known, said.source,
                    said.where, note=said.note)
        basis.append(Input(fact.name, "none", Exactly(level), chip.id, fact))
    for name in ("peak.fp8", "peak.int8", "peak.bf16", "link.bidirectional"):
        fact_of_chip = chip.fact(name)
        if fact_of_chip is not None:
            basis.append(Input.of_fact(fact_of_chip))
            break
    return Estimate(level, level, level, "none", tuple(basis), method="0 free, 1 licence, 2 presumed denial")


def status_before(claim: Claim, world: World) -> str | None:
    """A sentence on the last day on which the claimed status held, or None where it never did."""
    chip, destination = chip_of(world.catalogue, claim.subject), _destination(claim, world)
    if chip is None or destination is None or claim.scope not in LEVELS:
        return None
    day = asked_day(claim, world)
    parent = _parent(claim, world) or destination
    starts = {str(said.detail["in_force"]) for _, said in _in_force(world, day)}
    for start in sorted(starts, reverse=True):
        last = dt.date.fromisoformat(start) - dt.timedelta(days=1)
        status = status_of(chip, destination, _in_force(world, last), headquarters=parent)
        if not status.missing and status.level == LEVELS[claim.scope]:
            where = label(world.catalogue, destination)
            return f"{chip.label} to {where}: so it was until {say_day(last.toordinal())}."
    return None
