"""LGL and GeoVirus, given the spans."""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from benchmarks.report import Row
from firstlight.places import Gazetteer, resolve
from firstlight.places.atlas import distance_km
from firstlight.places.ranker import Ranker
from firstlight.records import Event, Place, Report

NEAR_KM = 161.0
FOLDS = Path(__file__).parent / "folds.npz"
"""Weights of the ranker for each fifth of the articles, which they have not seen."""
Gold = tuple[Report, list[tuple[int, int, float, float]]]

# Share within 161 km with missing counted wrong: the best published that we know, and our goal.
ANCHORS = {"LGL": (0.794, 0.82), "GeoVirus": (0.818, 0.87)}


def lgl(path: Path) -> Iterator[Gold]:
    for article in _articles(path):
        text = article.findtext("text") or ""
        spans = []
        for one in article.iter("toponym"):
            tag = one.find("gaztag")
            if tag is not None and tag.findtext("lat"):
                spans.append(_span(one, tag))
        yield Report(article.get("docid") or "", text, None), spans


def geovirus(path: Path) -> Iterator[Gold]:
    for number, article in enumerate(_articles(path)):
        text = article.findtext("text") or ""
        spans = [_span(one, one) for one in article.iter("location") if one.findtext("lat")]
        # Offsets of GeoVirus count from one.
        yield Report(str(number), text, None), [(a - 1, b - 1, c, d) for a, b, c, d in spans]


def _articles(path: Path) -> Iterator[ElementTree.Element]:
    text = re.sub(r"&(?!\w+;|#)", "&amp;", path.read_text(encoding="utf-8"))
    yield from ElementTree.fromstring(text).iter("article")


def _span(one: ElementTree.Element, point: ElementTree.Element) -> tuple[int, int, float, float]:
    start, end = int(one.findtext("start") or 0), int(one.findtext("end") or 0)
    return start, end, float(point.findtext("lat") or 0), float(point.findtext("lon") or 0)


def named(report: Report, start: int, end: int) -> Event:
    """A fact that stands for a name to be placed, nothing else."""
    text = report.text[start:end]
    place = Place(text, precision="exact")
    return Event("clash", report.id, (start, end), text, place, None, None, "actual", 1.0)


def fold_of(report: Report) -> int:
    """Which fifth of the articles one belongs to, by a hash of its text."""
    return zlib.crc32(report.text.encode()) % 5


def rankers() -> list[Ranker]:
    """The ranker of each fold: trained on the articles of the other four."""
    with np.load(FOLDS) as arrays:
        return [
            Ranker({name[2:]: arrays[name] for name in arrays.files if name[0] == str(fold)})
            for fold in range(5)
        ]


@dataclass(frozen=True)
class Answer:
    """One gold name: km from its point (infinite without an answer), whether the point lies within
    the place's own radius, and the chance that was given."""

    km: float
    inside: bool
    chance: float | None


def answers(articles: Sequence[Gold], gazetteer: Gazetteer) -> tuple[list[Answer], float]:
    """An answer for every name, by the ranker of its article's fold; and seconds."""
    out: list[Answer] = []
    spent = 0.0
    by_fold = rankers()
    for report, spans in articles:
        facts = [named(report, start, end) for start, end, _, _ in spans]
        begun = time.perf_counter()
        resolved = resolve(facts, report, gazetteer, ranker=by_fold[fold_of(report)])
        spent += time.perf_counter() - begun
        for fact, (_, _, lat, lon) in zip(resolved, spans, strict=True):
            place = fact.place
            if place is None or place.lat is None or place.lon is None:
                out.append(Answer(float("inf"), False, None))
            else:
                km = float(distance_km(lat, lon, [place.lat], [place.lon])[0])
                out.append(Answer(km, km <= max(NEAR_KM, place.radius_km or 0.0), place.chance))
    return out, spent


def calibration(found: Sequence[Answer], bins: int = 10) -> float:
    """The expected calibration error of the chances, tenths of equal width; right is `inside`."""
    some = [(one.chance, one.inside) for one in found if one.chance is not None]
    total = 0.0
    for number in range(bins):
        own = [pair for pair in some if number <= min(pair[0] * bins, bins - 1e-9) < number + 1]
        if own:
            said, were = np.mean(own, axis=0)
            total += abs(said - were) * len(own) / len(some)
    return float(total)


def rows(name: str, articles: Sequence[Gold], gazetteer: Gazetteer) -> list[Row]:
    """The share within 161 km, what that leaves out, calibration, and the speed."""
    found, spent = answers(articles, gazetteer)
    ours = float(np.mean([one.km <= NEAR_KM for one in found]))
    anchor, goal = ANCHORS[name]
    return [
        Row(
            f"{name}: {len(found)} gold names within 161 km, missing counted wrong",
            f"{ours:.3f}",
            f"best published {anchor:.3f}",
            f"{goal:.2f}",
            ours >= goal,
        ),
        Row(
            f"{name}: the same, or within the radius of the country, sea or province answered",
            f"{np.mean([one.inside for one in found]):.3f}", "none", "reported",
        ),
        Row(
            f"{name}: names without an answer",
            f"{np.mean([np.isinf(one.km) for one in found]):.3f}", "none", "reported",
        ),
        Row(f"{name}: calibration error of the chance", f"{calibration(found):.3f}", "none",
            "reported"),
        Row(
            f"{name}: names a second, one core, candidates and radius looked up as well",
            f"{len(found) / spent:.0f}", "none", "reported",
        ),
    ]  # fmt: skip
