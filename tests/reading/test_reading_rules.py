"""The rule reader against passages of our own with the facts that a careful reader lists.

Each case's event is "type|status|place|actors|targets|first day|object", later parts left out where
they do not matter. `dev.json` is what the grammar was written with; the others were written
afterwards and only generalised from.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight.reading import RulesReader
from firstlight.records import EVENT_TYPES, STATUSES, Actor, Candidate, Event, Report

CASES = Path(__file__).parent / "cases"
AREAS = {"syria", "north kivu", "cabo delgado", "kosovo", "lebanon", "sokoto state", "jebel marra"}


class Listed:
    """A gazetteer of the places that the cases name."""

    def __init__(self, names: set[str]) -> None:
        self.names = {name.lower() for name in names}

    def lookup(self, name: str) -> list[Candidate]:
        key = name.lower()
        if key not in self.names and key not in AREAS:
            return []
        feature = "ADM1" if key in AREAS else "PPL"
        return [Candidate("fl:" + key, name, "XX", 0.0, 0.0, feature, population=50_000)]


def cases(file: str) -> list[dict[str, object]]:
    return json.loads((CASES / file).read_text(encoding="utf-8"))


def reader(*extra: str, actors: tuple[Actor, ...] = ()) -> RulesReader:
    named = {
        event.split("|")[2]
        for file in sorted(path.name for path in CASES.glob("*.json"))
        for case in cases(file)
        for event in case["events"]  # type: ignore[attr-defined]
    }
    return RulesReader(Listed({*named, *extra} - {""}), actors)


def events(text: str, published: str = "2016-06-08", *extra: str) -> list[Event]:
    report = Report("r", text, date.fromisoformat(published))
    return [fact for fact in reader(*extra).read([report])[0] if isinstance(fact, Event)]


def _fits(event: Event, wanted: list[str]) -> bool:
    if event.type != wanted[0]:
        return False
    if not wanted[2]:
        return True
    names = [event.place.name, event.place.within or ""] if event.place else []
    return any(name and (name in wanted[2] or wanted[2] in name) for name in names)


@pytest.mark.parametrize(
    ("file", "precision", "recall"),
    [
        ("dev.json", 0.88, 0.86),
        ("fresh.json", 0.80, 0.80),
        ("fresh2.json", 0.80, 0.78),
        ("fresh3.json", 0.80, 0.78),
        ("fresh4.json", 0.80, 0.78),
        ("fresh5.json", 0.78, 0.68),
        ("wars.json", 0.79, 0.70),
        ("unseen.json", 0.70, 0.64),
    ],
)
def test_most_events_are_found_and_few_are_invented(
    file: str, precision: float, recall: float
) -> None:
    found = wanted = right = stated = 0
    one = reader()
    for case in cases(file):
        report = Report("r", str(case["text"]), date.fromisoformat(str(case["published"])))
        free = [fact for fact in one.read([report])[0] if isinstance(fact, Event)]
        found += len(free)
        for text in case["events"]:  # type: ignore[attr-defined]
            wanted += 1
            parts = [*text.split("|"), "", "", ""]
            hits = sorted((e for e in free if _fits(e, parts)), key=lambda e: e.status != parts[1])
            if hits:
                free.remove(hits[0])
                right += 1
                stated += hits[0].status == parts[1]
    assert right / found >= precision
    assert right / wanted >= recall
    assert stated / right >= 0.85


def test_every_fact_says_the_words_it_rests_on() -> None:
    one = reader()
    for case in cases("dev.json"):
        text = str(case["text"])
        report = Report("r", text, date.fromisoformat(str(case["published"])))
        facts = one.read([report])[0]
        assert [fact.span for fact in facts] == sorted(fact.span for fact in facts)
        assert len({fact.id for fact in facts}) == len(facts)
        for fact in facts:
            assert text[fact.span[0] : fact.span[1]] == fact.text
            assert 0 < fact.confidence < 1
            assert fact.status in STATUSES
            if isinstance(fact, Event):
                assert fact.type in EVENT_TYPES


def test_actors_of_the_case_give_their_ids() -> None:
    actors = (
        Actor("sdf", "Syrian Democratic Forces", ("SDF",), "sdf"),
        Actor("isis", "Islamic State", ("Daesh",), "isis"),
    )
    report = Report("r", "The SDF captured Manbij from ISIL on Sunday.", date(2016, 6, 8))
    (event,) = reader(actors=actors).read([report])[0]
    assert isinstance(event, Event)
    assert [(party.name, party.id) for party in event.actors] == [("SDF", "sdf")]
    assert [(party.name, party.id) for party in event.targets] == [("ISIL", "isis")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n\t",
        "استعادت القوات العراقية السيطرة على الفلوجة يوم الأحد.",
        "| Town | Dead |\n|---|---|\n| Goma | 12 |\n\n1\t2\t3\nKindu\t4\t\n",
        "the of by to in and " * 400,
        "(" * 3000,
        "Goma, " * 3000,
        "“” ‘’ — … \u200f\ufeff\x00",
        "CAPTURED CAPTURED TO BY FROM IN. Which who that by?",
    ],
)
def test_no_text_stops_the_reader(text: str) -> None:
    facts = reader().read([Report("r", text, date(2016, 6, 8)), Report("s", text, None)])
    assert len(facts) == 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Goma",
                "the",
                "army",
                "has",
                "not",
                "been",
                "captured",
                "by",
                "M23",
                "rebels",
                ",",
                "and",
                "which",
                "were",
                "to",
                "retake",
                "withdrew",
                "from",
                "in",
                "'",
                "s",
                "(",
                ")",
                "'s",
                "who",
                "12",
                "killed",
                "villages",
                "of",
                "siege",
                "Tuesday",
                "May",
                "2014",
                "no",
                "if",
                "said",
                ";",
                "-",
                ":",
                "fled",
                "shelling",
                "air",
                "strikes",
                "on",
                "Sake",
                "between",
                "clashes",
                "may",
                "U.N.",
                "al",
                "-",
            ]
        ),
        max_size=60,
    )
)
def test_no_order_of_words_stops_the_reader(tokens: list[str]) -> None:
    text = " ".join(tokens)
    for fact in reader().read([Report("r", text, date(2016, 6, 8))])[0]:
        assert text[fact.span[0] : fact.span[1]] == fact.text


def test_reports_are_read_apart() -> None:
    first = Report("a", "M23 rebels captured Goma on Sunday.", date(2012, 11, 21))
    second = Report("b", "The militants left the city.", date(2012, 11, 21))
    alone, after = reader().read([second])[0], reader().read([first, second])[1]
    assert alone == after
