"""What stands around a figure is found as a search through the whole article would find it, only faster."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oncurve.claims.claim import Claim
from oncurve.claims.passage import Thing
from oncurve.claims.placed import Placed
from oncurve.claims.told import Told

_KINDS, _MEASURES = ("model", "chip", "organisation"), ("training_cost", "chip_count")
_OFFSET = st.integers(0, 60)


@st.composite
def _things(draw: st.DrawFn) -> list[Thing]:
    """Names that stand one after the other, some in one sentence, some sentences in one paragraph."""
    found, at, sentence, paragraph = [], 0, 0, 0
    for _ in range(draw(st.integers(0, 12))):
        at += draw(st.integers(0, 3))
        end, step = at + draw(st.integers(1, 4)), draw(st.integers(0, 2))
        sentence, paragraph = sentence + (step > 0), paragraph + (step > 1)
        found.append(Thing(at, end, sentence, paragraph, draw(st.sampled_from(_KINDS)), draw(st.sampled_from("ab"))))
        at = end
    return found


@given(_things(), _OFFSET, _OFFSET, st.lists(st.sampled_from(_KINDS), unique=True, max_size=2))
def test_names_are_found_as_by_a_search_through_all(things: list[Thing], first: int, last: int,
                                                    kinds: list[str]) -> None:
    """Whatever is asked of the names of an article, the answer is that of looking at each of them."""
    placed, wanted = Placed(reversed(things)), [each for each in things if not kinds or each.kind in kinds]
    sentence = first % 6
    assert list(placed) == things
    assert list(placed.of_kind(*kinds)) == wanted
    assert list(placed.of_sentence(sentence, *kinds)) == [each for each in wanted if each.sentence == sentence]
    assert list(placed.of_sentences(sentence - 1, sentence, *kinds)) == [
        each for each in wanted if 0 <= sentence - each.sentence <= 1]
    assert list(placed.of_paragraph(sentence, *kinds)) == [each for each in wanted if each.paragraph == sentence]
    assert list(placed.between(first, last, *kinds)) == [each for each in wanted if first <= each.start < last]
    assert list(placed.before(first, *kinds)) == [each for each in reversed(wanted) if each.end <= first]
    assert list(placed.after(first, *kinds)) == [each for each in wanted if each.start >= first]
    assert list(placed.of_ident("a")) == [each for each in things if each.ident == "a"]


@given(_things())
def test_of_a_paragraph_each_thing_is_named_first_once(things: list[Thing]) -> None:
    """The first mention of each thing of a paragraph, in the order of the text."""
    for number in {each.paragraph for each in things}:
        here = [each for each in things if each.paragraph == number]
        assert list(Placed(things).first_named(number)) == [
            each for at, each in enumerate(here)
            if (each.kind, each.ident) not in {(one.kind, one.ident) for one in here[:at]}]


@given(_things(), _OFFSET, st.integers(1, 9))
def test_claims_are_found_as_by_a_search_through_all(things: list[Thing], start: int, length: int) -> None:
    """The claims on a stretch of the text, those that begin in it, and the one nearest to it."""
    claims = [Claim("", each.start, each.end, _MEASURES[each.kind == "chip"], each.ident) for each in things]
    told, end = Told(claims), start + length

    def distance(claim: Claim) -> int:
        return max(claim.start - end, start - claim.end, 0)

    assert told.on(start, end) == [at for at, each in enumerate(claims) if each.start < end and start < each.end]
    assert list(told.within(start, end)) == [each for each in claims if start <= each.start < end]
    assert list(told.within(start, end, "chip_count")) == [
        each for each in claims if start <= each.start < end and each.measure == "chip_count"]
    assert told.nearest(start, end) == min(range(len(claims)), key=lambda at: distance(claims[at]), default=None)
