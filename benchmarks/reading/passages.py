"""The older passages: eight held out, opened by the scorer alone, and fourteen worked on since.

An event counts as found where type and place agree; actors, dates and status are then scored on
those. An estimate counts where measure, number and unit agree. The plain baseline takes the first
event word of a sentence, the nearest capitalised name, the date of publication, and every number of
people. One labeller; 41 events and 9 estimates in the held-out ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.report import Row
from firstlight.reading import Reader
from firstlight.records import Report, as_json
from training.score import Counts, same_name

PASSAGES = Path(__file__).parents[1] / "passages"

Facts = list[dict[str, Any]]

KEYWORDS = {
    "capture": "captured|took|seized|retook|recaptured",
    "encircle": "siege|besieged|encircled|surrounded",
    "airstrike": "air strikes?|bombed",
    "shelling": "shelled|shelling|mortars?",
    "flee": "fled|left|escaped",
    "withdraw": "withdrew|withdrawn",
    "enter": "entered|stormed",
    "clash": "clashes|fighting",
    "attack": "attacked|attack",
    "trap": "trapped",
    "offensive": "offensive",
    "hold": "holds?|controls?",
}


@dataclass
class Score:
    events: Counts = field(default_factory=Counts)
    actors: Counts = field(default_factory=Counts)
    dates: Counts = field(default_factory=Counts)
    status: Counts = field(default_factory=Counts)
    estimates: Counts = field(default_factory=Counts)


def match(wanted: Facts, said: Facts, same: Callable[[Any, Any], bool]) -> list[tuple[Any, Any]]:
    """Pairs of (wanted, said), each used once, in the order of the wanted."""
    left, pairs = list(said), []
    for one in wanted:
        found = next((other for other in left if same(one, other)), None)
        if found is not None:
            left.remove(found)
            pairs.append((one, found))
    return pairs


def score(passages: Sequence[dict[str, Any]], read: Callable[[Report], Facts]) -> Score:
    total = Score()
    for passage in passages:
        report = Report(passage["id"], passage["text"], date.fromisoformat(passage["published"]))
        facts = read(report)
        events = [fact for fact in facts if fact["kind"] == "event"]
        numbers = [fact for fact in facts if fact["kind"] == "estimate"]
        pairs = match(passage["events"], events, _same_event)
        _add(total.events, len(pairs), len(events), len(passage["events"]))
        for gold, ours in pairs:
            names = [party["name"] for party in ours["actors"]]
            right = sum(any(same_name(one, name) for name in names) for one in gold["actors"])
            _add(total.actors, right, len(names), len(gold["actors"]))
            _add(total.dates, _ends(gold) == _ends(ours), 1, 1)
            _add(total.status, gold["status"] == ours["status"], 1, 1)
        found = match(passage["estimates"], numbers, _same_number)
        _add(total.estimates, len(found), len(numbers), len(passage["estimates"]))
    return total


def _add(counts: Counts, right: int, said: int, wanted: int) -> None:
    counts.right += right
    counts.said += said
    counts.wanted += wanted


def _ends(fact: dict[str, Any]) -> tuple[Any, Any]:
    return fact["start"], fact["end"]


def _place(fact: dict[str, Any]) -> str | None:
    place = fact["place"]
    if not place:
        return None
    return f"{place['name']} {place['within'] or ''}"


def _same_event(gold: dict[str, Any], ours: dict[str, Any]) -> bool:
    return gold["type"] == ours["type"] and same_name(gold["place"], _place(ours))


def _same_number(gold: dict[str, Any], ours: dict[str, Any]) -> bool:
    if gold["measure"] != ours["measure"] or gold["unit"] != ours["unit"]:
        return False
    if gold["best"] is not None:
        return bool(ours["best"] == gold["best"])
    return ours["best"] is None and ours["low"] == gold["low"]


def keywords(report: Report) -> Facts:
    """The baseline."""
    facts: Facts = []
    day = report.published.isoformat() if report.published else None
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", report.text):
        names = [
            (found.start(), found.group())
            for found in re.finditer(r"(?<!^)\b[A-Z][\w-]+(?: [A-Z][\w-]+)*", sentence)
        ]
        for type_, words in KEYWORDS.items():
            hit = re.search(rf"\b(?:{words})\b", sentence)
            if hit and names:
                at = hit.start()
                _, place = min((abs(offset - at), name) for offset, name in names)
                before = [name for offset, name in names if offset < at]
                facts.append(
                    {
                        "kind": "event",
                        "type": type_,
                        "place": {"name": place, "within": None},
                        "actors": [{"name": name} for name in before[-1:]],
                        "start": day,
                        "end": day,
                        "status": "actual",
                    }
                )
                break
        for found in re.finditer(r"(\d[\d,]*\d{2,}) (?:people|civilians)", sentence):
            measure = "trapped" if re.search("trapped|inside|besieged", sentence) else "fled"
            best = float(found.group(1).replace(",", ""))
            facts.append({"kind": "estimate", "measure": measure, "unit": "people", "best": best})
    return facts


LABELS = {
    "events": "event F1 (type and place)",
    "actors": "actor F1, events found",
    "dates": "both dates right, events found",
    "status": "status right, events found",
    "estimates": "estimate F1 (measure, number, unit)",
}


def rows(reader: Reader, rules: Reader, quick: bool = False) -> list[Row]:
    """The held-out passages, and in a full run those worked on, as reported figures."""
    found = []
    for name, label in (("heldout", "passages held out"), ("development", "passages worked on")):
        if quick and name == "development":
            continue
        some = json.loads((PASSAGES / f"{name}.json").read_text(encoding="utf-8"))
        ours, theirs, plain = (score(some, read) for read in (_of(reader), _of(rules), keywords))
        for measure, words in LABELS.items():
            mine, base, least = (getattr(one, measure).f1() for one in (ours, theirs, plain))
            anchor = f"rules alone {base:.2f}, keywords {least:.2f}"
            found.append(Row(f"{label}: {words}", f"{mine:.2f}", anchor, "reported"))
    return found


def _of(reader: Reader) -> Callable[[Report], Facts]:
    return lambda report: [as_json(fact) for fact in reader.read([report])[0]]
