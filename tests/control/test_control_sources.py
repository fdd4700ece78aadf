"""Whose word a report is, which reports are one, and which names are one side."""

from __future__ import annotations

from datetime import date

import pytest

from firstlight.control.bearings import Bearing, of_control
from firstlight.control.sides import Sides
from firstlight.control.sources import Tally, originals, source_side
from firstlight.records import Event, Party, Place, Report
from firstlight.settings import Settings, parse

CASE = parse(
    {
        "sides": [{"id": "rsf", "name": "Rapid Support Forces"}],
        "actors": [
            {"id": "saf", "name": "Sudanese Armed Forces", "aliases": ["SAF", "the army"]},
            {"id": "militia", "name": "RSF", "side": "rsf"},
        ],
    }
)


def report(name: str = "a", *, title: str = "", text: str = "", **more: str) -> Report:
    return Report(name, text, date(2023, 6, 1), title, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "text", "side"),
    [
        ("Statement of the Rapid Support Forces", "", "rsf"),
        ("", "RSF media office: our forces entered the city at dawn.", "rsf"),
        ("Communiqué no. 7", "General command of the Sudanese Armed Forces, 1 June.", "saf"),
        ("", "A SAF spokesman said that troops had retaken the market.", "saf"),
        ("Sudan: flash update 12", "OCHA statement: the RSF and SAF fought on.", None),
        ("City falls to RSF", "Residents said the streets were empty.", None),
        ("", "Residents said so. " * 30 + "A statement by the RSF followed.", None),
    ],
)
def test_a_statement_is_known_by_its_issuer(title: str, text: str, side: str | None) -> None:
    written = Sides(CASE, []).written
    assert source_side(report(title=title, text=text), written) == side


def test_near_copies_lead_back_to_the_first() -> None:
    chain = {
        "a": report("a"),
        "b": report("b", similar_to="a"),
        "c": report("c", similar_to="b"),
        "d": report("d", similar_to="lost"),
    }
    assert originals(chain) == {"a": "a", "b": "a", "c": "a", "d": "lost"}
    circle = {"a": report("a", similar_to="b"), "b": report("b", similar_to="a")}
    assert set(originals(circle)) == {"a", "b"}


def test_claims_of_one_happening_count_less_and_of_another_in_full() -> None:
    tally = Tally()
    assert tally.discount("capture", 10, 10, "a") == 1
    second, copy, third = (tally.discount("capture", 11, 11, s) for s in ("b", "b", "c"))
    assert 1 > second > third > copy > 0
    assert tally.discount("capture", 30, 30, "a") == 1
    assert tally.discount("hold", 10, 10, "a") == 1


def test_an_actor_is_found_by_id_name_or_alias_and_stands_on_its_side() -> None:
    sides = Sides(CASE, [])
    assert sides.ids == ("rsf", "saf")
    assert sides.of(Party("anything", "militia")) == "rsf"
    assert sides.of(Party("Army")) == "saf"
    assert sides.of(Party("rapid support forces (RSF)")) == "rsf"
    assert sides.of(Party("Rapid")) is None


def test_without_a_list_civilians_and_agencies_are_no_side() -> None:
    def fact(*actors: str, kind: str = "clash") -> Event:
        return Event(
            kind, "a", (0, 1), "", None, None, None, "actual", 0.9,  # type: ignore[arg-type]
            tuple(Party(name) for name in actors),
        )  # fmt: skip

    facts = [
        fact("Free Aceh Movement (GAM)", "Indonesian troops", "Indonesian army units"),
        fact("GAM", "the Indonesian army", "villagers", "UN staff"),
        fact("Red Cross", kind="aid"),
    ]
    sides = Sides(Settings(), facts)
    assert sides.ids == ("free-aceh-movement", "indonesian-troops", "others")
    assert sides.of(Party("Indonesian soldiers")) == sides.ids[1]


def capture(place: Place | None, text: str = "", **more: object) -> Event:
    return Event(
        "capture", "a", (0, 1), text, place, None, None, "actual", 0.9,
        (Party("RSF"),), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def whats(event: Event) -> list[tuple[str, str]]:
    return [(one.place, one.what) for one in of_control(event)]


EXACT = Place("Nyala", feature="PPLA", precision="exact", id="gn:5")


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (capture(EXACT), [("gn:5", "capture")]),
        (capture(EXACT, "as part of the campaign they took the city"), [("gn:5", "capture")]),
        (capture(EXACT, "they took half of the city"), [("gn:5", "part")]),
        (capture(EXACT, "they took parts of Nyala"), [("gn:5", "part")]),
        (capture(EXACT, "they retook the centre and the west"), [("gn:5", "part")]),
        (capture(EXACT, "they are in the centre of Nyala"), [("gn:5", "part")]),
        (capture(EXACT, "in the south of Darfur they took Nyala"), [("gn:5", "capture")]),
        (capture(EXACT, object="market"), [("gn:5", "part")]),
        (capture(EXACT, object="airbase"), [("gn:5", "near")]),
        (capture(EXACT, object="village", count=70.0), [("gn:5", "near")]),
        (capture(Place("Nyala", precision="near", id="gn:5")), [("gn:5", "near")]),
        (capture(Place("Nyala", precision="area", id="gn:5")), []),
        (capture(Place("Nyala")), []),
        (capture(None), []),
        (
            capture(Place("Kass Road", feature="PPLX", precision="exact", id="x", parent="gn:5")),
            [("x", "capture"), ("gn:5", "part")],
        ),
        (
            capture(
                Place("General Hospital", feature="HSP", precision="exact", id="h", parent="gn:5")
            ),
            [("h", "capture"), ("gn:5", "part")],
        ),
        (
            capture(Place("Air Base", feature="AIRB", precision="exact", id="b", parent="gn:5")),
            [("b", "capture")],
        ),
    ],
)
def test_what_a_capture_says_of_which_place(event: Event, expected: list[tuple[str, str]]) -> None:
    assert whats(event) == expected


def test_only_what_befell_a_whole_place_holds_for_its_parts() -> None:
    assert next(of_control(capture(EXACT))) == Bearing("gn:5", "capture", whole=True)
    assert not next(of_control(capture(EXACT, object="market"))).whole
