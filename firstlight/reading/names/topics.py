"""What a report is about: the town most told of, and how firmly each mention of a place stands.

A place may be told of (subject, object, what opens a clause), be where something happens ("at X"),
or be met in passing: where people fled to, the end of a road, a dateline, a condition. What "the
city" means follows from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field

from firstlight.reading.names.mentions import Named, PlaceMention
from firstlight.reading.syntax.clauses import Parsed
from firstlight.reading.syntax.tag_words import words
from firstlight.records import Place

PASSING, MENTIONED, TOLD = 0, 1, 2

_PASSED = words("to towards toward for between via than like")
_CONDITIONAL = words("if unless than whether until")
_ROADS = words("road roads highway route routes motorway railway line")
_OPENERS = words("in at near around inside outside")


@dataclass(slots=True)
class Topics:
    """How often each town of a report is told of, and the one told of most."""

    counts: Counter[str] = field(default_factory=Counter)
    firmness: dict[int, int] = field(default_factory=dict)
    """Offset of a mention to PASSING, MENTIONED or TOLD."""
    topic: PlaceMention | None = None
    _first: dict[str, PlaceMention] = field(default_factory=dict)
    _shown: list[PlaceMention] = field(default_factory=list)
    """Places that no gazetteer lists, but that the words around them show ("boxed in at X")."""

    def count(self, name: str) -> int:
        return self.counts[name.lower()]

    def told(self) -> bool:
        """Whether one town is told of more than once, or in the title, or alone."""
        if self.topic is None:
            return False
        return len(self.counts) == 1 or self.counts[self.topic.name.lower()] > 2

    def beats(self, place: Place, firm: int) -> bool:
        """Whether the report's topic rather than this place, met so firmly, is "the city"."""
        topic = self.topic
        if topic is None or topic.name.lower() == place.name.lower():
            return False
        if firm == TOLD:
            return False
        more = self.counts[topic.name.lower()]
        return firm == PASSING or more > max(1, self.count(place.name))

    def add(
        self, parsed: Parsed, named: Named, speakers: Container[int], *, heading: bool, opens: bool
    ) -> None:
        """Take in one sentence; opens: it is the report's first."""
        for one in named.places:
            firm = _firmness(parsed, one, speakers, named.places, heading)
            self.firmness[one.start] = firm
            dated = firm == PASSING and one.first == 0
            if one.sure and not one.listed and not one.area and _is_at(parsed, one):
                self._shown.append(one)
            if not (one.sure and one.settled) or dated or one.last in speakers:
                continue
            key = one.name.lower()
            self._first.setdefault(key, one)
            self.counts[key] += 6 if opens and heading else 1 if firm == PASSING else 2

    def settle(self) -> None:
        """Choose the topic, once all sentences are in: the first of those most told of."""
        best = max(self.counts.values(), default=0)
        self.topic = next(
            (self._first[name] for name in self._first if self.counts[name] == best), None
        )
        if self.topic is None and self._shown:
            self.topic = self._shown[0]
            name = self.topic.name.lower()
            self.counts[name] = sum(one.name.lower() == name for one in self._shown)


def _is_at(parsed: Parsed, one: PlaceMention) -> bool:
    return one.first > 0 and parsed.words[one.first - 1].lower in ("at", "near", "in", "of", "from")


def _firmness(
    parsed: Parsed,
    one: PlaceMention,
    speakers: Container[int],
    places: Iterable[PlaceMention],
    heading: bool,
) -> int:
    sentence = parsed.words
    if one.last in speakers:
        return PASSING
    after = [word.tag for word in sentence[one.last + 1 : one.last + 4]]
    if one.first == 0 and after and after[:2] == [",", "U"]:
        return PASSING  # where a statement is dated from
    if one.first == 0 and after and after[0] in "(-":
        return MENTIONED  # where a wire story is filed from
    if heading:
        return TOLD
    at = one.first - 1
    while at >= 0 and sentence[at].tag in "DJ":
        at -= 1
    before = sentence[at].lower if at >= 0 else ""
    if before in _PASSED or _ends_road(sentence, one.first):
        return PASSING
    if before in ("and", ",") and any(
        other.last == at - 1 and sentence[other.first - 1].lower in _PASSED
        for other in places
        if other.first
    ):
        return PASSING
    for clause in parsed.clauses:
        if clause.verb.end <= one.first < clause.end:
            previous = sentence[clause.start - 1].lower if clause.start else ""
            hypothetical = clause.subordinator in _CONDITIONAL or "should" in (
                previous,
                clause.verb.modal,
            )
            if hypothetical:
                return PASSING
            if clause.link == "relative":
                return MENTIONED
    if before in _OPENERS and at == 0:
        return TOLD
    for clause in parsed.clauses:
        hung = [phrase for hanging in clause.chain for phrase in hanging.phrases]
        for phrase in (*clause.subject, *clause.objects, *hung):
            if phrase.start <= one.first < phrase.end and phrase.head <= one.last:
                return TOLD
    return MENTIONED


def _ends_road(sentence: Sequence[object], first: int) -> bool:
    """Whether the name ends a road: "the road to X", "between the border and X"."""
    near = [word.lower for word in sentence[max(0, first - 6) : first]]  # type: ignore[attr-defined]
    if not near or near[-1] not in ("to", "into", "from", "and", "between"):
        return False
    return bool(set(near) & _ROADS) and not set(near) & {",", ";"}
