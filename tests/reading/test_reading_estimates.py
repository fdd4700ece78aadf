"""Estimates: what numbers of people a report states, published on 22 June 2016 unless said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight.reading.estimates.assemble import estimates, fatalities_in
from firstlight.reading.text.document import document
from firstlight.records import Estimate, Party, Place, Range, Report

PUBLISHED = date(2016, 6, 22)


@dataclass(frozen=True)
class Mention:
    """A place or an actor in the text, as `names.py` gives them."""

    start: int
    end: int
    place: Place = field(default_factory=lambda: Place(""))
    party: Party = field(default_factory=lambda: Party(""))
    settled: bool = True


def words(text: str) -> list[str]:
    return text.split()


def read(text: str, *places: str, published: date | None = PUBLISHED) -> list[Estimate]:
    doc = document(Report(id="r", text=text, published=published))
    named = sorted(
        (Mention(text.index(p), text.index(p) + len(p), place=Place(p)) for p in places),
        key=lambda m: m.start,
    )
    return estimates(doc, places=named)


def only(text: str, *places: str) -> Estimate:
    found = read(text, *places)
    assert len(found) == 1, [e.text for e in found]
    return found[0]


def dead(text: str) -> Range | None:
    return fatalities_in(document(Report(id="r", text=text, published=PUBLISHED)), 0, len(text))


@pytest.mark.parametrize(
    ("text", "measure", "best"),
    [
        ("Some 90,000 people are trapped in the town.", "trapped", 90_000),
        ("The siege has trapped 90,000 civilians.", "trapped", 90_000),
        ("The ring closed, trapping 4,000 people.", "trapped", 4_000),
        ("Around 50,000 residents remain inside.", "trapped", 50_000),
        ("In Taiz 200,000 civilians are living under siege.", "trapped", 200_000),
        ("The number of people cut off in the valley is 20,000.", "trapped", 20_000),
        ("More than 20,000 people fled.", "fled", 20_000),
        ("About 30,000 people left Loikaw.", "fled", 30_000),
        ("Close to 6,000 crossed into Chad.", "fled", 6_000),
        ("The evacuation of 2,500 people is over.", "fled", 2_500),
        ("Arrivals: about 400 people came in.", "fled", 400),
        ("The fighting displaced 20,000 people.", "displaced", 20_000),
        ("The number of displaced rose to 85,000.", "displaced", 85_000),
        ("Over 100,000 are living in camps.", "displaced", 100_000),
        ("Some 5,000 people were left homeless.", "displaced", 5_000),
        ("Displaced: 53,124", "displaced", 53_124),
        ("- IDPs: 12,400 HH", "displaced", 12_400),
        ("About 1,200 families returned to their homes.", "returned", 1_200),
        ("Half a million people are in need of food.", "in_need", 500_000),
        ("In need: 1.2 million", "in_need", 1_200_000),
        ("The raid wounded 30 people.", "injured", 30),
        ("Rebels hold 40 hostages in a school.", "abducted", 40),
        ("Gunmen abducted 276 schoolgirls.", "abducted", 276),
        ("The town has a population of 61,000.", "population", 61_000),
        ("It is a town of 12,000.", "population", 12_000),
        ("The army deployed 2,000 troops.", "fighters", 2_000),
        ("Forces captured 70 villages.", "places_taken", 70),
        ("The death toll has risen to 85.", "killed", 85),
        ("More than 3,000 people have been killed since January.", "killed", 3_000),
    ],
)
def test_measures(text: str, measure: str, best: float) -> None:
    estimate = only(text)
    assert (estimate.measure, estimate.best) == (measure, best)
    assert 0 < estimate.confidence <= 1


@pytest.mark.parametrize(
    "text",
    [
        "Trucks brought 300 tents, 20,000 hygiene kits and 50 tonnes of flour.",
        "The T-55 tanks and 3 Mi-24 helicopters advanced 20 km along Route 80.",
        "The 3rd Brigade of the 101st Division fled.",
        "It fell in 2014, after 48 hours, to the M23.",
        "600 people attended the funeral of those killed.",
        "More than a hundred thousand people marched against the war.",
        "A convoy with aid for 15,000 people entered the town.",
        "The rumour that 500 had been killed is false, people say, and so it is.",
        "About 55 per cent of the houses were lost and $300 million was spent.",
        "Every year 3,000 people die of malaria there.",
        "He has 20 years of experience, 4 children and 2 dogs.",
        "Nobody knows how many died, and no one was hurt.",
        "Thousands of refugees a day cross, one in 3 of them alone.",
    ],
)
def test_what_is_no_estimate(text: str) -> None:
    assert [e.text for e in read(text) if e.status != "denied"] == []


def test_two_numbers_in_a_sentence_are_two_estimates() -> None:
    text = "Some 46,855 people have been displaced since 22 May and up to 65,000 are still trapped."
    displaced, trapped = read(text)
    assert (displaced.measure, displaced.start, displaced.end) == (
        "displaced", date(2016, 5, 22), PUBLISHED,
    )  # fmt: skip
    assert displaced.text == "Some 46,855 people have been displaced"
    assert (trapped.measure, trapped.low, trapped.best, trapped.high) == (
        "trapped", None, 65_000, 65_000,
    )  # fmt: skip
    assert (trapped.start, trapped.end, trapped.status) == (None, PUBLISHED, "ongoing")


@pytest.mark.parametrize(
    ("text", "unit", "group"),
    [
        ("Hundreds of families fled.", "families", None),
        ("IDP families: 2,150", "families", None),
        ("- Displaced: 400 HH", "households", None),
        ("Over 300 children were wounded.", "people", "children"),
        ("Over 300 women fled.", "people", "women"),
        ("Over 300 women and children fled.", "people", "civilians"),
        ("Over 300 civilians fled.", "people", "civilians"),
        ("Over 300 militants fled.", "people", "fighters"),
        ("They took over 30 villages.", "villages", None),
    ],
)
def test_unit_and_group(text: str, unit: str, group: str | None) -> None:
    estimate = only(text)
    assert (estimate.unit, estimate.group) == (unit, group)


def test_group_is_the_actor_named_with_the_noun() -> None:
    text = "Some 1,500 Wagner fighters are inside the ring."
    doc = document(Report(id="r", text=text, published=PUBLISHED))
    at = text.index("Wagner")
    actor = Mention(at, at + len("Wagner"), party=Party("Wagner"))
    assert [e.group for e in estimates(doc, actors=[actor])] == ["Wagner"]


@pytest.mark.parametrize(
    ("text", "ratio", "previous"),
    [
        ("Up to 90,000 are trapped, nearly twice as many as earlier believed.", 2, 45_000),
        ("Up to 90,000 are trapped, twice as many as the 50,000 estimated earlier.", 2, 50_000),
        ("Some 90,000 are trapped, up from 60,000 last week.", 1.5, 60_000),
        ("The UN revised its estimate from 50,000 to 90,000 trapped residents.", 1.8, 50_000),
        ("Rather than the 50,000 first thought, 90,000 people are inside.", 1.8, 50_000),
        ("The number of people in need has tripled to 1.5 million.", 3, 500_000),
        ("Some 90,000 are trapped. That is half as many as earlier believed.", 0.5, 180_000),
    ],
)
def test_revisions(text: str, ratio: float, previous: float) -> None:
    estimate = only(text)
    assert estimate.revises is not None
    assert (estimate.revises.ratio, estimate.revises.previous) == (ratio, previous)


def test_toll_that_rose_since_does_not_revise_downwards() -> None:
    text = (
        "In the first week of the offensive 112 civilians were killed; the toll has since doubled."
    )
    assert only(text).revises is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("An air raid killed 12 people.", 12, 12),
        ("At least 12 soldiers and 5 civilians were killed when a mine went off.", 17, None),
        ("A shell hit the bakery, killing up to 30.", None, 30),
        ("A nurse was killed and two patients were injured.", 1, 1),
        ("Ten fighters died, including 3 commanders.", 10, 10),
        ("A blast left 14 dead and 40 wounded.", 14, 14),
        ("Rebels killed two soldiers.", 2, 2),
        ("In Bojayá 119 people, 45 of them children, died in the church.", 119, 119),
    ],
)
def test_dead_of_one_happening_are_the_events(text: str, low: float | None, high: float) -> None:
    assert dead(text) == Range(low, high)
    assert "killed" not in [e.measure for e in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "More than 3,000 people have been killed since January.",
        "At least 34 of their men have been killed this week.",
        "The death toll has risen to 85.",
        "As of 10 June, 39 civilians had been killed.",
    ],
)
def test_tolls_are_estimates_and_no_events(text: str) -> None:
    assert dead(text) is None
    assert [e.measure for e in read(text)] == ["killed"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Some 900 people are trapped.", None, "2016-06-22"),
        ("Some 900 people fled on Saturday.", "2016-06-18", "2016-06-18"),
        ("Some 900 people have fled since 22 May.", "2016-05-22", "2016-06-22"),
        ("As of 15 June, 900 people were displaced.", None, "2016-06-15"),
        (
            "Since 22 May, 900 people have been displaced, as of 15 June.",
            "2016-05-22",
            "2016-06-15",
        ),
        ("On 3 June troops came. Some 900 people fled.", "2016-06-03", "2016-06-03"),
        ("The UN said on Monday that 900 people had fled.", None, "2016-06-20"),
        ("The UN said on Monday that 900 people are trapped.", None, "2016-06-22"),
        ("Some 900 people will be evacuated on Friday.", "2016-06-24", "2016-06-24"),
        ("They have freed 70 villages in two weeks.", "2016-06-08", "2016-06-22"),
    ],
)
def test_days_it_holds_for(text: str, start: str | None, end: str) -> None:
    estimate = only(text)
    assert (estimate.start and estimate.start.isoformat()) == start
    assert estimate.end is not None and estimate.end.isoformat() == end


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Some 900 people are trapped.", "ongoing"),
        ("Some 900 people are believed to be trapped.", "ongoing"),
        ("Some 900 people fled.", "actual"),
        ("Some 900 people could flee if the dam breaks.", "possible"),
        ("Some 900 people will be evacuated on Friday.", "planned"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert only(text).status == status


def test_place_is_the_one_fled_and_not_the_one_reached() -> None:
    estimate = only("Some 900 people fled from Bor to Juba.", "Bor", "Juba")
    assert estimate.place is not None and estimate.place.name == "Bor"


def test_place_is_carried_over_at_less_confidence() -> None:
    text = "Fighting goes on in Bor. Some 900 people are trapped."
    far, near = only(text, "Bor"), only("Some 900 people are trapped in Bor.", "Bor")
    assert far.place == near.place == Place("Bor")
    assert far.confidence < near.confidence
    assert only("Some 900 people are trapped.").place is None


def test_place_carried_over_is_the_one_the_report_is_about() -> None:
    text = "Bor is cut off. They hold Bor should they lose Juba. Some 900 people are trapped."
    doc = document(Report(id="r", text=text, published=PUBLISHED))
    names = ((0, "Bor"), (text.index("hold Bor") + 5, "Bor"), (text.index("Juba"), "Juba"))
    named = [Mention(at, at + len(name), place=Place(name)) for at, name in names]
    assert [e.place for e in estimates(doc, places=named)] == [Place("Bor")]


def test_rows_of_a_table_take_their_measure_from_the_headings() -> None:
    table = "Camp | Families | Individuals\n---|---|---\nNorth | 1,240 | 7,440\n"
    text = f"Displacement by camp\n\n{table}"
    assert [(e.measure, e.unit, e.best) for e in read(text)] == [
        ("displaced", "families", 1240),
        ("displaced", "people", 7440),
    ]
    assert read("Item | In stock\nTents | 1,240\n") == []


def test_the_same_people_in_two_units_are_not_added() -> None:
    text = "As of 10 June, 900 people (150 families) were displaced."
    assert [(e.unit, e.best) for e in read(text)] == [("people", 900), ("families", 150)]


def test_possessive_before_a_number_is_no_name_for_it() -> None:
    assert only("The town's 90,000 people are trapped.").best == 90_000


def test_share_of_a_number_is_worked_out() -> None:
    assert only("Some 70% of the town's 90,000 people are displaced.").best == 63_000
    assert only("Three quarters of the 40,000 inhabitants have left.").best == 30_000


def test_spans_are_the_words_in_the_report() -> None:
    text = "Gen. Haddad says:\n\n• about\u00a020\u2009000 people are dis\u00adplaced from Bor."
    estimate = only(text)
    start, end = estimate.span
    assert text[start:end] == estimate.text == "about\u00a020\u2009000 people are dis\u00adplaced"


CLAIM_WORDS = st.sampled_from(
    words(
        "about up to 12 1,000 dozens of people families fighters were killed wounded fled trapped "
        "and including displaced since June Monday by the army in from ( ) , ; . : | twice as many "
        "rose to 90,000 half of them children death toll a man died villages captured of 300"
    )
)


@given(st.lists(CLAIM_WORDS, max_size=40).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_any_words_give_estimates_whose_words_are_in_the_text(text: str) -> None:
    seen = set()
    for estimate in read(text):
        start, end = estimate.span
        assert text[start:end] == estimate.text != ""
        assert (estimate.low, estimate.high, estimate.best) != (None, None, None)
        assert 0 < estimate.confidence <= 1
        seen.add(estimate.id)
    assert len(seen) == len(read(text))


@pytest.mark.parametrize(
    "unit", ["5 killed, ", "12 people ", "killed ", "since June ", "a man died "]
)
def test_endless_input_ends(unit: str) -> None:
    assert len(read(unit * 2_000)) <= 4_000


def test_some_of_those_who_fled_have_returned() -> None:
    back, away = read("Since Monday 2,400 of the 40,000 who fled Arel have come back.", "Arel")
    assert (back.measure, back.best, back.start) == ("returned", 2_400, date(2016, 6, 20))
    assert (away.measure, away.best, away.start) == ("fled", 40_000, None)


def test_a_number_that_grew_is_stated_twice() -> None:
    first, second = read("In May 300,000 people fled Arel, rising to 850,000 by Monday.", "Arel")
    assert (first.best, first.end) == (300_000, date(2016, 5, 31))
    assert (second.measure, second.best, second.end) == ("fled", 850_000, date(2016, 6, 20))
    day, total = read("5,700 people left Arel yesterday, bringing the total to 52,000.", "Arel")
    assert (day.best, day.start) == (5_700, date(2016, 6, 21))
    assert (total.measure, total.best, total.start) == ("fled", 52_000, None)


def test_a_figure_that_doubled_follows_from_the_one_before() -> None:
    first, second = read("Some 45,000 people are trapped in Arel. The figure has doubled.", "Arel")
    assert first.best == 45_000
    assert second.best == 90_000
    assert second.revises is not None
    assert (second.revises.ratio, second.revises.previous) == (2, 45_000)
    assert read("The number of displaced in Arel has doubled.", "Arel") == []


def test_a_rate_is_an_estimate_only_against_an_earlier_one() -> None:
    rate = only("13,000 people a day are leaving Arel, up from 4,000.", "Arel")
    assert rate.revises is not None
    assert rate.revises.previous == 4_000
    assert read("13,000 people a day are leaving Arel.", "Arel") == []


@pytest.mark.parametrize(
    ("text", "measure", "best"),
    [
        ("In Arel 85 people were treated for gunshot wounds.", "injured", 85),
        ("We treated 85 for burns in Arel.", "injured", 85),
        ("Of the wounded, 19 did not make it.", "killed", 19),
        ("300 families are camped outside Arel.", "displaced", 300),
        ("UNHCR registered 12,400 new arrivals in Arel.", "fled", 12_400),
        ("About 7,300 people reached Arel.", "fled", 7_300),
        ("Over 44,000 of them have gone to Arel.", "fled", 44_000),
        ("The death toll has climbed to 97, from 61 on Friday.", "killed", 97),
    ],
)
def test_more_words_for_what_is_counted(text: str, measure: str, best: float) -> None:
    found = only(text)
    assert (found.measure, found.best, found.status) == (
        measure,
        best,
        "ongoing" if "camped" in text else "actual",
    )


def test_whom_a_convoy_is_for_has_not_fled() -> None:
    assert read("A convoy for 20,000 people reached Arel on Monday.", "Arel") == []


def test_those_who_arrived_are_counted_where_they_came_from() -> None:
    found = only("From Sorm, 8,000 people have arrived in Arel since Friday.", "Sorm", "Arel")
    assert found.place is not None
    assert found.place.name == "Sorm"


def test_the_title_says_as_of_when_a_state_holds() -> None:
    text = "Flash update, as of 19 June 2016\n\n- 12,000 people are displaced in Arel."
    assert only(text, "Arel").end == date(2016, 6, 19)


def test_the_dead_of_one_attack_last_month_are_that_attack_s() -> None:
    text = "Last month 21 people died in Arel in one attack."
    assert read(text, "Arel") == []
    assert dead(text) == Range(21, 21)
