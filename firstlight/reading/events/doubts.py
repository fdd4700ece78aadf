"""What a later sentence, or the text below a title, does to an event already told."""

from __future__ import annotations

import re
from dataclasses import replace

from firstlight.reading.text.document import Document
from firstlight.records import Event, Status


def without_titles(found: list[Event], titled: set[str]) -> list[Event]:
    """The events without those that only a title names and the text below tells."""
    if not titled:
        return found
    told = {
        (one.type, name)
        for one in found
        if one.id not in titled and one.place is not None
        for name in (one.place.name, one.place.within)
    }
    return [
        one
        for one in found
        if one.id not in titled or one.place is None or (one.type, one.place.name) not in told
    ]


NOT_VERIFIED = re.compile(
    r"^(?:his|her|the|its|their|these|this|that|those|none of (?:the|these)|neither)\b.{0,40}?"
    r"\b(?:claims?|reports?|accounts?|figures?|statements?|it|this|that)?\b.{0,30}?"
    r"(?:not|n't|cannot|never) (?:yet )?be(?:en)? (?:\w+ )?(?:verified|confirmed|corroborated)",
    re.IGNORECASE,
)


UNTRUE = re.compile(
    r"^(?:it|this|that|(?:the|this|that) (?:rumou?r|report|claim|news|story)) "
    r"(?:is|was) (?:not true|untrue|false|wrong|baseless|a lie)\b(?! that\b)",
    re.IGNORECASE,
)


def doubt(found: list[Event], document: Document, number: int, status: Status) -> None:
    """ "His claim could not be verified", "It is not true": what was said last in the sentence
    before is only possible, or denied."""
    if number == 0:
        return
    before = document.sentences[number - 1]
    begin = before.start + before.text.rfind(";") + 1
    for index, event in enumerate(found):
        doubted = ("actual", "ongoing", "possible")[: 3 if status == "denied" else 2]
        if begin <= event.span[0] < before.end and event.status in doubted:
            found[index] = replace(
                event, status=status, confidence=max(0.1, event.confidence - 0.1)
            )
