"""Quantities against sums done by hand, person by person and day by day."""

from __future__ import annotations

import numpy as np
import pytest

from firstlight.needs import items
from firstlight.needs.quantities import arrivals_matrix, requirements, settled, whole


def need(item: str, *people: float) -> list[float]:
    return list(requirements(np.array(people, dtype=float), item))


def test_water_is_the_survival_quantity_for_three_days_and_then_the_minimum() -> None:
    # 100 people, all there from the first day.
    assert need("water_m3", 100, 100, 100) == pytest.approx(
        [100 * 0.0075, 100 * (3 * 0.0075 + 4 * 0.015), 100 * (3 * 0.0075 + 27 * 0.015)]
    )


def test_people_who_come_later_need_less_in_all() -> None:
    # Ten a day on days 2 to 7 eat 6, 5, 4, 3, 2, 1 days; then 23 days more for all sixty.
    assert need("food_ration", 0, 60, 60) == pytest.approx([0, 210, 210 + 60 * 23])


def test_latrines_are_counted_by_the_days_of_each_persons_stay() -> None:
    assert need("latrine_slab", 1000, 1000, 1000) == pytest.approx([20, 20, 50])
    # 2,300 on days 8 to 30, a hundred a day: seven days' arrivals are in their first week.
    assert need("latrine_slab", 0, 0, 2300)[2] == pytest.approx(700 / 50 + 1600 / 20)


@pytest.mark.parametrize(
    ("item", "people_a_unit"),
    [("tent_5p", 5), ("tap", 250), ("water_container", 2.5), ("health_kit_iehk", 10_000)],
)
def test_kept_items_follow_the_people_there(item: str, people_a_unit: float) -> None:
    assert need(item, 500, 2000, 10_000) == pytest.approx(
        [500 / people_a_unit, 2000 / people_a_unit, 10_000 / people_a_unit]
    )


def test_soap_is_given_out_once_on_arrival() -> None:
    assert need("soap_kg", 10, 10, 30) == pytest.approx([4.5, 4.5, 13.5])


def test_a_person_by_person_count_agrees() -> None:
    draw = np.random.default_rng(3)
    new = draw.integers(0, 50, 30).astype(float)
    # The matrix spreads arrivals evenly within each window, so spread them so here as well.
    for start, end in ((0, 1), (1, 7), (7, 30)):
        new[start:end] = new[start:end].mean()
    people = np.cumsum(new)[[0, 6, 29]]
    assert arrivals_matrix() @ people == pytest.approx(new)
    for item in ("water_m3", "food_ration"):
        by_hand = []
        for horizon in (1, 7, 30):
            total = 0.0
            for arrived in range(1, horizon + 1):
                for day in range(arrived, horizon + 1):
                    stay = day - arrived + 1
                    each = {"food_ration": 1.0, "water_m3": 0.0075 if stay <= 3 else 0.015}[item]
                    total += new[arrived - 1] * each
            by_hand.append(total)
        assert requirements(people, item) == pytest.approx(by_hand)


def test_nobody_needs_nothing() -> None:
    for item in items():
        assert not requirements(np.zeros((4, 3)), item).any()


def test_more_people_never_need_less() -> None:
    draw = np.random.default_rng(5)
    some = np.cumsum(draw.integers(0, 1000, (50, 3)), axis=1).astype(float)
    for item in items():
        assert (requirements(some * 1.5, item) >= requirements(some, item) - 1e-9).all()
        assert (np.diff(requirements(some, item), axis=1) >= -1e-9).all()


def test_those_settled_need_the_later_standard_from_the_first_day() -> None:
    assert settled("water_m3") == pytest.approx([0.015, 0.105, 0.45])
    assert settled("latrine_slab") == pytest.approx([0.05] * 3)


def test_pieces_are_whole() -> None:
    assert list(whole(np.array([0.2, 3.0, 3.01]), "tent_5p")) == [1, 3, 4]
    assert whole(np.array([0.11, 0.1]), "health_kit_iehk") == pytest.approx([0.2, 0.1])
    assert list(whole(np.array([0.123]), "water_m3")) == [0.123]
