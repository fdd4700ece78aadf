"""A small endpoint on this machine that answers as a test tells it to, and remembers questions."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Question = dict[str, Any]


@dataclass
class Reply:
    """What goes back: a status, a body, headers; `hang` waits for the server's end before it."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    hang: bool = False


Answer = Callable[[Question], Reply]


def said(
    content: object, reason: str = "stop", tokens: tuple[int, int] | None = (100, 20)
) -> Reply:
    """A chat completion with this content (JSON of anything but a string)."""
    text = content if isinstance(content, str) else json.dumps(content)
    body: dict[str, Any] = {
        "choices": [{"message": {"role": "assistant", "content": text}, "finish_reason": reason}]
    }
    if tokens is not None:
        body["usage"] = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1]}
    return Reply(body=json.dumps(body).encode())


def failed(status: int, param: str | None = None, **headers: str) -> Reply:
    error = {"error": {"message": "secret text", "param": param}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, json.dumps(error).encode(), named)


def text_of(question: Question) -> str:
    """The piece of the report that a question is about."""
    data = json.loads(question["messages"][-1]["content"])
    return str(data["text"])


@dataclass
class Server:
    base_url: str
    questions: list[Question]
    headers: list[dict[str, str]]


@contextmanager
def serving(*answers: Answer | Reply) -> Iterator[Server]:
    """An endpoint that gives these answers in turn, and the last one ever after."""
    questions: list[Question] = []
    headers: list[dict[str, str]] = []
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            question = json.loads(self.rfile.read(length))
            answer = answers[min(len(questions), len(answers) - 1)]
            questions.append(question | {"path": self.path})
            headers.append(dict(self.headers))
            reply = answer(question) if callable(answer) else answer
            if reply.hang:
                ended.wait(10)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Server(f"http://127.0.0.1:{server.server_address[1]}/v1", questions, headers)
    finally:
        ended.set()
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def silent() -> Iterator[str]:
    """The address of a port that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1"


def closed() -> str:
    """The address of a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return f"http://127.0.0.1:{listening.getsockname()[1]}/v1"


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.at = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds
