"""An endpoint that is down, slow, hostile or wrong costs a warning and bounded time, and nothing of the reading."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import time
from pathlib import Path
from typing import Any

import pytest

from oncurve.basis.errors import BadUsage
from oncurve.catalog.names import load_names
from oncurve.claims.article import article_of_text
from oncurve.claims.proposed import Endpoint, Proposer, Reading, endpoint
from oncurve.claims.read.reader import Reader
from oncurve.store.answers import KeptAnswers
from tests.claims.chat_server import Answer, Chat, chatting, drip, proposing, say, send

READER = Reader(load_names())
TEXT = "Those 55 days went into DeepSeek-V3. Its maker, DeepSeek, puts the bill at $5.58 million."
LONG = "\n\n".join([TEXT, *(f"Part {number}. " + "Nothing of note was said. " * 230 for number in range(5))])
GOOD = json.dumps({"claims": [{"quote": "55 days", "measure": "training_time"}]})
KEY = "sk-very-secret-0123456789"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits between tries are short here."""
    monkeypatch.setattr(endpoint, "_PAUSE", 0.01)
    monkeypatch.setattr(endpoint, "_LONGEST_PAUSE", 0.05)


def read(chat: Chat, text: str = TEXT, *, seconds: float = 5.0, memory: KeptAnswers | None = None) -> Reading:
    """A text as it is read with this endpoint."""
    article = article_of_text(text, published=dt.date(2025, 2, 1))
    return Proposer(Endpoint(chat.url, "small", KEY, seconds), memory).read(article, READER)


def as_the_grammar(found: Reading) -> bool:
    """Whether the claims are those that the grammar reads alone, each as it reads it."""
    own = READER.read(found.article)
    return [each.to_dict() for each in found.claims] == [each.to_dict() for each in own]


def bytes_of(body: bytes, **headers: str) -> Answer:
    """An answer of these bytes."""
    return lambda chat, line, asked: send(line, body, **headers)


def saying(said: str | None, **more: Any) -> Answer:
    """An answer of these words."""
    return lambda chat, line, asked: say(line, said, **more)


def protocol(choice: Any) -> bytes:
    """An answer whose choices are these."""
    return json.dumps({"choices": choice}).encode()


@pytest.mark.parametrize(("answer", "words"), [
    (bytes_of(b""), "none of the chat protocol"),
    (bytes_of(b"<html>404</html>"), "none of the chat protocol"),
    (bytes_of(b'{"choices": []}'), "none of the chat protocol"),
    (bytes_of(b'{"error": {"message": "no"}}'), "none of the chat protocol"),
    (bytes_of(b"[" * 200_000), "none of the chat protocol"),
    (bytes_of(b"\xff\xfe\x00"), "none of the chat protocol"),
    (bytes_of(protocol("five")), "none of the chat protocol"),
    (bytes_of(protocol([{"message": "hello"}])), "none of the chat protocol"),
    (bytes_of(protocol([{"message": {"content": 5}}])), "is empty"),
    (saying(""), "is empty"),
    (saying(None), "is empty"),
    (saying(None, refusal="I cannot help with that."), "refuses"),
    (saying("{}", ended="content_filter"), "refuses"),
    (saying(GOOD[:30], ended="length"), "cut off"),
    (saying(GOOD[:30]), "no JSON with a list of claims"),
    (saying("I am sorry, but I cannot read this."), "no JSON with a list of claims"),
    (saying('{"claims": "all of them"}'), "no JSON with a list of claims"),
    (saying("{" * 300_000), "no JSON with a list of claims"),
    (saying("[[[[" * 100_000), "no JSON with a list of claims"),
    (bytes_of(b'{"choices": "' + b"x" * 1_100_000), "more than the 1,000,000 bytes"),
    (bytes_of(gzip.compress(b"x" * 10_000_000), Content_Encoding="gzip"), "packed"),
], ids=lambda each: each if isinstance(each, str) else "")
def test_an_answer_that_cannot_be_used_leaves_the_grammars_reading(answer: Answer, words: str) -> None:
    """Whatever comes in place of an answer, the claims are the grammar's and a warning says what happened."""
    with chatting(answer) as chat:
        found = read(chat)
    assert as_the_grammar(found)
    assert [words in each for each in found.article.warnings] == [True]
    assert len(chat.asked) == 1


