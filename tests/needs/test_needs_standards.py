"""The standards and the items agree with each other and say where they come from."""

from __future__ import annotations

from itertools import pairwise

import pytest

from firstlight.errors import SettingsError
from firstlight.needs import HORIZONS, check, items, standards
from firstlight.needs.standards import applied
from firstlight.settings import parse


def test_every_item_has_a_standard_from_the_first_day_without_a_gap() -> None:
    for item in items():
        rows = applied(item)
        assert rows[0].from_day == 1
        for one, after in pairwise(rows):
            assert after.from_day == (one.to_day or 0) + 1
        assert rows[-1].to_day is None


def test_every_standard_names_item_source_and_page() -> None:
    for row in standards():
        assert row.item in items()
        assert row.source and row.page and row.standard
        assert row.quantity > 0 and row.people > 0


def test_a_page_that_is_not_verified_is_said_to_be_so() -> None:
    for row in standards():
        if row.source.startswith("Sphere"):
            assert row.page.isdigit() or "not verified" in row.note


def test_a_ration_weighs_the_sum_of_its_parts() -> None:
    parts = [row for row in standards() if row.basis == "part"]
    assert {row.component for row in parts} == {
        "cereals", "pulses", "oil", "fortified blend", "sugar", "salt",
    }  # fmt: skip
    assert sum(row.quantity for row in parts) / 1000 == pytest.approx(
        items()["food_ration"].kg_per_unit
    )


def test_items_stand_most_urgent_first_and_each_says_why() -> None:
    weights = [item.usd_per_person_day for item in items().values()]
    assert weights == sorted(weights, reverse=True)
    order = list(items())
    urgent = ["water_m3", "health_kit_iehk", "food_ration", "tent_5p", "latrine_slab", "soap_kg"]
    assert [item for item in order if item in urgent] == urgent
    for item in items().values():
        assert item.reason and item.price_source and item.size_source
        assert item.kg_per_unit > 0 and item.m3_per_unit > 0
        assert item.use in ("consumed", "kept")
        assert item.obtained in ("ahead", "as drawn")


def test_an_assumed_price_names_the_key_that_replaces_it() -> None:
    for item in items().values():
        if "assumption" in item.price_source:
            assert f"[costs.{item.id}]" in item.price_source


@pytest.mark.parametrize(
    ("settings", "where"),
    [
        ({"hubs": [{"id": "a", "name": "A", "lat": 33, "lon": 44, "stock": {"tent": 5}}]}, "'a'"),
        ({"costs": {"tent": {"usd": 300}}}, "[costs]"),
    ],
)
def test_an_unknown_item_is_named_with_the_known_ones(settings: dict, where: str) -> None:
    with pytest.raises(SettingsError) as error:
        check(parse(settings))
    assert "'tent'" in str(error.value)
    assert where in str(error.value)
    assert "tent_5p" in str(error.value)


def test_known_items_pass() -> None:
    check(parse({"costs": {item: {"usd": 1} for item in items()}}))
    assert HORIZONS == (1, 7, 30)


def test_amounts_read_as_people_write_them() -> None:
    assert items()["tent_5p"].amount(1) == "1 family tent"
    assert items()["tent_5p"].amount(1200) == "1,200 family tents"
    assert items()["water_m3"].amount(1) == "1 m³ of safe water"
    assert items()["health_kit_iehk"].amount(0.2) == "2 modules of health kits"
    assert items()["health_kit_iehk"].amount(1.5) == "1 health kit and 5 modules"
    assert items()["health_kit_iehk"].amount(1.04) == "1 health kit"
