"""Figures of one kind of thing told as another: hours as dollars, a price as a cost, a rent as a purchase."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oncurve.catalog.read import Catalogue
from oncurve.claims.consistency.known import Figure, figures_near, same_figure
from oncurve.claims.consistency.mixing import EQUIVALENT, whole_told
from oncurve.claims.consistency.slip import Slip, fits, operands, slack_of
from oncurve.claims.consistency.totals import true_totals
from oncurve.claims.passage import Amount, Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say
from oncurve.claims.thresholds import Thresholds

__all__ = ["confused"]

_MOST_AN_HOUR = 50.0
_FEWEST_DIGITS = 3
_TO_BUY = Pattern(r"^[^.;,]{0,40}?\b(?:to buy|a ?piece|apiece)\b", re.IGNORECASE)
_BOUGHT = Pattern(r"\b(?:bought|purchased?|sells?|sold|price of (?:a|an|each|one))\b[^.;,]{0,40}$", re.IGNORECASE)
#: chips or machines that are bought, up to the sum that was paid
_PURCHASE = Pattern(r"\b(?:bought|purchased?|buying|acquired)\b[^.;]{0,60}?\b(?:[AHBV]\d{2,3}0?s?|chips|GPUs|"
                    r"accelerators|cards|servers|machines|hardware|cluster)\b", re.IGNORECASE)
_RUN = Pattern(r"\b(?:the|its|a|one) (?:final |training )*run\b|\btraining (?:it|them)?\s*cost|"
               r"\band (?:spent|trained)\b", re.IGNORECASE)
_HOURLY = Pattern(r"\b(?:an|per|each|every|a) hour|\bhourly|\bhours?\b|\brent", re.IGNORECASE)
_OF_TRAINING = Pattern(r"\b(?:cost|price|bill) of training\b|\btraining costs?\b|\bto train\b", re.IGNORECASE)
_OF_USE = Pattern(r"\b(?:price|cost) of (?:using|use|running|serving|asking)\b|\b(?:to|for) (?:use|using)\b|"
                  r"\b(?:using|querying|running|serving|asking) (?:[\w.-]+ ){1,3}?costs?\b",
                  re.IGNORECASE)
_OF_ONE_MODEL = Pattern(r"\b(?:training|development|making|cost) of\b|\bto (?:train|make|build|develop)\b|\bcost\b",
                        re.IGNORECASE)
_CHIPS = Pattern(r"\b(?:chips|[GT]PUs|accelerators|cards)\b", re.IGNORECASE)
#: how sentences name the basis of a published cost, and how facts do
_BASES = {
    "cloud rent": r"^[^.;,]{0,30}?\b(?:cloud|rent)",
    "amortised hardware and energy": r"^[^.;,]{0,30}?\bamorti[sz]",
}


def confused(passages: Passages, catalogue: Catalogue, rules: Thresholds) -> Iterator[Slip]:
    """OC601 to OC606: a figure of one kind told as another, by its unit, its clause or what it is worked out from."""
    for amount in passages.amounts:
        known = figures_near(amount, passages, catalogue) if amount.kind in ("money", "chiphours") else []
        if amount.kind == "money":
            found = (_hours_as_money(amount, passages, catalogue, known) or _per_token(amount, passages)
                     or _as_price(amount, passages, known) or _bought(amount, passages)
                     or _run_as_purchase(amount, passages, known)
                     or _product_as_whole(amount, passages, rules) or _of_maker(amount, passages, catalogue, known)
                     or _other_basis(amount, passages, known))
        elif amount.kind == "chiphours":
            found = _money_as_hours(amount, passages, catalogue, known)
        else:
            continue
        if found is not None:
            yield found
    yield from _mixed_sums(passages)


def _digits(amount: Amount, passages: Passages) -> int:
    return len(re.sub(r"\D", "", passages.words(amount)).strip("0"))


def _as_kind(amount: Amount, kind: str, passages: Passages, catalogue: Catalogue, names: str) -> list[Figure]:
    """The known figures of another kind that an amount's number is, given with digits enough to tell."""
    if _digits(amount, passages) < _FEWEST_DIGITS or amount.per:
        return []
    other = Amount(amount.start, amount.end, amount.sentence, amount.paragraph, kind, amount.value,
                   "USD" if kind == "money" else "chip-hours", "", "", False, amount.before, amount.after)
    text = passages.words(amount)
    return [each for each in figures_near(other, passages, catalogue)
            if each.name.startswith(names) and same_figure(other, each.value, text, strict=True)]


