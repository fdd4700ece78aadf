"""Answers kept on disk, so that a report is paid for once and reads the same ever after.

The model's answer is kept, not the facts made of it: a later version that checks better, or a case
with other actors, needs no new answer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import astuple, dataclass
from pathlib import Path

from firstlight.errors import FirstlightError

_TABLE = """
create table if not exists answer (
    base_url text not null, model text not null, prompt text not null,
    text_sha256 text not null, published text not null, answer text not null,
    primary key (base_url, model, prompt, text_sha256, published)
) without rowid
"""
_COLUMNS = ("base_url", "model", "prompt", "text_sha256", "published")


@dataclass(frozen=True, slots=True)
class Key:
    """What an answer depends on. published: ISO date, or "" where the report has none."""

    base_url: str
    model: str
    prompt: str
    text_sha256: str
    published: str


class AnswerCache:
    """Answers by what they depend on, in an SQLite file; without a path, in memory.

    Errors
    ------
    FirstlightError where the file cannot be made or is no such file. A disk that fills up later
    only ends the keeping, with one sentence to `warn`: the answers themselves are not lost.
    """

    def __init__(self, path: Path | None, warn: Callable[[str], None]) -> None:
        self._path = path
        self._warn = warn
        self._held: dict[Key, str] = {}
        self._writable = path is not None
        if path is None:
            return
        try:
            if not path.exists():
                path.touch(mode=0o600)  # quotes of reports will stand in it
            with closing(self._open()) as connection, connection:
                connection.execute(_TABLE)
        except (sqlite3.Error, OSError) as error:
            raise FirstlightError(
                f"{path} cannot be used to keep a model's answers ({error}); remove it or make "
                "its folder writable."
            ) from error

    def get(self, key: Key) -> str | None:
        """The answer kept for this, or None."""
        if self._path is None or key in self._held:
            return self._held.get(key)
        try:
            with closing(self._open()) as connection:
                where = " and ".join(f"{name} = ?" for name in _COLUMNS)
                row = connection.execute(
                    f"select answer from answer where {where}", astuple(key)
                ).fetchone()
        except sqlite3.Error:
            return None
        return str(row[0]) if row else None

    def put(self, key: Key, answer: str) -> None:
        """Keep an answer in place of any kept before."""
        self._held[key] = answer
        if not self._writable:
            return
        try:
            with closing(self._open()) as connection, connection:
                connection.execute(
                    "insert or replace into answer values (?, ?, ?, ?, ?, ?)",
                    (*astuple(key), answer),
                )
            del self._held[key]
        except sqlite3.Error as error:
            self._writable = False
            self._warn(
                f"{self._path} cannot be written ({error}), so that the model's answers are not "
                "kept and a second reading is paid for again; make room or choose another folder."
            )

    def _open(self) -> sqlite3.Connection:
        assert self._path is not None
        return sqlite3.connect(self._path, timeout=10)
