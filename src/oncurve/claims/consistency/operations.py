"""Six operations for each active parameter and token: the work that a passage states beside sizes and tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from oncurve.catalog.read import Catalogue
from oncurve.claims.consistency.slip import Slip, fits, off_by, operands, within
from oncurve.claims.passage import Amount, Passages
from oncurve.claims.read.pattern import Pattern
from oncurve.claims.saying import say

__all__ = ["operations"]

_OPERATIONS = 6
_WORK_SLACK, _SAME_SIZE = 0.3, 0.06
#: fewer tokens than any run reads
_LEAST_TOKENS = 1e7
_LEAST_WORK = 1e12
_MILLIONS, _BACK = 1e8, 2
_AT_WORK = Pattern(r"\bactiv|\bwork(?:s|ing)? (?:on|for)\b|\bat work\b|\bin use\b|\b(?:per|(?:for|on) (?:a|each|"
                   r"every|any (?:one )?)) ?token", re.IGNORECASE)
_ACTIVE_IN_NAME = Pattern(r"\bA(\d+(?:\.\d+)?)B\b")
_SIZE_IN_NAME = Pattern(r"(?<![\dx.])(\d+(?:\.\d+)?)[bB]\b")


def operations(passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    """Work that parameters and tokens do not give (OC204), or that takes all parameters for active ones (OC605)."""
    for each in passages.amounts:
        found = _work(each, passages, catalogue) if each.kind == "flop" and each.value >= _LEAST_WORK else None
        if found is not None:
            yield found


def _work(total: Amount, passages: Passages, catalogue: Catalogue) -> Slip | None:
    """Six operations for each active parameter and token."""
    sizes = _sizes(total, passages)
    tokens = [each for each in operands(passages, total, "tokens") if each.value >= _LEAST_TOKENS]
    works = {each.value for each in passages.amounts.of_sentence(total.sentence, "flop")
             if each.value >= _LEAST_WORK}
    if len(works) > 1:
        return None  # of which of them the size and the tokens are is not said
    known = _active_of(sizes, total, passages, catalogue)
    pairs = list(product(known or sizes, tokens))
    if not pairs or fits(total.value, [_OPERATIONS * n * d.value for n, d in pairs], _WORK_SLACK):
        return None
    size, data = pairs[0]
    if known and fits(total.value, [_OPERATIONS * n * d.value for n, d in product(sizes, tokens)], _WORK_SLACK):
        text = (f"That takes all the parameters for active ones: {say(size, 'parameters')} are active, which makes "
                f"{say(_OPERATIONS * size * data.value, 'FLOP')} with {say(data.value, 'tokens')}.")
        return Slip.on(total, "OC605", text, refutes=True)
    result = _OPERATIONS * size * data.value
    return Slip.on(
        total,
        "OC204",
        f"Six operations for each of {say(size, 'parameters')} and "
        f"{say(data.value, 'tokens')} come to {say(result, 'FLOP')}, not {say(total.value, 'FLOP')} "
        f"({off_by(total.value, result)}).",
        refutes=True,
        factor=total.value / result,
    )


def _active_of(sizes: list[float], total: Amount, passages: Passages, catalogue: Catalogue) -> list[float]:
    """The active parameters of the mixtures named, where a size that the text gives is the total of one."""
    named = [catalogue.models[key] for each in passages.things.of_paragraph(total.paragraph, "model")
             if (key := catalogue.models.id_of(each.ident)) is not None]
    found = []
    for model in named:
        active, whole = model.number("parameters.active"), model.number("parameters.total")
        if active and whole and active < whole and any(within(size, whole, _SAME_SIZE) for size in sizes):
            found.append(active)
    return list(dict.fromkeys(found))


def _sizes(total: Amount, passages: Passages) -> list[float]:
    """Parameters beside a result, the active ones where they are told; else those in a model's name ("65B")."""
    found = operands(passages, total, "params")
    around = passages.amounts.of_sentences(total.sentence - _BACK, total.sentence, "params", "number", "count")
    before = [each for each in around if each.paragraph == total.paragraph and each.value >= _MILLIONS]
    active = [each.value for each in before
              if _AT_WORK.search(f"{passages.words(each)} {each.after}".partition(" and ")[0])]
    if found or active:  # "142 billion parameters and 14 billion activated for each token"
        return active or [each.value for each in found]
    if passages.amounts.of_paragraph(total.paragraph, "params"):
        return []  # the text tells the size further off
    named = [_size_in_name(passages.words(each)) for each in passages.things.of_paragraph(total.paragraph, "model")
             if each.sentence <= total.sentence]
    sizes = [each for each in named if each]
    return sizes if len(set(sizes)) == 1 else []


def _size_in_name(name: str) -> float | None:
    """The parameters that work on a token, as a name tells them: "65B", the 22B of "235B-A22B", none of "8x7B"."""
    found = _ACTIVE_IN_NAME.search(name) or _SIZE_IN_NAME.search(name)
    return float(found[1]) * 1e9 if found else None
