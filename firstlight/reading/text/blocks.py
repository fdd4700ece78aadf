"""A report's text as blocks: paragraphs, headings, bullets and table rows.

Lines are all that tells them apart. A blank line ends a block, a bullet or a table row begins
one; between two other lines the question is whether the break is a paragraph's end or the right
margin of hard-wrapped text. It is the margin where the next line's first word would not have
fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["prose", "heading", "bullet"]

WIDEST = 140
"""Columns: nobody wraps by hand beyond this, so a longer line is a whole paragraph."""
NARROWEST = 40
"""Columns: below this, lines are lists or labels rather than wrapped prose."""
HEADING_WORDS = 20


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text, without the mark that begins a bullet or a heading. End exclusive."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    """Trimmed, after any mark."""
    text: str
    mark: Literal["", "bullet", "number", "dash", "heading", "row"]
    width: int


_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+|\r?\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_BULLET = re.compile(
    r"(?:(?P<bullet>[•*·▪◦‣●○■□►▶➢✓✔\uf0b7][ \t\xa0]*(?=[^\s*])|[o§+][ \t]+(?=[A-Z0-9]))|"
    r"(?P<heading>\#{1,6}[ \t]+)|(?P<dash>[-–—][ \t\xa0]+)|(?P<number>\(?(?:\d{1,2}|[a-h]|"
    r"[ivx]{1,4})[.)][ \t\xa0]+|\d{1,2}/[ \t\xa0]+|\(\d{1,2}/\d{1,2}\)[ \t\xa0]+))"
)
_WORD = re.compile(r"\w")
_FIRST = re.compile(r"\S+")
_LABEL = re.compile(r"[^\W\d_][\w /()'’&-]{0,40}:(?=\s|$)")
_TERMINAL = re.compile(r"[.!?…:;。؟۔][\"'”’»)\]]*(?:\[\d+\])*$")
_FULL_STOP = re.compile(r"[.!?…。؟۔][\"'”’»)\]*_]*(?:\[\d+\])*$")
_HANGING = re.compile(
    r"(?:,|\b(?:the|a|an|of|in|on|at|to|from|by|for|with|and|or|but|that|which|who|is|are|was|were|"
    r"has|have|had|as|into|near|their|its|his|her))$"
)


def blocks(text: str) -> Iterator[Block]:
    """The blocks of `text` in order; lines without a letter or digit separate and are left out."""
    group: list[_Line] = []
    for line in _lines(text):
        if line is not None:
            group.append(line)
            continue
        yield from _split(text, group)
        group = []
    yield from _split(text, group)


def _lines(text: str) -> Iterator[_Line | None]:
    """Each line that says something, and None for each that does not."""
    blank = True
    for match in _LINE.finditer(text):
        raw = match.group()
        if raw[0] in _BREAKS:
            if blank or raw in "\x0c\u2029":
                yield None
            blank = True
            continue
        blank = False
        if not _WORD.search(raw):
            yield None
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        end = match.start() + len(raw.rstrip())
        if quote := _QUOTE.match(text, start, end):
            start = quote.end()
        mark = ""
        if found := _BULLET.match(text, start, end):
            mark = found.lastgroup or ""
            start = found.end()
        body = text[start:end]
        if mark not in ("heading", "number") and ("\t" in body or " | " in body):
            mark = "row"
        yield _Line(start, end, body, mark, len(raw.rstrip()))  # type: ignore[arg-type]


def _split(text: str, group: list[_Line]) -> Iterator[Block]:
    """The blocks in a run of lines without a blank one between them."""
    if not group:
        return
    margin = max((line.width for line in group if line.width <= WIDEST), default=0)
    if len(group) > 2:
        margin = int(margin * 0.88)  # ragged lines out of a PDF
    first = 0
    for index in range(1, len(group) + 1):
        if index == len(group) or _begins(group[index - 1], group[index], margin):
            lines = group[first:index]
            yield _block(text, lines)
            first = index


def _begins(before: _Line, line: _Line, margin: int) -> bool:
    """Whether `line` begins a block rather than going on from the line before it."""
    if line.mark in ("bullet", "heading", "row") or before.mark in ("heading", "row"):
        return True
    ended = _TERMINAL.search(before.text) is not None
    word = _FIRST.match(line.text)
    room = before.width + 1 + (len(word.group()) if word else 0) <= margin
    if before.width > WIDEST:
        room = True
    if line.mark:
        return ended or room or before.mark == line.mark
    if _LABEL.match(line.text) and (ended or room or _LABEL.match(before.text)):
        return True
    if not ended and (line.text[0].islower() or _HANGING.search(before.text)):
        return False
    return room or margin < NARROWEST


def _block(text: str, lines: list[_Line]) -> Block:
    start, end = lines[0].start, lines[-1].end
    mark = lines[0].mark
    body = text[start:end] if end - start < 400 else ""
    kind: Kind = "prose"
    if mark == "heading":
        kind = "heading"
    elif mark in ("bullet", "dash", "row") or (mark == "number" and _FULL_STOP.search(body)):
        kind = "bullet"
    elif body and not _FULL_STOP.search(body) and len(body.split()) <= HEADING_WORDS:
        kind = "bullet" if _LABEL.match(body) and not body.endswith(":") else "heading"
    return Block(start, end, kind)
