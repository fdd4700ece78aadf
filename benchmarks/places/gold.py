"""LGL and GeoVirus, given the spans."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from benchmarks.report import Row
from firstlight.places import Gazetteer, resolve
from firstlight.places.atlas import distance_km
from firstlight.records import Event, Place, Report

NEAR_KM = 161.0
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


def distances(articles: Iterator[Gold], gazetteer: Gazetteer) -> tuple[list[float], float]:
    """Km from the gold point of every name (infinite where there is no answer), and seconds."""
    away: list[float] = []
    spent = 0.0
    for report, spans in articles:
        facts = [
            Event(
                "clash", report.id, (start, end), report.text[start:end],
                Place(report.text[start:end], precision="exact"), None, None, "actual", 1.0,
            )
            for start, end, _, _ in spans
        ]  # fmt: skip
        begun = time.perf_counter()
        resolved = resolve(facts, report, gazetteer)
        spent += time.perf_counter() - begun
        for fact, (_, _, lat, lon) in zip(resolved, spans, strict=True):
            place = fact.place
            if place is None or place.lat is None or place.lon is None:
                away.append(float("inf"))
            else:
                away.append(float(distance_km(lat, lon, [place.lat], [place.lon])[0]))
    return away, spent


def rows(name: str, articles: Iterator[Gold], gazetteer: Gazetteer) -> list[Row]:
    """The share within 161 km, the names without an answer, and the speed."""
    away, spent = distances(articles, gazetteer)
    ours = float(np.mean(np.array(away) <= NEAR_KM))
    anchor, goal = ANCHORS[name]
    return [
        Row(
            f"{name}: {len(away)} gold names within 161 km, missing counted wrong",
            f"{ours:.3f}",
            f"best published {anchor:.3f}",
            f"{goal:.3f}",
            ours >= goal,
        ),
        Row(
            f"{name}: names without an answer", f"{np.mean(np.isinf(away)):.3f}", "none", "reported"
        ),
        Row(
            f"{name}: names a second, one core, candidates looked up as well",
            f"{len(away) / spent:.0f}",
            "none",
            "reported",
        ),
    ]
