"""`oncurve export` and `oncurve law`, as a user types them."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from random import Random

import pytest

from oncurve.answers.export_batch import export_lines
from oncurve.answers.export_status import answer_to
from oncurve.answers.world import World
from oncurve.cli.run import run


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a command line."""
    code = run(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_json_is_the_answer_of_the_library(capsys) -> None:
    """The command and the library give one object."""
    code, out, err = ask(capsys, "export", "H20", "--to", "CN", "--on", "2025-05-01", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == json.loads(json.dumps(World().export("H20", to="CN", on="2025-05-01").to_dict()))


def test_a_list_is_answered_row_by_row_as_single_questions_are(capsys, tmp_path: Path) -> None:
    """Each row gives the object of the single question, in order; a bad row gives an error and the rest goes on."""
    rows = [
        "H20,2025-04-08,CN,CN",
        "H20,2025-05-01,CN,CN",
        "H200 SXM,2026-02-15,HK,",
        "H20,yesterday,CN,CN",
        "H20,2025-05-01,Atlantis,",
        "H100 SXM,2022-01-01,CN,CN",
    ]
    path = tmp_path / "list.csv"
    path.write_text("chip,date,destination,headquarters\n" + "\n".join(rows) + "\n")
    code, out, _ = ask(capsys, "export", "--batch", str(path), "--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert len(found) == len(rows)
    assert [("error" in each) for each in found] == [False, False, False, True, True, False]
    world = World()
    for row, each in zip(rows, found, strict=True):
        if "error" not in each:
            chip, on, to, hq = row.split(",")
            assert each == json.loads(json.dumps(world.export(chip, to=to, hq=hq or None, on=on).to_dict()))


def test_a_list_without_its_columns_is_refused(capsys, tmp_path: Path) -> None:
    """The message names the column that is missing; the exit code is that of bad input."""
    path = tmp_path / "list.csv"
    path.write_text("chip,when\nH20,2025-01-01\n")
    code, out, err = ask(capsys, "export", "--batch", str(path))
    assert (code, out) == (3, "")
    assert "`destination`" in err


def test_the_page_says_once_that_it_is_no_legal_advice(capsys) -> None:
    """The sentence, the margin of 32 and the disclaimer stand on the terminal."""
    out = ask(capsys, "export", "H20", "--to", "China", "--on", "2025-04-08")[1]
    assert out.count("not legal advice") == 1
    assert "2,368 misses 2,400 by 32" in " ".join(out.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "H20"),
        ("export", "--to", "CN"),
        ("export", "H2O", "--to", "CN"),
        ("export", "H20", "--to", "Nowhere"),
        ("law", "US-NOTHING-2020"),
        ("export", "H20", "--to", "CN", "--on", "soon"),
        ("export", "H20", "--to", "CN", "--under", "US-BILL-NONE"),
        ("export", "H20", "--to", "CN", "--under", "US-ACS-2023-11"),
        ("export", "H20", "--to", "CN", "--svg", "h20.svg"),
        ("export", "--batch", __file__, "--vega", "h20.json"),
    ],
)
def test_bad_questions_are_bad_usage(capsys, arguments: tuple[str, ...]) -> None:
    """Exit code 2, a sentence on standard error, nothing on standard output."""
    code, out, err = ask(capsys, *arguments)
    assert (code, out) == (2, "")
    assert len(err) > 20


def test_history_of_h20_turns_on_the_day_of_the_letter(capsys) -> None:
    """Free until 9 April 2025, by licence from that day (Nvidia 8-K)."""
    out = ask(capsys, "export", "H20", "--to", "CN", "--history", "--json")[1]
    history = json.loads(out)["history"]
    assert [(each["from"], each["status"]) for each in history][-1] == ("2025-04-09", "licence_required")
    assert history[0]["status"] == "not_controlled"


def test_a_bill_counts_in_each_kind_of_question(capsys, tmp_path: Path) -> None:
    """S. 3374 would deny the H200 to China in March 2026 (above 4,100 GB per second), in a list and a history too."""
    law = ("--under", "US-BILL-S3374")
    path = tmp_path / "list.csv"
    path.write_text("chip,date,destination\nH200,2026-03-01,CN\n")
    alone = json.loads(ask(capsys, "export", "H200", "--to", "CN", "--on", "2026-03-01", "--json", *law)[1])
    listed = json.loads(ask(capsys, "export", "--batch", str(path), *law)[1])
    history = json.loads(ask(capsys, "export", "H200", "--to", "CN", "--history", "--json", *law)[1])["history"]
    design = [
        json.loads(ask(capsys, "export", "--design", "--to", "CN", "--on", "2026-03-01", "--at-most", "case_by_case",
                       "--json", *some)[1])["by_density"]
        for some in ((), law)
    ]
    assert listed == alone
    assert alone["rule"] == history[-1]["rule"] == "US-BILL-S3374"
    assert design[0] != design[1]


def test_pictures_are_written(capsys, tmp_path: Path) -> None:
    """Both pictures are SVG with a title, and name the chips."""
    for option, name in (("--history", "H800"), ("--design", "H20")):
        path = tmp_path / f"{option[2:]}.svg"
        chip = ("H800",) if option == "--history" else ()
        assert ask(capsys, "export", *chip, "--to", "CN", "--on", "2025-02-01", option, "--svg", str(path))[0] == 0
        text = path.read_text()
        assert text.startswith("<svg ")
        assert "<title>" in text
        assert name in text


def test_chips_of_unlike_performance_stand_apart_in_a_picture(capsys, tmp_path: Path) -> None:
    """WSE-3 has twice the speed of WSE-2 on the same wafer (Cerebras): on the picture it stands above it."""
    path = tmp_path / "design.svg"
    ask(capsys, "export", "--design", "--to", "CN", "--on", "2025-02-01", "--svg", str(path))
    heights = dict(re.findall(r'cy="([\d.]+)"[^>]*><title>(WSE-\d):', path.read_text()))
    assert sorted(heights.values()) == ["WSE-2", "WSE-3"]
    assert heights[min(heights, key=float)] == "WSE-3"


def test_design_knows_the_limits_of_2023(capsys) -> None:
    """To China in 2025, free chips stay below 4,800, 2,400 or 1,600 by density (88 FR 73458); H20 is one of them."""
    out = json.loads(ask(capsys, "export", "--design", "--to", "CN", "--on", "2025-02-01", "--json")[1])
    assert [(each["from"], each["tpp_below"]) for each in out["by_density"]] == [
        (0, 4800),
        (1.6, 2400),
        (3.2, 1600),
        (5.92, 1600),
    ]
    chips = {each["chip"]: each for each in out["chips"]}
    assert chips["h20"]["allowed"]
    assert not chips["h100"]["allowed"]


def test_law_lists_the_days_apart(capsys) -> None:
    """Publication, effect, compliance and non-enforcement are fields of their own (90 FR 4544)."""
    rule = json.loads(ask(capsys, "law", "US-DIFF-2025-01", "--json")[1])["rules"][0]
    assert (rule["published"], rule["compliance"]) == ("2025-01-15", "2025-05-15")
    assert rule["not_enforced"] == [{"from": "2025-05-13", "until": None}]
    listed = json.loads(ask(capsys, "law", "--on", "2025-05-20", "--to", "CH", "--json")[1])["rules"]
    assert {"US-DIFF-2025-01"} <= {each["id"] for each in listed if each["state"] == "not enforced"}
    assert "US-ACS-2023-11" not in {each["id"] for each in listed}


def test_rows_that_share_an_answer_are_answered_as_each_alone() -> None:
    """Over random chips, countries and days, a list gives what single questions give, to the last field."""
    random = Random(20260929)
    world = World()
    chips, countries = (
        sorted(world.catalogue.chips),
        ["CN", "HK", "MO", "RU", "AE", "SA", "VN", "KH", "NI", "SG", "CH", "US"],
    )
    rows = [
        (
            random.choice(chips),
            str(dt.date(2022, 7, 1) + dt.timedelta(days=random.randrange(1700))),
            random.choice(countries),
            random.choice(countries),
        )
        for _ in range(1500)
    ]
    lines = ["chip,date,destination,headquarters", *(",".join(row) for row in rows)]
    found = [json.loads(line) for line in export_lines(world.screening, lines)]
    for (chip, on, to, hq), each in zip(rows, found, strict=True):
        row = {"chip": chip, "date": on, "destination": to, "headquarters": hq}
        alone = answer_to(world.screening, world.screening.shipment(row)).to_dict()
        assert each == json.loads(json.dumps(alone))
