"""Numbers, days and chances in words."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstlight.brief import plain
from firstlight.records import Estimate


def estimate(**numbers: float | None) -> Estimate:
    return Estimate("trapped", "r", (0, 1), "x", None, None, None, "actual", 0.8, **numbers)


@pytest.mark.parametrize(
    ("value", "said"),
    [(30_412, "30,000"), (0, "0"), (7.44, "7.4"), (0.04, "under 0.1"), (1_249_000, "1,200,000"),
     (99.6, "100"), (-42.0, "−42"), (float("nan"), "unknown"), (None, "unknown")],
)  # fmt: skip
def test_a_number_has_two_significant_digits(value: float | None, said: str) -> None:
    assert plain.number(value) == said


@given(st.floats(1e-3, 1e9))
def test_rounding_keeps_two_digits_and_stays_within_five_per_cent(value: float) -> None:
    near = plain.rounded(value)
    digits = f"{near:.6e}".split("e")[0].rstrip("0").replace(".", "")
    assert len(digits) <= 2
    assert abs(near - value) <= 0.051 * value


def test_a_forecast_never_stands_without_its_interval() -> None:
    assert plain.spread(11_870, 30_412, 58_020, "people") == "about 30,000 people (12,000–58,000)"
    assert plain.spread(0, 0.2, 960, "people") == "most likely none (up to 960 people)"
    assert plain.spread(0, 0, 0) == "none"
    assert plain.spread(1900, 1900, 1900) == "1,900"


@given(st.floats(0, 1))
def test_a_chance_is_never_said_to_be_none_or_sure(p: float) -> None:
    assert plain.chance(p) not in ("0%", "100%")


def test_chances() -> None:
    assert plain.chance(0.345) == "35%"
    assert plain.chance(0.0) == "under 1%"
    assert plain.chance(1.0) == "over 99%"
    assert plain.chance(math.nan) == "unknown"


@pytest.mark.parametrize(
    ("q10", "q90", "odds", "said"),
    [(3.4, 65.6, 8, "3–66 days from now"), (0.2, 9.1, 8, "within 10 days"),
     (0.1, 0.6, 8, "within a day"), (12.0, None, 9, "more than 12 days from now"),
     (1.5, None, 9, "more than 1 day from now"), (None, None, 9, "more than 180 days from now"),
     (8.0, 131.0, 8, "8–130 days from now")],
)  # fmt: skip
def test_when_and_how_surely(q10: float | None, q90: float | None, odds: int, said: str) -> None:
    assert plain.when(q10, q90) == (f"{odds} chances in 10", said)


def test_money_in_one_unit() -> None:
    assert plain.money(767_400) == "770,000 USD"
    assert plain.money(1_480_000) == "1.5 million USD"
    assert plain.money_interval(790_000, 1_480_000) == "0.79–1.5 million USD"
    assert plain.money_interval(79_000, 120_400) == "79,000–120,000 USD"


@pytest.mark.parametrize(
    ("numbers", "said"),
    [({"best": 90_000, "high": 90_000}, "up to 90,000"),
     ({"best": 600, "low": 600}, "at least 600"),
     ({"best": 46_855}, "46,855"), ({"low": 40, "high": 60, "best": 50}, "50 (40–60)"),
     ({"low": 24, "high": 96}, "24–96")],
)  # fmt: skip
def test_reported_numbers_stay_as_reported(numbers: dict[str, float], said: str) -> None:
    assert plain.stated(estimate(**numbers)) == said


def test_windows_and_days() -> None:
    today = date(2025, 10, 20)
    assert plain.day(date(2025, 6, 1), today) == "1 June"
    assert plain.day(date(2014, 1, 3), today) == "3 January 2014"
    assert plain.window(None, date(2025, 6, 1), today) == "until 1 June"
    assert plain.window(date(2025, 6, 1), date(2025, 6, 5), today) == "1–5 June"
    assert plain.window(None, None, today) == "day unknown"


@pytest.mark.parametrize(
    ("ratio", "said"),
    [(1.94, "doubled"), (2.0, "doubled"), (3.1, "tripled"), (0.5, "halved"), (1.25, "rose by 25%"),
     (0.7, "fell by 30%"), (2.5, "rose to 2.5 times as many")],
)  # fmt: skip
def test_revisions_in_words(ratio: float, said: str) -> None:
    assert plain.times(ratio) == said
