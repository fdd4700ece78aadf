"""Words to the numbers the encoder reads: word pieces, the case they were written in, their place.

The vocabulary is that of all-MiniLM-L6-v2 (uncased WordPiece, 30,522 pieces); what lower-casing
loses is given back as one case feature a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

LONGEST_WORD = 10
"""Pieces of one word that are read; of a web address the rest says nothing."""
CASES = 8

Ints = NDArray[np.int64]


def case_of(word: str) -> int:
    """0 a mark, 1 lower, 2 Title, 3 UPPER, 4 miXed, 5 with digits, 6 one capital, 7 caseless."""
    if any(letter.isdigit() for letter in word):
        return 5
    letters = [letter for letter in word if letter.isalpha()]
    if not letters:
        return 0
    if word.islower():
        return 1
    upper = [letter.isupper() for letter in letters]
    if not any(upper):
        return 7
    if len(letters) == 1:
        return 6
    if all(upper):
        return 3
    if upper[0] and not any(upper[1:]):
        return 2
    return 4


@dataclass(frozen=True, slots=True)
class Batch:
    """Several pieces of text as arrays. B texts, L pieces, W words; padded with zeros."""

    ids: Ints
    """[B, L] piece numbers, with [CLS] before and [SEP] after each text."""
    case: Ints
    """[B, L] the case of the word that the piece belongs to."""
    mask: Ints
    """[B, L] 1 where there is a piece."""
    first: Ints
    """[B, W] where each word's first piece stands in its row; 0 for padding."""
    lengths: tuple[int, ...]
    """Words of each text."""


class Pieces:
    """The tokenizer, a word at a time: a word has the same pieces wherever it stands."""

    def __init__(self, tokenizer: Path | str) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, tuple[int, ...]] = {}
        self._begin = self._number("[CLS]")
        self._end = self._number("[SEP]")
        self._unknown = self._number("[UNK]")

    def _number(self, piece: str) -> int:
        number = self._tokenizer.token_to_id(piece)
        if number is None:
            raise ValueError(f"the vocabulary has no {piece}")
        return int(number)

    def of(self, word: str) -> tuple[int, ...]:
        """The pieces of a word, at least one and at most `LONGEST_WORD`."""
        found = self._known.get(word)
        if found is None:
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids[:LONGEST_WORD]
            found = tuple(ids) or (self._unknown,)
            if len(self._known) < 200_000:
                self._known[word] = found
        return found

    def batch(self, texts: Sequence[Sequence[str]]) -> Batch:
        """Arrays for texts given as words; the caller keeps each under the encoder's length."""
        rows, cases, firsts = [], [], []
        for words in texts:
            row, case, first = [self._begin], [0], []
            for word in words:
                pieces = self.of(word)
                first.append(len(row))
                row.extend(pieces)
                case.extend([case_of(word)] * len(pieces))
            row.append(self._end)
            case.append(0)
            rows.append(row)
            cases.append(case)
            firsts.append(first)
        longest = max(map(len, rows), default=0)
        widest = max(map(len, firsts), default=0)
        mask = np.zeros((len(rows), longest), dtype=np.int64)
        for number, row in enumerate(rows):
            mask[number, : len(row)] = 1
        return Batch(
            _padded(rows, longest),
            _padded(cases, longest),
            mask,
            _padded(firsts, widest),
            tuple(map(len, firsts)),
        )


def _padded(rows: Sequence[Sequence[int]], width: int) -> Ints:
    out = np.zeros((len(rows), width), dtype=np.int64)
    for number, row in enumerate(rows):
        out[number, : len(row)] = row
    return out
