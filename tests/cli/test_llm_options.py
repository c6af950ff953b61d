"""`--llm` on the command line: off unless asked for, set by options or variables, the same again without a network."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from oncurve.cli.run import run
from tests.claims.chat_server import Chat, chatting, proposing, send

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "schema.json").read_text(encoding="utf-8"))
TEXT = "Those 55 days went into DeepSeek-V3. Its maker, DeepSeek, puts the bill at $5.58 million."
DAYS = {"quote": "55 days", "measure": "training_time", "subject": "DeepSeek-V3"}
WRONG = {"quote": "$5.58 million", "measure": "training_time"}
KEY = "sk-very-secret-0123456789"
Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file to read, with a data folder of its own and no variables set."""
    monkeypatch.setenv("ONCURVE_DATA", str(tmp_path / "data"))
    for name in ("URL", "MODEL", "KEY"):
        monkeypatch.delenv(f"ONCURVE_LLM_{name}", raising=False)
    path = tmp_path / "article.txt"
    path.write_text(TEXT)
    return path


@pytest.fixture
def chat() -> Iterator[Chat]:
    """An endpoint that proposes one claim that holds and one that does not."""
    with chatting(proposing(DAYS, WRONG)) as chat:
        yield chat


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs a command line: its exit code, its output and its errors."""
    def said(*words: Any) -> tuple[int, str, str]:
        code = run([str(word) for word in words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return said


def test_options_turn_it_on_and_the_answer_keeps_to_the_contract(article: Path, chat: Chat, say: Say) -> None:
    """`extract --llm --json` marks what the model gave, lists what was dropped, and fits the schema."""
    code, out, _ = say("extract", article, "--llm", "--llm-url", chat.url, "--llm-model", "small", "--json")
    plain = json.loads(out)
    assert code == 0
    assert [each.get("proposed", {}).get("fields") for each in plain["claims"]] == [
        ["quote", "measure", "subject"], None]
    assert plain["proposals"]["dropped"] == [{
        "quote": "$5.58 million", "measure": "training_time",
        "reason": "what stands there is money, which cannot be its measure"}]
    jsonschema.Draft202012Validator(SCHEMA | SCHEMA["answers"]["extract"]).validate(plain)


def test_it_is_off_unless_it_is_asked_for(article: Path, chat: Chat, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """With every variable set but without `--llm`, nobody is asked."""
    monkeypatch.setenv("ONCURVE_LLM_URL", chat.url)
    monkeypatch.setenv("ONCURVE_LLM_MODEL", "small")
    _, out, _ = say("extract", article, "--json")
    assert len(json.loads(out)["claims"]) == 1
    assert "proposals" not in json.loads(out)
    assert chat.asked == []


def test_check_judges_what_was_proposed(article: Path, chat: Chat, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables serve as well as options; `check --llm` judges the proposed claim, and its answer fits the schema."""
    monkeypatch.setenv("ONCURVE_LLM_URL", chat.url)
    monkeypatch.setenv("ONCURVE_LLM_MODEL", "small")
    monkeypatch.setenv("ONCURVE_LLM_KEY", KEY)
    _, out, _ = say("check", article, "--llm", "--published", "2025-02-01", "--json")
    plain = json.loads(out)
    assert [each["measure"] for each in plain["claims"]] == ["training_time", "training_cost"]
    assert plain["claims"][0]["proposed"]["model"] == "small"
    jsonschema.Draft202012Validator(SCHEMA | SCHEMA["answers"]["check"]).validate(plain)
    assert chat.headers[0]["Authorization"] == f"Bearer {KEY}"


def test_a_second_run_is_the_same_without_a_network(article: Path, say: Say) -> None:
    """The same command gives the same bytes when the endpoint is gone."""
    with chatting(proposing(DAYS, WRONG)) as chat:
        words = ("extract", article, "--llm", "--llm-url", chat.url, "--llm-model", "small", "--json")
        first = say(*words)
    assert say(*words) == first
    assert len(chat.asked) == 1


