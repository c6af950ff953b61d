"""A chat endpoint on this machine that speaks the protocol, and says what a test told it to."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

__all__ = ["Chat", "chatting", "proposing"]

Answer = Callable[["Chat", "http.server.BaseHTTPRequestHandler", dict[str, Any]], None]


class Chat:
    """What the endpoint was asked, and how it answers.

    Args:
        answer: called with the chat, the connection and the question.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.url = ""


def say(line: Any, said: str | None, *, status: int = 200, ended: str = "stop", **more: Any) -> None:
    """Send an answer of the protocol."""
    message = {"role": "assistant", "content": said, **more}
    send(line, json.dumps({"id": "1", "object": "chat.completion", "choices": [
        {"index": 0, "message": message, "finish_reason": ended}]}).encode(), status=status)


def send(line: Any, body: bytes, *, status: int = 200, **headers: str) -> None:
    """Send bytes."""
    with contextlib.suppress(OSError):  # the other side may have had enough
        line.send_response(status)
        for name, value in {"Content_Type": "application/json", "Content_Length": str(len(body)), **headers}.items():
            line.send_header(name.replace("_", "-"), value)
        line.end_headers()
        line.wfile.write(body)


def proposing(*rows: Any) -> Answer:
    """An answer with these claims, for each piece those whose words stand in it."""
    def answer(chat: Chat, line: Any, asked: dict[str, Any]) -> None:
        piece = asked["messages"][-1]["content"]
        say(line, json.dumps({"claims": [row for row in rows if not isinstance(row, dict)
                                         or str(row.get("context") or row.get("quote")) in piece
                                         or row.get("always")]}))

    return answer


def drip(line: Any, head: bytes, each: bytes) -> None:
    """Send a little at a time for as long as anyone listens, at most a few seconds."""
    with contextlib.suppress(OSError):
        line.wfile.write(head)
        for _ in range(50):
            line.wfile.write(each)
            time.sleep(0.1)
    line.close_connection = True


@contextlib.contextmanager
def chatting(answer: Answer) -> Iterator[Chat]:
    """An endpoint that runs until its block ends."""
    chat = Chat(answer)

    class Line(http.server.BaseHTTPRequestHandler):
        """One connection."""

        def do_POST(self) -> None:
            """Answer a question."""
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            chat.asked.append(asked)
            chat.headers.append(dict(self.headers))
            chat.paths.append(self.path)
            chat.answer(chat, self, asked)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Line)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.02}).start()
    chat.url = f"http://127.0.0.1:{server.server_port}/v1"
    yield chat
    server.shutdown()
    server.server_close()
