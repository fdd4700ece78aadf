"""A report as sentences and tokens whose offsets never leave the report's own text.

Reports reach us as wire copy, bulletins with bullets, hard-wrapped e-mail, tables cut out of a PDF.
Text is cut first into blocks (`blocks.py`: a paragraph, a heading, a bullet, a table row), then
into sentences, and only when somebody asks for them into tokens, so that a very long file costs
memory for its sentences alone.

For every token t, `report.text[t.start:t.end] == t.text`. `Token.lower` is for comparison: lower
case, without soft hyphens, ligatures undone, curly quotes straight. `Sentence.plain` is the same
for a whole sentence, with the way back to the report's offsets, for those who match with
expressions.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from firstlight.reading.text.blocks import Kind, blocks
from firstlight.records import Report

LONGEST = 4000
"""Characters after which a sentence is cut at a space: no stage may meet one of megabytes."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark. Offsets count characters of the report's text, end exclusive."""

    start: int
    end: int
    text: str
    lower: str


@dataclass(frozen=True, slots=True)
class Plain:
    """A stretch of a report made plain for matching: odd spaces, quotes and ligatures undone."""

    text: str
    start: int
    origins: tuple[int, ...] | None
    """Offset in the report of each plain character and of the end; None: `start` plus the index."""

    @property
    def lower(self) -> str:
        """`text` in lower case, of the same length ("İ" would become two letters)."""
        lower = self.text.lower()
        if len(lower) == len(self.text):
            return lower
        return "".join(letter.lower()[:1] or letter for letter in self.text)

    def at(self, index: int) -> int:
        """The offset in the report of the plain character at `index` (or of the end)."""
        return self.start + index if self.origins is None else self.origins[index]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The report's offsets for `text[start:end]`, end exclusive."""
        if self.origins is None:
            return self.start + start, self.start + end
        last = self.origins[end - 1] + 1 if end > start else self.origins[start]
        return self.origins[start], max(last, self.origins[start])

    def index(self, offset: int) -> int:
        """The first plain character at or after the report's `offset`."""
        if self.origins is None:
            return min(max(offset - self.start, 0), len(self.text))
        return min(bisect.bisect_left(self.origins, offset), len(self.text))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, heading line, bullet sentence or table row, without its bullet mark."""

    start: int
    end: int
    kind: Kind
    paragraph: int
    source: str = field(repr=False, compare=False)
    """The report's whole text (shared, not copied)."""

    @property
    def text(self) -> str:
        return self.source[self.start : self.end]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Words, numbers and marks in order; white space and soft breaks lie between them."""
        return _tokens(self.source[self.start : self.end], self.start)

    @property
    def plain(self) -> Plain:
        return _plain(self.source[self.start : self.end], self.start)


@dataclass(frozen=True, slots=True)
class Document:
    """A report cut into sentences, in the order of the text."""

    report: Report
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return self.report.text

    @property
    def published(self) -> date | None:
        return self.report.published

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that covers `offset`, else the last one before it, else None."""
        index = bisect.bisect_right(self.sentences, offset, key=lambda s: s.start) - 1
        return self.sentences[index] if index >= 0 else None


def document(report: Report) -> Document:
    """Cut a report into sentences. Empty text gives no sentences; nothing raises."""
    text = report.text
    found: list[Sentence] = []
    for number, block in enumerate(blocks(text)):
        for start, end in _sentences(text, block.start, block.end, block.kind):
            found.append(Sentence(start, end, block.kind, number, text))
    return Document(report, tuple(found))


# --- sentences ---------------------------------------------------------------------------------

_CLOSERS = r"[\"'”’»)\]]*(?:\[\d+\])*"
_STOP = re.compile(
    rf"(?:[.!?…]+{_CLOSERS}(?=\s|$)|[。؟۔]+|(?<=[a-z\u00df-\u00ff]{{2}})[.](?=[A-Z][a-z]+[ ,]))"
)
_BEFORE = re.compile(r"[^\s(\[\"“‘'—–-]+$")
_OPENERS = "\"'“‘«([—–- \t\n\r\xa0"
_LOWER_NAME = re.compile(r"(?:al|el|an|as|ash|ad|ar|at|az|de|von|van|ould)[-\s’']\s?[A-Z]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]$")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# After these a full stop never ends a sentence: a name or a figure has to follow.
_TITLES = _words(
    "gen maj lt col sgt cpl capt brig cmdr adm mr mrs ms messrs dr prof rev hon st sen rep gov "
    "pres amb fr sr supt insp pvt vs viz cf e.g i.e approx ca esp incl et mt ft gens cols maj-gen "
    "brig-gen lt-col lt-gen msgr"
)
# After these it does not where a number follows ("No. 5", "Sept. 14").
_BEFORE_NUMBER = _words(
    "no nos art arts para paras fig figs p pp ch sec vol jan feb mar apr jun jul aug sep sept oct "
    "nov dec res"
)
# These may end one; they do only where the next word is one that often begins a sentence.
_MAYBE = _words(
    "u.n u.s u.k u.s.a e.u d.c a.m p.m km m cm kg hrs hr min inc ltd co corp jr etc al dept govt "
    "est nr rd ave km/h sq"
)
_STARTERS = _words(
    "the a an in on at it its he she they we i his her their our this that these those there but "
    "and as after before when while since by for from with according another some many most more "
    "several all no not one two three four five six if however meanwhile both earlier later local "
    "residents officials people civilians fighters troops"
)


