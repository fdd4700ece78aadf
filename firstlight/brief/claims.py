"""Every claim with its number, its front, its sentence, and what rests on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from firstlight.brief.plain import day, window
from firstlight.brief.rows import ids, rows
from firstlight.brief.wording import STATUSES, claim
from firstlight.records import Fact, Report

if TYPE_CHECKING:
    from firstlight.control.result import Control
    from firstlight.movement.result import Movement
    from firstlight.openings.result import Openings

NEAR = 240
ELSEWHERE = ""
"""The front of facts that are told of no followed town."""


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that rests on a claim, and where it stands in the page."""

    says: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A fact as the page shows it. `id` is unique in the page, `number` counts in page order."""

    id: str
    number: int
    fact: Fact
    front: str
    words: str
    when: str
    status: str
    told: str
    used: tuple[Use, ...] = ()
    in_text: bool = True
    """Whether its words stand in a report of the case, so that a link can lead to them."""
    before: str = ""
    after: str = ""
    """What stands around its words in the report: the rest of the paragraph, or what is near."""

    @property
    def link(self) -> str:
        """The id in the page of its words, or of the claim itself where its report is gone."""
        return f"fact-{self.id}" if self.in_text else f"claim-{self.id}"


@dataclass
class Book:
    """All claims of a case, by id and by front."""

    claims: list[Claim]
    fronts: dict[str, str]
    """place_id of a followed town to its name, in the order of the page."""
    front_of_place: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_id = {one.id: one for one in self.claims}
        self.by_front: dict[str, list[Claim]] = defaultdict(list)
        self.by_report: dict[str, list[Claim]] = defaultdict(list)
        for one in self.claims:
            self.by_front[one.front].append(one)
            self.by_report[one.fact.report].append(one)

    def known(self, wanted: Iterable[str]) -> list[Claim]:
        """The claims of these fact ids, each once; ids of retracted facts are left out."""
        return [self.by_id[one] for one in dict.fromkeys(wanted) if one in self.by_id]


def book(
    facts: Sequence[Fact],
    reports: Sequence[Report],
    fronts: dict[str, str],
    control: Control,
    openings: Openings,
    movement: Movement,
    today: date | None,
) -> Book:
    """Number the claims front by front and day by day, and say what rests on each."""
    front_of_place: dict[str, str] = {
        row["place_id"]: row["front"] for row in rows(control.places) if row["front"] in fronts
    }
    front_of_place.update({one: one for one in fronts})
    by_name = {name.casefold(): one for one, name in fronts.items()}
    titles = {report.id: report for report in reports}
    used = _uses(fronts, front_of_place, control, openings, movement, today)
    order = {front: index for index, front in enumerate([*fronts, ELSEWHERE])}

    def front(fact: Fact) -> str:
        place = fact.place
        if place is None:
            return ELSEWHERE
        for one in (place.id, place.parent):
            if one is not None and one in front_of_place:
                return front_of_place[one]
        for name in (place.name, place.within):
            if name and name.casefold() in by_name:
                return by_name[name.casefold()]
        return ELSEWHERE

    placed = sorted(
        ((front(fact), fact) for fact in facts),
        key=lambda pair: (
            order[pair[0]],
            pair[1].end or pair[1].start or date.max,
            pair[1].report,
            pair[1].span,
        ),
    )
    claims: list[Claim] = []
    seen: dict[str, int] = defaultdict(int)
    for number, (at, fact) in enumerate(placed, start=1):
        seen[fact.id] += 1
        unique = fact.id if seen[fact.id] == 1 else f"{fact.id}-{seen[fact.id]}"
        report = titles.get(fact.report)
        told = (report.title or report.id) if report else fact.report
        if report and report.published:
            told += f", {day(report.published, today)}"
        claims.append(
            Claim(
                unique,
                number,
                fact,
                at,
                claim(fact),
                window(fact.start, fact.end, today),
                STATUSES[fact.status],
                told,
                tuple(used.get(fact.id, ())),
                report is not None and max(0, fact.span[0]) < min(len(report.text), fact.span[1]),
                *(around(report.text, fact.span) if report else ("", "")),
            )
        )
    return Book(claims, fronts, front_of_place)


def around(text: str, span: tuple[int, int]) -> tuple[str, str]:
    """What the paragraph says before and after the span, at most `NEAR` letters each, whole words.

    >>> around("Rain fell. The road is cut. It is cold.\\n\\nElsewhere", (11, 26))
    ('Rain fell. ', '. It is cold.')
    """
    start, end = span
    before = text[:start].rsplit("\n\n", 1)[-1]
    after = text[end:].split("\n\n", 1)[0]
    if len(before) > NEAR:
        before = "… " + before[-NEAR:].partition(" ")[2]
    if len(after) > NEAR:
        after = after[:NEAR].rpartition(" ")[0] + " …"
    return before.lstrip("\n"), after.rstrip()


def _uses(
    fronts: dict[str, str],
    front_of_place: dict[str, str],
    control: Control,
    openings: Openings,
    movement: Movement,
    today: date | None,
) -> dict[str, list[Use]]:
    used: dict[str, dict[Use, None]] = defaultdict(dict)
    place_names = {row["place_id"]: row["name"] for row in rows(control.places)} | fronts

    def note(fact: str, says: str, place: str, section: str) -> None:
        front = front_of_place.get(place)
        used[fact][Use(says, f"{section}-{anchor(front)}" if front else section)] = None

    for row in rows(control.evidence):
        name = place_names.get(row["place_id"], row["place_id"])
        note(row["fact"], f"who holds {name}", row["place_id"], "front")
    for row in rows(openings.evidence):
        name = place_names.get(row["place_id"], row["place_id"])
        what = str(row["covariate"]).replace("_", " ")
        note(row["fact"], f"when {name} opens ({what})", row["place_id"], "front")
    for row in rows(movement.people):
        name = place_names.get(row["place_id"], row["place_id"])
        for one in ids(row["facts"]):
            says = f"people inside {name}, and all arrivals, needs and stock"
            note(one, says, row["place_id"], "people")
    for row in rows(movement.displaced):
        name = place_names.get(row["place_id"], row["place_id"])
        for one in ids(row["facts"]):
            note(one, f"people already out of {name}", row["place_id"], "people")
    for row in rows(movement.destinations):
        for one in ids(row["facts"]):
            note(one, f"people already in {row['name']}", row["place_id"], "where")
    return {fact: list(uses) for fact, uses in used.items()}


def anchor(place_id: str | None) -> str:
    """A place id as part of an HTML id: letters, digits and hyphens only."""
    return "".join(char if char.isalnum() else "-" for char in place_id or "elsewhere")
