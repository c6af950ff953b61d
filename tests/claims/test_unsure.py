"""Unsure readings are not held against a text of several claims."""

from __future__ import annotations

import datetime as dt

from msgspec import structs

from oncurve.api import World
from oncurve.claims.article import Article
from oncurve.claims.audit import AuditedClaim, audit
from oncurve.claims.claim import Claim
from oncurve.claims.thresholds import THRESHOLDS

WORLD = World()
DAY = dt.date(2025, 6, 1)
THREE = "DeepSeek-V3 has 671 billion parameters. It saw 14.8 trillion tokens. Training took 2.788 million H800 hours. "
WRONG = "Claude Sonnet 4 asks $9 per million input tokens."
#: no reading is as sure as this asks
DOUBTING = structs.replace(THRESHOLDS, sure=1.01)


def last(text: str, *, doubting: bool = True) -> AuditedClaim:
    """The last claim of a text of June 2025, judged with any doubt of its reading or with the usual."""
    article, _ = WORLD.extract_text(text, published=DAY.isoformat())
    return audit(article, WORLD.at(DAY), WORLD, WORLD.reader,
                 rules=DOUBTING if doubting else THRESHOLDS).claims[-1]


def test_an_unsure_reading_accuses_no_text_of_several_claims() -> None:
    """What does not fit as it was read, without being sure, is said to be unsure, with what it would have meant."""
    claim = last(THREE + WRONG)
    assert claim.verdict == "no_basis"
    assert [each.code for each in claim.then.findings] == ["OC804"]
    assert "confidence" in claim.then.reason
    assert "3 times too high" in claim.then.reason
    assert claim.then.readings


def test_a_sure_reading_is_held_against_it() -> None:
    """Three times the list price is inconsistent where the sentence is plain."""
    assert last(THREE + WRONG, doubting=False).verdict == "inconsistent"


def test_one_sentence_is_judged_as_it_is_read() -> None:
    """Whoever asks of one sentence has chosen it: it is judged however sure its reading."""
    assert last(WRONG).verdict == "inconsistent"


def test_what_fits_stays_however_unsure() -> None:
    """A claim that fits as it was read is consistent."""
    assert last(THREE + "Claude Sonnet 4 asks $3 per million input tokens.").verdict == "consistent"


def test_sums_of_the_text_are_found_however_unsure() -> None:
    """That the parts of a text do not add up to its total hangs on no reading."""
    text = THREE + "Scout took 5 million H100 hours and Maverick 2.38 million, 8.38 million together."
    article, _ = WORLD.extract_text(text, published=DAY.isoformat())
    made = audit(article, WORLD.at(DAY), WORLD, WORLD.reader, rules=DOUBTING)
    assert "OC203" in {found.code for each in made.claims for found in each.then.findings}


class _ByContext:
    """A reader that needs more than a sentence to find a price."""

    def __init__(self) -> None:
        self.names = WORLD.reader.names

    def read(self, article: Article) -> list[Claim]:
        """The claims; none but of sizes in a text of one sentence."""
        found = WORLD.reader.read(article)
        return found if article.text.count(". ") > 1 else [each for each in found if each.measure == "parameters"]


def test_a_figure_that_its_sentence_alone_does_not_claim_accuses_nobody() -> None:
    """A price that is read as one only by what stands around it may be of something else."""
    article, _ = WORLD.extract_text(THREE + WRONG, published=DAY.isoformat())
    told = {each.claim.quote: each.verdict for each in audit(article, WORLD.at(DAY), WORLD, WORLD.reader).claims}
    assert told["$9 per million input tokens"] == "inconsistent"
    told = {each.claim.quote: each.verdict for each in audit(article, WORLD.at(DAY), WORLD, _ByContext()).claims}
    assert told["$9 per million input tokens"] == "no_basis"
    assert told["671 billion parameters"] == "consistent"
