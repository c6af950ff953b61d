"""Things that a figure may be the figure of: another kind of spending or currency, all parameters, prices, sparsity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from oncurve.basis.errors import BadUsage
from oncurve.basis.span import Span, month_span
from oncurve.catalog.model import Model
from oncurve.claims.agreement import unit_of
from oncurve.claims.check.facts import asked_day, mentions
from oncurve.claims.check.price_per_token import TIERS, maker_pays, predecessor
from oncurve.claims.check.reading import World
from oncurve.claims.check.subject import model_of, organisation_of
from oncurve.claims.claim import Claim
from oncurve.claims.saying import say
from oncurve.claims.units import money_of
from oncurve.claims.verdict import JudgedReading

__all__ = ["Like", "of_all_parameters", "of_predecessor", "of_prices", "of_spending", "with_sparsity"]

_OPERATIONS = 6
#: facts of spending that each scope of a claim asks for
_ASKED = {"capex": ("capex",), "rd": ("rd", "rd_compute", "research_compute"), "total": ("total",),
          "compute": ("compute", "rd_compute", "training", "inference", "compute_lease")}
_WORDS = {"capex": "capital spending", "rd": "research and development", "total": "all spending",
          "rd_compute": "compute for research and training", "compute": "all compute", "training": "compute for "
          "training",
          "inference": "compute for serving", "chips": "spending on chips"}

#: that a price is that of the model before
_KEPT = (r"\b(?:keeps?|kept|keeping|same|unchanged|stays?|stayed|remains?|matches|no (?:more|dearer)|"
         r"as cheap(?:ly)? as)\b")


class Like(Struct, frozen=True):
    """Something that a figure may be the figure of.

    Args:
        code: of the finding, where it is.
        what: what it is, in words.
        value: its value.
        unit: the unit of that.
        source: id of the work that says so.
    """

    code: str
    what: str
    value: float
    unit: str
    source: str = ""


def of_spending(claim: Claim, world: World) -> Iterator[Like]:
    """What the same firm spent on something else in that time (OC606), or the sum of another currency (OC109)."""
    holder = organisation_of(world.catalogue, claim.subject)
    if holder is not None and holder.parent and not holder.facts_under("spend"):
        holder = world.catalogue.organisations.get(holder.parent) or holder
    unit, span = money_of(claim.unit), _span(claim.time)
    if holder is None or unit is None:
        return
    for fact in holder.facts:
        name = fact.name.removeprefix("spend.")
        if name == fact.name or isinstance(fact.amount, str) or (span is not None and not fact.span.overlaps(span)):
            continue
        kind = _WORDS.get(name)
        if kind is None:  # a part too small to be taken for the spending of a firm
            continue
        if fact.unit == unit and claim.scope and name not in _ASKED.get(claim.scope, ()):
            yield Like("OC606", f"what is known of {holder.label} as {kind}", fact.number, fact.unit, fact.source)
        elif money_of(fact.unit) == fact.unit != unit:
            yield Like("OC109", f"what is known of {holder.label} as {kind} in {fact.unit}, not in {unit}: it is "
                                f"{say(fact.number, fact.unit, 4)}", fact.number, unit, fact.source)


def _span(time: str | None) -> Span | None:
    try:
        return month_span(time.removeprefix("FY")) if time else None
    except BadUsage:
        return None


def of_all_parameters(model: Model) -> Iterator[Like]:
    """The work of a mixture of experts as if all its parameters worked on each token (OC605)."""
    active, total = model.number("parameters.active"), model.number("parameters.total")
    tokens = model.number("tokens.pretraining")
    fact = model.fact("parameters.total")
    if active and total and tokens and fact is not None and active < total:
        what = (f"six operations for each of all {say(total, 'parameters')} of {model.label} and "
                f"{say(tokens, 'tokens')}, of which {say(active, 'parameters')} work on a token")
        yield Like("OC605", what, _OPERATIONS * total * tokens, "FLOP", fact.source)


def of_prices(claim: Claim, world: World) -> Iterator[Like]:
    """The ratio of what two models charge, for a claim on what their training cost, or what serving costs (OC601)."""
    pair = [model_of(world.catalogue, each) for each in (claim.subject, claim.reference)]
    serving = claim.scope == "inference"
    if None in pair or pair[0] is pair[1]:
        return
    if serving and not any(maker_pays(claim, each, world) for each in pair if each):
        return
    of = "serving costs their makers" if serving else "their training cost"
    day = asked_day(claim, world)
    asked = [{row.tier: row for row in world.catalogue.api_prices if model is not None and row.model == model.id
              and day in row.span and not row.variant} for model in pair]
    for tier in [each for each in asked[0] if each in asked[1]]:  # in the order of the records, every time
        one, other = asked[0][tier], asked[1][tier]
        if one.amount > 0 and other.amount > 0 and one.amount != other.amount:
            what = f"the ratio of what the two ask for {TIERS.get(tier, tier)}, not of what {of}"
            yield Like("OC601", what, max(one.amount, other.amount) / min(one.amount, other.amount), "x", one.source)


def with_sparsity(claim: Claim, readings: Sequence[JudgedReading]) -> Iterator[Like]:
    """The performance that the rules count, if it were counted with sparsity: twice of what it is (OC103)."""
    if claim.measure != "chip_spec" or claim.scope != "tpp" or not readings:
        return
    made = readings[0].reading.estimate
    if made.exact and made.unit == unit_of(claim):
        what = f"the processing performance with sparsity; the rules count it dense, {say(made.median, made.unit, 4)}"
        yield Like("OC103", what, 2 * made.median, made.unit, next(iter(made.sources), ""))


def of_predecessor(model: Model, claim: Claim, world: World) -> Iterator[Like]:
    """What the model before it asks, where a sentence says that the price was kept (OC402)."""
    older = predecessor(model, world.catalogue) if mentions(claim, _KEPT) else None
    day = asked_day(claim, world)
    if older is None:
        return
    for row in world.catalogue.api_prices:
        if (row.model, row.tier, row.variant) == (older.id, claim.scope, "") and day in row.span:
            what = f"what {older.label}, which came before it, asks for {TIERS.get(row.tier, row.tier)}"
            yield Like("OC402", what, row.amount, row.unit, row.source)
