"""Near-copies: the same wire story printed twice must not count as two witnesses.

Two texts are near-copies when one holds most of the other's word five-grams (containment after
Broder, "On the resemblance and containment of documents", 1997).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from firstlight.records import Report

WORDS = 5
CONTAINMENT = 0.5
"""Half of the shorter text's five-grams; two stories on one event share under a tenth."""

BOILERPLATE = 20
"""A run of words in so many reports is a footer; it tells no copies, and costs time."""


def link_copies(reports: Iterable[Report]) -> list[Report]:
    """The reports, in publication order, each near-copy with the id of its earliest original."""
    ordered = sorted(reports, key=lambda one: (one.published is None, one.published, one.id))
    seen: dict[int, list[int]] = defaultdict(list)
    grams: list[set[int]] = []
    linked: list[Report] = []
    for number, report in enumerate(ordered):
        mine = _grams(report.text)
        shared = Counter(other for gram in mine for other in seen[gram])
        original: str | None = None
        for other, count in sorted(shared.items()):
            if count >= CONTAINMENT * max(1, min(len(mine), len(grams[other]))):
                original = linked[other].similar_to or linked[other].id
                break
        for gram in mine:
            if len(seen[gram]) < BOILERPLATE:
                seen[gram].append(number)
        grams.append(mine)
        linked.append(replace(report, similar_to=original))
    return linked


def _grams(text: str) -> set[int]:
    words = re.findall(r"\w+", text.lower())
    return {hash(tuple(words[i : i + WORDS])) for i in range(max(1, len(words) - WORDS + 1))}
