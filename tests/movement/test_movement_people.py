"""People inside: hedges, copies, revisions, age and people who have left."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from firstlight.movement import displaced, people, readings
from firstlight.movement.people import Belief, Town, belief
from firstlight.movement.revisions import beliefs, verb
from firstlight.records import Report, Revision

FIRST, AS_OF = date(2020, 5, 1), date(2020, 5, 15)
PARTS = {"gn:1": "gn:1", "gn:6": "gn:1"}


def report(id, day, similar_to=None):
    return Report(id, "", date(2020, 5, day), similar_to=similar_to)


REPORTS = [report("r1", 2), report("r2", 6), report("r3", 10), report("copy", 3, "r1")]


def town(facts, population=100_000, closed=date(2019, 1, 1), reports=REPORTS, opened=None):
    return Town(
        "gn:1",
        "Aldra",
        population,
        tuple(readings.read(facts, reports, PARTS, readings.INSIDE, AS_OF)),
        tuple(readings.read(facts, reports, PARTS, readings.OUT, AS_OF)),
        FIRST,
        closed,
        opened,
    )


def quantiles(facts, day=AS_OF, **more):
    return Belief(day, belief(town(facts, **more), day)).quantile(np.array([0.05, 0.5, 0.95]))


def test_an_estimate_is_believed_with_room(estimate) -> None:
    low, middle, high = quantiles([estimate("trapped", 50_000, low=45_000, high=55_000)])
    assert 40_000 < middle < 60_000
    assert low < 38_000 and high > 62_000


def test_up_to_is_a_bound_near_the_best(estimate) -> None:
    low, middle, high = quantiles([estimate("trapped", 90_000, high=90_000)], day=date(2020, 5, 2))
    assert 60_000 < middle < 90_000
    assert high < 120_000 and low < 45_000


def test_at_least_leaves_room_above(estimate) -> None:
    up = quantiles([estimate("trapped", 30_000, high=30_000)], day=date(2020, 5, 2))
    least = quantiles([estimate("trapped", 30_000, low=30_000)], day=date(2020, 5, 2))
    assert least[1] > 30_000 > up[1] and least[2] > 1.4 * up[2]


def test_a_count_is_narrower_than_a_hedge(estimate) -> None:
    def width(fact):
        low, _, high = quantiles([fact], day=date(2020, 5, 2))
        return high / low

    some = width(estimate("trapped", 41_000, low=36_900, high=45_100))
    assert width(estimate("trapped", 41_237)) < width(estimate("trapped", 41_000)) < some


def test_families_are_counted_as_households(estimate) -> None:
    (low, middle, high) = quantiles([estimate("trapped", 8000, unit="families")])
    assert 8000 * 4 < middle < 8000 * 6.2 and low < 8000 * 5 < high


def test_villages_and_fighters_are_not_people_inside(estimate) -> None:
    facts = [
        estimate("trapped", 70, unit="villages"),
        estimate("trapped", 400, group="fighters"),
        estimate("trapped", 900, status="denied"),
        estimate("killed", 500),
    ]
    assert not town(facts).inside()


def test_children_are_a_part_of_the_people(estimate) -> None:
    low, middle, _ = quantiles([estimate("trapped", 20_000, group="children")])
    assert low > 14_000 and middle > 25_000


def test_copies_count_once(estimate) -> None:
    one = [estimate("trapped", 50_000)]
    copy = [*one, estimate("trapped", 50_000, report="copy")]
    assert quantiles(one, day=date(2020, 5, 3)) == pytest.approx(
        quantiles(copy, day=date(2020, 5, 3)), rel=1e-6
    )
    second = [*one, estimate("trapped", 50_000, report="r2")]
    a, b = quantiles(one), quantiles(second)
    assert b[2] / b[0] < a[2] / a[0]


def test_newer_weighs_more(estimate) -> None:
    old, new = estimate("trapped", 20_000), estimate("trapped", 60_000, report="r3")
    middle = quantiles([old, new], day=date(2020, 5, 10))[1]
    swapped = quantiles(
        [estimate("trapped", 60_000), estimate("trapped", 20_000, report="r3")],
        day=date(2020, 5, 10),
    )[1]
    assert middle > 1.2 * swapped


def test_revision_takes_the_earlier_number_away(estimate) -> None:
    first = estimate("trapped", 50_000, low=45_000, high=55_000)
    second = estimate("trapped", 90_000, high=90_000, report="r2", revises=Revision(2.0))
    rows = beliefs(town([first, second]), FIRST, AS_OF)
    (changed,) = [one for one in rows if np.isfinite(one.revision)]
    assert changed.revision == 2.0 and changed.day == date(2020, 5, 6)
    assert changed.says == "doubled: from some 50,000 to up to 90,000 people inside"
    assert changed.facts == (second.id,)
    alone = quantiles([second], day=date(2020, 5, 6))
    assert quantiles([first, second], day=date(2020, 5, 6)) == pytest.approx(alone)


def test_revision_spares_what_it_does_not_revise(estimate) -> None:
    other = estimate("trapped", 20_000)
    revised = estimate("trapped", 90_000, report="r2", revises=Revision(None, 50_000))
    assert len(people.standing(town([other, revised]).inside(), AS_OF)) == 2


def test_who_left_after_the_estimate_is_subtracted_and_not_who_left_before(estimate) -> None:
    inside = estimate("trapped", 60_000, report="r2")
    before = estimate("displaced", 30_000, start=FIRST, end=date(2020, 5, 6), report="r2")
    after = estimate("displaced", 60_000, start=FIRST, end=date(2020, 5, 10), report="r3")
    alone = quantiles([inside], day=date(2020, 5, 10))[1]
    assert quantiles([inside, before], day=date(2020, 5, 10))[1] == pytest.approx(alone, rel=0.02)
    middle = quantiles([inside, before, after], day=date(2020, 5, 10))[1]
    assert 0.45 * alone < middle < 0.85 * alone


def test_once_open_most_of_those_out_come_from_inside(estimate) -> None:
    facts = [
        estimate("trapped", 60_000, report="r2"),
        estimate("displaced", 20_000, start=FIRST, end=date(2020, 5, 6), report="r2"),
        estimate("displaced", 50_000, start=FIRST, end=date(2020, 5, 10), report="r3"),
    ]
    shut = quantiles(facts)[1]
    assert quantiles(facts, opened=date(2020, 5, 8))[1] < 0.95 * shut
    assert quantiles(facts, opened=date(2020, 5, 20))[1] == pytest.approx(shut)


def test_more_may_have_left_than_were_thought_inside(estimate) -> None:
    facts = [
        estimate("trapped", 10_000),
        estimate("displaced", 5_000, start=FIRST, end=date(2020, 5, 2)),
        estimate("displaced", 90_000, start=FIRST, end=date(2020, 5, 10), report="r3"),
    ]
    low, middle, high = quantiles(facts)
    assert 0 < low < 2_000 and low < middle < high < 170_000
    assert middle < quantiles(facts[1:])[1]


def test_without_an_estimate_the_population_and_it_says_so() -> None:
    (now,) = beliefs(town([]), FIRST, AS_OF)  # told once, though the days go by
    assert now.basis == "population"
    low, middle, high = now.quantile(np.array([0.05, 0.5, 0.95]))
    assert "no estimate in the reports" in now.says and "100,000" in now.says
    assert 10_000 < middle < 60_000 and high / low > 10
    assert "no population known" in beliefs(town([], population=0), FIRST, AS_OF)[-1].says


def test_a_nearly_empty_town_can_be_believed(estimate) -> None:
    assert quantiles([estimate("trapped", 30, unit="families", report="r3")])[1] < 1000


def test_population_in_peace_is_no_estimate_of_people_inside(estimate) -> None:
    old = estimate("population", 95_000, end=date(2018, 1, 1))
    assert not town([old]).inside() and town([old], population=0).residents() == 95_000
    assert town([estimate("population", 40_000)]).inside()


def test_draws_are_whole_and_never_negative(estimate) -> None:
    now = beliefs(town([estimate("trapped", 50_000)]), FIRST, AS_OF)[-1]
    drawn = now.draw(np.random.default_rng(0), 5000)
    assert drawn.dtype.kind == "i" and drawn.min() > 0
    assert np.median(drawn) == pytest.approx(float(now.quantile(0.5)), rel=0.03)


def test_belief_in_the_past_does_not_know_the_future(estimate) -> None:
    first, later = estimate("trapped", 50_000), estimate("trapped", 9_000, report="r3")
    alone = quantiles([first], day=date(2020, 5, 5))
    assert quantiles([first, later], day=date(2020, 5, 5)) == pytest.approx(alone)
    # nor people who were out by then, where that was told later
    out = estimate("displaced", 40_000, start=FIRST, end=date(2020, 5, 4), report="r3")
    assert quantiles([first, out], day=date(2020, 5, 5)) == pytest.approx(alone)


def test_totals_out_and_flows(estimate) -> None:
    facts = [
        estimate("displaced", 20_000, start=FIRST, end=date(2020, 5, 2)),
        estimate("fled", 6_000, start=date(2020, 5, 5), end=date(2020, 5, 6), report="r2"),
        estimate("displaced", 24_000, start=FIRST, end=date(2020, 5, 6), report="r2"),
        estimate("displaced", 216_000, status="possible", report="r2"),
        estimate("displaced", 40_000, start=FIRST, end=date(2020, 5, 10), report="r3"),
    ]
    steps = town(facts).steps(AS_OF)
    assert [one.best for one in steps] == [20_000, 26_000, 40_000]
    assert all(one.low <= one.best <= one.high for one in steps)
    assert len(steps[1].facts) == 2
    assert displaced.out_by(steps, FIRST, FIRST) == 0
    assert displaced.out_by(steps, FIRST, date(2020, 5, 8)) == 33_000
    assert displaced.out_by(steps, FIRST, date(2021, 1, 1)) == 40_000


def test_a_first_trickle_is_not_the_total(estimate) -> None:
    night = estimate("fled", 400, start=date(2020, 5, 5), end=date(2020, 5, 6), report="r2")
    total = estimate("displaced", 50_000, start=FIRST, end=date(2020, 5, 10), report="r3")
    assert [one.best for one in town([night]).steps(AS_OF)] == [400]
    assert [one.best for one in town([night, total]).steps(AS_OF)] == [50_000]


def test_those_who_fled_after_a_count_add_to_it(estimate) -> None:
    total = estimate("displaced", 20_000, end=date(2020, 5, 2))
    few = estimate("fled", 600, start=date(2020, 5, 3), end=date(2020, 5, 6), report="r2")
    assert [one.best for one in town([total, few]).steps(AS_OF)] == [20_000, 20_600]


@pytest.mark.parametrize(
    ("ratio", "word"),
    [(2.0, "doubled"), (1.8, "nearly doubled"), (1.4, "raised by 40%"), (3.0, "raised 3.0 times"),
     (0.5, "halved"), (0.7, "lowered by 30%"), (0.1, "cut to 10%")],
)  # fmt: skip
def test_words_of_a_change(ratio: float, word: str) -> None:
    assert verb(ratio) == word


def test_the_same_told_again_is_one_row_with_both_facts(estimate) -> None:
    days = [report("r1", 4), report("r2", 5), report("r3", 6, "r2")]
    facts = [estimate("trapped", 50_000, report=f"r{one}") for one in (1, 2, 3)]
    first, again = beliefs(town(facts, reports=days), date(2020, 5, 4), date(2020, 5, 6))
    assert first.says == "first estimate: 50,000 people inside"
    assert again.says == "again 50,000 people inside" and again.day == date(2020, 5, 5)
    assert again.facts == (facts[1].id, facts[2].id)


def test_the_current_belief_names_the_facts_that_it_rests_on(estimate) -> None:
    inside = estimate("trapped", 50_000, report="r2")
    out = estimate("displaced", 9_000, start=FIRST, end=date(2020, 5, 2))
    now = beliefs(town([inside, out]), FIRST, AS_OF)[-1]
    assert now.says == "no new estimate since 6 May" and now.basis == "reports"
    assert set(now.facts) == {inside.id, out.id}
    only_out = beliefs(town([out]), FIRST, date(2020, 5, 2))[-1]
    assert only_out.basis == "population" and "still no estimate" in only_out.says
