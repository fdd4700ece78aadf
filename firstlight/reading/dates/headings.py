"""Dates in headings: "Tuesday 11 July" over a day's news, "as of 29 November" in a title.

A heading that is a date and little else dates what is told below it, if the report has at least
two such headings; a single one at the top is the day of the report itself. A line that ends in a
colon ("On Monday 6 June:") dates the bullets below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from firstlight.reading.dates.mention import DateMention
from firstlight.reading.text.document import Document, Sentence

TITLES = 6
"""Sentences from the top among which a title says as of when a report holds."""
LONGEST_DAYS = 7
"""A heading of more days than these ("June 2016") dates no happening."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_AS_OF = re.compile(r"\bas\s+(?:of|at)\s+(?:\w+\s+)?$", re.IGNORECASE)


def governing(document: Document, found: Sequence[DateMention]) -> list[DateMention]:
    """The mentions, those in headings marked with what they govern."""
    top = document.sentences[:TITLES]
    limit = top[-1].end if top else 0
    dated: list[int] = []
    out = list(found)
    for index, mention in enumerate(found):
        if mention.first is None or mention.last is None:
            continue
        sentence = document.sentence_at(mention.start)
        if sentence is None:
            continue
        short = (mention.last - mention.first).days <= LONGEST_DAYS
        colon = document.text[sentence.end - 1 : sentence.end] == ":"
        if short and colon and sentence.kind != "bullet":
            out[index] = replace(mention, governs="bullets")
        if sentence.kind == "prose":
            continue
        if mention.start < limit and _AS_OF.search(document.text[sentence.start : mention.start]):
            out[index] = replace(mention, governs="as of")
        elif sentence.kind == "heading" and short and _is_bare(sentence, mention):
            dated.append(index)
    if len(dated) > 1:
        for index in dated:
            out[index] = replace(found[index], governs="below")
    return out


def _is_bare(sentence: Sentence, mention: DateMention) -> bool:
    """Whether the heading says next to nothing but the date ("Tuesday, 11 July — morning")."""
    text = sentence.source
    rest = text[sentence.start : mention.start] + " " + text[mention.end : sentence.end]
    return len(_WORD.findall(rest)) <= 1