def _fitting(amount: Amount, passages: Passages, known: list[Figure]) -> list[Figure]:
    text = passages.words(amount)
    return [each for each in known if same_figure(amount, each.value, text)]


def _hours_as_money(amount: Amount, passages: Passages, catalogue: Catalogue, known: list[Figure]) -> Slip | None:
    alike = _as_kind(amount, "chiphours", passages, catalogue, "chip_hours.")
    if not alike or _fitting(amount, passages, known):
        return None
    text = f"{say(alike[0].value, 'chip-hours', 4)} are the time that {alike[0].label} took, not money."
    return Slip.on(amount, "OC606", text, (alike[0].source,), refutes=True)


def _money_as_hours(amount: Amount, passages: Passages, catalogue: Catalogue, known: list[Figure]) -> Slip | None:
    alike = _as_kind(amount, "money", passages, catalogue, "cost.")
    if not alike or _fitting(amount, passages, known):
        return None
    text = f"{say(alike[0].value, 'USD', 4)} is what {alike[0].label} cost, not its chip-hours."
    return Slip.on(amount, "OC606", text, (alike[0].source,), refutes=True)


def _per_token(amount: Amount, passages: Passages) -> Slip | None:
    """A price of tokens in a clause that speaks of the cost of training."""
    if amount.per != "tokens":
        return None
    sentence = passages.sentences[amount.sentence]
    clause = re.split(r"[;:,]", passages.text[sentence.start:amount.start])[-1]
    told = _OF_TRAINING.search(clause)
    if told is None:
        return None
    return Slip.on(amount, "OC601", "A price for so many tokens is what users are asked for, not a cost of training.",
                   refutes=True)


def _as_price(amount: Amount, passages: Passages, known: list[Figure]) -> Slip | None:
    """The cost of a training run told as what using the model costs."""
    before = passages.text[max(amount.start - 60, passages.sentences[amount.sentence].start):amount.start]
    runs = [each for each in _fitting(amount, passages, known) if each.name.startswith("cost.")]
    if not runs or amount.per or _OF_USE.search(re.split(r"[;:]", before)[-1]) is None:
        return None
    text = f"{say(amount.value, amount.unit, 4)} is what training {runs[0].label} cost, not what using it does."
    return Slip.on(amount, "OC601", text, (runs[0].source,), refutes=True)


def _bought(amount: Amount, passages: Passages) -> Slip | None:
    """A chip that is bought for what an hour of it costs."""
    if amount.value > _MOST_AN_HOUR or amount.per:
        return None
    sentence = passages.sentences[amount.sentence]
    after, before = passages.text[amount.end:sentence.end], passages.text[sentence.start:amount.start]
    chips = passages.things.of_sentence(amount.sentence, "chip")
    told = _TO_BUY.match(after) or _BOUGHT.search(before)
    if not chips or not told or _HOURLY.search(after[:24]):
        return None
    text = f"{say(amount.value, amount.unit)} is what an hour of such a chip is rented for, not what one is bought for."
    return Slip.on(amount, "OC606", text, refutes=True)


