"""LGL and GeoVirus end to end: names found in the text by the reading model, then placed.

A name is found where the model sees the name of a place. LGL's guideline also marks names of
peoples ("Kenyans"), short forms ("Ky.") and places within names of bodies ("Paris High School");
GeoVirus' does not. What is done about these was chosen on two fifths of LGL. Span F1 is over exact
spans with coordinates; accuracy is of the names found, with the ranker of the article's fold.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from benchmarks.places.gold import NEAR_KM, Gold, fold_of, named, rankers
from benchmarks.report import Row
from firstlight.places import Gazetteer, resolve
from firstlight.places.atlas import distance_km
from firstlight.places.evidence import country_of_people
from firstlight.places.short import unit_code
from firstlight.places.words import AREAS, PARTS, SETTLEMENTS, SITES, is_common_word
from firstlight.reading.model.heads import best, spans
from firstlight.reading.model.sight import Sight, plan, sights
from firstlight.reading.model.weights import Weights
from firstlight.reading.text.document import document

Spans = set[tuple[int, int]]

# Span F1 and accuracy within 161 km: the best published that we know, and our goals.
ANCHORS = {
    "LGL": ("CamCoder .654", 0.70, "CamCoder .717, Edinburgh .817", 0.82),
    "GeoVirus": ("CamCoder .866", 0.88, "CamCoder .770", 0.87),
}
WAYS = frozenset(
    ["avenue", "boulevard", "drive", "highway", "interstate", "lane", "road", "route", "street"]
)
GREAT = 100_000
"""A place of this many people is taken for meant within the name of a body, though the text does
not name it alone."""


@dataclass(frozen=True)
class Words:
    """One article as words with their places in the text."""

    text: str
    at: Sequence[tuple[int, int]]

    def of(self, first: int, end: int) -> tuple[int, int]:
        return self.at[first][0], self.at[end - 1][1]


def found(text: str, sight: Sight, gazetteer: Gazetteer, wide: bool) -> Spans:
    """Spans of the names of places in a text. wide: as LGL's guideline has it."""
    words = Words(text, [(token.start, token.end) for token in sight.tokens])
    kinds = [*_kinds(sight)]
    out: Spans = set()
    for first, end, kind in kinds:
        if kind == "LOC" and text[words.at[first][0] : words.at[first][1]].lower() == "the":
            first += 1
        if kind == "LOC" and first < end:
            start, stop = words.of(first, end)
            if _is_name(text[start:stop]):
                out.add((start, _with_dot(text, start, stop) if wide else stop))
    if wide:
        _short(words, out)
        _peoples(words, out)
        _within(words, [(a, b) for a, b, kind in kinds if kind == "ORG"], gazetteer, out)
        _parted(words, [(a, b) for a, b, kind in kinds if kind == "LOC"], gazetteer, out)
    return out


def _kinds(sight: Sight) -> Iterator[tuple[int, int, str]]:
    names = sight.classes("named")
    chances = np.log(sight.probabilities("named") + 1e-9)
    for start, end in zip(sight.base, sight.base[1:], strict=False):
        if start < end:
            for first, stop, kind in spans(best(chances[start:end], names), names):
                yield start + first, start + stop, kind


def _is_name(name: str) -> bool:
    lower = name.lower()
    generic = lower in SETTLEMENTS | AREAS | PARTS or lower in SITES or lower in WAYS
    return not (name.islower() or generic or lower.split()[-1] in WAYS)


def _with_dot(text: str, start: int, end: int) -> int:
    return end + 1 if text[end : end + 1] == "." and unit_code(text[start : end + 1]) else end


def _free(out: Spans, start: int, end: int) -> bool:
    return not any(start < stop and begin < end for begin, stop in out)


def _short(words: Words, out: Spans) -> None:
    """Short forms of states after a comma: "Paris, Ky."."""
    for start, end in words.at:
        for stop in (end, end + 1):
            name = words.text[start:stop]
            after_comma = words.text[max(0, start - 2) : start] == ", "
            short = name.endswith(".") and len(name) > 3 and unit_code(name) is not None
            if short and after_comma and _free(out, start, stop):
                out.add((start, stop))


