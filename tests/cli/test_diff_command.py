"""`oncurve diff`: what moved between two audits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from oncurve.basis.errors import BadInput
from oncurve.claims.difference import difference
from oncurve.cli.run import run

CASES = Path(__file__).parents[1] / "cases" / "audits"
BEFORE, AFTER = (str(CASES / name) for name in ("before.json", "after.json"))
SAMPLE = str(Path(__file__).parents[2] / "docs" / "sample" / "article.txt")


def test_each_claim_that_moved_is_named_with_how(capsys) -> None:
    """Of five claims one has another verdict, one is new, one gone, one has a moved estimate, one is the same."""
    assert run(["diff", BEFORE, AFTER, "--json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert [(move["kind"], move["quote"]) for move in plain["moves"]] == [
        ("verdict", "20 January"), ("new", "671 billion"), ("gone", "banned"), ("estimate", "$6 million")]
    assert plain["unchanged"] == 1
    moved = plain["moves"][0]
    assert (moved["before"]["verdict"], moved["after"]["verdict"]) == ("consistent", "inconsistent")


def test_the_table_reads_from_before_to_after(capsys) -> None:
    """A moved verdict is shown as an arrow between two words, with the new reason."""
    run(["diff", BEFORE, AFTER])
    out = capsys.readouterr().out
    assert "✓ consistent → ✗ inconsistent" in out
    assert "It came on the 22nd." in out


def test_an_audit_does_not_differ_from_itself(capsys, tmp_path) -> None:
    """The same article on the same facts moves nothing, also as part of a folder."""
    run(["check", SAMPLE, "--json"])
    text = capsys.readouterr().out
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    run(["diff", str(path), str(path), "--json"])
    plain = json.loads(capsys.readouterr().out)
    assert (plain["moves"], plain["unchanged"]) == ([], len(json.loads(text)["claims"]))
    folder = {"audits": [{"id": "a", **json.loads(text)}, {"id": "b", "error": {"kind": "bad_input"}}]}
    assert difference(folder, folder).unchanged == plain["unchanged"]


def test_what_later_facts_change_is_shown(capsys, tmp_path) -> None:
    """DeepSeek-V3's size was on no record on 1 December 2024; its report of 26 December gives it."""
    paths = []
    for day in ("2024-12-01", "2025-01-06"):
        run(["claim", "DeepSeek-V3 has 671 billion parameters.", "--published", day, "--json"])
        paths.append(tmp_path / f"{day}.json")
        paths[-1].write_text(capsys.readouterr().out, encoding="utf-8")
    run(["diff", *map(str, paths), "--json"])
    moves = json.loads(capsys.readouterr().out)["moves"]
    assert [(move["before"]["verdict"], move["after"]["verdict"]) for move in moves] == [("no_basis", "consistent")]


@pytest.mark.parametrize("plain", [None, 3, {}, {"claims": 3}, {"claims": [3]}, {"audits": 3}, {"audits": [3]}, "x"])
def test_what_is_no_audit_is_refused(plain: object) -> None:
    """Any other JSON is refused by a sentence that says how to make one."""
    with pytest.raises(BadInput, match="no audit"):
        difference(plain, plain)


def test_a_broken_file_is_bad_input(capsys, tmp_path) -> None:
    """A file that is no JSON has exit code 3 and names the file."""
    path = tmp_path / "x.json"
    path.write_text("{", encoding="utf-8")
    assert run(["diff", str(path), str(path)]) == 3
    assert "x.json" in capsys.readouterr().err
