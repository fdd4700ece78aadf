"""The constants make sense, and every kind of claim moves a place by a proper transition."""

from __future__ import annotations

import numpy as np
import pytest

from firstlight.control import rates, sieges
from firstlight.control.bearings import Bearing
from firstlight.control.claims import Item, jump, likelihood
from firstlight.control.inference import _drift

SIDES = ("red", "blue", "green")
NOBODY: frozenset[str] = frozenset()


def item(what: str, by: frozenset[str], on: frozenset[str]) -> Item:
    return Item(Bearing("x", what), by, on, 10, 10, 11, 0.9, "f", "r", "r", "says")


@pytest.mark.parametrize("what", rates.SAYS)
@pytest.mark.parametrize("by", [NOBODY, frozenset({"red"}), frozenset({"red", "blue"})])
@pytest.mark.parametrize("on", [NOBODY, frozenset({"blue"})])
def test_every_claim_has_a_likelihood_and_a_transition(
    what: str, by: frozenset[str], on: frozenset[str]
) -> None:
    claim = item(what, by, on)
    says, moves = likelihood(claim, SIDES), jump(claim, SIDES)
    assert says.shape == (4,)
    assert ((says > 0) & (says <= 1)).all()
    assert (moves >= 0).all()
    np.testing.assert_allclose(moves.sum(axis=1), 1)


@pytest.mark.parametrize("what", rates.SIEGE)
def test_every_siege_claim_has_a_transition(what: str) -> None:
    chance, moves = sieges.jump(what)
    assert 0 <= chance < 1
    np.testing.assert_allclose(moves.sum(axis=1), 1)
    assert (sieges.likelihood(what) > 0).all()


@pytest.mark.parametrize("sides", [0, 1, 2, 5])
def test_a_day_without_news_is_a_proper_step_for_any_number_of_sides(sides: int) -> None:
    drift = _drift(sides)
    np.testing.assert_allclose(drift.change.sum(axis=1), 1)
    assert ((drift.fade > 0) & (drift.fade < 1)).all()
    assert drift.prior.sum() == pytest.approx(1)
    assert (drift.prior > 0).all()


def test_a_capture_favours_its_taker_and_a_withdrawal_speaks_against_the_leaver() -> None:
    red = frozenset({"red"})
    assert likelihood(item("capture", red, NOBODY), SIDES).argmax() == 0
    assert likelihood(item("withdraw", red, NOBODY), SIDES).argmin() == 0
    assert jump(item("withdraw", red, NOBODY), SIDES)[0, 0] == 0
    assert jump(item("capture", red, NOBODY), SIDES)[1, 0] > 0.5
