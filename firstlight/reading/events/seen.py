"""Status and days of an event, by rule, with what the model says of the word that tells it."""

from __future__ import annotations

from collections.abc import Sequence

from firstlight.reading.dates.mentions import DateMention
from firstlight.reading.events.days import Days, days
from firstlight.reading.events.drafts import Draft, Told
from firstlight.reading.events.roles import Reading
from firstlight.reading.text.document import Document

SURE, SURE_ALONE = 0.8, 0.6
"""From these the model's status goes before that of the grammar: where the grammar saw the event
too, and where the model alone saw it."""


def seen_status(told: Told, ruled: str | None, grammar: bool) -> str | None:
    """The model's status where it is sure, else the grammar's, else the model's."""
    if ruled is None or told.sure_of_status >= (SURE if grammar else SURE_ALONE):
        return told.status
    return ruled


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
