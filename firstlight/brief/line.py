"""One line of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the answer: what it is about, what it says, and the fact ids it rests on.

    `headline` is the same in a few words, for a reader who has no more than a glance.
    """

    topic: str
    text: str
    facts: tuple[str, ...] = ()
    headline: str = ""

    def __str__(self) -> str:
        rests = f" [{', '.join(self.facts)}]" if self.facts else ""
        return f"{self.topic}: {self.text}{rests}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def unique(found: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
