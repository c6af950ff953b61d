"""Things that a text names by what sets them apart from their kin, or by the place where they lie."""

from __future__ import annotations

import datetime as dt

import pytest

from oncurve.catalog.names import load_names
from oncurve.claims.read.grammar import read_quantities
from oncurve.claims.read.mentions import Mention, find_mentions
from oncurve.claims.read.places import country_of
from oncurve.claims.read.reader import Reader
from oncurve.claims.read.siblings import siblings
from oncurve.claims.read.tokens import Tokens

NAMES = load_names()
READER = Reader(NAMES)
DAY = dt.date(2024, 8, 1)


def kin(text: str) -> set[str]:
    """The labels of what a text stands for by size, version, code or kinship."""
    tokens = Tokens(text)
    cover: list[Mention | None] = [None] * len(tokens)
    found = find_mentions(tokens, NAMES)
    for mention in found:
        cover[mention.first : mention.end] = [mention] * (mention.end - mention.first)
    numbers = read_quantities(tokens, 0, len(tokens), cover, set(), None)
    models = [mention for mention in reversed(found) if mention.kind == "model"]
    return {s.name.label if s.name else s.ident for s in siblings(tokens, NAMES, numbers, models, (0, len(tokens)))}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Llama 3.1 405B was first; the 8-billion one came after", "Llama 3.1 8B"),
        ("Claude 2 got 71.2%, against 56% for 1.3", "Claude 1.3"),
        ("It runs on two used 3090 cards", "RTX 3090"),
        ("GPT-4 is cheaper than its predecessor", "GPT-3.5"),
    ],
)
def test_kin_are_found_by_what_sets_them_apart(text: str, label: str) -> None:
    """A size, a version, a number or a word of kinship is enough to name a thing whose kin is named."""
    assert label in kin(text)


@pytest.mark.parametrize(("place", "code"), [("Jamnagar", "IN"), ("Ulsan", "KR"), ("Memphis", "US"), ("Narnia", "")])
def test_a_place_lies_in_a_country(place: str, code: str) -> None:
    """Cities and states that articles name are known by the country they lie in, others by none."""
    assert country_of(place) == code


@pytest.mark.parametrize("written", [str.upper, str.lower])
def test_names_are_found_in_whatever_case_a_text_is_written(written) -> None:
    """A post in small letters and a headline in capitals say what the same words say in print."""
    text = "Nvidia lost 17% on Monday. AMD fell 6%, and Meta spent $72bn on data centres."
    told = [(c.measure, str(c.subject).lower(), c.value) for c in READER.read_text(text, DAY)]
    assert len(told) == 3
    assert [(c.measure, str(c.subject).lower(), c.value) for c in READER.read_text(written(text), DAY)] == told


def test_no_break_spaces_are_no_part_of_names() -> None:
    """A model whose name is held together by a no-break space is the one that a plain space names."""
    plain, held = "Step 4 scored 61% on GPQA.", "Step\u00a04 scored 61% on GPQA."
    subjects = [[claim.subject for claim in READER.read_text(text, DAY)] for text in (plain, held)]
    assert subjects[0] == subjects[1] == ["Step 4"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Moonshot trained K4 on 41 trillion tokens.", "Kimi K4"),
        ("what people forget is that o1 was $15 in and $60 out per million tokens", "o1"),
        ("The index of chip stocks fell 4.2% on Tuesday.", "Philadelphia Semiconductor Index"),
        ("The SOX fell 4.2% on Tuesday.", "Philadelphia Semiconductor Index"),
        ("America will charge 20% on goods from the Union and 34% on those from China.", "EU"),
        ("Inflection says that its 2.5 model was trained with 40% of the compute of GPT-4.", "inflection-2-5"),
        ("The Claude developer expects to use one million TPUs.", "anthropic"),
    ],
)
def test_a_thing_is_known_by_its_maker_its_number_or_what_it_is(text: str, subject: str) -> None:
    """Codes of a maker, numbers of versions and descriptions stand for what a careful reader knows by them."""
    assert subject in {claim.subject for claim in READER.read_text(text, DAY)}
