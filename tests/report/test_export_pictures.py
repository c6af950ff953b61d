"""The pictures of export answers show the days and limits of the law, in characters, as SVG and as Vega-Lite."""

from __future__ import annotations

import datetime as dt
import re
from itertools import product
from xml.etree import ElementTree as ET

import pytest

from oncurve.api import World
from oncurve.report.export_pictures import draw_design, draw_history
from oncurve.report.export_specs import design_spec, history_spec
from oncurve.report.export_text import design_text, history_text

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def world() -> World:
    """All that is known."""
    return World()


def test_the_strip_in_characters_has_the_lengths_of_the_spans(world: World) -> None:
    """H20 was free from August 2022 to 8 April 2025 and needs a licence since: the bars stand in that proportion."""
    text = history_text(world.export_history("H20", to="CN"), width=120)
    rows = {line[:24].strip(): line[25:] for line in text.splitlines()}
    free, licence = (rows[name].count("█") for name in ("not controlled", "licence required"))
    first, turn, last = dt.date(2022, 8, 1), dt.date(2025, 4, 9), dt.date(2026, 9, 29)
    assert free / (free + licence) == pytest.approx((turn - first).days / (last - first).days, abs=0.02)
    assert "presumption of denial" not in rows


def test_what_is_written_and_not_enforced_is_drawn_apart(world: World) -> None:
    """H100 to Switzerland: by the diffusion framework a licence from 15 May 2025, which nobody enforced."""
    history = world.export_history("H100", to="CH")
    text = history_text(history)
    assert "░" in next(line for line in text.splitlines() if "licence required" in line)
    assert "stroke-dasharray" in draw_history(history)
    written = [row for row in history_spec(history)["data"]["values"] if row["law"] == "as written"]
    assert [(row["from"], row["status"]) for row in written] == [("2025-05-15", "licence required")]


def test_the_spec_of_a_history_holds_every_stretch_to_the_day(world: World) -> None:
    """A800: free, by letter from 23 October 2023, denied from 17 November 2023, by case from 15 January 2026."""
    rows = history_spec(world.export_history("A800", to="CN"))["data"]["values"]
    enforced = [(row["from"], row["status"]) for row in rows if row["law"] == "enforced"]
    assert [day for day, _ in enforced][1:] == ["2023-10-23", "2023-11-17", "2026-01-15"]
    assert [status for _, status in enforced] == [
        "not controlled", "licence required", "presumption of denial", "case by case"]  # fmt: skip


def test_the_frontier_is_that_of_the_rule(world: World) -> None:
    """For China in 2025 the shaded bands end at 4,800, 2,400 and 1,600 where density reaches 1.6, 3.2 and 5.92."""
    design = world.export_design(to="CN", on="2025-02-01")
    bands = design_spec(design)["layer"][0]["data"]["values"]
    assert [(band["to"], band["tpp"]) for band in bands[:3]] == [(1.6, 4800), (3.2, 2400), (5.92, 1600)]
    lines = [line.ljust(100) for line in design_text(design, width=100).splitlines()[:18]]
    depth = [sum(line[column] == "░" for line in lines) for column in (12, 32, 90)]
    assert depth[0] > depth[1] > depth[2] > 0


@pytest.mark.parametrize(("to", "on"), [("CN", "2025-02-01"), ("AE", "2025-05-01"), ("CN", "2022-12-01")])
def test_names_in_the_picture_of_a_design_do_not_cover_one_another(world: World, to: str, on: str) -> None:
    """No two names of chips overlap, none lies on a mark, and the chips on the frontier are named."""
    design = world.export_design(to=to, on=on)
    svg = ET.fromstring(draw_design(design))
    named = [each for each in svg.iter(f"{SVG}text") if each.get("font-size") == "9"]
    boxes = []
    for each in named:
        x, y, width = float(each.get("x", 0)), float(each.get("y", 0)), len(each.text or "") * 9 * 0.56
        x -= {"start": 0.0, "middle": width / 2, "end": width}[each.get("text-anchor", "start")]
        boxes.append((x, y - 9, x + width, y))
    marks = [(float(each.get("cx", 0)), float(each.get("cy", 0))) for each in svg.iter(f"{SVG}circle")]
    boxes += [(x - 3, y - 3, x + 3, y + 3) for x, y in dict.fromkeys(marks)]
    assert len(boxes) > len(named) > 10
    for one, other in product(boxes[: len(named)], boxes):
        if one is other:
            continue
        assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
    wanted = {row["label"] for row in design.chips if row["on_frontier"] and row["performance_density"]}
    assert wanted <= {name for each in named for name in str(each.text).split(", ")}
    title = svg.find(f"{SVG}title")
    assert title is not None
    assert re.search(r"to (China|United Arab Emirates) as not controlled on 1 ", str(title.text))


def test_a_chip_is_no_neighbour_of_a_design_before_it_is_known(world: World) -> None:
    """B30A was first told of in 2025 and never came on sale: in 2022 there is no such chip, in 2026 there is."""
    early, late = (world.export_design(to="CN", on=on).chips for on in ("2022-12-01", "2026-01-01"))
    assert "b30a" not in {row["chip"] for row in early}
    assert {"b30a", "a100-80gb"} <= {row["chip"] for row in late}


def test_the_command_writes_both_kinds_of_picture(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--svg` and `--vega` write files, and then nothing is printed."""
    from oncurve.cli.run import run

    svg, vega = tmp_path / "h.svg", tmp_path / "h.vl.json"
    assert run(["export", "H20", "--to", "CN", "--history", "--svg", str(svg), "--vega", str(vega)]) == 0
    assert capsys.readouterr().out == ""
    assert re.match(r"<svg ", svg.read_text())
    assert "vega-lite" in vega.read_text()
