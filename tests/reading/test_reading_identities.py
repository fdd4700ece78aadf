"""Who "the army", "our forces", "the enemy" and "their navy" are among the case's actors."""

from __future__ import annotations

from datetime import date

from firstlight.reading import RulesReader
from firstlight.records import Actor, Candidate, Event, Report

ACTORS = (
    Actor("kdf", "Kenyan forces", ("Kenyan army", "Kenyan troops")),
    Actor("kn", "Kenyan navy"),
    Actor("sna", "Somali army", ("Somali soldiers", "Somali government forces")),
    Actor("rk", "Ras Kamboni militia", ("Jubaland administration",)),
    Actor("as", "Al-Shabaab", ("the insurgents",)),
    Actor("gna", "Libyan unity government forces", ("unity government", "Misrata militias")),
)


class Towns:
    def lookup(self, name: str) -> list[Candidate]:
        country = {"kismayo": "SO", "afmadow": "SO", "sirte": "LY"}.get(name.lower())
        return [Candidate(name, name, country, 0, 0, "PPL", population=90_000)] if country else []


def events(text: str) -> list[Event]:
    report = Report("r", text, date(2016, 6, 8))
    found = RulesReader(Towns(), ACTORS).read([report])[0]
    return [fact for fact in found if isinstance(fact, Event)]


def ids(text: str) -> list[list[str | None]]:
    return [[party.id for party in event.actors] for event in events(text)]


def test_a_shortened_name_has_its_antecedents_id() -> None:
    text = "Kenyan troops entered Kismayo. The troops took Afmadow on Friday."
    assert ids(text) == [["kdf"], ["kdf"]]


def test_a_bare_army_is_the_countrys() -> None:
    assert ids("The army took Kismayo.") == [["sna"]]
    assert ids("Allied militias took Sirte.") == [["gna"]]


def test_words_for_a_government_and_those_loyal_to_it() -> None:
    assert ids("In Sirte, forces loyal to the unity government took the port.") == [["gna"]]
    (event,) = events("Forces of Libya's unity government took Sirte.")
    assert [(p.name, p.id) for p in event.actors] == [("Forces of Libya's unity government", "gna")]


def test_both_verbs_of_a_sentence_and_the_owners_navy() -> None:
    found = events(
        "Kenyan troops captured the port of Kismayo on Saturday and their navy blockaded the coast "
        "on Sunday."
    )
    assert [(e.type, e.object, [p.id for p in e.actors], e.start) for e in found] == [
        ("capture", "port", ["kdf"], date(2016, 6, 4)),
        ("encircle", "coast", ["kn"], date(2016, 6, 5)),
    ]


def test_who_is_beside_them_took_it_too() -> None:
    assert ids("Kenyan troops entered Kismayo with the Ras Kamboni militia.") == [["kdf", "rk"]]


def test_both_sides_of_a_clash() -> None:
    text = "Clashes between Kenyan troops and Al-Shabaab broke out in Kismayo on Friday."
    assert ids(text) == [["kdf", "as"]]


def test_in_a_country_the_country_does_nothing() -> None:
    (event,) = events("In Somalia, Kenyan troops and the Ras Kamboni militia have retaken Kismayo.")
    assert [party.id for party in event.actors] == ["kdf", "rk"]


def test_a_statement_speaks_for_its_issuer_of_its_enemy() -> None:
    text = (
        "GENERAL COMMAND OF THE RAS KAMBONI MILITIA\nStatement No. 4\n\nAfmadow, 6 June 2016\n\n"
        "Our heroic forces retook Kismayo from Al-Shabaab on Sunday. The enemy fled from Afmadow."
    )
    first, second = events(text)
    assert [(p.name, p.id) for p in first.actors] == [
        ("GENERAL COMMAND OF THE RAS KAMBONI MILITIA", "rk")
    ]
    assert [(p.name, p.id) for p in second.actors] == [("Al-Shabaab", "as")]


def test_an_unclear_name_has_no_id() -> None:
    assert ids("Gunmen took Kismayo.") == [[None]]
    assert ids("The coalition took Kismayo.") == [[None]]
