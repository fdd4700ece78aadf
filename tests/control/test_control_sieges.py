"""Whether a town is besieged, and what was believed when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight import control
from firstlight.control import Control
from firstlight.records import Estimate, Event, Fact, Party, Place, Report
from firstlight.settings import parse

SIDES = parse(
    {
        "actors": [{"id": "gov", "name": "Government"}, {"id": "opp", "name": "Opposition"}],
    }
)
GOV, OPP = Party("Government", "gov"), Party("Opposition", "opp")
DAY = date(2016, 7, 1)
TOWN = Place("Daraya", country="SY", lat=33.46, lon=36.24, feature="PPL", precision="exact",
             id="gn:10")  # fmt: skip
QUARTER = Place("Khaleej", within="Daraya", lat=33.46, lon=36.23, feature="PPLX",
                precision="exact", id="fl:11", parent="gn:10")  # fmt: skip
BRIDGE = Place("North Bridge", lat=33.47, lon=36.24, feature="BDG", precision="exact",
               id="fl:12", parent="gn:10")  # fmt: skip
PROVINCE = Place("Rif Dimashq", feature="ADM1", precision="area", id="gn:13")


def day(number: int) -> date:
    return DAY + timedelta(days=number)


def told(
    kind: str, number: int, *, by: Sequence[Party] = (), place: Place = TOWN, window: int = 0,
    on: Sequence[Party] = (), status: str = "actual", confidence: float = 0.9, span: int = 0,
    source: str | None = None, object: str | None = None,
) -> Event:  # fmt: skip
    return Event(
        kind, source or f"r{number + 1}", (span, span + 1), kind, place,  # type: ignore[arg-type]
        day(number - window), day(number), status, confidence, tuple(by), tuple(on),  # type: ignore[arg-type]
        object,  # type: ignore[arg-type]
    )  # fmt: skip


def infer(facts: Sequence[Fact], end: int = 60) -> Control:
    numbers = sorted({int(fact.report[1:]) for fact in facts})
    reports = [Report(f"r{n}", "News.", day(n)) for n in numbers]
    return control.infer(facts, reports, SIDES, end=day(end))


def besieged(result: Control, number: int, column: str = "besieged") -> float:
    rows = result.sieges
    rows = rows[(rows["place_id"] == "gn:10") & (rows["date"] == pd.Timestamp(day(number)))]
    return float(rows[column].iloc[0])


def test_a_siege_begins_with_the_ring_and_ends_with_its_breaking() -> None:
    result = infer(
        [
            told("hold", 0, by=[OPP]),
            told("encircle", 10, by=[GOV], on=[OPP]),
            told("relieve", 40, by=[OPP]),
        ]
    )
    assert besieged(result, 5) < 0.3
    assert besieged(result, 25) > 0.7
    assert besieged(result, 45) < 0.2
    assert besieged(result, 10, "besieged_filtered") < 0.1  # published the day after
    assert besieged(result, 11, "besieged_filtered") > 0.7


@pytest.mark.parametrize(
    "end_of_it",
    [
        told("capture", 40, by=[GOV], on=[OPP]),
        told("relieve", 40),
    ],
)
def test_what_ends_a_siege(end_of_it: Event) -> None:
    result = infer([told("encircle", 10, by=[GOV], on=[OPP]), end_of_it])
    assert besieged(result, 30) > 0.6
    assert besieged(result, 41) < 0.25


def test_a_quarter_taken_or_a_bridge_opened_does_not_end_it_outright() -> None:
    ring = told("encircle", 10, by=[GOV], on=[OPP])
    quarter = infer([ring, told("capture", 40, by=[GOV], place=QUARTER)])
    assert besieged(quarter, 41) > 0.7
    nothing = infer([ring])
    bridge = infer([ring, told("relieve", 40, place=BRIDGE, object="bridge")])
    assert 0.2 < besieged(bridge, 41) < besieged(nothing, 41) - 0.1


def test_hunger_and_people_who_cannot_leave_speak_for_a_siege_each_a_little() -> None:
    hunger = [told("deprive", 10)]
    trapped: list[Fact] = [
        *hunger,
        Estimate(
            "trapped", "r11", (5, 6), "8,000 are trapped", TOWN, None, day(11), "ongoing", 0.9,
            best=8000,
        ),
    ]  # fmt: skip
    shut = [*trapped, told("trap", 11, span=8)]
    rising = [besieged(infer(facts), 13) for facts in (hunger, trapped, shut)]
    assert rising == sorted(rising)
    assert 0.2 < rising[0] < 0.6 < rising[2]


def test_roads_taken_by_attackers_shut_a_town_and_by_its_holder_open_it() -> None:
    held = told("hold", 0, by=[OPP])
    ring = told("encircle", 5, by=[GOV], on=[OPP], confidence=0.5)
    road = {"place": BRIDGE, "object": "road"}
    by_foe = infer([held, ring, told("capture", 20, by=[GOV], **road)])  # type: ignore[arg-type]
    by_own = infer([held, ring, told("capture", 20, by=[OPP], **road)])  # type: ignore[arg-type]
    neither = infer([held, ring])
    assert besieged(by_foe, 21) > besieged(neither, 21) > besieged(by_own, 21)


def test_a_siege_unheard_of_for_long_is_no_longer_believed() -> None:
    result = infer([told("encircle", 10, by=[GOV], on=[OPP])], end=900)
    assert besieged(result, 40) > 0.7
    assert besieged(result, 900) < 0.1


def test_a_province_has_no_holder() -> None:
    result = infer([told("hold", 0, by=[GOV], place=PROVINCE), told("hold", 0, by=[OPP], span=4)])
    assert list(result.places["place_id"]) == ["gn:10"]


def test_the_town_of_a_quarter_is_tracked_though_only_the_quarter_is_named() -> None:
    result = infer([told("capture", 3, by=[GOV], place=QUARTER)])
    town = result.places.set_index("place_id").loc["gn:10"]
    assert (town["name"], town["kind"], town["front"]) == ("Daraya", "town", "gn:10")
    assert town["lat"] == pytest.approx(33.46)


def test_nothing_published_after_the_day_of_the_answer_counts() -> None:
    facts = [told("hold", 0, by=[OPP]), told("capture", 20, by=[GOV], on=[OPP])]
    reports = [Report("r1", "", day(1)), Report("r21", "", day(21))]
    early = SIDES.model_copy(update={"case": SIDES.case.model_copy(update={"as_of": day(10)})})
    result = control.infer(facts, reports, early)
    assert result.states["date"].max() == pd.Timestamp(day(10))
    assert set(result.evidence["report"]) == {"r1"}


KINDS = (
    "capture", "hold", "enter", "offensive", "withdraw", "clash", "airstrike", "encircle",
    "relieve", "deprive", "flee", "return",
)  # fmt: skip
some_facts = st.lists(
    st.builds(
        told,
        st.sampled_from(KINDS),
        st.integers(0, 40),
        by=st.sampled_from([(GOV,), (OPP,), ()]),
        on=st.sampled_from([(GOV,), (OPP,), ()]),
        place=st.sampled_from([TOWN, QUARTER, BRIDGE]),
        window=st.sampled_from([0, 0, 5, 20, 400]),
        status=st.sampled_from(["actual", "ongoing", "possible", "denied", "planned"]),
        confidence=st.floats(0.05, 1),
        span=st.integers(0, 1000),
    ),
    min_size=1,
    max_size=14,
    unique_by=lambda fact: fact.id,
)


@settings(max_examples=25, deadline=None)
@given(some_facts, st.integers(1, 40))
def test_later_reports_never_change_what_was_believed_earlier(facts: list[Event], cut: int) -> None:
    first = [fact for fact in facts if int(fact.report[1:]) <= cut]
    if not first:
        return
    keys = ["place_id", "date", "state"]
    before = infer(first, cut).states
    after = infer(facts, cut).states
    if before.empty:
        return
    both = before.merge(after, on=keys, suffixes=("", "_later"), validate="1:1")
    assert len(both) == len(before)
    np.testing.assert_allclose(both["filtered"], both["filtered_later"], atol=1e-9)
    rings = infer(first, cut).sieges.merge(
        infer(facts, cut).sieges, on=["place_id", "date"], suffixes=("", "_later")
    )
    np.testing.assert_allclose(
        rings["besieged_filtered"], rings["besieged_filtered_later"], atol=1e-9
    )


@settings(max_examples=25, deadline=None)
@given(some_facts)
def test_each_place_day_is_a_distribution_and_every_claim_has_a_weight(facts: list[Event]) -> None:
    result = infer(facts, 45)
    if result.states.empty:
        return
    for column in ("probability", "filtered"):
        assert result.states[column].between(0, 1 + 1e-9).all()
        totals = result.states.groupby(["place_id", "date"])[column].sum()
        np.testing.assert_allclose(totals, 1)
    assert result.sieges[["besieged", "besieged_filtered"]].stack().between(0, 1).all()
    assert (result.evidence["weight"] >= 0).all()
    assert set(result.evidence["fact"]) <= {fact.id for fact in facts}
    last = result.states["date"].max()
    ends = result.states[result.states["date"] == last]
    np.testing.assert_allclose(ends["probability"], ends["filtered"], atol=1e-9)
