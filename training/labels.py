"""Reads the labels of `labels/` and says what is wrong with them: `python -m training.labels`.

A label file is described in GUIDELINE.md. `passages` yields each passage with the text joined and
every string of a label turned into offsets of that text; a string that is not in its sentence is an
error that names file, passage and sentence.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from firstlight.records import EVENT_TYPES, MEASURES, SITE_KINDS, STATUSES, UNITS
from training.marks import EstimateLabel, EventLabel, Mention, Passage, Sentence, Span

LABELS = Path(__file__).with_name("labels")
ENTITY_TYPES = (
    "person", "org", "armed", "people", "country", "area", "town", "quarter", "road", "crossing",
    "bridge", "dam", "airbase", "base", "port", "camp", "site", "water", "land", "date",
    "quantity",
)  # fmt: skip
CONTINENTS = ("Africa", "Asia", "Europe", "North America", "South America", "Oceania")


class LabelError(ValueError):
    """A label that does not fit its sentence or the guideline."""


@dataclass
class _Sentence:
    """One sentence while its strings are looked up."""

    text: str
    start: int
    where: str
    used: Counter[str] = field(default_factory=Counter)

    def find(self, wanted: str, nth: int | None = None) -> Span:
        words, _, number = wanted.rpartition("#")
        if words and number.isdigit():
            nth, wanted = int(number), words
        at = -1
        for _ in range(nth or 1):
            at = self._next(wanted, at + 1)
            if at < 0:
                raise LabelError(f"{self.where}: {wanted!r} does not stand in {self.text!r}")
        return self.start + at, self.start + at + len(wanted)

    def _next(self, wanted: str, begin: int) -> int:
        """The next occurrence that is not the inside of a longer word, else any."""
        first = at = self.text.find(wanted, begin)
        while at >= 0:
            before = self.text[at - 1] if at else " "
            after = self.text[at + len(wanted)] if at + len(wanted) < len(self.text) else " "
            inside = (before.isalnum() and wanted[0].isalnum()) or (
                after.isalnum() and wanted[-1].isalnum()
            )
            if not inside:
                return at
            at = self.text.find(wanted, at + 1)
        return first

    def mention(self, wanted: str) -> Mention:
        words, equals, name = wanted.partition("=")
        if not equals:
            bare = words.rpartition("#")
            return Mention(self.find(words), bare[0] if bare[2].isdigit() and bare[0] else words)
        if not name:
            raise LabelError(f"{self.where}: {wanted!r} names nothing after '='")
        return Mention(self.find(words) if words else None, name)


def passage_of(data: Mapping[str, Any], file: str = "") -> Passage:
    """The passage with offsets. Raises LabelError for a string that is not in its sentence."""
    where = f"{file}: {data.get('id')}"
    for key in ("id", "conflict", "continent", "register", "published", "origin", "sentences"):
        if key not in data:
            raise LabelError(f"{where}: has no {key!r}")
    if data["continent"] not in CONTINENTS:
        raise LabelError(f"{where}: continent is one of {', '.join(CONTINENTS)}")
    date.fromisoformat(data["published"])
    text, sentences = "", []
    for number, one in enumerate(data["sentences"]):
        text += one.get("sep", " ") if number else ""
        start = len(text)
        text += one["s"]
        sentences.append(_sentence(one, _Sentence(one["s"], start, f"{where}, {number + 1}")))
    return Passage(
        id=data["id"],
        conflict=data["conflict"],
        continent=data["continent"],
        register=data["register"],
        published=data["published"],
        origin=data["origin"],
        text=text,
        sentences=tuple(sentences),
        file=file,
    )


def _sentence(data: Mapping[str, Any], at: _Sentence) -> Sentence:
    unknown = set(data) - {"s", "sep", "ents", "events", "estimates"}
    if unknown:
        raise LabelError(f"{at.where}: unknown keys {sorted(unknown)}")
    entities = []
    for type_, words in (data.get("ents") or {}).items():
        if type_ not in ENTITY_TYPES:
            raise LabelError(f"{at.where}: {type_!r} is no entity type")
        for word in words:
            at.used[word] += 1
            entities.append((at.find(word, at.used[word]), type_))
    entities.sort()
    events = tuple(_event(one, at) for one in data.get("events") or ())
    estimates = tuple(_estimate(one, at) for one in data.get("estimates") or ())
    return Sentence((at.start, at.start + len(at.text)), tuple(entities), events, estimates)


def _one_of(value: Any, allowed: tuple[str, ...], at: _Sentence, what: str) -> Any:
    if value not in allowed:
        raise LabelError(f"{at.where}: {what} {value!r} is none of {', '.join(allowed)}")
    return value


def _days(data: Mapping[str, Any], at: _Sentence) -> tuple[str | None, str | None]:
    start, end = data.get("start"), data.get("end")
    for day in (start, end):
        if day is not None:
            try:
                date.fromisoformat(day)
            except (ValueError, TypeError):
                raise LabelError(f"{at.where}: {day!r} is no ISO date") from None
    if start and end and start > end:
        raise LabelError(f"{at.where}: start {start} is after end {end}")
    return start, end


_EVENT_KEYS = {
    "t", "type", "status", "actors", "targets", "place", "within", "near", "date", "start", "end",
    "object", "count", "fatalities", "same",
}  # fmt: skip


def _event(data: Mapping[str, Any], at: _Sentence) -> EventLabel:
    if set(data) - _EVENT_KEYS or "t" not in data:
        raise LabelError(f"{at.where}: event with keys {sorted(data)}")
    if " " in data["t"]:
        raise LabelError(f"{at.where}: trigger {data['t']!r} is more than one word")
    start, end = _days(data, at)
    count, dead = data.get("count"), data.get("fatalities")
    return EventLabel(
        trigger=at.find(data["t"]),
        type=_one_of(data.get("type"), EVENT_TYPES, at, "type"),
        status=_one_of(data.get("status"), STATUSES, at, "status"),
        actors=tuple(at.mention(one) for one in data.get("actors") or ()),
        targets=tuple(at.mention(one) for one in data.get("targets") or ()),
        place=_place(data["place"], data.get("within"), at) if data.get("place") else None,
        within=data.get("within"),
        near=bool(data.get("near")),
        dates=tuple(at.find(one) for one in data.get("date") or ()),
        start=start,
        end=end,
        object=_one_of(data.get("object"), (None, *SITE_KINDS), at, "object"),  # type: ignore[arg-type]
        count=(at.find(count[0]), float(count[1])) if count else None,
        fatalities=(at.find(dead[0]), dead[1], dead[2]) if dead else None,
        same=bool(data.get("same")),
    )


def _place(words: str, within: str | None, at: _Sentence) -> Mention:
    """A site without a name of its own ("the airport") stands for the town that it is within."""
    found = at.mention(words)
    nameless = found.span is not None and not any(letter.isupper() for letter in found.name)
    return Mention(found.span, within) if nameless and within else found


_ESTIMATE_KEYS = {
    "q", "measure", "unit", "low", "high", "best", "place", "group", "status", "start", "end",
    "revises",
}  # fmt: skip


def _estimate(data: Mapping[str, Any], at: _Sentence) -> EstimateLabel:
    if set(data) - _ESTIMATE_KEYS or "q" not in data:
        raise LabelError(f"{at.where}: estimate with keys {sorted(data)}")
    start, end = _days(data, at)
    revises = data.get("revises")
    if all(data.get(key) is None for key in ("low", "high", "best")):
        raise LabelError(f"{at.where}: {data['q']!r} has no low, high or best")
    return EstimateLabel(
        number=at.find(data["q"]),
        measure=_one_of(data.get("measure"), MEASURES, at, "measure"),
        unit=_one_of(data.get("unit", "people"), UNITS, at, "unit"),
        low=data.get("low"),
        high=data.get("high"),
        best=data.get("best"),
        place=at.mention(data["place"]) if data.get("place") else None,
        group=data.get("group"),
        status=_one_of(data.get("status", "actual"), STATUSES, at, "status"),
        start=start,
        end=end,
        revises=revises,
        revision_words=at.find(revises["words"]) if revises and revises.get("words") else None,
    )


def read_file(path: Path) -> list[Passage]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise LabelError(f"{path.name}: not JSON: {error}") from None
    return [passage_of(one, path.name) for one in data]


def passages(split: str, folder: Path = LABELS) -> Iterator[Passage]:
    """Every passage of a split ("train", "dev", "test"), in the order of the file names."""
    for path in sorted((folder / split).glob("*.json")):
        yield from read_file(path)


def main() -> None:
    """Checks the files named, or all; ends with 1 where one is wrong."""
    paths = [Path(one) for one in sys.argv[1:]] or sorted(
        path for split in ("train", "dev", "test") for path in (LABELS / split).glob("*.json")
    )
    bad = 0
    tally: Counter[str] = Counter()
    conflicts: dict[str, set[str]] = {}
    for path in paths:
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
        except json.JSONDecodeError as error:
            print(f"{path.name}: not JSON: {error}")
            bad += 1
            continue
        for one in raw:
            try:
                passage = passage_of(one, path.name)
            except (LabelError, ValueError, KeyError, TypeError, IndexError) as error:
                print(error)
                bad += 1
                continue
            split = path.parent.name
            tally[f"{split} sentences"] += len(passage.sentences)
            tally[f"{split} events"] += sum(len(s.events) for s in passage.sentences)
            tally[f"{split} estimates"] += sum(len(s.estimates) for s in passage.sentences)
            conflicts.setdefault(split, set()).add(passage.conflict)
    for name, number in sorted(tally.items()):
        print(f"{number:6} {name}")
    for split, names in sorted(conflicts.items()):
        print(f"{len(names):6} conflicts in {split}: {', '.join(sorted(names))}")
    sys.exit(bool(bad))


__all__ = [
    "ENTITY_TYPES", "LABELS", "EstimateLabel", "EventLabel", "LabelError", "Mention", "Passage",
    "Sentence", "Span", "passage_of", "passages", "read_file",
]  # fmt: skip


if __name__ == "__main__":
    main()
