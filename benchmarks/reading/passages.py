"""How well reports are read: our own labelled passages against a plain keyword baseline.

    python -m benchmarks.reading [--quick] [--json FILE]

Passages written and labelled for this purpose, from wars on four continents and in several
registers. `passages/heldout.json` is read for this table only, never for choosing anything;
`passages/development.json` was held out at first and has been worked on since. An event counts as
found where type and place agree; actors, dates and status are then scored on those. An estimate
counts where measure, number and unit agree. The baseline takes the first event word of a sentence,
the nearest capitalised name, the date of publication, and every number of people. The held-out set
is small and labelled by one hand: 41 events, 9 estimates.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.report import Row, arguments, finish
from firstlight.places import Gazetteer
from firstlight.reading import RulesReader
from firstlight.records import Report, as_json

PASSAGES = Path(__file__).with_name("passages")

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
class Counts:
    """True positives, and how many were said and wanted."""

    right: int = 0
    said: int = 0
    wanted: int = 0

    def f1(self) -> float:
        return 2 * self.right / max(1, self.said + self.wanted)


@dataclass
class Score:
    events: Counts = field(default_factory=Counts)
    actors: Counts = field(default_factory=Counts)
    dates: Counts = field(default_factory=Counts)
    status: Counts = field(default_factory=Counts)
    estimates: Counts = field(default_factory=Counts)


def folded(name: str | None) -> str:
    words = re.findall(r"\w+", (name or "").lower())
    return " ".join(word for word in words if word not in {"the", "of", "al"})


def same_name(one: str | None, other: str | None) -> bool:
    a, b = folded(one), folded(other)
    return bool(a and b) and (a in b or b in a)


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


def main() -> None:
    options = arguments(__doc__)
    held_out, worked_on = (
        json.loads((PASSAGES / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("heldout", "development")
    )
    reader = RulesReader(Gazetteer.open())

    def read(report: Report) -> Facts:
        return [as_json(fact) for fact in reader.read([report])[0]]

    ours, plain = score(held_out, read), score(held_out, keywords)
    known = score(worked_on, read)
    labels = {
        "events": ("event F1 (type and place)", 0.80),
        "actors": ("actor F1, events found", 0.85),
        "dates": ("both dates right, events found", 0.85),
        "status": ("status right, events found", 0.85),
        "estimates": ("estimate F1 (measure, number, unit)", 0.85),
    }
    rows = []
    for name, (label, goal) in labels.items():
        mine, base = getattr(ours, name).f1(), getattr(plain, name).f1()
        rows.append(
            Row(label, f"{mine:.2f}", f"keywords {base:.2f}", f"{goal:.2f}", round(mine, 2) >= goal)
        )
    rows += [
        Row(f"{label}, passages worked on", f"{getattr(known, name).f1():.2f}", "none", "reported")
        for name, (label, _) in labels.items()
    ]
    finish(rows, options)


if __name__ == "__main__":
    main()