def _peoples(words: Words, out: Spans) -> None:
    for first in range(len(words.at)):
        for end in (first + 2, first + 1):
            if end <= len(words.at):
                start, stop = words.of(first, end)
                name = words.text[start:stop]
                if name[:1].isupper() and country_of_people(name) and _free(out, start, stop):
                    out.add((start, stop))


def _within(
    words: Words, bodies: Sequence[tuple[int, int]], gazetteer: Gazetteer, out: Spans
) -> None:
    """Places within names of bodies: those that the text names alone, units, and great towns."""
    alone = {words.text[start:end] for start, end in out}
    for body, after in bodies:
        for first in range(body, after):
            for end in range(min(after, first + 3), first, -1):
                start, stop = words.of(first, end)
                name = words.text[start:stop]
                if not name[:1].isupper() or is_common_word(name) or not _is_name(name):
                    continue
                some = [m.candidate for m in gazetteer.matches(name) if m.how == "exact"]
                great = any(
                    one.feature in ("ADM1", "PCLI") or one.population >= GREAT for one in some
                )
                if some and (great or name in alone) and _free(out, start, stop):
                    out.add((start, stop))
                    break


def _parted(
    words: Words, places: Sequence[tuple[int, int]], gazetteer: Gazetteer, out: Spans
) -> None:
    """A name of a place that no list has gives way to a listed one in it: "North Texas"."""
    for first, end in places:
        whole = words.of(first, end)
        name = words.text[whole[0] : whole[1]]
        listed = any(match.how == "exact" for match in gazetteer.matches(name))
        if end - first < 2 or listed or whole not in out:
            continue
        rest = out - {whole}
        inner: Spans = set(rest)
        _within(words, [(first, end)], gazetteer, inner)
        if inner != rest:
            out.clear()
            out.update(inner)


def rows(name: str, articles: Sequence[Gold], gazetteer: Gazetteer, weights: Weights) -> list[Row]:
    """Span F1, accuracy of the names found, and the time that all but the model takes."""
    hits = ours = gold = right = 0
    own = 0.0
    by_fold = rankers()
    find = partial(found, gazetteer=gazetteer, wide=name == "LGL")
    begun = time.perf_counter()
    plans = (plan(document(report), weights.pieces) for report, _ in articles)
    for (report, marked), (_, sight) in zip(articles, sights(plans, weights), strict=True):
        here = time.perf_counter()
        mine = find(report.text, sight) if sight.windows else set()
        facts = [named(report, start, end) for start, end in sorted(mine)]
        placed = resolve(facts, report, gazetteer, ranker=by_fold[fold_of(report)])
        own += time.perf_counter() - here
        points = {(start, end): (lat, lon) for start, end, lat, lon in marked}
        ours, gold = ours + len(mine), gold + len(points)
        for fact in placed:
            if fact.span in points:
                hits += 1
                lat, lon = points[fact.span]
                where = fact.place
                if where is not None and where.lat is not None and where.lon is not None:
                    right += bool(distance_km(lat, lon, [where.lat], [where.lon])[0] <= NEAR_KM)
    whole = time.perf_counter() - begun
    f1 = 2 * hits / max(1, ours + gold)
    share = right / max(1, hits)
    spans_by, spans_goal, by, goal = ANCHORS[name]
    made = [
        Row(f"{name}, end to end: F1 of exact spans", f"{f1:.3f}", spans_by, f"{spans_goal:.2f}",
            f1 >= spans_goal),
        Row(f"{name}, end to end: names found within 161 km, missing counted wrong",
            f"{share:.3f}", by, f"{goal:.2f}", share >= goal),
    ]  # fmt: skip
    if name == "LGL":
        ratio = whole / (whole - own)
        made.append(
            Row("LGL, end to end: time, with the pass of the reading model that finds the names",
                f"{ratio:.2f} times", "one pass", "under 1", ratio < 1),
        )  # fmt: skip
    return made
