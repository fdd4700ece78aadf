"""Claims: their fronts, what rests on them, their marks in the text, and their contradictions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstlight.brief.claims import ELSEWHERE, Book, Claim, anchor, around, book
from firstlight.brief.conflicts import conflicts
from firstlight.brief.sources import marked
from firstlight.brief.wording import claim
from firstlight.records import Estimate, Event, Fact, Party, Place, Revision
from tests.brief import sample

TOWN = Place("Mariupol", None, "UA", 47.1, 37.5, 701822, "PPLA2", "exact", "gn:701822")
DAY = date(2022, 4, 10)
COMMON: dict[str, object] = {
    "place": TOWN, "start": DAY, "end": DAY, "status": "actual", "confidence": 0.9
}  # fmt: skip
SIDES = sample.settings().actor_list()


def event(kind: str = "capture", span: tuple[int, int] = (0, 4), **more: object) -> Event:
    values = {
        "place": TOWN,
        "start": DAY,
        "end": DAY,
        "status": "actual",
        "confidence": 0.9,
        **more,
    }
    return Event(kind, "r", span, "text", **values)  # type: ignore[arg-type]


def number(best: float, report: str, **more: object) -> Estimate:
    values = {
        "place": TOWN,
        "start": DAY,
        "end": DAY,
        "status": "actual",
        "confidence": 0.9,
        **more,
    }
    return Estimate("trapped", report, (0, int(best)), "text", best=best, **values)  # type: ignore[arg-type]


def claims_of(*facts: Fact) -> list[Claim]:
    return [
        Claim(fact.id, number, fact, "x", claim(fact), "", "", "")
        for number, fact in enumerate(facts, start=1)
    ]


def sample_book() -> Book:
    case = sample.case()
    towns = {"gn:379260": "El Fasher", "gn:380129": "Babanusa", "gn:204318": "Uvira"}
    return book(
        case.facts, case.reports, towns, case.control, case.openings, case.movement, sample.TODAY
    )


def test_every_fact_is_a_claim_of_the_front_it_tells_of() -> None:
    case, made = sample.case(), sample_book()
    assert len(made.claims) == len(case.facts)
    assert [one.number for one in made.claims] == list(range(1, len(case.facts) + 1))
    fronts = {one.fact.place.name: one.front for one in made.claims if one.fact.place}
    assert fronts["Abu Shouk"] == "gn:379260"
    assert fronts["Kalundu port"] == "gn:204318"
    assert fronts["Tawila"] == ELSEWHERE


def test_what_rests_on_a_claim_is_said() -> None:
    made = sample_book()
    doubled = next(
        one for one in made.claims if isinstance(one.fact, Estimate) and one.fact.revises
    )
    assert [use.anchor for use in doubled.used] == ["people-gn-379260"]
    berm = next(one for one in made.claims if "earth berm" in one.fact.text)
    assert {use.says for use in berm.used} == {
        "who holds El Fasher", "when El Fasher opens (encircled)"
    }  # fmt: skip


def test_two_facts_with_one_id_get_two_anchors() -> None:
    case = sample.case()
    twice = [*case.facts, case.facts[0]]
    made = book(twice, case.reports, {}, case.control, case.openings, case.movement, sample.TODAY)
    assert len({one.id for one in made.claims}) == len(twice)


class Marks(HTMLParser):
    """The text and, for each character of it, the facts of the mark that it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.facts, self.ids = "", [], []
        self.open: list[set[str]] = []
        self.link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "mark":
            self.open.append(set((values.get("data-facts") or "").split()))
            if "id" in values:
                self.ids.append(values["id"])
        self.link = self.link or tag == "a"

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self.open.pop()
        if tag == "a":
            self.link = False

    def handle_data(self, data: str) -> None:
        if not self.link:
            self.text += data
            self.facts += [set().union(*self.open)] * len(data)


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45)), max_size=6, unique=True),
)
def test_marks_cover_exactly_the_spans_and_lose_no_character(
    text: str, spans: list[tuple[int, int]]
) -> None:
    text = text.replace("\r", "").replace("\x00", "")
    made = claims_of(*(event(span=(min(s), max(s))) for s in dict.fromkeys(map(tuple, spans))))
    made = list({one.id: one for one in made}.values())
    parsed = Marks()
    parsed.feed(str(marked(text, made)))
    parsed.close()
    assert parsed.text == text
    for at, facts in enumerate(parsed.facts):
        assert facts == {c.id for c in made if c.fact.span[0] <= at < c.fact.span[1]}
    shown = [c for c in made if max(0, c.fact.span[0]) < min(len(text), c.fact.span[1])]
    assert sorted(parsed.ids) == sorted(f"fact-{c.id}" for c in shown)


