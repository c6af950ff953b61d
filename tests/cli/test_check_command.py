"""`oncurve check`, `extract` and `claim`, as a user types them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from oncurve.cli.run import run

SAMPLE = str(Path(__file__).parents[2] / "docs" / "sample" / "article.txt")
SENTENCE = "DeepSeek-V3 has 671 billion parameters."


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a command line."""
    code = run(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Put a text on standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_an_article_comes_from_standard_input(capsys, monkeypatch) -> None:
    """`-` reads the article that is piped in."""
    typed(monkeypatch, SENTENCE)
    code, out, _ = ask(capsys, "check", "-", "--published", "2025-01-06", "--json")
    claims = json.loads(out)["claims"]
    assert code == 0
    assert [(each["quote"], each["verdict"]) for each in claims] == [("671 billion parameters", "consistent")]


def test_lines_come_back_in_order_with_their_ids_and_failures(capsys, monkeypatch) -> None:
    """A line that is no article becomes an error in its place, and the rest is answered; the exit code is 0."""
    rows = [json.dumps({"id": "a", "published": "2025-01-06", "text": SENTENCE}), "no json", '{"id": "c"}',
            json.dumps({"id": "d", "published": "6 Jan", "text": SENTENCE}), "[1]",
            json.dumps({"id": "f", "published": None, "text": ""})]
    typed(monkeypatch, "\n".join(rows))
    code, out, _ = ask(capsys, "check", "--jsonl")
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [each.get("id") for each in answers] == ["a", None, "c", "d", None, "f"]
    assert ["error" in each for each in answers] == [False, True, True, True, True, False]
    assert "text" in answers[2]["error"]["message"]


def test_an_id_that_json_has_no_number_for_comes_back_in_words(capsys, tmp_path) -> None:
    """Python reads 1e999 and Infinity as ids; nothing may write them, to the screen or to an archive's results."""
    lines = tmp_path / "a.jsonl"
    rows = f'{{"id": Infinity, "text": {json.dumps(SENTENCE)}}}\n{{"id": 1e999, "text": 3}}\n'
    lines.write_text(rows, encoding="utf-8")
    _, out, _ = ask(capsys, "check", "--jsonl", str(lines))
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["inf", "inf"]
    code, told, _ = ask(capsys, "check", "--jsonl", str(lines), "--out", str(tmp_path / "results"))
    assert (code, "2 done" in told) == (0, True)


def test_corrected_readings_are_judged_in_place_of_ours(capsys, tmp_path) -> None:
    """What `extract --json` writes can be edited and judged again: 617 for 671 billion is found inconsistent."""
    article = tmp_path / "a.txt"
    article.write_text(SENTENCE, encoding="utf-8")
    _, out, _ = ask(capsys, "extract", str(article), "--published", "2025-01-06", "--json")
    plain = json.loads(out)
    assert plain["article"]["text"] == SENTENCE
    plain["claims"][0]["value"] = 617e9
    edited = tmp_path / "claims.json"
    edited.write_text(json.dumps(plain), encoding="utf-8")
    _, out, _ = ask(capsys, "check", str(article), "--published", "2025-01-06", "--claims", str(edited), "--json")
    assert [each["verdict"] for each in json.loads(out)["claims"]] == ["inconsistent"]


@pytest.mark.parametrize(("text", "words"), [
    ("{", "no JSON"), ('{"claims": 3}', "no list of claims"), ('[{"quote": "9 billion", "measure": "parameters"}]',
                                                              "does not stand in the article"),
    ('[{"quote": "671", "measure": "colour"}]', "is no measure"),
    ('[{"quote": "671", "measure": "parameters", "low": 9, "high": 1}]', "`low` lies above")])
def test_a_bad_file_of_readings_is_refused_with_its_fault(capsys, tmp_path, text: str, words: str) -> None:
    """Corrected readings that cannot be judged are bad input: exit code 3, and what is wrong."""
    article, edited = tmp_path / "a.txt", tmp_path / "claims.json"
    article.write_text(SENTENCE, encoding="utf-8")
    edited.write_text(text, encoding="utf-8")
    code, out, err = ask(capsys, "check", str(article), "--claims", str(edited), "--json")
    assert (code, out) == (3, "")
    assert words in json.loads(err)["error"]["message"]


def test_a_folder_is_audited_whole_and_failures_are_told(capsys, tmp_path) -> None:
    """Every article below a folder is audited; one that cannot be read is named with the reason."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    (tmp_path / "deep" / "b.md").write_text(f"# One\n\n{SENTENCE}", encoding="utf-8")
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "d.csv").write_text("1,2", encoding="utf-8")
    code, out, _ = ask(capsys, "check", str(tmp_path), "--published", "2025-01-06", "--json")
    rows = json.loads(out)["audits"]
    assert code == 0
    assert [(row["id"], "error" in row) for row in rows] == [("a.txt", False), ("c.pdf", True), ("deep/b.md", False)]
    _, lines, _ = ask(capsys, "check", str(tmp_path), "--published", "2025-01-06", "--jsonl")
    assert [json.loads(line)["id"] for line in lines.splitlines()] == ["a.txt", "c.pdf", "deep/b.md"]
    _, table, _ = ask(capsys, "check", str(tmp_path), "--published", "2025-01-06", "--html", str(tmp_path / "out"))
    assert "1 consistent" in table
    assert sorted(path.name for path in (tmp_path / "out").rglob("*.html")) == ["a.txt.html", "b.md.html"]


@pytest.mark.parametrize(("arguments", "code", "words"), [
    (("check",), 2, "No article was named"),
    (("check", "no-such-file.txt"), 2, "There is no file 'no-such-file.txt'"),
    (("check", "https://example.org/a"), 2, "--fetch"),
    (("extract", "https://example.org/a"), 2, "--fetch"),
    (("check", SAMPLE, "--published", "30.01.2025"), 2, "YYYY-MM-DD"),
    (("check", SAMPLE, "--html", "no/such/folder/a.html"), 2, "cannot be written"),
    (("check", "--jsonl", "--html", "a.html"), 2, "do not go together"),
    (("check", SAMPLE, "--html", "-", "--bibtex", "-"), 2, "Only one report"),
    (("claim",), 2, "oncurve claim --help"),
])
def test_misuse_is_answered_by_a_sentence_that_helps(capsys, arguments, code: int, words: str) -> None:
    """Every mistake has an exit code, one sentence on standard error, and nothing on standard output."""
    given, out, err = ask(capsys, *arguments)
    assert (given, out) == (code, "")
    assert words in err
    assert "Traceback" not in err


def test_a_report_goes_to_standard_output_by_a_dash(capsys) -> None:
    """`--markdown -` prints the report and nothing else, so that it can be piped on."""
    code, out, err = ask(capsys, "check", SAMPLE, "--markdown", "-")
    assert (code, err) == (0, "")
    assert out.startswith("# A cheap model")


def test_reports_and_json_can_be_had_at_once(capsys, tmp_path) -> None:
    """With --json, standard output is one document, and the reports are in their files."""
    page, works = tmp_path / "a.html", tmp_path / "a.bib"
    code, out, _ = ask(capsys, "check", SAMPLE, "--html", str(page), "--bibtex", str(works), "--json")
    assert code == 0
    assert set(json.loads(out)["summary"]) <= {each["verdict"] for each in json.loads(out)["claims"]}
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert works.read_text(encoding="utf-8").startswith("@")


def test_help_shows_examples(capsys) -> None:
    """The help of each command ends in a command line to copy."""
    for command in ("check", "extract", "claim"):
        _, out, _ = ask(capsys, command, "--help")
        assert f"oncurve {command} " in out.partition("Example")[2]
