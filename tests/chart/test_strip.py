"""The interval strip as SVG, read back as XML."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree as ET

import pytest

from oncurve.chart.strip import Mark, interval_strip

SVG = "{http://www.w3.org/2000/svg}"
CLAIM = Mark("claim", 5.4e6, 5.58e6, 5.7e6, "$5.58 million")
ROWS = [Mark("final run", 4e6, 6e6, 9e6, "$6 million"),
        Mark("as reported", 5.576e6, 5.576e6, 5.576e6, "$5.576 million"),
        Mark("now", 5e6, 7e6, math.inf, "", "later")]


def drawn(claim: Mark | None = CLAIM, rows: list[Mark] = ROWS, **more: object) -> ET.Element:
    """The strip as a tree of XML."""
    return ET.fromstring(interval_strip(claim, rows, lambda tick: f"{tick:g}", "What V3 cost", **more))


def bars(tree: ET.Element) -> list[str]:
    """The lines of the bars, as SVG paths."""
    return [str(each.get("d")) for each in tree.iter(f"{SVG}path") if re.match(r"M[\d.]+ [\d.]+H", str(each.get("d")))]


def test_those_who_do_not_see_it_are_told_what_it_shows() -> None:
    """The picture has a role, a title and a description with each value in words."""
    tree = drawn()
    named = {each.get("id"): each.text for each in tree if each.tag in (f"{SVG}title", f"{SVG}desc")}
    assert tree.get("role") == "img"
    assert set(str(tree.get("aria-labelledby")).split()) == set(named)
    assert "claim: $5.58 million" in str(list(named.values())[1])


def test_places_are_to_scale() -> None:
    """On a plain axis a bar of 4 to 9 is five times as long as one of 4 to 5."""
    tree = drawn(None, [Mark("a", 4, 6, 9), Mark("b", 4, 4.5, 5)])
    lengths = [float(end) - float(start) for start, end in
               (re.match(r"M([\d.]+) [\d.]+H([\d.]+)", bar).groups() for bar in bars(tree)[-2:])]
    assert lengths[0] == pytest.approx(5 * lengths[1], rel=0.01)


def test_exact_values_are_dots_and_the_claim_is_hatched() -> None:
    """One exact value is one circle; the claim is a pattern, not a colour alone."""
    tree = drawn()
    assert len(list(tree.iter(f"{SVG}circle"))) == 1
    pattern = next(tree.iter(f"{SVG}pattern"))
    assert any(each.get("fill") == f"url(#{pattern.get('id')})" for each in tree.iter(f"{SVG}rect"))


def test_what_came_later_is_a_broken_line() -> None:
    """An estimate of now differs from one of then without colour."""
    later = [each for each in drawn().iter(f"{SVG}path") if each.get("stroke-dasharray") == "5 3"]
    assert len(later) == 1


def test_the_axis_says_that_it_is_logarithmic() -> None:
    """A log scale is named as one beside its unit; a plain one is not."""
    assert "US dollars, log scale" in "".join(drawn(rows=[Mark("x", 1e6, 1e7, 1e8)], caption="US dollars").itertext())
    assert "log" not in "".join(drawn(caption="US dollars").itertext())


def test_nothing_in_it_can_run_or_fetch() -> None:
    """Labels with markup stay text, and no attribute names an address or a handler."""
    tree = drawn(rows=[Mark('<script>alert(1)</script>"onload="x', 1, 2, 3, "&<b>")])
    assert not [each for each in tree.iter() if each.tag.rpartition("}")[2] in ("script", "image", "use", "a", "b")]
    assert not [name for each in tree.iter() for name in each.attrib if name.startswith("on") or "href" in name]


@pytest.mark.parametrize("value", ["x" * 300, "$1 million ($900,000 to $1.2 million) and a good deal more than that"])
def test_words_stay_inside_the_picture(value: str) -> None:
    """However long a label or a value, what is shown is cut to fit."""
    tree = drawn(Mark("claim", 1, 2, 3, value), [Mark("y" * 200, 1, 2, 3, value)])
    for text in tree.iter(f"{SVG}text"):
        room = 380 / (6.5 if text.get("font-weight") else 5.7)
        assert len(text.text or "") <= room + 1


def test_two_pictures_on_a_page_have_names_of_their_own() -> None:
    """Different strips share no id."""
    ids = [{each.get("id") for each in drawn(rows=rows).iter()} - {None} for rows in (ROWS, ROWS[:1])]
    assert not ids[0] & ids[1]
