"""One event for each place of a list ("captured X, Y and Z")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from firstlight.reading.events.drafts import (
    NEAR,
    Draft,
)
from firstlight.reading.events.roles import Filler, Reading
from firstlight.reading.events.where import place_in_clause
from firstlight.reading.syntax.clauses import Clause


def _hangs_on_last(clause: Clause, last: Filler) -> bool:
    """ "The airstrip and the quarter around the hotel": only the quarter is around it."""
    first = clause.after[0] if clause.after else None
    return (
        first is not None
        and first.word == "around"
        and bool(first.phrases)
        and last.site == "neighbourhood"
        and first.phrases[0].start <= last.phrase.end + 2
    )


def each_place(reading: Reading, clause: Clause, draft: Draft) -> Iterator[Draft]:
    """One event for each place in "captured X, Y and Z"."""
    phrases = clause.subject if clause.passive else clause.objects
    if draft.type in (
        "capture",
        "hold",
        "encircle",
        "shelling",
        "airstrike",
        "attack",
        "enter",
        "withdraw",
        "relieve",
    ):
        fillers = [
            f
            for f in reading.fillers(phrases)
            if f.classes & {"place", "site", "siteport", "crossing", "road"}
            and not f.classes & {"pronoun"}
            and (f.place is not None or f.count or f.site)
        ]
        if len(fillers) > 1:
            for filler in fillers:
                shared = draft.place not in [f.place for f in fillers]
                if filler is not fillers[-1] and _hangs_on_last(clause, fillers[-1]):
                    shared = False
                place = filler.place or (draft.place if shared else None)
                if place is None and shared:
                    probe = replace(draft, place=None)
                    place_in_clause(
                        reading, clause, probe, ("in", "on", "near", "around", "of", "from")
                    )
                    place = probe.place
                    if place is not None and place in [f.place for f in fillers]:
                        place = None
                later = clause.passive and filler is not fillers[0]
                yield replace(
                    draft,
                    start=max(draft.start, filler.phrase.start) if later else draft.start,
                    place=place,
                    end=max(filler.phrase.end, draft.anchor + 1),
                    listed=filler.listed,
                    inferred=filler.inferred,
                    object=filler.site if filler.site != "city" else None,
                    count=filler.count,
                )
            return
    if draft.type not in ("aid", "hold"):
        for attachment in clause.after:
            group = [reading.filler(p) for p in attachment.phrases]
            group = [f for f in group if f.place is not None and "place" in f.classes]
            if len(group) > 1 and any(f.place is draft.place for f in group):
                for filler in group:
                    assert filler.place is not None
                    near = attachment.word in NEAR and filler.place.precision == "exact"
                    yield replace(
                        draft,
                        place=replace(filler.place, precision="near") if near else filler.place,
                        listed=filler.listed,
                        inferred=filler.inferred,
                    )
                return
    yield draft
