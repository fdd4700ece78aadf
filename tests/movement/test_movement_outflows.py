"""What earlier openings say, and that a forecast sees neither itself nor the future."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from firstlight.movement import outflows


def test_the_table_is_sound() -> None:
    rows = outflows.table()
    assert len(rows) >= 12 and rows["source"].str.len().min() > 10
    for left in ("left_2d", "left_7d", "left_30d"):
        known = rows[left].notna()
        assert (rows.loc[known, left] <= rows.loc[known, "inside"]).all()
        assert (rows.loc[known, left] > 0).all()
    counts = rows[["left_2d", "left_7d", "left_30d"]].ffill(axis=1).to_numpy(float)
    assert not (np.diff(counts, axis=1) < 0).any()


def test_own_past_and_future_are_left_out() -> None:
    rows = outflows.table()
    used = outflows.usable(rows, date(2016, 7, 10), [(33.349, 43.786)])
    assert "Fallujah" not in set(used["place"])
    assert used["date"].max() <= pd.Timestamp("2016-06-10")
    elsewhere = outflows.usable(rows, date(2016, 7, 20), [(36.5, 37.9)])
    assert (elsewhere["place"] == "Fallujah").sum() == 2
    # thirty days had not passed
    early = outflows.usable(rows, date(2016, 7, 10), [(36.5, 37.9)])
    assert (early["place"] == "Fallujah").sum() == 1


def test_no_rows_give_the_prior_and_a_wide_spread() -> None:
    none = outflows.spreads(outflows.table().iloc[:0])
    some = outflows.spreads(outflows.table())
    assert none["share"].rows == 0 and none["share"].centre == 0
    assert some["share"].rows > 5
    for name in ("share", "burst"):
        assert some[name].freedom > none[name].freedom


def test_prediction_matches_its_closed_form() -> None:
    # many equal observations: the prediction closes in on them
    rows = pd.DataFrame(
        {"inside": [1000.0] * 400, "left_2d": [300.0] * 400, "left_7d": [np.nan] * 400,
         "left_30d": [600.0] * 400}
    )  # fmt: skip
    law = outflows.draw(outflows.spreads(rows), np.random.default_rng(3), 4000)
    assert np.median(law.share) == pytest.approx(0.6, abs=0.01)
    assert np.median(law.burst) == pytest.approx(0.5, abs=0.01)
    assert np.quantile(law.share, 0.95) < 0.68


def test_shares_never_fall_nor_pass_one() -> None:
    law = outflows.draw(outflows.spreads(outflows.table()), np.random.default_rng(4), 500)
    days = np.linspace(-1, 90, 300)
    left = np.array([law.left(np.full(500, day)) for day in days])
    assert (np.diff(left, axis=0) >= -1e-12).all()
    assert left.min() == 0 and left.max() <= 1
    assert law.left(np.full(500, 30.0)) == pytest.approx(law.share)
    hazard = law.hazard(np.full(500, 3.0))
    assert ((hazard >= 0) & (hazard <= 1)).all()