@pytest.mark.parametrize(("status", "tries", "words"), [
    (500, 3, "error (500)"), (503, 3, "error (503)"), (429, 3, "too many requests"), (401, 1, "take the key"),
    (403, 1, "take the key"), (404, 1, "no such model"), (402, 1, "payment"), (418, 1, "error (418)"),
    (302, 1, "leads elsewhere"), (400, 2, "error (400)")])
def test_an_error_is_tried_again_only_where_that_may_help(status: int, tries: int, words: str) -> None:
    """Servers that are busy are asked three times, those that refuse once; what is not liked is asked once plainer."""
    with chatting(lambda chat, line, asked: send(line, b"{}", status=status)) as chat:
        found = read(chat)
    assert as_the_grammar(found)
    assert words in found.article.warnings[0]
    assert len(chat.asked) == tries


def test_a_busy_endpoint_is_waited_for() -> None:
    """An endpoint that answers at the third try is heard, and its wish to be left alone for hours is not followed."""
    def answer(chat: Chat, line: Any, asked: Any) -> None:
        if len(chat.asked) < 3:
            send(line, b"", status=429, Retry_After="86400")
        else:
            say(line, GOOD)

    start = time.monotonic()
    with chatting(answer) as chat:
        found = read(chat)
    assert [each.quote for each in found.claims][:1] == ["55 days"]
    assert found.article.warnings == ()
    assert time.monotonic() - start < 4


def test_a_model_that_takes_no_temperature_is_asked_without() -> None:
    """Where the steady question is refused, the plain one is asked."""
    def answer(chat: Chat, line: Any, asked: dict[str, Any]) -> None:
        if "temperature" in asked:
            send(line, b"{}", status=400)
        else:
            say(line, GOOD)

    with chatting(answer) as chat:
        found = read(chat)
    assert len(found.claims) == 2
    assert [sorted(each) for each in chat.asked] == [["messages", "model", "stream", "temperature"],
                                                     ["messages", "model"]]


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"])
def test_an_endpoint_that_drips_is_broken_off(head: bytes) -> None:
    """However slowly head or body come, the question is given up when its time is over."""
    start = time.monotonic()
    with chatting(lambda chat, line, asked: drip(line, head, b"HTTP/1.1 200 OK " if not head else b"x")) as chat:
        found = read(chat, seconds=0.5)
        assert time.monotonic() - start < 3
    assert as_the_grammar(found)
    assert "within 0.5 seconds" in found.article.warnings[0]


def test_an_endpoint_that_is_down_is_asked_no_more() -> None:
    """After a failure that will last, no other piece and no other article waits for it again."""
    with chatting(lambda chat, line, asked: send(line, b"", status=401)) as chat:
        made = Proposer(Endpoint(chat.url, "small", KEY))
        first, second = (made.read(article_of_text(text, published=dt.date(2025, 2, 1)), READER)
                         for text in (LONG, TEXT))
    assert len(chat.asked) == 1
    assert as_the_grammar(first)
    assert as_the_grammar(second)
    assert "The article is read by the grammar alone" in first.article.warnings[0]
    assert first.article.warnings == second.article.warnings


def test_one_piece_that_fails_leaves_the_others() -> None:
    """Where one piece is answered with nonsense, the claims of the other pieces are taken and the warning counts."""
    def answer(chat: Chat, line: Any, asked: dict[str, Any]) -> None:
        say(line, GOOD if "55 days" in asked["messages"][-1]["content"] else "What?" if len(chat.asked) == 2
            else '{"claims": []}')

    with chatting(answer) as chat:
        found = read(chat, LONG)
    assert [each.quote for each in found.claims][:1] == ["55 days"]
    assert "1 of 6 pieces" in found.article.warnings[0]
    assert len(chat.asked) == 6


