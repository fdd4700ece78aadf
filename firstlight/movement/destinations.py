"""Where people may go, and where others from the same towns are known to have gone already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from firstlight.movement.geography import great_circle_km, plain
from firstlight.movement.readings import OUT, origins, people, total
from firstlight.movement.roads import Node
from firstlight.records import Estimate, Fact, Report

WITHIN_KM = 400.0
"""A place that shelters people is put down to the nearest front no further away than this."""
SENTENCE = 160
"""How far after the words of a fact its destination is looked for, within the sentence."""
GONE_TO = re.compile(r"\b(?:to|into|in|at|towards?|near|reached|reaching)\s+(?:the\s+)?", re.I)
LEFT_FROM = re.compile(
    r"\b(?:from|fled|fleeing|flee|left|leaving|leave|escaped|escaping|out of)\s+(?:the\s+)?", re.I
)
NUMBER = re.compile(r"\d[\d,]*\d|\d")
BEFORE = 40
"""How far before "to" the number of those who went there may stand [letters]."""
THEY = re.compile(
    r"\s*[-•*]?\s*"
    r"(?:most|many|some|all|almost all|nearly all|over|more than|about|they|these|\d[\d,]*)"
    r"\b[^.!?]{0,30}?(?:of them|of whom|they|these|went|gone|have|are|were|spent)\b",
    re.I,
)
"""How a sentence begins that goes on about the same people: "Most of them went to"."""


@dataclass
class Shelter:
    """A place where people have arrived: `already` from each front, the facts that say so."""

    node: Node
    already: dict[str, float] = field(default_factory=dict)
    facts: list[str] = field(default_factory=list)

    @property
    def known(self) -> float:
        """People there from all the fronts; NaN where the reports give no number."""
        return float(sum(self.already.values())) if self.already else float("nan")


def node_of(fact: Fact) -> Node | None:
    """The fact's place as a node, or None where it is not a point on the map."""
    place = fact.place
    if place is None or place.lat is None or place.lon is None or place.id is None:
        return None
    if place.precision in ("area", "unknown"):
        return None
    name = place.name
    return Node(place.id, name, place.country or "", place.lat, place.lon, 0, place.feature or "")


def named(
    facts: Sequence[Fact],
    reports: Sequence[Report],
    fronts: Sequence[Node],
    inside: Iterable[str],
    as_of: date,
) -> dict[str, Shelter]:
    """Shelters that are the place of a fact on people displaced, by place_id.

    `inside` are the place_ids of the fronts and their parts, where nobody is sheltered. Not a
    shelter is a place that the sentence says people left, and where people are said to have fled,
    not to be, one that it does not say they reached.
    """
    texts = {report.id: report.text for report in reports}
    closed = set(inside)
    found: dict[str, Shelter] = {}
    for fact in facts:
        node = node_of(fact)
        if node is None or node.id in closed or not _arrival(fact, as_of):
            continue
        if not _reached(fact, node, texts.get(fact.report, "")):
            continue
        front = _nearest(node, fronts)
        if front is None:
            continue
        shelter = found.setdefault(node.id, Shelter(node))
        _add(shelter, front, fact)
    return found


def mentioned(
    facts: Sequence[Fact],
    reports: Sequence[Report],
    fronts: dict[str, str],
    nodes: Iterable[Node],
    as_of: date,
) -> dict[str, Shelter]:
    """Shelters that the words of a fact on people leaving a front name: "44,000 to Amiriyat".

    Looks in the fact's own sentence, and in the next where that goes on about the same people, for
    "to", "in", "at" ... and the name of a place on the roads; a number that stands before it counts
    where the fact's own number is no smaller.
    """
    texts = {report.id: report.text for report in reports}
    first = origins(reports)
    names = sorted(
        ((plain(name), node) for node in nodes for name in (node.name, *node.aliases)),
        key=lambda one: -len(one[0]),
    )
    names = [one for one in names if len(one[0]) > 2]
    found: dict[str, Shelter] = {}
    seen: set[tuple[str, str, float]] = set()
    for fact in facts:
        if fact.place is None or fact.place.id not in fronts or not _leaving(fact, as_of):
            continue
        front = fronts[fact.place.id]
        words = _sentence(fact, texts.get(fact.report, ""))
        for match in GONE_TO.finditer(words):
            rest = plain(words[match.end() : match.end() + 60]) + " "
            node = next((node for name, node in names if rest.startswith(name + " ")), None)
            if node is None or node.id in fronts:
                continue
            shelter = found.setdefault(node.id, Shelter(node))
            number = _number(words[max(0, match.start() - BEFORE) : match.start()], fact)
            key = first.get(fact.report, fact.report), node.id, number or 0.0
            if key in seen:
                continue
            seen.add(key)
            if number is not None:
                shelter.already[front] = max(number, shelter.already.get(front, 0.0))
            if fact.id not in shelter.facts:
                shelter.facts.append(fact.id)
    return found