def _run_as_purchase(amount: Amount, passages: Passages, known: list[Figure]) -> Slip | None:
    """The cost of a run told as what its chips were bought for."""
    sentence = passages.sentences[amount.sentence]
    before = re.split(r"[;:]", passages.text[sentence.start:amount.start])[-1]
    runs = [each for each in _fitting(amount, passages, known) if each.name.startswith("cost.final_run")]
    told = _PURCHASE.search(before)
    if not runs or amount.per or told is None or _HOURLY.search(before) or _RUN.search(before[told.end():]):
        return None
    text = f"{say(amount.value, amount.unit, 4)} is what the run of {runs[0].label} cost, not what its chips did."
    return Slip.on(amount, "OC606", text, (runs[0].source,), refutes=True)


def _product_as_whole(amount: Amount, passages: Passages, rules: Thresholds) -> Slip | None:
    """Hours times their price, told as the whole budget or bill."""
    if amount.per or amount.value <= _MOST_AN_HOUR or not whole_told(amount, passages):
        return None
    hours = operands(passages, amount, "chiphours")
    near = [each for each in passages.amounts.of_sentences(amount.sentence - 1, amount.sentence, "money")
            if each.value <= _MOST_AN_HOUR and each.paragraph == amount.paragraph]
    results = [hour.value * rate.value for hour in hours for rate in near]
    if not fits(amount.value, results, slack_of((), rules)):
        return None
    text = (f"{say(amount.value, amount.unit, 4)} is the hours of this run times their price, not everything that was "
            "spent.")
    return Slip.on(amount, "OC603", text, refutes=True)


def _of_maker(amount: Amount, passages: Passages, catalogue: Catalogue, known: list[Figure]) -> Slip | None:
    """What the maker as a whole spends, told of one model in a sentence that names no organisation but this model."""
    here = passages.things.of_sentence(amount.sentence)
    models = [catalogue.models[key] for each in here
              if each.kind == "model" and (key := catalogue.models.id_of(each.ident)) is not None]
    makers = {model.organisation for model in models}
    if len(makers) != 1 or any(each.kind == "organisation" and each.ident in makers for each in here) \
            or _fitting(amount, passages, [each for each in known if not each.name.startswith("spend.")]):
        return None
    before = passages.text[passages.sentences[amount.sentence].start:amount.start]
    maker = catalogue.organisations.get(makers.pop())
    if maker is None or _OF_ONE_MODEL.search(before) is None:
        return None
    text = passages.words(amount)
    for fact in maker.facts:
        if fact.name.startswith("spend.") and fact.unit == amount.unit and not isinstance(fact.amount, str) \
                and same_figure(amount, fact.number, text, strict=True):
            told = f"{say(amount.value, amount.unit, 4)} is what {maker.label} as a whole spent, not on one model."
            return Slip.on(amount, "OC604", told, (fact.source,), refutes=True)
    return None


def _other_basis(amount: Amount, passages: Passages, known: list[Figure]) -> Slip | None:
    """A published cost told on another basis than it was worked out on."""
    after = passages.text[amount.end:amount.end + 60]
    named = {basis for basis, cue in _BASES.items() if re.search(cue, after, re.IGNORECASE)}
    alike = [each for each in _fitting(amount, passages, known) if each.name.startswith("cost.")]
    known_as = {str(each.detail.get("basis", "")) for each in alike}
    if len(named) != 1 or not alike or not known_as <= set(_BASES) or named & known_as:
        return None
    text = f"{say(amount.value, amount.unit, 4)} counts {known_as.pop()}, not {named.pop()}."
    return Slip.on(amount, "OC606", text, (alike[0].source,), refutes=True)


def _mixed_sums(passages: Passages) -> Iterator[Slip]:
    """OC602: a total of chips and of H100-equivalents."""
    for total, parts in true_totals(passages):
        words = [passages.words(each) + passages.text[each.end:each.end + 20] for each in parts]
        equivalent = [EQUIVALENT.search(each) is not None for each in words]
        plain = [_CHIPS.search(each) is not None and not other for each, other in zip(words, equivalent, strict=True)]
        if any(equivalent) and any(plain):
            yield Slip.on(total, "OC602", "Chips and H100-equivalents are added up here; they are not one count.")