def test_nonsense_time_after_time_ends_the_asking() -> None:
    """A model that never answers in the form asked for is given up after a few pieces."""
    with chatting(saying("What?")) as chat:
        found = read(chat, LONG)
    assert len(chat.asked) == 3
    assert as_the_grammar(found)


def test_nobody_listens() -> None:
    """A port that nobody listens at is told as such."""
    with chatting(proposing()) as chat:
        pass
    found = read(chat)
    assert as_the_grammar(found)
    assert "cannot be reached" in found.article.warnings[0]


def test_failures_are_not_kept(tmp_path: Path) -> None:
    """What could not be used is not kept: the next run asks again."""
    with chatting(saying("What?")) as chat:
        read(chat, memory=KeptAnswers(tmp_path))
    assert list(tmp_path.rglob("*.json")) == []


def test_the_key_goes_to_the_endpoint_and_nowhere_else(tmp_path: Path) -> None:
    """The key is a bearer token of the question; no kept answer, warning or representation holds it."""
    echo = json.dumps({"claims": [{"quote": KEY, "measure": KEY}, {"quote": "55 days", "measure": "training_time"}]})
    with chatting(saying(echo)) as chat:
        found = read(chat, memory=KeptAnswers(tmp_path))
        assert chat.headers[0]["Authorization"] == f"Bearer {KEY}"
    kept = [path.read_text() for path in tmp_path.rglob("*.json")]
    assert len(kept) == 1
    assert KEY not in kept[0] + repr(found) + repr(Endpoint(chat.url, "small", KEY)) + json.dumps(found.to_dict())
    assert KEY not in json.dumps(chat.asked)


def test_the_key_does_not_follow_a_redirection() -> None:
    """An endpoint that leads to another server does not take the key there."""
    with chatting(proposing()) as thief, chatting(
            lambda chat, line, asked: send(line, b"", status=307, Location=thief.url + "/chat/completions")) as chat:
        found = read(chat)
    assert thief.asked == []
    assert as_the_grammar(found)


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "schlüssel", "\x00"])
def test_a_key_that_cannot_be_sent_is_refused_without_being_shown(key: str) -> None:
    """A key with blanks or odd letters is refused before anything is sent, in words that do not hold it."""
    with pytest.raises(BadUsage) as told:
        Endpoint("http://localhost:1/v1", "small", key)
    assert key not in str(told.value)


@pytest.mark.parametrize("url", ["", "localhost:80", "ftp://example.org/v1", "http://", "http://[::1", "http://a:99999/",
                                 "https://user:secret@example.org/v1", "https://example.org/v1?key=secret",
                                 "https://example.org/v1#x", "https://exam\nple.org/v1"])
def test_an_odd_address_is_refused_without_being_shown(url: str) -> None:
    """What is no plain address of the web is refused; a password in it is not repeated."""
    with pytest.raises(BadUsage) as told:
        Endpoint(url, "small")
    assert "secret" not in str(told.value)


def test_a_key_is_not_sent_in_the_open() -> None:
    """To another machine the key goes by https alone; to this machine, and without a key, http will do."""
    with pytest.raises(BadUsage, match="unencrypted"):
        Endpoint("http://example.org/v1", "small", KEY)
    assert Endpoint("http://example.org/v1", "small").key == ""
    assert Endpoint("http://127.0.0.1:1/v1", "small", KEY).model == "small"


def test_it_can_be_asked_where_a_loop_runs() -> None:
    """In a notebook, where a loop runs already, the model is asked as anywhere."""
    import asyncio

    async def inside() -> Reading:
        with chatting(saying(GOOD)) as chat:
            return read(chat)

    assert len(asyncio.run(inside()).claims) == 2
