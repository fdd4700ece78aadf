"""Names: places, forces, and what is neither."""

from __future__ import annotations

import pytest

from firstlight.reading.names.namer import Named, Namer
from firstlight.reading.syntax.tags import tag
from firstlight.reading.text.document import document
from firstlight.records import Actor, Candidate, Report


class Gazetteer:
    KNOWN = {  # noqa: RUF012
        "sirte": "PPLA", "damascus": "PPLC", "aleppo": "PPLA", "fallujah": "PPL", "manbij": "PPL",
        "mosul": "PPLA", "goma": "PPLA", "anbar": "ADM1", "watch": "PPL", "ali": "PPL",
    }  # fmt: skip

    def lookup(self, name: str) -> list[Candidate]:
        feature = self.KNOWN.get(name.lower())
        return [Candidate("x", name, "XX", 0, 0, feature, population=90_000)] if feature else []


def find(text: str, *actors: Actor) -> Named:
    (sentence,) = document(Report("r", text, None)).sentences
    return Namer(Gazetteer(), actors).find(tag(sentence.tokens))


def places(text: str) -> list[tuple[str, str | None, str]]:
    return [(p.name, p.place.within, p.place.precision) for p in find(text).places if p.sure]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops entered Fallujah.", [("Fallujah", None, "exact")]),
        ("Troops are south of Sirte.", [("Sirte", None, "near")]),
        ("They shelled the outskirts of Aleppo.", [("Aleppo", None, "near")]),
        ("They cut the road to Mosul.", [("Mosul", None, "near")]),
        ("Fighting spread near Manbij.", [("Manbij", None, "near")]),
        ("It happened in Anbar province.", [("Anbar province", None, "area")]),
        ("It happened in Syria.", [("Syria", None, "area")]),
        ("He fled to Fallujah, Iraq.", [("Fallujah", "Iraq", "exact"), ("Iraq", None, "area")]),
        (
            "They hold the Shuhada quarter of Fallujah.",
            [("Shuhada", "Fallujah", "within"), ("Fallujah", None, "exact")],
        ),
        ("They took the Ghardabiya air base.", [("Ghardabiya air base", None, "exact")]),
        ("They took the village of Kafr Nabudah.", [("Kafr Nabudah", None, "exact")]),
        ("Shells fell in Umm Dafuq.", [("Umm Dafuq", None, "exact")]),
    ],
)
def test_places_and_how_near(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Human Rights Watch said so.",
        "President Ali Hassan spoke on Tuesday in May.",
        "The Aleppo Media Center counted the dead.",
        "Iraqi officials met.",
        "General Goma resigned.",
    ],
)
def test_persons_and_organisations_are_no_places(text: str) -> None:
    assert places(text) == []


def test_a_list_of_places_is_not_one_inside_the_other() -> None:
    found = places("They took Manbij, Aleppo and Mosul.")
    assert [(name, within) for name, within, _ in found] == [
        ("Manbij", None),
        ("Aleppo", None),
        ("Mosul", None),
    ]


def test_known_groups_and_their_offsets() -> None:
    text = "ISIS and the Syrian Democratic Forces met Al-Shabaab and AFC/M23."
    found = find(text)
    assert [one.name for one in found.actors] == [
        "ISIS",
        "Syrian Democratic Forces",
        "Al-Shabaab",
        "AFC/M23",
    ]
    for one in found.actors:
        assert text[one.start : one.end] == one.name


def test_an_alias_of_the_case_lends_its_id_to_the_groups_other_names() -> None:
    isis = Actor("isis", "Islamic State", ("ISIS",))
    assert [one.id for one in find("Daesh left.", isis).actors] == ["isis"]
    assert [one.id for one in find("Daesh left.").actors] == [None]


def test_short_acronyms_are_not_common_words() -> None:
    assert find("The city is quiet and a model of order in fact.").actors == ()
    assert [one.name for one in find("Fighters of IS left.").actors] == ["IS"]


def test_offsets_of_places() -> None:
    text = "After weeks, troops entered Fallujah and Kafr Nabudah district."
    for one in find(text).places:
        assert text[one.start : one.end] == one.name
