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
        (("--layout", "zero=7"), ("zero = '7' is no degree", "from 0 to 3")),
        (("--layout", "tp=8,tp=4"), ("tp is said twice", "once")),
        (("--layout", "mb=2,mbs=4"), ("microbatch is said twice", "once")),
        (("--layout", "schedule=pipedream"), ("No schedule of stages is called 'pipedream'", "1f1b", "dualpipe")),
        (("--layout", "recompute=maybe"), ("Nothing to recompute is called 'maybe'", "selective", "full")),
        (("--layout", "seq=" + "9" * 5000), ("is no degree", "to 1,000,000,000")),
        (("--layout", "width=8"), ("is no part of a layout", "the names are")),
        (("--tokens", "0"), ("0 tokens", "above 0")),
        (("--model", "v" * 5000), ("No model is called",)),
        (("--chip", "h8000"), ("No chip is called 'h8000'", "h800")),
    ])
def test_what_cannot_be_gets_a_sentence_with_what_would_be_legal(capsys, arguments, words) -> None:
    """Every impossible input exits 2, says what is wrong, and what would be legal."""
    code, out, err = ask(capsys, "--model", "deepseek-v3", *arguments)
    assert (code, out) == (2, "")
    assert all(each in err for each in words), err


@pytest.mark.parametrize(("stage", "arguments"), [
    ("serving", ("--chips", "8")), ("serving", ("--layout", "tp=8")), ("reinforcement", ("--tokens", "1e12")),
    ("reinforcement", ("--ablate",)), ("serving", ("--html", "out.html"))])
def test_a_stage_refuses_what_it_does_not_use(capsys, stage: str, arguments: tuple[str, ...]) -> None:
    """An option that would say nothing of the stage is refused by its name."""
    code, out, err = ask(capsys, "--model", "deepseek-r1", "--stage", stage, *arguments)

    assert (code, out) == (2, "")
    assert f"--stage {stage} takes no {arguments[0]}" in err


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
    """405B parameters on eight chips lack hundreds of GB of the 85,198,045,184 bytes that deviceQuery finds on each."""
    answer = json.loads(ask(capsys, "--model", "llama-3-1-405b", "--chips", "8", "--layout", "tp=8,pp=1", "--json")[1])
    assert answer["fits"] is False
    assert "GB over the 85.2 GB that a program has of a chip" in answer["over"]


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


def test_a_run_of_ones_own_configuration_is_written_as_a_page_with_pictures(capsys, tmp_path: Path) -> None:
    """`--model config.json --html --charts`: the page runs no script, each picture is Vega-Lite, nothing is printed."""
    file = tmp_path / "config.json"
    file.write_text(json.dumps({"model_type": "llama", "hidden_size": 4096, "intermediate_size": 14336,
                                "num_hidden_layers": 32, "num_attention_heads": 32, "num_key_value_heads": 8,
                                "vocab_size": 128256}), encoding="utf-8")
    page, folder = tmp_path / "run.html", tmp_path / "pictures"
    code, out, err = ask(capsys, "--model", str(file), "--chip", "h100", "--chips", "64", "--tokens", "1e12",
                         "--draws", "64", "--html", str(page), "--charts", str(folder))
    assert (code, out) == (0, "")
    assert f"Wrote {page}" in err
    assert "<svg" in page.read_text(encoding="utf-8")
    assert "<script" not in page.read_text(encoding="utf-8")
    specs = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.iterdir())]
    assert len(specs) == 2
    assert all("vega-lite" in spec["$schema"] and spec["data"]["values"] for spec in specs)


def test_a_table_with_measurements_is_set_against_them(capsys, tmp_path: Path) -> None:
    """`--batch` with `measure` and `value` writes predictions against measurements, and still one object a row."""
    file, page = tmp_path / "runs.csv", tmp_path / "published.html"
    file.write_text("name,params_total,seq_len,global_batch_seqs,chip,chips,precision,measure,value\n"
                    "a run,7e9,4096,512,H100-80GB,64,bf16,step_time,5.0\n"
                    "another,7e9,4096,512,H100-80GB,64,bf16,,\n", encoding="utf-8")
    code, out, _ = ask(capsys, "--batch", str(file), "--html", str(page))
    assert code == 0
    assert len(out.splitlines()) == 2
    assert "1 runs with a published speed" in page.read_text(encoding="utf-8")


def test_a_table_without_measurements_has_no_such_page(capsys, tmp_path: Path) -> None:
    """The error names the columns that are missing."""
    file = tmp_path / "runs.csv"
    file.write_text("params_total,seq_len,chip,chips\n7e9,4096,H100-80GB,64\n", encoding="utf-8")
    code, _, err = ask(capsys, "--batch", str(file), "--html", str(tmp_path / "page.html"))
    assert code == 2
    assert "`measure` and `value`" in err