def _sentences(text: str, start: int, end: int, kind: Kind) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of one block, trimmed of white space."""
    begin = start
    if kind != "heading":
        for stop in _STOP.finditer(text, start, end):
            if _ends(text, begin, stop.start(), stop.end(), end):
                yield from _cut(text, begin, stop.end())
                begin = stop.end()
    yield from _cut(text, begin, end)


def _ends(text: str, begin: int, dot: int, after: int, end: int) -> bool:
    """Whether the stop at text[dot:after] ends the sentence that starts at `begin`."""
    rest = text[after : min(end, after + 48)]
    follows = rest.lstrip(_OPENERS)
    if not follows:
        return after >= end or not rest.strip()
    first = follows[0]
    if first.islower() and not _LOWER_NAME.match(follows):
        return False
    if text[dot] != "." or text[dot : dot + 2] == "..":
        return True
    word = _BEFORE.search(text[max(begin, dot - 24) : dot])
    if word is None:
        return True
    last = word.group().lower()
    if last in _TITLES:
        return False
    if last in _BEFORE_NUMBER and first.isdigit():
        return False
    if last in _MAYBE or (len(last) <= 5 and _INITIALS.match(word.group()) and last != "i"):
        return re.split(r"\W", follows, maxsplit=1)[0].lower() in _STARTERS
    return True


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without white space at its ends, in pieces of at most `LONGEST`."""
    while start < end:
        while start < end and text[start].isspace():
            start += 1
        stop = end
        if end - start > LONGEST:
            stop = max(text.rfind(c, start + LONGEST // 2, start + LONGEST) for c in " \n;,")
            stop = stop + 1 if stop > 0 else start + LONGEST
        last = stop
        while last > start and text[last - 1].isspace():
            last -= 1
        if last > start:
            yield start, last
        start = stop


# --- tokens ------------------------------------------------------------------------------------

_SOFT = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
_LETTER = r"[^\W\d_]"
# Every repetition is over one class with a mark required in between, or bounded, so that no input
# makes the matcher go back over more than one token.
_TOKEN = re.compile(
    rf"""
    (?:https?://|www\.)[^\s<>"”]{{1,400}}
  | [\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,32}})+
  | (?:{_LETTER}\.){{2,12}}(?!\w)                                   # U.N., a.m.
  | \d+(?:st|nd|rd|th)\b                                            # 6th, 101st
  | \d+(?:[.,:/]\d+)*(?:(?!\d){_LETTER}{{1,3}}\b)?                  # 90,000  7.62mm  12k  6/6/2016
  | \w+(?:[{_SOFT}]+\s?\w+)*                                        # soft hyphens inside a word
      (?:(?:['’ʼʿʾ‘`](?!s\b)|[-‐‑](?:\r?\n[ \t]*)?|&)(?=[^\W_])\w+(?:[{_SOFT}]+\s?\w+)*)*
  | ['’]s\b
  | \.{{2,}}|--+
  | [^\w\s{_SOFT}]
    """,
    re.VERBOSE,
)
_QUOTES = str.maketrans(
    {
        **dict.fromkeys("‘’ʼ‛`´′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑", "-"),
        **dict.fromkeys("−‒", "–"),
        **dict.fromkeys(_SOFT, None),
    }
)
_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("‘’ʼ‛`´′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑", "-"),
        **dict.fromkeys("−‒", "–"),
        **dict.fromkeys("\n\r\t\x0b\x0c\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000", " "),
        **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),
    }
)
_UNEVEN = re.compile(rf"[{_SOFT}\ufb00-\ufb06…¼-¾⅐-⅞\uff01-\uff5e]")


@lru_cache(maxsize=4096)
def _tokens(text: str, start: int) -> tuple[Token, ...]:
    return tuple(
        Token(start + match.start(), start + match.end(), match.group(), folded(match.group()))
        for match in _TOKEN.finditer(text)
    )


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A word as it is compared: lower case, no soft hyphen, no ligature, straight quotes."""
    if word.isascii():
        return word.lower() if "\n" not in word else "".join(word.split()).lower()
    return "".join(unicodedata.normalize("NFKC", word.translate(_QUOTES)).split()).lower()


@lru_cache(maxsize=1024)
def _plain(text: str, start: int) -> Plain:
    if text.isascii() or not _UNEVEN.search(text):
        return Plain(text.translate(_SAME_LENGTH), start, None)
    letters: list[str] = []
    origins: list[int] = []
    for index, letter in enumerate(text):
        if letter in _SOFT:
            continue
        same = letter.translate(_SAME_LENGTH)
        spelled = unicodedata.normalize("NFKC", same) if _UNEVEN.match(same) else same
        letters.append(spelled.replace("\u2044", "/"))
        origins.extend([start + index] * len(spelled))
    return Plain("".join(letters), start, (*origins, start + len(text)))
