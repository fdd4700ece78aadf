"""Reports written loosely: threads, communiqués, clinic notes, towns that no gazetteer lists."""

from __future__ import annotations

from datetime import date

import pytest

from firstlight.reading import RulesReader
from firstlight.records import Candidate, Estimate, Event, Fact, Report

TOWNS = {
    "taiz", "aden", "benghazi", "raqqa", "juba", "vukovar", "osijek", "malakal", "melut", "huambo",
    "kuito", "tikrit", "aleppo", "donetsk",
}  # fmt: skip


class Towns:
    def lookup(self, name: str) -> list[Candidate]:
        key = name.lower()
        if key not in TOWNS:
            return []
        return [Candidate("t:" + key, name, "XX", 0.0, 0.0, "PPL", population=90_000)]


def facts(text: str) -> list[Fact]:
    return RulesReader(Towns()).read([Report("r", text, date(2016, 6, 8))])[0]


def told(text: str) -> set[tuple[str, str, str | None]]:
    return {
        (fact.type, fact.status, fact.place.name if fact.place else None)
        for fact in facts(text)
        if isinstance(fact, Event)
    }


def event(text: str, type_: str) -> Event:
    (found,) = [one for one in facts(text) if isinstance(one, Event) and one.type == type_]
    return found


def estimate(text: str, measure: str) -> Estimate:
    (found,) = [one for one in facts(text) if isinstance(one, Estimate) and one.measure == measure]
    return found


UNLISTED = (
    "The brigade linked up with the reserve on Monday and now controls the entire coast. "
    "The insurgents are hemmed in at Komsomolskoye-Vedeno. 400 civilians escaped on Tuesday. "
    "Gunmen fired on the fleeing people, killing six."
)


def test_a_town_that_no_gazetteer_lists_carries_its_events() -> None:
    town = "Komsomolskoye-Vedeno"
    assert told(UNLISTED) >= {
        ("encircle", "ongoing", town),
        ("flee", "actual", town),
        ("attack", "actual", town),
    }
    dead = event(UNLISTED, "attack").fatalities
    assert dead is not None and (dead.low, dead.high) == (6, 6)


@pytest.mark.parametrize(
    "ring", ["are boxed into 2 square kilometres at", "are hemmed in at", "were pinned in at"]
)
def test_a_ring_told_of_its_people_is_an_encirclement(ring: str) -> None:
    found = event(f"The rebels {ring} Bamut-Yurt.", "encircle")
    assert found.place is not None and found.place.name == "Bamut-Yurt"


def test_heavy_weapons_said_not_to_be_used_are_denied_shelling() -> None:
    text = "The ministry denies that heavy artillery was used against the hospital at Bamut-Yurt."
    assert told(text) == {("shelling", "denied", "Bamut-Yurt")}


@pytest.mark.parametrize("mark", ["2/ ", "(2/5) ", "12/ "])
def test_the_number_of_a_post_counts_nobody(mark: str) -> None:
    text = f"1/ Rebels captured Taiz.\n{mark}Residents say 40 families fled Taiz.\n"
    found = [fact for fact in facts(text) if isinstance(fact, Estimate)]
    assert {(one.measure, one.best) for one in found} == {("fled", 40)}


@pytest.mark.parametrize("went", ["left", "fled", "pulled out"])
def test_the_second_subject_withdraws(went: str) -> None:
    found = event(f"Rebels entered Raqqa on Monday and the Syrian army {went}.", "withdraw")
    assert [one.name for one in found.actors] == ["Syrian army"]
    assert found.place is not None and found.place.name == "Raqqa"


def test_people_who_leave_after_the_verb_of_speech_withdraw_from_nowhere() -> None:
    assert not told("The envoy met ministers in Juba and the delegation left.")


def test_a_relative_clause_dates_the_offensive() -> None:
    text = "Families are leaving Raqqa, up from before the offensive, which began on 24 May."
    found = event(text, "offensive")
    assert (found.start, found.end) == (date(2016, 5, 24), date(2016, 5, 24))
    assert found.place is not None and found.place.name == "Raqqa"


def test_a_siege_in_its_month_goes_on() -> None:
    text = "Shells hit Taiz on Monday. The governor spoke of the siege, now in its third month."
    assert ("encircle", "ongoing", "Taiz") in told(text)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Residents say air strikes since dawn.", "airstrike"),
        ("Fighting continued in the eastern suburbs.", "clash"),
        ("There was shelling all night.", "shelling"),
    ],
)
def test_an_event_noun_without_a_place_is_where_the_report_is(text: str, type_: str) -> None:
    assert (type_, "actual", "Donetsk") in told(f"Separatists entered Donetsk. {text}")


def test_air_strikes_in_support_have_their_own_actor() -> None:
    found = event("Iraqi troops, backed by US air strikes, pushed into Tikrit.", "airstrike")
    assert [one.name for one in found.actors] == ["US"]


