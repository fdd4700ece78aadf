"""The labels: every string fits its sentence, and the splits keep wars apart."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from training.labels import LABELS, LabelError, passage_of, passages

SPLITS = ("train", "dev", "test")


@pytest.mark.parametrize("split", SPLITS)
def test_every_label_fits_its_sentence(split: str) -> None:
    found = list(passages(split))
    assert found
    for passage in found:
        for sentence in passage.sentences:
            for span, _ in sentence.entities:
                assert sentence.span[0] <= span[0] < span[1] <= sentence.span[1]
            for event in sentence.events:
                assert sentence.span[0] <= event.trigger[0] < event.trigger[1]


def test_there_are_enough_sentences_of_enough_wars_on_enough_continents() -> None:
    every = [one for split in SPLITS for one in passages(split)]
    assert sum(len(one.sentences) for one in every) >= 1500
    wars = {one.conflict for one in every if "no war" not in one.conflict}
    assert len(wars) >= 12
    assert len({one.continent for one in every}) >= 4
    assert len({one.register for one in every}) >= 6


def test_no_war_and_no_article_stands_in_two_splits() -> None:
    where: dict[str, set[str]] = {}
    for split in SPLITS:
        for one in passages(split):
            article = one.origin if one.origin.startswith("Wikipedia") else ""
            for key in filter(None, (f"id {one.id}", article, _war(one.conflict))):
                where.setdefault(key, set()).add(split)
    assert {key: splits for key, splits in where.items() if len(splits) > 1} == {}


def _war(conflict: str) -> str:
    return "" if "no war" in conflict or conflict.startswith("none") else f"war {conflict}"


def test_what_is_no_fact_is_among_the_labels() -> None:
    status: Counter[str] = Counter()
    empty = 0
    for passage in passages("train"):
        for sentence in passage.sentences:
            status.update(event.status for event in sentence.events)
            empty += not sentence.events and not sentence.estimates
    assert min(status[name] for name in ("denied", "planned", "possible", "ongoing")) >= 50
    assert empty >= 300


def _passage(**event: object) -> dict[str, object]:
    return {
        "id": "x", "conflict": "c", "continent": "Asia", "register": "wire",
        "published": "2016-06-14", "origin": "written for this project",
        "sentences": [{"s": "They took the town.", "events": [{"t": "took", "type": "capture",
                       "status": "actual", **event}]}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("event", "says"),
    [
        ({"place": "city"}, "does not stand in"),
        ({"type": "victory"}, "is none of"),
        ({"start": "14 June"}, "no ISO date"),
        ({"start": "2016-06-15", "end": "2016-06-14"}, "is after end"),
        ({"t": "took the"}, "more than one word"),
        ({"where": "town"}, "event with keys"),
    ],
)
def test_a_wrong_label_is_named(event: dict[str, object], says: str) -> None:
    with pytest.raises(LabelError, match=says):
        passage_of(_passage(**event))


def test_a_string_is_found_as_a_whole_word() -> None:
    data = _passage()
    data["sentences"] = [{"s": "The warlord feared war.", "events": [
        {"t": "war", "type": "clash", "status": "possible"}]}]  # fmt: skip
    event = passage_of(data).sentences[0].events[0]
    assert event.trigger == (19, 22)


def test_label_files_keep_their_origin() -> None:
    for path in sorted(Path(LABELS).glob("*/*.json")):
        for one in json.loads(path.read_text(encoding="utf-8")):
            assert one["origin"].startswith("Wikipedia") or one["origin"].startswith("written")
            if one["origin"].startswith("Wikipedia"):
                assert "CC BY-SA" in one["origin"]
