"""The recursion against an enumeration of every history, and what it must do in the limit."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight.control.chain import Array, Chain, Drift

CHANGE = np.array([[0.90, 0.04, 0.06], [0.02, 0.95, 0.03], [0.10, 0.20, 0.70]])
FADE = np.array([0.10, 0.05, 0.30])
ANEW = np.array([0.2, 0.5, 0.3])
DRIFT = Drift(CHANGE, FADE, ANEW)
PRIOR = np.linalg.matrix_power(CHANGE * (1 - FADE)[:, None] + np.outer(FADE, ANEW), 500)[0]
JUMP = np.array([[0.1, 0.6, 0.3], [0.0, 1.0, 0.0], [0.0, 0.7, 0.3]])

Evidence = list[tuple[int, float, Array]]


def enumerate_all(
    days: int, evidence: Evidence, jumps: dict[int, Array], last: int | None = None
) -> Array:
    """Days x (K + 1) by the definition alone: every path of states, every choice of days on which
    the state is drawn anew, every choice of the claims that are right. A day is unknown where no
    right claim falls between the refresh before it and the refresh after it."""
    k = 3
    end = days if last is None else last + 1
    out = np.zeros((end, k + 1))
    for path in product(range(k), repeat=end):
        for fresh in product((False, True), repeat=end - 1):
            # a jump moves within the day, before the evidence: sum over the state it left from
            first = PRIOR @ jumps.get(0, np.eye(k))
            prior = first[path[0]]
            for day in range(1, end):
                before = path[day - 1]
                if fresh[day - 1]:
                    step = FADE[before] * ANEW
                else:
                    step = (1 - FADE[before]) * CHANGE[before]
                prior *= (step @ jumps.get(day, np.eye(k)))[path[day]]
            segment = np.cumsum([0, *fresh])
            told = [(d, w, e / (PRIOR @ e)) for d, w, e in evidence if d < end]
            for right in product((False, True), repeat=len(told)):
                weight = prior
                bright = set()
                for is_right, (day, w, says) in zip(right, told, strict=True):
                    weight *= w * says[path[day]] if is_right else 1 - w
                    if is_right:
                        bright.add(segment[day])
                for day in range(end):
                    out[day, path[day] if segment[day] in bright else k] += weight
    return out / out.sum(axis=1, keepdims=True)


CASES: list[tuple[Evidence, dict[int, Array]]] = [
    ([], {}),
    ([(2, 0.9, np.array([1, 0.02, 0.2]))], {}),
    ([(1, 0.8, np.array([1, 0.02, 0.2])), (3, 0.6, np.array([0.1, 1, 0.5]))], {}),
    (
        [(0, 0.97, np.array([1, 0.02, 0.2])), (3, 0.5, np.array([0.02, 1, 0.2])),
         (3, 0.5, np.array([1, 0.02, 0.2]))],
        {3: 0.6 * np.eye(3) + 0.4 * JUMP},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("evidence", "jumps"), CASES)
def test_smoothed_and_filtered_equal_the_enumeration(
    evidence: Evidence, jumps: dict[int, Array]
) -> None:
    days = 5
    chain = Chain(DRIFT, np.arange(100, 100 + days), 1)
    for day, weight, says in evidence:
        chain.add(0, day, weight, says)
    for day in jumps:
        chain.allow(0, day, 0.4, JUMP)
    np.testing.assert_allclose(
        chain.smoothed()[0], enumerate_all(days, evidence, jumps), atol=1e-12
    )
    filtered = chain.filtered(0, days)[0]
    for last in range(days):
        until = enumerate_all(days, evidence, jumps, last)[last]
        np.testing.assert_allclose(filtered[last], until, atol=1e-12)


def test_it_matters_not_how_long_before_the_first_news_a_chain_begins() -> None:
    says = np.array([1, 0.02, 0.2])
    near = Chain(DRIFT, np.arange(50, 60), 1)
    far = Chain(DRIFT, np.array([0, *range(50, 60)]), 1)
    near.add(0, 4, 0.9, says)
    far.add(0, 5, 0.9, says)
    np.testing.assert_allclose(near.smoothed()[0], far.smoothed()[0, 1:], atol=1e-12)


def test_days_left_out_are_stepped_over_exactly() -> None:
    says = np.array([1, 0.02, 0.2])
    whole = Chain(DRIFT, np.arange(12), 1)
    gaps = Chain(DRIFT, np.array([0, 2, 9, 10, 11]), 1)
    for chain, first, last in ((whole, 2, 10), (gaps, 1, 3)):
        chain.add(0, first, 0.9, says)
        chain.add(0, last, 0.7, says[::-1])
    kept = whole.smoothed()[0][[0, 2, 9, 10, 11]]
    np.testing.assert_allclose(gaps.smoothed()[0], kept, atol=1e-12)


def test_places_do_not_touch_each_other() -> None:
    says = np.array([1, 0.02, 0.2])
    alone = Chain(DRIFT, np.arange(8), 1)
    alone.add(0, 3, 0.9, says)
    alone.allow(0, 3, 0.5, JUMP)
    several = Chain(DRIFT, np.arange(8), 3)
    several.add(1, 3, 0.9, says)
    several.allow(1, 3, 0.5, JUMP)
    several.add(2, 5, 0.5, says[::-1])
    np.testing.assert_allclose(several.smoothed()[1], alone.smoothed()[0], atol=1e-12)
    assert several.smoothed()[0, :, 3] == pytest.approx(1)


def test_one_claim_leaves_its_doubt_unknown_and_fades_alike_both_ways() -> None:
    fade = np.full(3, 1 - 0.5 ** (1 / 20))
    chain = Chain(Drift(np.eye(3), fade, np.full(3, 1 / 3)), np.arange(81), 1)
    chain.add(0, 40, 0.9, np.array([1, 1e-9, 1e-9]))
    belief = chain.smoothed()[0]
    assert belief[40, 3] == pytest.approx(0.1)
    assert belief[60, 0] == pytest.approx(0.45)  # one half-life later
    np.testing.assert_allclose(belief, belief[::-1], atol=1e-9)


def test_a_thousand_claims_on_one_day_neither_overflow_nor_vanish() -> None:
    chain = Chain(DRIFT, np.arange(3), 1)
    for _ in range(1000):
        chain.add(0, 1, 0.97, np.array([1, 0.02, 0.2]))
    belief = chain.smoothed()
    assert np.isfinite(belief).all()
    assert belief[0, 1, 0] > 0.999


claims = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 29),
        st.floats(0.001, 0.97),
        st.lists(st.floats(0.01, 1), min_size=3, max_size=3),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(claims)
def test_every_place_day_sums_to_one(told: list[tuple[int, int, float, list[float]]]) -> None:
    chain = Chain(DRIFT, np.arange(30), 3)
    for place, day, weight, says in told:
        chain.add(place, day, weight, np.array(says))
        chain.allow(place, day, weight / 2, JUMP)
    for belief in (chain.smoothed(), chain.filtered(0, 30)):
        assert (belief >= 0).all()
        np.testing.assert_allclose(belief.sum(axis=-1), 1)
