"""Whether words that a model gives stand in the report, and exactly where.

Both sides go through the folding of `text/document.py` (odd spaces, soft hyphens, ligatures, curly
quotes) and lower case, so that a quote is found as a person would find it, and its offsets are
still those of the report's own text.
"""

from __future__ import annotations

import re
from functools import cached_property

from firstlight.reading.text.document import Plain, Sentence

LONGEST = 1000
"""Characters of a quote; more is no quote but a passage, in which anything may be said to stand."""

_AROUND = " \t\n\r\"'.,;:…*_"
_DASHES = str.maketrans("–—", "--")
_BROKEN = re.compile("[\u00ad\u200b\u2060]\\s+")


class Source:
    """A report's text, made ready to look words up in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._names: dict[str, str | None] = {}

    @cached_property
    def _plain(self) -> Plain:
        plain = _fold(self.text)
        if not _BROKEN.search(self.text):
            return plain
        # a word broken at a soft hyphen goes on after the line's end
        gaps = {
            index
            for match in _BROKEN.finditer(self.text)
            for index in range(match.start() + 1, match.end())
        }
        kept = [index for index in range(len(plain.text)) if plain.at(index) not in gaps]
        origins = tuple(plain.at(index) for index in kept)
        return Plain("".join(plain.text[i] for i in kept), 0, (*origins, len(self.text)))

    @cached_property
    def _lower(self) -> str:
        return self._plain.lower.translate(_DASHES)

    def find(self, words: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """Offsets of the first place in text[start:end] where the words stand, end exclusive.

        White space is one to the comparison whatever its kind and length; words are whole ones.
        """
        pattern = self._pattern(words)
        if pattern is None:
            return None
        stop = len(self._lower) if end is None else self._plain.index(end)
        match = pattern.search(self._lower, self._plain.index(start), stop)
        return self._plain.span(*match.span()) if match else None

    def name(self, words: str) -> str | None:
        """A name as the report writes it (its folding apart), or None where it does not.

        A leading "the" is no part of it. What the report never writes with a capital, in a script
        that has them, is a description and no name.
        """
        if words not in self._names:
            self._names[words] = self._name(words)
        return self._names[words]

    def _name(self, words: str) -> str | None:
        bare = re.sub(r"^the\s+", "", words.strip(), flags=re.IGNORECASE)
        pattern = self._pattern(bare) if re.search(r"[^\W\d_]", bare) else None
        if pattern is None:
            return None
        for match in pattern.finditer(self._lower):
            written = " ".join(self._plain.text[match.start() : match.end()].split())
            if written != written.lower() or written == written.upper():
                return written
        return None

    def holds(self, words: str, end: int | None = None) -> bool:
        """Whether the words stand anywhere in text[:end]."""
        return self.find(words, 0, end) is not None

    def _pattern(self, words: str) -> re.Pattern[str] | None:
        """An expression for the folded words; None where it could find nothing."""
        if len(words) > 2 * LONGEST:
            return None
        parts = _fold(words).lower.translate(_DASHES).strip(_AROUND).split()
        if not parts or sum(map(len, parts)) > LONGEST:
            return None
        # looking for invented words with an expression would take a long report's length each time
        if not all(piece in self._lower for part in parts for piece in part.split("-")):
            return None
        # a hyphen at the end of a line stands between the two halves of a word
        body = r"\s+".join(re.escape(part).replace(r"\-", r"-\s*") for part in parts)
        first = r"(?<![^\W_])" if parts[0][0].isalnum() else ""
        last = r"(?![^\W_])" if parts[-1][-1].isalnum() else ""
        return re.compile(first + body + last)


def _fold(text: str) -> Plain:
    return Sentence(0, len(text), "prose", 0, text).plain
