"""The benchmark against the field's dictionary coder: its mapping, its counts, its baseline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import get_args

import pytest

from benchmarks.reading import coders, dictionary_coder
from benchmarks.reading.coder_dictionaries import (
    Dictionaries,
    inflections,
    read_actors,
    read_agents,
    read_verbs,
)
from benchmarks.reading.coders import Classes, Ends, Name
from firstlight.records import EVENT_TYPES, Event, EventType, Fact, Party, Place, Report, Status
from training.corpora import data_folder

needs_records = pytest.mark.skipif(
    not (data_folder() / "text/political_coders").exists()
    or not (data_folder() / "text/actor_dictionaries").exists(),
    reason="the data folder is absent",
)

VERBS = """\
&AIRCRAFT
+WARPLANE
+HELICOPTER
---  HIT   [190]  ---
SHELL
HIT {HITS HITTING }
- * (FROM &AIRCRAFT)  [195]
- BLAST *  [183]
---  MOVE   [---]  ---
CARRY
+PULL_OUT {+PULLS_OUT +PULLED_OUT} [0874]
- * {RELIEF GOODS/FOOD}  [073]
---  SHOCK   [:110]  ---
SHOCK
~ a (a b Q) SAY = a b Q
NEVER
""".splitlines()

ACTORS = """\
NORLAND_  [NOR]
+NORLANDER_
VAL_KORDA_
+PRESIDENT_KORDA_
[SUDELI 19900101-19991231]
[SUDGOV]
SUDLAND_  [SUD]
""".splitlines()

AGENTS = """\
!PERSON! = MAN, MEN
SOLDIER [~MIL]
MILITIA!PERSON! [~REB]
AUTHORITY {AUTHORITIES} [~GOV]
""".splitlines()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Dictionaries:
    known = Dictionaries(
        read_verbs(iter(VERBS)), read_actors(iter(ACTORS)), read_agents(iter(AGENTS))
    )
    monkeypatch.setattr(dictionary_coder, "dictionaries", lambda: known)
    return known


def event(
    type_: EventType,
    actors: Sequence[str] = (),
    targets: Sequence[str] = (),
    place: str | None = None,
    status: Status = "actual",
) -> Event:
    return Event(
        type_,
        "r",
        (0, 1),
        "x",
        Place(place) if place else None,
        None,
        None,
        status,
        0.9,
        tuple(Party(name) for name in actors),
        tuple(Party(name) for name in targets),
    )


def texts(names: Sequence[Name]) -> list[str]:
    return [name.text for name in names]


def test_every_type_of_ours_has_its_code() -> None:
    assert set(coders.CAMEO) == set(EVENT_TYPES)
    reached = {coders.plover(code) for code in coders.CAMEO.values() if code}
    assert reached == coders.CLASSES


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("192", "FIGHT"),
        ("2042", "FIGHT"),
        ("1822", "ASSAULT"),
        ("0871", "RETREAT"),
        ("08", "RETREAT"),
        ("0831", None),
        ("073", "AID"),
        ("173", None),
        ("042", None),
        ("138", None),
    ],
)
def test_roots_become_classes(code: str, name: str | None) -> None:
    assert coders.plover(code) == name


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("status", get_args(Status))
def test_only_what_happened_is_said(status: Status) -> None:
    said = coders.classes([event("shelling", ["rebels"], status=status)])
    assert set(said) == ({"FIGHT"} if status in ("actual", "ongoing") else set())


@pytest.mark.usefixtures("small")
def test_the_place_stands_for_a_target_that_nobody_names() -> None:
    said = coders.classes(
        [
            event("shelling", ["rebels"], place="Port"),
            event("abuse", ["rebels"], ["nurses"], "Port"),
        ]
    )
    assert texts(said["FIGHT"].targets) == ["Port"]
    assert texts(said["ASSAULT"].targets) == ["nurses"]


@pytest.mark.usefixtures("small")
def test_states_and_flight_say_nothing() -> None:
    assert coders.classes([event("hold"), event("flee"), event("trap"), event("deprive")]) == {}


def test_counts_by_hand() -> None:
    gold: list[tuple[str, Classes]] = [
        ("one", {"FIGHT": Ends([Name("Norland army", "NOR")], [Name("Port", "SUD")])}),
        ("two", {"ASSAULT": Ends([Name("rebels", "SUD")])}),
        ("three", {}),
    ]
    said: dict[str, Classes] = {
        "one": {
            "FIGHT": Ends(
                [Name("the Norland army's tanks", "NOR"), Name("the Norland Army's tanks")],
                [Name("harbour", "SUD"), Name("bridge")],
            )
        },
        "two": {"FIGHT": Ends([Name("rebels", "SUD")])},
        "three": {"AID": Ends()},
    }
    total = coders.compare(gold, said.__getitem__)
    assert (total.events.right, total.events.said, total.events.wanted) == (1, 3, 2)
    assert (total.merged.right, total.merged.said, total.merged.wanted) == (2, 3, 2)
    assert (total.actors.right, total.actors.said, total.actors.wanted) == (1, 3, 2)
    assert (total.countries.right, total.countries.said, total.countries.wanted) == (2, 4, 2)


def test_names_agree_by_whole_words() -> None:
    gold = [("t", {"AID": Ends([Name("Man")])})]
    for name, right in (("the old man", 1), ("Mandate forces", 0), ("", 0)):
        said: Classes = {"AID": Ends([Name(name)])}
        total = coders.compare(gold, lambda _, said=said: said)  # type: ignore[misc]
        assert total.actors.right == right


def test_verbs_are_inflected() -> None:
    assert inflections("SHELL") == {"SHELL", "SHELLS", "SHELLED", "SHELLING"}
    assert inflections("CARRY") == {"CARRY", "CARRIES", "CARRIED", "CARRYING"}
    assert inflections("FREE") >= {"FREES", "FREED"}
    assert inflections("PUSH") >= {"PUSHES", "PUSHED"}


def test_verbs_are_read(small: Dictionaries) -> None:
    assert small.verbs[("SHELLED",)].code == "190"
    assert small.verbs[("HITTING",)].code == "190"
    assert small.verbs[("CARRIED",)].code is None
    assert small.verbs[("PULLED", "OUT")].code == "0874"
    assert small.verbs[("SHOCKS",)].code is None
    assert ("NEVER",) not in small.verbs


def test_actors_and_agents_are_read(small: Dictionaries) -> None:
    assert small.actors[("NORLANDER",)] == "NOR"
    assert small.actors[("PRESIDENT", "KORDA")] == "SUDGOV"
    assert small.agents[("SOLDIERS",)] == "MIL"
    assert small.agents[("MILITIAMEN",)] == "REB"
    assert small.agents[("AUTHORITIES",)] == "GOV"
    assert dictionary_coder.country("the Norlander's men") == "NOR"
    assert dictionary_coder.country("soldiers") is None


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    ("text", "code", "source", "target"),
    [
        ("Norland soldiers shelled Sudland.", "190", "NORMIL", "SUD"),
        ("Sudland was shelled on Monday by Norland soldiers.", "190", "NORMIL", "SUD"),
        ("Norland hit Sudland from helicopters.", "195", "NOR", "SUD"),
        ("A blast by Norland hit Sudland.", "183", "NOR", "SUD"),
        ("Norland carried relief goods to Sudland.", "073", "NOR", "SUD"),
        ("Norland carried relief food to Sudland.", "073", "NOR", "SUD"),
        ("Soldiers of the north shelled President Korda.", "190", "---MIL", "SUDGOV"),
    ],
)
def test_sentences_are_coded(text: str, code: str, source: str, target: str) -> None:
    (one,) = dictionary_coder.code(text)
    assert (one.code, one.source[1], one.target[1]) == (code, source, target)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(
    "text",
    [
        "Norland carried Sudland.",  # the verb alone says nothing
        "Norland shelled a village.",  # no target
        "Norland made the shell, Sudland paid.",  # a noun
        "Norland shocked Sudland.",
    ],
)
def test_other_sentences_are_not(text: str) -> None:
    assert dictionary_coder.code(text) == []


@needs_records
def test_the_gold_records() -> None:
    everything = coders.records()
    assert len(everything) == 316
    wanted = [name for _, classes in everything for name in classes]
    assert {name: wanted.count(name) for name in coders.CLASSES} == {
        "FIGHT": 17,
        "ASSAULT": 15,
        "RETREAT": 14,
        "AID": 10,
    }
    few = coders.records(40)
    assert len(few) == 40
    assert any(classes for _, classes in few)
    assert any(not classes for _, classes in few)


@needs_records
def test_one_who_says_the_gold_is_right_and_one_who_cries_war_is_not() -> None:
    gold = dict(coders.records())
    perfect = coders.compare(gold.items(), gold.__getitem__)
    assert perfect.events.f1() == perfect.merged.f1() == perfect.actors.f1() == 1

    def war(report: Report) -> list[Fact]:
        assert report.published == date(2000, 1, 1)
        return [event("clash")]

    cried = coders.score(war)
    assert (cried.events.right, cried.events.said, cried.events.wanted) == (17, 316, 56)


@needs_records
def test_the_rows_hold_only_where_all_is_read() -> None:
    part = coders.rows(lambda reports: [[] for _ in reports], least=20)
    assert [row.holds for row in part] == [None] * 4
    whole = coders.rows(lambda reports: [[] for _ in reports])
    assert [row.holds for row in whole] == [False] * 4


@needs_records
def test_the_peer_is_counted_on_the_same_records() -> None:
    plain = coders.baseline()
    assert plain.events.wanted == coders.PETRARCH2.events.wanted == 56
    assert 0 < plain.events.f1() < coders.PETRARCH2.events.f1()
