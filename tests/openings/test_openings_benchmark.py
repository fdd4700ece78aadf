"""The benchmark of the opening forecasts: which days it asks about, and how it scores them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from benchmarks.openings import AGES, base_rates, forward, landmarks, left_out, reliability
from firstlight.openings.sieges import Siege, load


def test_landmarks_are_set_days_of_each_phase_reached_while_it_lasted() -> None:
    one = Siege(
        "a", "XX", date(2000, 1, 1), date(2000, 1, 20), None, None, date(2000, 2, 1), "taken", False
    )
    found = [(mark.phase, mark.days, mark.shut, mark.opens_in) for mark in landmarks(one)]
    assert found == [
        ("held", 0, True, 31),
        ("held", 7, True, 24),
        ("held", 14, True, 17),
        ("attacked", 0, True, 12),
        ("attacked", 7, True, 5),
    ]
    assert {mark.days for siege in load() for mark in landmarks(siege)} <= set(AGES)


def test_what_is_forecast_is_never_among_what_was_learnt() -> None:
    table = load()
    for group, past in [*left_out(table, False), *left_out(table, True)]:
        assert not set(group) & set(past)
        assert len(group) + len(past) == len(table)
    for group, past in forward(table, True):
        first = min(siege.began for siege in group)
        assert all(siege.opened <= first for siege in past)


def test_reliability_is_the_distance_between_said_and_come() -> None:
    chances = np.array([0.05, 0.05, 0.6, 0.6])
    gap, lines = reliability(chances, np.array([0.0, 0.0, 1.0, 0.0]))
    assert gap == pytest.approx(0.5 * 0.05 + 0.5 * 0.1)
    assert lines == ["said 0.05 came 0.00 of 2", "said 0.60 came 0.50 of 2"]


def test_the_base_rate_of_a_phase_is_how_often_it_opened() -> None:
    quick = Siege("a", "XX", None, None, None, date(2000, 1, 1), date(2000, 1, 6), "taken", False)
    slow = Siege("b", "XX", None, None, None, date(2000, 1, 1), date(2000, 1, 7), "taken", False)
    held = Siege("c", "XX", date(2000, 1, 1), None, None, None, date(2000, 1, 13), "taken", False)
    anywhere, same_phase = base_rates(landmarks(quick), [quick, slow, held])
    assert anywhere[0] == pytest.approx([0.75, 1.0])
    assert same_phase[0] == pytest.approx([1.0, 1.0])
