"""`oncurve simulate`, as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from oncurve.api import World
from oncurve.cli.run import run


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a command line."""
    code = run(["simulate", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_library_and_the_command_give_the_same_json(capsys) -> None:
    """`World.simulate(...).to_dict()` is what `simulate --json` prints."""
    asked = ("--model", "deepseek-v3", "--chip", "h20", "--chips", "2048", "--draws", "256", "--json")
    code, out, err = ask(capsys, *asked)
    assert (code, err) == (0, "")
    found = World(draws=256).simulate("deepseek-v3", chip="h20", chips=2048)
    assert json.loads(out) == json.loads(json.dumps(found.to_dict()))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--chips", "0"), ("0 chips", "Legal: 1 or more")),
        (("--chips", "-8"), ("-8 chips", "Legal: 1 or more")),
        (("--layout", "tp=3"), ("128 heads do not divide over 3", "Legal: tp = 1, 2, 4, 8")),
        (("--layout", "pp=99"), ("99 pipeline stages are more than the 61 layers", "Legal: pp up to 61")),
        (("--layout", "ep=48"), ("256 experts do not divide over 48", "Legal: ep = 1, 2, 4, 8")),
        (("--layout", "tp=8,pp=3"), ("do not divide into groups", "Legal: 2040 or 2064 chips")),
        (("--layout", "tp=8,pp=16,dp=8"), ("leave 16 data ranks", "Legal: dp = 16")),
        (("--layout", "tp=8,pp=16,batch=8"), ("some of the 16 data ranks without work", "a batch of at least 16")),
        (("--precision", "fp3"), ("No precision is called 'fp3'", "bf16, fp16")),
        (("--layout", "tp=eight"), ("is no degree", "whole number")),
        (("--layout", "width=8"), ("is no part of a layout", "the names are")),
        (("--tokens", "0"), ("0 tokens", "above 0")),
        (("--chip", "h8000"), ("No chip is called 'h8000'", "h800")),
    ])
def test_what_cannot_be_gets_a_sentence_with_what_would_be_legal(capsys, arguments, words) -> None:
    """Every impossible input exits 2, says what is wrong, and what would be legal."""
    code, out, err = ask(capsys, "--model", "deepseek-v3", *arguments)
    assert (code, out) == (2, "")
    assert all(each in err for each in words), err


def test_a_batch_answers_every_row_and_names_the_bad_ones(capsys, tmp_path: Path) -> None:
    """One JSON object a row, in order; a bad row is an error and the rest go on, with exit 0."""
    file = tmp_path / "runs.csv"
    file.write_text("params_total,seq_len,chip,chips,precision\n7e9,4096,H100-80GB,64,bf16\n7e9,4096,H9000,64,bf16\n"
                    "7e9,4096,H100-80GB,many,bf16\n,4096,H100-80GB,64,bf16\n7e9,,B200,64,fp8\n", encoding="utf-8")
    code, out, _ = ask(capsys, "--batch", str(file), "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, ["error" in row for row in rows]) == (0, [False, True, True, True, False])
    assert "many" in rows[2]["error"]["message"]
    assert rows[0]["estimates"]["step_time_s"]["low"] < rows[0]["step_time_s"]


def test_a_layout_that_does_not_fit_says_what_is_over(capsys) -> None:
    """405B parameters on eight chips lack hundreds of GB, and the answer says of what."""
    answer = json.loads(ask(capsys, "--model", "llama-3-1-405b", "--chips", "8", "--layout", "tp=8,pp=1", "--json")[1])
    assert answer["fits"] is False
    assert "GB over the 80 GB of a chip" in answer["over"]


def test_settings_move_the_answer(capsys) -> None:
    """A tenth of the network's bandwidth makes a run slower; an unknown name is refused with the nearest."""
    layout = ("--model", "llama-3-1-70b", "--chips", "1024", "--layout", "tp=8,pp=1,mb=1,recompute=none", "--json")
    plain = json.loads(ask(capsys, *layout)[1])["step_time_s"]
    slow = json.loads(ask(capsys, *layout, "--set", "scale_out_hopper=1")[1])["step_time_s"]
    assert slow > plain
    assert ask(capsys, *layout, "--set", "scale_out_hoper=1")[0] == 2


def test_the_inputs_of_a_simulation_are_listed(capsys) -> None:
    """`oncurve inputs simulate` lists every name that --set takes, each with its source."""
    assert run(["inputs", "simulate", "deepseek-v3", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["inputs"]
    names = {row["name"] for row in rows}
    assert {"simulator_matrix", "scale_out_hopper", "failures_per_chip_hour", "simulator_scatter_moe"} <= names
    assert all(row.get("source") or row["kind"] == "assumed" for row in rows)
