"""How fast names are settled, and how much time and memory the gazetteer takes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from copy import copy

from benchmarks.places.gold import Gold, named
from benchmarks.report import Row
from firstlight.places import Gazetteer
from firstlight.places.ranker import Ranker, settle
from firstlight.places.resolve import evidence_of, mentions_of

ROUNDS = 3
_MEASURE = """
import pathlib, resource, time
from firstlight.places import Gazetteer
begun = time.perf_counter()
gazetteer = Gazetteer.open(packs=())
gazetteer.lookup("Fallujah")
opened = time.perf_counter() - begun
names = [one.name for one in map(gazetteer._atlas.candidate, range(0, len(gazetteer._atlas), 24))]
for name in names[:10000]:
    gazetteer.lookup(name)
status = pathlib.Path("/proc/self/status")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # on Linux that of the parent counts in
if status.exists():
    peak = int(status.read_text().partition("VmHWM:")[2].split()[0])
print(opened, peak / 1024, len(names[:10000]))
"""


def rows(articles: Sequence[Gold], gazetteer: Gazetteer) -> list[Row]:
    """Names a second with their candidates given; opening; memory after 10,000 look-ups."""
    ranker = Ranker.shipped()
    given = []
    for report, spans in articles:
        facts = [named(report, start, end) for start, end, _, _ in spans]
        mentions = list(mentions_of(facts, report, gazetteer, ())[0].values())
        given.append((len(spans), mentions, evidence_of(report, gazetteer, ())))
    total = sum(count for count, _, _ in given)
    best = float("inf")
    for _ in range(ROUNDS):
        fresh = [([copy(one) for one in mentions], evidence) for _, mentions, evidence in given]
        begun = time.perf_counter()
        for mentions, evidence in fresh:
            settle(mentions, evidence, gazetteer, ranker)
        best = min(best, time.perf_counter() - begun)
    told = subprocess.run(
        [sys.executable, "-c", _MEASURE], capture_output=True, text=True, check=True
    )
    opened, memory, count = (float(one) for one in told.stdout.split())
    return [
        Row(
            f"{total} names of LGL settled, candidates given: names a second, one core",
            f"{total / best:.0f}", "none", "10,000", total / best >= 10_000,
        ),
        Row("gazetteer: opened and a first name found", f"{opened:.2f} s", "none", "0.2 s",
            opened <= 0.2),
        Row(f"gazetteer: memory after {count:.0f} look-ups, Python and libraries with it",
            f"{memory:.0f} MB", "none", "150 MB", memory <= 150),
    ]  # fmt: skip