def merged(*many: dict[str, Shelter]) -> dict[str, Shelter]:
    """One shelter a place; of two numbers for the same people the greater."""
    found: dict[str, Shelter] = {}
    for shelters in many:
        for place, one in shelters.items():
            into = found.setdefault(place, Shelter(one.node))
            for front, number in one.already.items():
                into.already[front] = max(number, into.already.get(front, 0.0))
            into.facts += [fact for fact in one.facts if fact not in into.facts]
    return found


def _arrival(fact: Fact, as_of: date) -> bool:
    if fact.status in ("denied", "planned", "possible") or (fact.start or as_of) > as_of:
        return False
    return isinstance(fact, Estimate) and fact.measure in OUT and total(fact)


def _leaving(fact: Fact, as_of: date) -> bool:
    if isinstance(fact, Estimate):
        return _arrival(fact, as_of)
    return fact.type == "flee" and fact.status in ("actual", "ongoing")


def _reached(fact: Fact, node: Node, text: str) -> bool:
    start = fact.span[0]
    before = re.split(r"[.!?;](?:\s|$)|\n\s*\n", text[max(0, start - SENTENCE) : start])[-1]
    words = before + _sentence(fact, text)

    def follows(pattern: re.Pattern[str]) -> bool:
        wanted = plain(node.name) + " "
        return any(
            (plain(words[one.end() : one.end() + 60]) + " ").startswith(wanted)
            for one in pattern.finditer(words)
        )

    if follows(LEFT_FROM):
        return False
    fled = isinstance(fact, Estimate) and fact.measure == "fled"
    return not fled or node.camp or follows(GONE_TO)


def _add(shelter: Shelter, front: str, fact: Fact) -> None:
    numbers = people(fact) if isinstance(fact, Estimate) else None
    if numbers is not None:
        low, best, high = numbers
        number = best or low or high or 0.0
        # figures of one place are running totals: the greatest so far is the best
        shelter.already[front] = max(number, shelter.already.get(front, 0.0))
    if fact.id not in shelter.facts:
        shelter.facts.append(fact.id)


def _nearest(node: Node, fronts: Sequence[Node]) -> str | None:
    ranked = sorted(
        (float(great_circle_km(node.lat, node.lon, one.lat, one.lon)), one.id)
        for one in fronts
        if not node.country or not one.country or node.country == one.country
    )
    return ranked[0][1] if ranked and ranked[0][0] <= WITHIN_KM else None


def _sentence(fact: Fact, text: str) -> str:
    start, end = fact.span
    after = text[end : end + SENTENCE]
    stop = re.search(r"[.!?;](?:\s|$)|\n\s*\n|\n\s*[-•*]", after)
    if stop is None:
        return (text[start:end] or fact.text) + after
    following = text[end + stop.start() + 1 : end + stop.start() + 1 + SENTENCE]
    goes_on = THEY.match(following)
    more = re.split(r"[.!?;](?:\s|$)", following, maxsplit=1)[0] if goes_on else ""
    return (text[start:end] or fact.text) + after[: stop.start()] + " | " + more


def _number(words: str, fact: Fact) -> float | None:
    """The number of people that stands last in these words, if it can be a part of the fact's."""
    written = NUMBER.findall(words)
    told = people(fact) if isinstance(fact, Estimate) else None
    if not written or told is None:
        return None
    number = float(written[-1].replace(",", ""))
    most = max(one for one in told if one is not None)
    year = "," not in written[-1] and 1900 <= number <= 2100
    return number if 50 <= number <= 1.1 * most and not year else None


def table(
    nodes: Iterable[Node], shelters: dict[str, Shelter], sides: dict[str, str]
) -> pd.DataFrame:
    """As `Movement.destinations`; those where people are known to be come first."""
    rows = []
    for node in nodes:
        one = shelters.get(node.id)
        rows.append(
            (node.id, node.name, node.country, node.lat, node.lon,
             "camp" if node.camp else "town", one.known if one else np.nan,
             ",".join(one.facts) if one else "", sides.get(node.id))
        )  # fmt: skip
    columns = ["place_id", "name", "country", "lat", "lon", "kind", "already", "facts",
               "held_by"]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns).astype({"already": float})
    return frame.sort_values("already", ascending=False, kind="stable", ignore_index=True)