def test_explain_shows_what_was_dropped_and_why(article: Path, chat: Chat, say: Say) -> None:
    """`extract --llm --explain` names the model, what it proposed, and the reason for each that was not taken."""
    _, out, _ = say("extract", article, "--llm", "--llm-url", chat.url, "--llm-model", "small", "--explain")
    told = " ".join(out.split())
    assert "Only small saw a claim here" in told
    assert "proposed as training_time by small" in told
    assert "1 proposal was not taken" in told
    assert "which cannot be its measure" in told


def test_the_key_is_neither_shown_nor_kept(article: Path, say: Say, tmp_path: Path) -> None:
    """From a file, the key reaches the endpoint, and is in no output and no file of the data folder."""
    (tmp_path / "key").write_text(KEY + "\n")
    for model, answer in (("small", proposing({"quote": KEY, "measure": "power", "always": True})),
                          ("large", lambda chat, line, asked: send(line, KEY.encode(), status=401))):
        with chatting(answer) as chat:
            for form in ("--json", "--explain"):
                _, out, err = say("extract", article, "--llm", "--llm-url", chat.url, "--llm-model", model,
                                  "--llm-key-file", tmp_path / "key", form)
                assert KEY not in out + err
        assert chat.headers[0]["Authorization"] == f"Bearer {KEY}"
    for path in (tmp_path / "data").rglob("*"):
        assert path.is_dir() or KEY.encode() not in path.read_bytes()


def test_an_endpoint_that_fails_ends_in_a_warning(article: Path, say: Say) -> None:
    """Where the endpoint does not take the key, the answer is the grammar's with exit code 0 and a warning."""
    with chatting(lambda chat, line, asked: send(line, b"", status=401)) as chat:
        words = ("--llm", "--llm-url", chat.url, "--llm-model", "small", "--published", "2025-02-01", "--json")
        (code, out, _), (_, read, _) = say("check", article, *words), say("extract", article, *words)
    assert code == 0
    assert len(json.loads(out)["claims"]) == 1
    assert any("does not take the key (401)" in each for each in json.loads(out)["warnings"])
    assert any("does not take the key (401)" in each for each in json.loads(read)["article"]["warnings"])


def test_lines_of_json_carry_the_warning(article: Path, say: Say, tmp_path: Path) -> None:
    """With `--jsonl` a row says that the model had no part in it."""
    (tmp_path / "rows.jsonl").write_text(json.dumps({"id": 1, "text": TEXT, "published": "2025-02-01"}) + "\n")
    with chatting(lambda chat, line, asked: send(line, b"", status=404)) as chat:
        _, out, _ = say("extract", "--jsonl", tmp_path / "rows.jsonl", "--llm", "--llm-url", chat.url,
                        "--llm-model", "small")
    row = json.loads(out)
    assert len(row["claims"]) == 1
    assert "no such model" in row["warnings"][0]


@pytest.mark.parametrize(("words", "told"), [
    (("--llm",), "address of an endpoint"),
    (("--llm", "--llm-url", "http://127.0.0.1:9/v1"), "No model is named"),
    (("--llm", "--llm-url", "nowhere", "--llm-model", "small"), "no address of the web"),
    (("--llm-model", "small"), "is for --llm"),
    (("--llm-url", "http://127.0.0.1:9/v1"), "is for --llm")])
def test_what_says_nothing_together_is_refused(article: Path, say: Say, words: tuple[str, ...], told: str) -> None:
    """An endpoint without a name or an address, and an option without `--llm`, are bad usage."""
    code, out, err = say("extract", article, *words)
    assert (code, out) == (2, "")
    assert told in err


def test_an_archive_takes_no_model(article: Path, say: Say, tmp_path: Path) -> None:
    """`--out`, whose results must not hang on who is asked, refuses `--llm`."""
    code, _, err = say("check", tmp_path, "--out", tmp_path / "out", "--llm", "--llm-url", "http://127.0.0.1:9/v1",
                       "--llm-model", "small")
    assert code == 2
    assert "does not go with --out" in err


def test_without_the_library_the_user_is_told(article: Path, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where httpx is not installed, the error says what to install."""
    monkeypatch.setitem(sys.modules, "httpx", None)
    code, _, err = say("extract", article, "--llm", "--llm-url", "http://127.0.0.1:9/v1", "--llm-model", "small")
    assert code == 2
    assert 'pip install "oncurve[llm]"' in err