def test_what_is_told_since_dawn_is_of_the_day() -> None:
    found = event("Rebels entered Aden. Residents say air strikes since dawn.", "airstrike")
    assert (found.start, found.end) == (date(2016, 6, 8), date(2016, 6, 8))


def test_looters_attack() -> None:
    found = event("Rebels seized Malakal. Looters attacked UN warehouses on Monday.", "attack")
    assert [one.name for one in found.actors] == ["Looters"]
    assert found.place is not None and found.place.name == "Malakal"


def test_the_slopes_of_a_mountain_are_the_mountain() -> None:
    found = event("Serb forces took Mount Velebit's southern slopes on Monday.", "capture")
    assert found.place is not None and found.place.name == "Mount Velebit"


def test_the_besieged_city_is_not_the_village_named_later() -> None:
    text = (
        "Serb forces cut the last road into Vukovar on Monday. The city's 50,000 people have been "
        "under siege since August 2015.\n\nThe army withdrew from Osijek."
    )
    sieges = [f for f in facts(text) if isinstance(f, Event) and f.type == "encircle"]
    assert {one.place.name for one in sieges if one.place} == {"Vukovar"}
    assert date(2015, 8, 1) in {one.start for one in sieges}


def test_deaths_in_the_wards_are_a_toll() -> None:
    text = "Doctors in Kuito treated 90 wounded, and 12 people died on the way or in the wards."
    assert estimate(text, "killed").best == 12


def test_an_expected_convoy_is_planned_aid() -> None:
    assert told("A relief convoy is expected to leave Huambo next week.") == {
        ("aid", "planned", "Huambo")
    }


@pytest.mark.parametrize(
    "text",
    [
        "There are no functioning hospitals left in the city.",
        "Food trucks have been turned back twice.",
    ],
)
def test_what_is_missing_or_kept_out_deprives(text: str) -> None:
    assert ("deprive", "ongoing", "Aleppo") in told(f"Rebels besieged Aleppo. {text}")


def test_the_trapped_with_little_food_go_without() -> None:
    text = "Thousands of people are trapped in Kuito with little food or water."
    assert {type_ for type_, _, _ in told(text)} == {"trap", "deprive"}


def test_people_trapped_are_no_part_of_what_is_rejected() -> None:
    text = (
        "The army rejected on Monday a demand to surrender the port of Aden, where thousands of "
        "people are trapped."
    )
    assert ("trap", "ongoing", "Aden") in told(text)
    assert estimate(text, "trapped").status == "ongoing"


def test_a_pause_not_agreed_to_is_no_ceasefire() -> None:
    text = "Shells hit Taiz. The UN calls for a pause. The parties have not agreed to it."
    assert ("ceasefire", "denied", "Taiz") in told(text)


def test_there_is_the_quarter_just_named() -> None:
    text = (
        "The army holds Benghazi. Snipers remain in Ganfouda, and 300 families are trapped there."
    )
    found = event(text, "trap")
    assert found.place is not None
    assert (found.place.name, found.place.within) == ("Ganfouda", "Benghazi")


def test_all_the_residents_are_the_towns() -> None:
    text = (
        "The army holds Benghazi. Snipers remain in Ganfouda. Nearly all of the 90,000 residents "
        "have fled."
    )
    place = estimate(text, "fled").place
    assert place is not None and place.name == "Benghazi"


def test_those_who_left_count_where_they_left() -> None:
    text = (
        "People are fleeing Malakal towards Melut. More than 26,000 had left since Saturday. "
        "Between 15,000 and 25,000 people may still be inside."
    )
    for measure in ("fled", "trapped"):
        place = estimate(text, measure).place
        assert place is not None and place.name == "Malakal"


def test_the_owner_of_residents_who_crossed_is_where_they_left() -> None:
    found = event("Half of Malakal's residents, some 9,000 people, crossed to Melut.", "flee")
    assert found.place is not None and found.place.name == "Malakal"


def test_a_ridge_taken_lies_where_the_communique_is() -> None:
    text = "Our forces seized the ridge on Sunday. Enemy columns are encircled at Kafr Nashir."
    place = event(text, "capture").place
    assert place is not None and place.name == "Kafr Nashir"


def test_the_residents_of_an_unlisted_town_are_counted_there() -> None:
    place = estimate("The 40,000 residents of Kafr Nashir are without water.", "in_need").place
    assert place is not None and place.name == "Kafr Nashir"


def test_a_side_of_the_sky_is_no_place_by_itself() -> None:
    class Provinces(Towns):
        def lookup(self, name: str) -> list[Candidate]:
            if name.lower() == "northwestern":
                return [Candidate("p", "North-Western", "ZM", 0.0, 0.0, "ADM1", population=1)]
            return super().lookup(name)

    text = "Rebels seized Aleppo in Northwestern Syria on Monday."
    read = RulesReader(Provinces()).read([Report("r", text, date(2016, 6, 8))])[0]
    assert {fact.place.name for fact in read if fact.place} == {"Aleppo"}
