from __future__ import annotations

from firstlight import settings
from firstlight.control.sides import Sides, slug
from firstlight.records import Party


def test_a_force_that_only_strikes_is_no_possible_holder() -> None:
    case = settings.parse(
        {
            "sides": [
                {"id": "army", "name": "Army"},
                {"id": "alliance", "name": "Air alliance", "ground": False},
            ],
            "actors": [{"id": "jets", "name": "Alliance jets", "side": "alliance"}],
        }
    )
    sides = Sides(case, [])
    assert sides.ids == ("army",)
    assert sides.of(Party("Alliance jets", "jets")) is None
    assert sides.of(Party("the Army")) == "army"


def test_ids_made_of_names_have_no_genitive() -> None:
    assert slug("Sudan's army") == slug("the Sudan Army") == "sudan-army"
