"""How events are put together: roles, places, counts, merging."""

from __future__ import annotations

from datetime import date

import pytest

from firstlight.reading import RulesReader
from firstlight.records import Candidate, Event, Report


class Towns:
    """Knows a dozen towns and two provinces, as a gazetteer would."""

    TOWNS = frozenset(
        [
            "bwera",
            "lubero",
            "kasindi",
            "oicha",
            "mbau",
            "tarin",
            "sangar",
            "dand",
            "goma",
            "sake",
            "kupiansk",
            "orikhiv",
        ]
    )

    def lookup(self, name: str) -> list[Candidate]:
        key = name.lower()
        if key in self.TOWNS:
            return [Candidate("t:" + key, name, "XX", 0.0, 0.0, "PPL", population=20_000)]
        if key in ("north kivu", "zabul"):
            return [Candidate("a:" + key, name, "XX", 0.0, 0.0, "ADM1")]
        return []


def events(text: str) -> list[Event]:
    report = Report("r", text, date(2016, 6, 8))
    return [fact for fact in RulesReader(Towns()).read([report])[0] if isinstance(fact, Event)]


def one(text: str) -> Event:
    found = events(text)
    assert len(found) == 1, [(event.type, event.text) for event in found]
    return found[0]


def names(event: Event) -> tuple[list[str], list[str]]:
    return [party.name for party in event.actors], [party.name for party in event.targets]


@pytest.mark.parametrize(
    ("text", "type_", "actors", "place"),
    [
        ("Rebels captured Bwera.", "capture", ["Rebels"], "Bwera"),
        ("Bwera was captured by rebels.", "capture", ["rebels"], "Bwera"),
        ("Army retakes Bwera", "capture", ["Army"], "Bwera"),
        ("Bwera fell to the M23 on Sunday.", "capture", ["M23"], "Bwera"),
        ("the capture of Bwera by the M23", "capture", ["M23"], "Bwera"),
        ("The M23 took control of Bwera.", "capture", ["M23"], "Bwera"),
        ("The town of Bwera is under the control of the M23.", "hold", ["M23"], "Bwera"),
        ("The M23 has surrounded Bwera.", "encircle", ["M23"], "Bwera"),
        ("Bwera has been under siege by the M23 for weeks.", "encircle", ["M23"], "Bwera"),
        ("The M23's siege of Bwera went on.", "encircle", ["M23"], "Bwera"),
        ("The army broke the siege of Bwera.", "relieve", ["army"], "Bwera"),
        ("Rebels pulled out of Bwera.", "withdraw", ["Rebels"], "Bwera"),
        ("Rebels were driven from Bwera.", "withdraw", ["Rebels"], "Bwera"),
        ("Rebels lost Bwera.", "withdraw", ["Rebels"], "Bwera"),
        ("Troops moved into Bwera.", "enter", ["Troops"], "Bwera"),
        ("Troops are advancing on Bwera.", "advance", ["Troops"], "Bwera"),
        ("The army launched an offensive to retake Bwera.", "offensive", ["army"], "Bwera"),
        ("Warplanes bombed Bwera.", "airstrike", ["Warplanes"], "Bwera"),
        ("an air strike on Bwera", "airstrike", [], "Bwera"),
        ("Gunmen kidnapped 12 teachers in Bwera.", "abduct", ["Gunmen"], "Bwera"),
        ("Gunmen executed prisoners in Bwera.", "abuse", ["Gunmen"], "Bwera"),
        ("A car bomb exploded in Bwera.", "explosion", [], "Bwera"),
    ],
)
def test_who_does_what_where(text: str, type_: str, actors: list[str], place: str) -> None:
    event = one(text)
    assert event.type == type_
    assert names(event)[0] == actors
    assert event.place is not None
    assert event.place.name == place


def test_each_place_of_a_list_has_its_own_event() -> None:
    found = events("The SDF and the MMC captured Bwera, Lubero and Kasindi on Friday.")
    assert [event.place.name for event in found if event.place] == ["Bwera", "Lubero", "Kasindi"]
    for event in found:
        assert names(event)[0] == ["SDF", "MMC"]
        assert event.start == event.end == date(2016, 6, 3)


def test_the_loser_is_the_target_where_the_taker_is_named() -> None:
    event = one("Rebels have lost Bwera to the army.")
    assert event.type == "capture"
    assert names(event) == (["army"], ["Rebels"])


def test_a_count_of_villages() -> None:
    event = one("In two weeks the army has freed 70 villages and farms around Bwera.")
    assert (event.type, event.object, event.count) == ("capture", "village", 70)
    assert event.place is not None
    assert (event.place.name, event.place.precision) == ("Bwera", "near")


def test_a_site_that_was_taken() -> None:
    event = one("Fighters retook an air base south of Bwera.")
    assert (event.type, event.object) == ("capture", "airbase")
    assert event.place is not None
    assert event.place.precision == "near"


def test_told_twice_is_one_happening() -> None:
    text = (
        "Rebels captured Bwera on Friday. Officials spoke of fear.\n\n"
        "The capture of Bwera on Friday surprised diplomats."
    )
    event = one(text)
    assert event.text.startswith("Rebels captured")


def test_two_days_are_two_happenings() -> None:
    found = events("Shells hit Bwera on Friday. Mortars shelled Bwera on Sunday.")
    assert len({event.start for event in found if event.type == "shelling"}) == 2


def test_pronouns_and_descriptions_stand_for_their_antecedents() -> None:
    found = events("The M23 took Bwera on Friday. The rebels now control the town of Lubero.")
    assert [names(event)[0] for event in found] == [["M23"], ["M23"]]
    (_, second) = events("M23 fighters entered Bwera. They burned houses in the town.")
    assert names(second)[0] == ["M23"]
    assert second.place is not None
    assert second.place.name == "Bwera"


def test_nobody_named_is_nobody() -> None:
    assert names(one("Bwera was recaptured on Friday."))[0] == []


def test_the_dead_of_one_happening() -> None:
    event = one("An air strike on a market in Bwera killed at least 40 people on Friday.")
    assert event.type == "airstrike"
    assert event.fatalities is not None
    assert (event.fatalities.low, event.fatalities.high) == (40, None)


def test_people() -> None:
    found = {
        e.type: e for e in events("Thousands of residents fled Bwera. Others are trapped there.")
    }
    assert {"flee", "trap"} <= set(found)
    assert one("The people of Bwera are starving.").type == "deprive"
    assert one("A convoy delivered food to Bwera.").type == "aid"
    assert one("Residents are unable to leave Bwera.").type == "trap"


@pytest.mark.parametrize(
    "text",
    [
        "The film captured the attention of Bwera.",
        "He seized the opportunity in Goma.",
        "The team from Goma attacked the goal and held the title.",
        "The minister in Goma faced a storm of criticism and a heart attack.",
        "Bwera is a town of farmers.",
        "They called for a ceasefire.",
        "Traders hope to win a larger share of the market in Goma.",
    ],
)
def test_figures_of_speech_are_no_events(text: str) -> None:
    assert events(text) == []


def test_place_parts() -> None:
    event = one("The army retook the southern Shuhada quarter in Bwera.")
    assert event.place is not None
    assert (event.place.name, event.place.within, event.place.precision) == (
        "Shuhada",
        "Bwera",
        "within",
    )
    assert event.object == "neighbourhood"
    event = one("Rebels shelled villages in North Kivu.")
    assert event.place is not None
    assert event.place.precision == "area"
