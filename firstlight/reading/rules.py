"""The reader that works by rules alone: no model, no network, the same answer every time."""

from __future__ import annotations

from collections.abc import Sequence

from firstlight.reading.dates.mentions import dates
from firstlight.reading.estimates.assemble import estimates
from firstlight.reading.events.assemble import events
from firstlight.reading.names.namer import Namer
from firstlight.reading.text.document import document
from firstlight.records import Actor, Fact, PlaceNames, Report


class RulesReader:
    """Facts from prose by lexicon and clause grammar.

    places: tells which names a gazetteer knows. actors: the case's; their names and aliases give
    the parties of facts their ids, and go before our own list of armed groups.
    """

    name = "rules"
    version = "4"

    def __init__(self, places: PlaceNames, actors: Sequence[Actor] = ()) -> None:
        self._namer = Namer(places, actors)

    def read(self, reports: Sequence[Report]) -> list[list[Fact]]:
        """The facts of each report, ordered by span; [] for a text that says nothing we know."""
        return [self._read(report) for report in reports]

    def _read(self, report: Report) -> list[Fact]:
        cut = document(report)
        known = dates(cut)
        found = events(cut, known, self._namer)
        sure = [place for place in found.places if place.sure]
        facts: list[Fact] = [*found.events, *estimates(cut, known, sure, found.actors)]
        facts.sort(key=lambda fact: (fact.span, fact.kind))
        seen: set[str] = set()
        out: list[Fact] = []
        for fact in facts:
            if fact.id not in seen:
                seen.add(fact.id)
                out.append(fact)
        return out
