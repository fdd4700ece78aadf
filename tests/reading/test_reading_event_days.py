"""The days of events and how two tellings are made one; published on Wednesday 8 June 2016."""

from __future__ import annotations

from datetime import date

import pytest

from firstlight.reading import RulesReader
from firstlight.records import Candidate, Event, Report


class Towns:
    """Knows five towns."""

    def lookup(self, name: str) -> list[Candidate]:
        if name.lower() not in ("bwera", "lubero", "kasindi", "oicha", "goma"):
            return []
        return [Candidate("t:" + name.lower(), name, "XX", 0.0, 0.0, "PPL", population=20_000)]


def events(text: str, published: date | None = date(2016, 6, 8)) -> list[Event]:
    report = Report("r", text, published)
    return [fact for fact in RulesReader(Towns()).read([report])[0] if isinstance(fact, Event)]


def days(text: str, type_: str, place: str, published: date | None = date(2016, 6, 8)) -> str:
    """The days of the one event of that type and place, as "first..last", empty where open."""
    found = [e for e in events(text, published) if e.type == type_ and e.place]
    found = [e for e in found if e.place and e.place.name == place]
    assert len(found) == 1, [(e.type, e.text) for e in events(text, published)]
    return f"{found[0].start or ''}..{found[0].end or ''}"


@pytest.mark.parametrize(
    ("text", "type_", "place", "expected"),
    [
        # a state: from its beginning, where it has one, to publication
        ("The M23 has besieged Bwera since 1 March.", "encircle", "Bwera",
         "2016-03-01..2016-06-08"),
        ("Bwera has been surrounded for more than a year.", "encircle", "Bwera", "..2016-06-08"),
        ("Bwera has been surrounded for two weeks.", "encircle", "Bwera",
         "2016-05-25..2016-06-08"),
        ("On Monday the army shelled Lubero. The M23 holds Bwera.", "hold", "Bwera",
         "..2016-06-08"),
        # a perfect is told from publication, not from the day of the narrative
        ("On Monday the army shelled Lubero. It has captured Bwera.", "capture", "Bwera",
         "..2016-06-08"),
        ("In two weeks the army has captured Bwera.", "capture", "Bwera",
         "2016-05-25..2016-06-08"),
        # what had happened by the day told of
        ("On Monday the army shelled Lubero. Rebels had captured Bwera.", "capture", "Bwera",
         "..2016-06-06"),
        # the date of saying is only the last day
        ("Last week an officer told us that rebels had captured Bwera.", "capture", "Bwera",
         "..2016-06-05"),
        ("Rebels captured Bwera, the army said on Monday.", "capture", "Bwera", "..2016-06-06"),
        # a weekday before "after" is a weekday
        ("On Monday, after weeks of fighting, rebels captured Bwera.", "capture", "Bwera",
         "2016-06-06..2016-06-06"),
        ("On Monday after troops withdrew from Lubero, rebels captured Bwera.", "withdraw",
         "Lubero", "2016-06-06..2016-06-06"),
        # two dates, each with its own clause
        ("On Sunday the army bombed Lubero; since 1 March it has besieged Bwera.", "airstrike",
         "Lubero", "2016-06-05..2016-06-05"),
        # counted from what was told before
        ("Rebels entered Bwera on 20 May. Three days after they entered it, they captured "
         "Lubero.", "capture", "Lubero", "2016-05-23..2016-05-23"),
        ("Rebels captured Bwera on Monday, two days after the army withdrew from Lubero.",
         "withdraw", "Lubero", "2016-06-04..2016-06-04"),
        ("On 23 May rebels captured Bwera; within a day they captured Lubero.", "capture",
         "Lubero", "2016-05-24..2016-05-24"),
        ("It is four weeks since rebels surrounded Bwera.", "encircle", "Bwera",
         "2016-05-11..2016-05-11"),
        ("After two days of clashes in Lubero, rebels captured Bwera on Monday.", "clash",
         "Lubero", "2016-06-04..2016-06-06"),
        # a plan has the coming date
        ("The army will enter Bwera on Friday.", "enter", "Bwera", "2016-06-10..2016-06-10"),
        ("After Eid the army will enter Bwera.", "enter", "Bwera", "2016-07-09.."),
        # "on Monday and Tuesday" is one time
        ("The army shelled Bwera on Monday and Tuesday.", "shelling", "Bwera",
         "2016-06-06..2016-06-07"),
    ],
)  # fmt: skip
def test_days(text: str, type_: str, place: str, expected: str) -> None:
    assert days(text, type_, place) == expected


def test_a_date_in_a_heading_governs_what_stands_below() -> None:
    text = (
        "Day by day in Bwera\n\nTuesday 31 May\nRebels entered Bwera.\n\n"
        "Thursday 2 June\nThe army shelled Bwera."
    )
    assert days(text, "enter", "Bwera") == "2016-05-31..2016-05-31"
    assert days(text, "shelling", "Bwera") == "2016-06-02..2016-06-02"


def test_a_line_with_a_colon_dates_the_bullets_below_it() -> None:
    text = (
        "Main events on Sunday 5 June:\n\n- Rebels entered Bwera.\n- The army shelled Lubero.\n\n"
        "Rebels captured Kasindi."
    )
    assert days(text, "enter", "Bwera") == "2016-06-05..2016-06-05"
    assert days(text, "shelling", "Lubero") == "2016-06-05..2016-06-05"
    assert days(text, "capture", "Kasindi") == "..2016-06-08"


def test_nothing_had_come_by_a_day() -> None:
    assert days("By Monday no convoy had reached Bwera.", "aid", "Bwera") == "..2016-06-06"


def test_a_date_alone_at_the_top_is_the_report_s_own() -> None:
    assert days("7 June 2016\n\nRebels captured Bwera.", "capture", "Bwera") == "..2016-06-08"


def test_without_publication_an_undated_event_is_open_on_both_sides() -> None:
    assert days("Rebels captured Bwera yesterday.", "capture", "Bwera", None) == ".."
    text = "Rebels captured Bwera on 3 June 2015."
    assert days(text, "capture", "Bwera", None) == "2015-06-03..2015-06-03"


def test_headline_and_body_are_one_event_with_the_body_s_date_and_the_headline_s_span() -> None:
    text = "Rebels capture Bwera\n\nM23 rebels captured Bwera on Monday."
    (event,) = events(text)
    assert event.span[0] == 0
    assert event.start == event.end == date(2016, 6, 6)


def test_history_of_another_time_is_another_event() -> None:
    text = "Rebels captured Bwera on Monday.\n\nRebels captured Bwera more than two years ago."
    assert sorted(str(e.start) for e in events(text)) == ["2016-06-06", "None"]


def test_a_claim_that_the_report_confirms_is_actual() -> None:
    text = (
        "Unconfirmed reports say the M23 captured Bwera.\n\nThe M23 captured Bwera on Monday, "
        "residents of the town confirmed."
    )
    (event,) = [e for e in events(text) if e.type == "capture"]
    assert event.status == "actual"
    assert event.start == date(2016, 6, 6)
