"""Claims out of the rows of a table, whose measure stands in the row of headings above them.

A row is a line cut by tabs or by "|" (`blocks.py`). A line of cells without a digit is the headings
of the rows that follow it; a heading line above the table may say the measure ("Displacement")
where a column says the unit alone ("Families").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from firstlight.reading.estimates import words as lexis
from firstlight.reading.estimates.claims import Claim
from firstlight.reading.estimates.words import Noun
from firstlight.reading.numbers.quantities import quantities
from firstlight.reading.text.document import Plain, Sentence
from firstlight.records import Measure, Unit

STRENGTH = 0.8
_CELL = re.compile(r"[^|\t]+")
_DIGIT = re.compile(r"\d")
_MEASURE_WORDS: tuple[tuple[str, Measure], ...] = (
    ("trapped|besieged|inside", "trapped"),
    (r"idps?|displace\w*|refugees?", "displaced"),
    (r"return\w*", "returned"),
    (r"(?:people )?in need|pin|affected|beneficiaries in need", "in_need"),
    (r"killed|dead|deaths?|fatalities", "killed"),
    (r"injured|wounded|injuries", "injured"),
    (r"abducted|kidnapped|hostages|missing", "abducted"),
    (r"arrivals?|fled|departures|evacuated|evacuees", "fled"),
    (r"population|inhabitants|residents", "population"),
)
_MEASURES = tuple((re.compile(rf"\b(?:{words})\b"), measure) for words, measure in _MEASURE_WORDS)


@dataclass(frozen=True, slots=True)
class Headings:
    """The cells of a heading row, and the measure that the line above the table names."""

    cells: tuple[str, ...]
    above: Measure | None


def is_row(sentence: Sentence) -> bool:
    text = sentence.text
    return sentence.kind == "bullet" and ("|" in text or "\t" in text)


def measure_in(text: str) -> Measure | None:
    """The measure that a heading names, or None."""
    lower = text.lower()
    return next((measure for pattern, measure in _MEASURES if pattern.search(lower)), None)


def headings(sentence: Sentence, above: Sentence | None) -> Headings | None:
    """The row as headings, or None where it has figures of its own."""
    text = sentence.plain.text if "\t" not in sentence.text else sentence.text
    if _DIGIT.search(text):
        return None
    measure = measure_in(above.text) if above is not None and above.kind == "heading" else None
    return Headings(tuple(cell.strip().lower() for cell in _CELL.findall(text)), measure)


def row_claims(
    sentence: Sentence, top: Headings, taken: Sequence[tuple[int, int]] = ()
) -> tuple[Claim, ...]:
    """One claim for every cell that is a bare number in a column of a known measure."""
    plain: Plain = sentence.plain
    cells = list(_CELL.finditer(sentence.text))
    if len(cells) > len(top.cells) + 1:
        return ()
    counts = [q for q in quantities(sentence, taken, plain) if q.kind == "count"]
    found: list[Claim] = []
    for heading, cell in zip(top.cells, cells, strict=False):
        begin, stop = sentence.start + cell.start(), sentence.start + cell.end()
        inside = [q for q in counts if begin <= q.start and q.end <= stop]
        measure = measure_in(heading) or (top.above if _unit(heading) else None)
        if (
            len(inside) != 1
            or measure is None
            or len(cell.group().strip()) > len(inside[0].text) + 4
        ):
            continue
        noun = _unit(heading) or Noun("people")
        found.append(
            Claim(
                inside[0],
                measure,
                noun,
                0,
                inside[0].stop,
                inside[0].stop,
                STRENGTH,
                part=bool(found),
            )
        )
    return tuple(found)


def _unit(heading: str) -> Noun | None:
    """The noun of a heading ("families", "hh"), with its unit and group but not its measure."""
    known = [lexis.NOUNS[word] for word in re.findall(r"[\w-]+", heading) if word in lexis.NOUNS]
    if not known:
        return None
    units: list[Unit] = [noun.unit for noun in known if noun.unit != "people"]
    return Noun(
        units[0] if units else "people", next((noun.group for noun in known if noun.group), None)
    )
