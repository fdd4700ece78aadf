from __future__ import annotations

from datetime import date

from firstlight.records import Report
from firstlight.reports import link_copies

STORY = (
    "Rebels took the airfield east of the town on Monday after two days of shelling, the army "
    "spokesman said. Hundreds of families fled towards the river, where boatmen asked for more "
    "money than most of them had."
)
OTHER = (
    "The clinic in the second camp saw 140 patients on Monday, most of them children with watery "
    "diarrhoea. Three were sent on to the hospital. Soap has run out, and so has salt."
)


def report(name: str, text: str, day: int | None) -> Report:
    return Report(name, text, date(2020, 5, day) if day else None)


def test_a_reprint_points_to_the_earliest_and_others_stand_alone() -> None:
    linked = link_copies(
        [
            report("reprint", "THE HERALD\n" + STORY, 3),
            report("other", OTHER, 2),
            report("wire", STORY, 2),
            report("third", STORY[:150], None),
        ]
    )
    originals = {one.id: one.similar_to for one in linked}
    assert originals == {"other": None, "wire": None, "reprint": "wire", "third": "wire"}
