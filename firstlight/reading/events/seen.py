"""Status and days of an event, by rule, with what the model says of the word that tells it."""

from __future__ import annotations

from collections.abc import Sequence

from firstlight.reading.dates.mentions import DateMention
from firstlight.reading.events.days import Days, days
from firstlight.reading.events.drafts import Draft, Told
from firstlight.reading.events.roles import Reading
from firstlight.reading.text.document import Document

SURE = 0.95
"""From this the model's status goes before that of the grammar."""


def seen_status(told: Told, ruled: str | None) -> str | None:
    """The model's status where it is sure, else the grammar's, else the model's.

    What goes on and what is over the grammar tells by the tense of the verb, and better.
    """
    if ruled is None:
        return told.status
    if {told.status, ruled} == {"actual", "ongoing"} or told.sure_of_status < SURE:
        return ruled
    return told.status


def seen_days(
    document: Document,
    known: Sequence[DateMention],
    reading: Reading,
    draft: Draft,
    told: Told,
    status: str,
    span: tuple[int, int],
) -> Days:
    """The days by rule, save where the model says that nothing in the report gives any."""
    if told.dated == "open" and status in ("planned", "possible"):
        return None, None
    if told.dated == "undated":
        return None, document.published
    return days(document, known, reading, draft, status, span)
