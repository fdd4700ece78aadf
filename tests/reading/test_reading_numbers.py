"""Quantities: their values, the bounds their hedges put, and what they measure."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight.reading.numbers.quantities import (
    Quantity,
    quantities,
    quantities_of,
    scaled,
    spread,
)
from firstlight.reading.text.document import document
from firstlight.records import Report

Bounds = tuple[float | None, float | None, float | None]


def words(text: str) -> list[str]:
    return text.split()


def found(text: str) -> list[Quantity]:
    return quantities_of(document(Report(id="r", text=text, published=None)))


def bounds(words: str) -> Bounds:
    quantity = found(f"It counted {words} people there.")[0]
    assert quantity.kind == "count"
    return quantity.low, quantity.best, quantity.high


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("90,000", 90_000),
        ("90 000", 90_000),
        ("90\u202f000", 90_000),
        ("90.000", 90_000),
        ("90'000", 90_000),
        ("46 855", 46_855),
        ("1,234,567", 1_234_567),
        ("1.2 million", 1_200_000),
        ("0.5 million", 500_000),
        ("12k", 12_000),
        ("1.5m", 1_500_000),
        ("six hundred", 600),
        ("two dozen", 24),
        ("a dozen", 12),
        ("a hundred and twenty", 120),
        ("twenty-one", 21),
        ("half a million", 500_000),
        ("one and a half million", 1_500_000),
        ("two million three hundred thousand", 2_300_000),
        ("two hundred and fifty thousand", 250_000),
        ("ninety", 90),
    ],
)
def test_numerals_stated_flat(words: str, value: float) -> None:
    assert bounds(words) == (value, value, value)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("about 600", (540, 600, 660)),
        ("some 600", (540, 600, 660)),
        ("an estimated 90,000", (81_000, 90_000, 99_000)),
        ("roughly 1,250", (1187.5, 1250, 1312.5)),
        ("around 46,855", (46_386.45, 46_855, 47_323.55)),
        ("12 or so", (10.8, 12, 13.2)),
        ("nearly 50,000", (45_000, 50_000, 50_000)),
        ("almost 90,000", (81_000, 90_000, 90_000)),
        ("at least 600", (600, 600, None)),
        ("more than 1,000", (1000, 1000, None)),
        ("no fewer than 40", (40, 40, None)),
        ("upwards of 300", (300, 300, None)),
        ("600 or more", (600, 600, None)),
        ("600+", (600, 600, None)),
        ("up to 90,000", (None, 90_000, 90_000)),
        ("as many as 65,000", (None, 65_000, 65_000)),
        ("at most 5", (None, 5, 5)),
        ("no more than 20", (None, 20, 20)),
        ("up to some 600", (None, 600, 600)),
        ("between 40 and 60", (40, 50, 60)),
        ("from 40 to 60", (40, 50, 60)),
        ("40 to 60", (40, 50, 60)),
        ("40–60", (40, 50, 60)),
        ("40-60,000", (40_000, 50_000, 60_000)),
        ("between 40 and 60 thousand", (40_000, 50_000, 60_000)),
        ("some 1,200–1,500", (1200, 1350, 1500)),
        ("two or three", (2, 2.5, 3)),
        ("dozens of", (24, None, 99)),
        ("scores of", (40, None, 99)),
        ("hundreds of", (200, None, 999)),
        ("several thousand", (3000, None, 9000)),
        ("a few hundred", (200, None, 500)),
        ("tens of thousands of", (20_000, None, 99_000)),
        ("hundreds of thousands of", (200_000, None, 999_000)),
        ("at least several hundred", (300, None, None)),
    ],
)
def test_hedges_put_bounds(words: str, expected: Bounds) -> None:
    assert bounds(words) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("some 55 per cent of homes", "percent"),
        ("12% of it", "percent"),
        ("$300 was paid", "money"),
        ("US$ 5 million is needed", "money"),
        ("it cost 300 euros", "money"),
        ("20 km away", "measure"),
        ("a gun of 7.62 mm", "measure"),
        ("300 metres wide", "measure"),
        ("for 48 hours", "time"),
        ("a 12-year-old boy", "time"),
        ("it took 3 days", "time"),
        ("along Route 80 they", "name"),
        ("the 3rd Brigade", "name"),
        ("Resolution 2254 says", "name"),
        ("Camp 14 is full", "name"),
        ("a boy aged 12 came", "name"),
        ("three-storey houses", "name"),
    ],
)
def test_what_is_measured_otherwise_is_no_count(text: str, kind: str) -> None:
    assert [q.kind for q in found(text)] == [kind]


@pytest.mark.parametrize(
    "text", ["T-55 tanks", "a Mi-24", "M23 fighters", "Tel. +964 770 123 4567"]
)
def test_weapons_names_and_telephones_hold_no_number(text: str) -> None:
    assert found(text) == []


def test_change_from_one_number_to_another_is_two_numbers() -> None:
    assert [q.best for q in found("It rose from 50,000 to 90,000 there.")] == [50_000, 90_000]


def test_dates_are_left_out_where_the_caller_knows_them() -> None:
    sentence = document(
        Report(id="r", text="On 6 June 300 people left.", published=None)
    ).sentences[0]
    assert [q.best for q in quantities(sentence, [(3, 9)])] == [300]


def test_offsets_are_the_reports_in_spite_of_ligatures() -> None:
    text = "ﬁve ﬁghters, up\u00a0to\u00a01\u2009200 civilians"
    quantity = found(text)[-1]
    assert text[quantity.start : quantity.end] == "up\u00a0to\u00a01\u2009200"
    assert quantity.high == 1200


@given(st.integers(1, 10**7), st.sampled_from(["{:,}", "{}", "{:,} "]))
def test_any_whole_number_is_read_back(value: int, form: str) -> None:
    assert found(f"They counted {form.format(value)} people.")[0].best == value


@given(st.integers(1, 10**9))
def test_about_spreads_less_the_more_precise_the_number(value: int) -> None:
    assert spread(value * 10) == spread(value)
    assert spread(value) <= spread(int(str(value)[0]) * 10)


@given(st.floats(0.01, 1.0), st.integers(1, 10**6))
def test_a_share_scales_every_bound(share: float, value: int) -> None:
    whole = found(f"between {value} and {2 * value + 1} people")[0]
    part = scaled(whole, share)
    for name in ("low", "best", "high"):
        assert getattr(part, name) == pytest.approx(getattr(whole, name) * share, abs=1e-6)


NUMBER_WORDS = st.sampled_from(
    words(
        "a two twenty hundred thousand million dozen half and several 12 1,000 46 855 3.5 40–60 to "
        "between from up at least about over dozens of % $ km + - , . 1'000 people"
    )
)


@given(st.lists(NUMBER_WORDS, max_size=40).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_words_give_ordered_bounds_inside_the_text(text: str) -> None:
    end = 0
    for quantity in found(text):
        assert end <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end] == quantity.text
        end = quantity.end
        ordered = [v for v in (quantity.low, quantity.best, quantity.high) if v is not None]
        assert ordered and ordered == sorted(ordered)


@pytest.mark.parametrize("unit", ["1,", "1,000 ", "9", "two ", "to 5 ", "about ", "1 ", ","])
def test_endless_input_ends(unit: str) -> None:
    assert len(found(unit * 10_000)) <= 20_000
