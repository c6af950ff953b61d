"""Witnesses that a passage calls independent although they repeat one another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oncurve.catalog.read import Catalogue
from oncurve.claims.consistency.slip import Slip
from oncurve.claims.passage import Passages, Place
from oncurve.claims.read.pattern import Pattern

__all__ = ["dependent_witnesses"]

_APART = Pattern(
    r"(?<!learn )(?<!learns )(?<!learning )(?<!work )(?<!works )(?<!working )(?<!act )(?<!acting )(?<!think )"
    r"(?<!operate )(?<!operates )(?<!operating )(?<!run )(?<!running )\bindependent(?:ly)?\b|"
    r"\b(?:a|as a) (?:separate|second) (?:witness|source|proof|confirmation)\b|"
    r"\bquite apart from (?:it|him|her|them)\b|"
    r"\bseparately (?:confirm|report|found|find|estimat|reach|arriv|verif|show|count|told|tell|put)\w*|"
    r"\b(?:confirm|report|verif|found|estimat|counted|told)\w* (?:[\w-]+ ){0,3}separately\b|"
    r"\b(?:second|two|three|several|many|hundred)[\w, ]* "
    r"independent\b|\bconfirm(?:s|ed)? (?:it|each other|one another)\b|"
    r"\b(?:two|three|four|several|many|both|a second|another) (?:\w+ )?(?:sources?|witness\w*|reports?|outlets?|"
    r"papers|accounts)\b"
    r"[^.;]{0,24}?\b(?:bears? (?:it |this |them )?out|confirms?|agrees?|backs?|vouch(?:es)?)\b|\bconfirmed (?:twice|"
    r"doubly)\b",
    re.IGNORECASE,
)
_DENIED = Pattern(r"(?:\b(?:not|no|never|neither|nothing|cannot|hardly)|n['’]t)\b[^.;]{0,40}$", re.IGNORECASE)
_REPEATS = Pattern(
    r"\b(?:quot(?:e|ing|ation)|cit(?:e|ing|ation)|cop(?:y|ie)|repeat|reprint|rel(?:y|ies|ying)|carr(?:y|ied)|deriv|"
    r"based on(?! (?:[\w-]+ ){0,3}(?:data|evidence|figures|information))|"
    r"taken from|tak(?:e|es|ing) (?:it|them) from|echo|draw(?:s|n|ing)? on|worked out|work(?:s|ing)? out)\w*",
    re.IGNORECASE,
)
#: what is told by somebody, without which nobody is a witness: "a student who learns independently"
_TESTIMONY = Pattern(
    r"\b(?:sources?|witness\w*|report\w*|outlets?|papers?|accounts?|estimat\w+|confirm\w*|verif\w+|"
    r"corroborat\w+|analys\w+|figures?|numbers?|counts?|found|finds?|findings?|evidence|proofs?|agree\w*|said|says?|"
    r"puts?|measur\w+|calculat\w+|reckon\w*|stud(?:y|ies)|test\w*|reproduc\w+|told|tells?|gives?|gave|shows?|data|"
    r"checks?|sites?|blogs?|newsletters?|trackers?|cards?|posts?|quot\w+|cop(?:y|ies|ied)|cit(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)
_EACH_OTHER = Pattern(
    r"\bindependent of (?:each other|one another)\b|\bindependent (?:sources?|reports?|proof|outlets?)\b|"
    r"\bindependently (?:of|confirm|found|found by)\b|\bindependently\b",
    re.IGNORECASE,
)


def dependent_witnesses(passages: Passages, catalogue: Catalogue) -> Iterator[Slip]:
    """OC502: a text that counts a source and those that repeat it as several.

    Either the passage says itself that one rests on the other, or the catalogue knows that all who tell the
    figure go back to one work.
    """
    for sentence in passages.sentences:
        words = passages.words(sentence)
        apart = next((found for found in _APART.finditer(words) if not _DENIED.search(words[: found.start()])), None)
        if apart is None or _TESTIMONY.search(words) is None:
            continue
        paragraph = [
            each
            for each in passages.sentences
            if each.paragraph == sentence.paragraph and 0 <= sentence.sentence - each.sentence <= 1
        ]
        told = " ".join(passages.words(each) for each in paragraph)
        if _REPEATS.search(told):
            yield _slip(
                sentence,
                apart,
                "The passage counts as independent what by its own words repeats, or is worked "
                "out from, the same source.",
            )
        elif (derived := _derived(sentence, passages, catalogue)) is not None:
            yield derived
        elif _EACH_OTHER.search(words):
            root = _one_root(sentence, passages, catalogue)
            if root:
                yield _slip(
                    sentence, apart, f"All that is known of this goes back to one source, “{root[0]}”.", root[1]
                )


def _derived(sentence: Place, passages: Passages, catalogue: Catalogue) -> Slip | None:
    """OC501: operations that were worked out from a cost, or from scores, called as witness for it."""
    for thing in passages.things.of_sentence(sentence.sentence, "model"):
        key = catalogue.models.id_of(thing.ident)
        if key is None:
            continue
        for fact in catalogue.models[key].facts_of("flop.final_run"):
            from_what = "cost" if fact.detail.get("from_cost") else "scores" if fact.detail.get("from_scores") else ""
            told = from_what and any(
                not isinstance(fact.amount, str) and abs(each.value / fact.number - 1) < 0.05
                for each in passages.amounts.of_sentence(sentence.sentence, "flop")
            )
            if told:
                text = f"This figure for {catalogue.models[key].label} was worked out from its {from_what}."
                return Slip(sentence.start, sentence.start + 1, "OC501", text, (fact.source,))
    return None


def _slip(sentence: Place, found: re.Match[str], message: str, source: str = "") -> Slip:
    return Slip(
        sentence.start + found.start(), sentence.start + found.end(), "OC502", message, (source,) if source else ()
    )


def _one_root(sentence: Place, passages: Passages, catalogue: Catalogue) -> tuple[str, str] | None:
    """Title and id of the one root of all that the catalogue holds of an amount of the passage."""
    models = [each.ident for each in passages.things.of_paragraph(sentence.paragraph, "model")]
    amounts = passages.amounts.of_paragraph(sentence.paragraph)
    holders = [each.ident for each in passages.things.of_paragraph(sentence.paragraph, "organisation")]
    known = [*(catalogue.models.get(each) for each in models), *(catalogue.organisations.get(each) for each in holders)]
    for thing in known:
        if thing is None:
            continue
        for amount in amounts:
            close = [
                fact
                for fact in thing.facts
                if not isinstance(fact.amount, str) and amount.value > 0 and abs(fact.number / amount.value - 1) <= 0.02
            ]
            roots = {catalogue.root_of(fact.source) for fact in close}
            if len(roots) == 1:
                source = catalogue.sources.get(next(iter(roots)))
                if source is not None:
                    return source.title, next(iter(roots))
    return None