def test_a_hold_claimed_after_a_capture_is_a_contradiction() -> None:
    taken = event(actors=(Party("the RSF", "rsf"),))
    held = event("hold", (5, 9), actors=(Party("the army", "saf"),), end=DAY + timedelta(days=1))
    found, many = conflicts(claims_of(taken, held), SIDES)
    assert many == 1
    assert {one.fact for one in found[0].claims} == {taken, held}


def test_a_capture_after_another_sides_hold_is_the_course_of_things() -> None:
    held = event("hold", (5, 9), actors=(Party("the army", "saf"),))
    taken = event(actors=(Party("the RSF", "rsf"),), end=DAY + timedelta(days=1))
    assert conflicts(claims_of(held, taken), SIDES) == ([], 0)


def test_claims_without_a_day_contradict_nothing() -> None:
    taken = event(actors=(Party("the RSF", "rsf"),), start=None, end=None)
    held = event("hold", (5, 9), actors=(Party("the army", "saf"),), start=None, end=None)
    assert conflicts(claims_of(taken, held), SIDES)[1] == 0


def test_allies_do_not_contradict_each_other() -> None:
    one = event(actors=(Party("the army", "saf"),))
    other = event("hold", (5, 9), actors=(Party("Joint Forces", "joint"),))
    assert conflicts(claims_of(one, other), SIDES)[1] == 0


def test_a_denied_capture_contradicts_the_capture() -> None:
    taken = event(actors=(Party("the RSF", "rsf"),))
    denied = event(span=(5, 9), actors=(Party("the RSF", "rsf"),), status="denied")
    assert conflicts(claims_of(taken, denied), SIDES)[1] == 1


def test_numbers_far_apart_contradict_unless_one_revises_the_other() -> None:
    low, high = number(12_000, "a"), number(30_000, "b")
    assert conflicts(claims_of(low, high), SIDES)[1] == 1
    assert conflicts(claims_of(low, number(15_000, "b")), SIDES)[1] == 0
    revised = replace(high, revises=Revision(2.5, 12_000))
    assert conflicts(claims_of(low, revised), SIDES)[1] == 0
    later = number(30_000, "b", end=DAY + timedelta(days=20))
    assert conflicts(claims_of(low, later), SIDES)[1] == 0


def test_a_running_total_that_grew_contradicts_nothing() -> None:
    first = replace(number(12_000, "a"), measure="displaced")
    grown = replace(number(30_000, "b", end=DAY + timedelta(days=2)), measure="displaced")
    assert conflicts(claims_of(first, grown), SIDES)[1] == 0
    shrunk = replace(number(5_000, "b", end=DAY + timedelta(days=2)), measure="displaced")
    assert conflicts(claims_of(first, shrunk), SIDES)[1] == 1


def test_claims_in_words() -> None:
    port = event(object="port", actors=(Party("X"),), targets=(Party("Y"),))
    assert claim(port) == "Capture of the port, Mariupol, by X, from Y"
    assert claim(event("flee", targets=(Party("families"),))) == "Flight from Mariupol: families"
    assert claim(replace(number(900, "a"), group="children")) == "900 children trapped in Mariupol"
    assert claim(event("clash", place=None)) == "Clash at a place not named"


def test_anchors_hold_no_markup() -> None:
    assert anchor('gn:1"><script>') == "gn-1---script-"


@pytest.mark.parametrize(
    ("text", "span", "before", "after"),
    [
        ("Rain fell. The road is cut. It is cold.\n\nElsewhere", (11, 26),
         "Rain fell. ", ". It is cold."),
        ("The road is cut", (0, 15), "", ""),
        ("A heading\n\nThe road is cut", (11, 26), "", ""),
    ],
)  # fmt: skip
def test_what_stands_around_a_claim(
    text: str, span: tuple[int, int], before: str, after: str
) -> None:
    assert around(text, span) == (before, after)


def test_a_long_paragraph_is_cut_between_words() -> None:
    text = "word " * 200
    before, after = around(text, (500, 504))
    assert before.startswith("… word ") and after.endswith(" word …")
    assert 200 < len(before) < 250 and 200 < len(after) < 250
