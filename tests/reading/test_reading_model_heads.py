"""The part of the network that runs in NumPy: trees, runs of classes, words of a role."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight.reading.model.calibration import HIGHEST, LOWEST, SIGNS, Calibration, log_odds
from firstlight.reading.model.encoding import case_of
from firstlight.reading.model.heads import best, bucket, softmax, spanning, spans

NAMES = ("O", "B-place", "I-place", "B-date", "I-date")


def _is_tree(heads: tuple[int, ...]) -> bool:
    if sum(head == word for word, head in enumerate(heads)) != 1:
        return False
    for word in range(len(heads)):
        seen = set()
        while heads[word] != word:
            if word in seen:
                return False
            seen.add(word)
            word = heads[word]
    return True


@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_the_heads_are_the_best_tree(size: int, seed: int) -> None:
    arcs = np.random.default_rng(seed).normal(size=(size, size)).astype(np.float32)
    log = arcs - np.logaddexp.reduce(arcs, axis=1, keepdims=True)

    def total(heads: tuple[int, ...]) -> float:
        return float(sum(log[word, head] for word, head in enumerate(heads)))

    trees = [h for h in itertools.product(range(size), repeat=size) if _is_tree(h)]
    found = tuple(int(head) for head in spanning(arcs))
    assert _is_tree(found)
    likeliest = set(np.argsort(-np.diag(log))[:3].tolist())
    reached = [h for h in trees if any(h[r] == r for r in likeliest)]
    assert total(found) == pytest.approx(max(map(total, reached)), abs=1e-4)


@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_classes_of_a_run_are_the_likeliest_that_make_sense(size: int, seed: int) -> None:
    logits = (2 * np.random.default_rng(seed).normal(size=(size, len(NAMES)))).astype(np.float32)
    log = np.log(softmax(logits))

    def fits(classes: tuple[int, ...]) -> bool:
        for before, now in zip((0, *classes), classes, strict=False):
            name = NAMES[now]
            if name[0] == "I" and NAMES[before][2:] != name[2:]:
                return False
        return True

    wanted = max(
        sum(float(log[at, one]) for at, one in enumerate(classes))
        for classes in itertools.product(range(len(NAMES)), repeat=size)
        if fits(classes)
    )
    found = best(logits, NAMES)
    assert fits(tuple(found))
    assert sum(float(log[at, one]) for at, one in enumerate(found)) == pytest.approx(
        wanted, abs=1e-4
    )


def test_spans_of_classes() -> None:
    assert spans([0, 1, 2, 1, 0, 3, 4], NAMES) == [(1, 3, "place"), (3, 4, "place"), (5, 7, "date")]
    assert spans([2, 0], NAMES) == [(0, 1, "place")]


def test_distances_fall_into_few_steps_that_tell_before_from_after() -> None:
    steps = bucket(np.array([-40, -31, -5, -1, 0, 1, 5, 31, 40]))
    assert steps.tolist()[4] == 10
    assert steps.min() >= 0
    assert steps.max() <= 20
    assert len(set(steps[:4].tolist()) & set(steps[5:].tolist())) == 0


@pytest.mark.parametrize(
    ("word", "case"),
    [(",", 0), ("town", 1), ("Fallujah", 2), ("ISIL", 3), ("al-Qaim", 4), ("26", 5), ("M23", 5),
     ("A", 6), ("الفلوجة", 7)],
)  # fmt: skip
def test_the_case_of_a_word(word: str, case: int) -> None:
    assert case_of(word) == case


def test_confidence_rises_with_the_score_and_is_never_certain() -> None:
    fitted = Calibration(knots=([0.3, 0.6, 0.9], [0.2, 0.5, 1.0]))
    said = [fitted.estimate(score) for score in (0.0, 0.3, 0.5, 0.9, 1.0)]
    assert said == sorted(said)
    assert said[0] == 0.2
    assert said[-1] == HIGHEST < 1
    assert LOWEST > 0
    assert Calibration().estimate(0.4) == 0.4


def test_signs_of_an_event_are_weighed() -> None:
    weights = [1.0] + [0.0] * (len(SIGNS) - 1) + [-1.0]
    fitted = Calibration(weights)
    signs = [log_odds(0.5)] + [0.0] * (len(SIGNS) - 1)
    assert fitted.event(signs) == pytest.approx(0.27, abs=0.01)
    assert fitted.event([5.0, *signs[1:]]) > fitted.event(signs) > fitted.event([-5.0, *signs[1:]])
    assert fitted.event([90.0, *signs[1:]]) == HIGHEST
    assert Calibration().event(signs) == 0.5
