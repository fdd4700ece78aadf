"""Words and what they say: verbs and nouns of conflict, heads of noun phrases, armed groups.

All of it is data (`firstlight/data/lexicon/*.csv`), our own compilation from general knowledge.
`verbs.csv` has one sense a line: with an object of these classes, the verb tells an event of that
type, and its subject and object stand in those roles. Senses of a verb are tried in order.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Literal

from firstlight.records import SiteKind

Inflection = Literal["base", "s", "past", "part", "ing"]
VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of an inflected word: of which verb, and in which inflection."""

    lemma: str
    inflection: Inflection


@dataclass(frozen=True, slots=True)
class Sense:
    """What a verb tells with some objects; roles: actor, target, place, fire, aid, none."""

    lemma: str
    particle: str
    objects: frozenset[str]
    type: str
    subject: str
    object: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventNoun:
    """What a noun tells; `of` is the role of the phrase after "of", `needs` names a condition."""

    words: tuple[str, ...]
    type: str
    of: str
    needs: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a common noun stands for: its classes, and the kind of site where it is one."""

    classes: frozenset[str]
    site: SiteKind | None


@dataclass(frozen=True)
class Lexicon:
    forms: dict[str, tuple[Form, ...]]
    senses: dict[str, tuple[Sense, ...]]
    event_nouns: dict[str, tuple[EventNoun, ...]]
    """Last word, singular and plural, to the nouns that end so, longest first."""
    heads: dict[str, Head]
    verb_kinds: dict[str, frozenset[str]]
    """Lemma to 'report', 'plan', 'phase', 'other', 'event'."""
    countries: dict[str, str]
    """Country name in lower case to its ISO 3166-1 alpha-2 code."""
    adjectives: dict[str, str]
    """Demonym in lower case to the code."""
    groups: dict[str, str] = field(default_factory=dict)
    """Alias in lower case to the name as listed."""

    def classes(self, word: str) -> frozenset[str]:
        head = self.heads.get(word)
        return head.classes if head else frozenset()


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of our lexicon files; missing last cells are empty."""
    file = resources.files("firstlight") / "data" / "lexicon" / name
    with file.open("r", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            yield {key: (value or "").strip() for key, value in row.items() if key}


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    senses: dict[str, list[Sense]] = {}
    kinds: dict[str, set[str]] = {}
    for row in rows("verbs.csv"):
        senses.setdefault(row["verb"], []).append(
            Sense(
                row["verb"],
                row["particle"],
                frozenset(row["object"].split("|")),
                row["type"],
                row["subject"],
                row["object_role"],
                tuple(row["places"].split()),
            )
        )
        kinds.setdefault(row["verb"], set()).add("event")
    for row in rows("plain_verbs.csv"):
        for verb in row["verbs"].split():
            kinds.setdefault(verb, set()).add(row["kind"])
    countries: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    for row in rows("demonyms.csv"):
        for name in row["names"].split("|"):
            countries.setdefault(name.lower(), row["country"])
        for word in row["adjectives"].split():
            adjectives.setdefault(word.lower(), row["country"])
    return Lexicon(
        forms=_forms(kinds),
        senses={verb: tuple(found) for verb, found in senses.items()},
        event_nouns=_event_nouns(),
        heads=_heads(),
        verb_kinds={verb: frozenset(found) for verb, found in kinds.items()},
        countries=countries,
        adjectives=adjectives,
        groups=dict(_groups()),
    )


def _groups() -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for row in rows("groups.csv"):
        for name in (row["name"], *row["aliases"].split("|")):
            if name and name.lower() not in seen:
                seen.add(name.lower())
                yield name.lower(), row["name"]


def _heads() -> dict[str, Head]:
    classes: dict[str, set[str]] = {}
    sites: dict[str, SiteKind] = {}
    for row in rows("heads.csv"):
        for word in row["words"].split():
            classes.setdefault(word, set()).add(row["class"])
            if row["site"]:
                sites.setdefault(word, row["site"])  # type: ignore[arg-type]
    return {word: Head(frozenset(found), sites.get(word)) for word, found in classes.items()}


def _event_nouns() -> dict[str, tuple[EventNoun, ...]]:
    found: dict[str, list[EventNoun]] = {}
    for row in rows("nouns.csv"):
        words = tuple(row["noun"].split())
        needs = row["note"].removeprefix("needs ") if row["note"].startswith("needs") else ""
        noun = EventNoun(words, row["type"], row["of"], needs)
        for last in {words[-1], plural(words[-1])}:
            found.setdefault(last, []).append(noun)
    return {
        last: tuple(sorted(nouns, key=lambda noun: -len(noun.words)))
        for last, nouns in found.items()
    }


def plural(noun: str) -> str:
    if noun.endswith(("s", "sh", "ch", "x")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


def _forms(verbs: dict[str, set[str]]) -> dict[str, tuple[Form, ...]]:
    irregular = {row["lemma"]: row for row in rows("irregular.csv")}
    found: dict[str, list[Form]] = {}
    for lemma in verbs:
        base, part = irregular.get(lemma), irregular.get(lemma)
        pasts = [base["past"]] if base else _past(lemma)
        parts = [part["participle"]] if part else _past(lemma)
        inflected: list[tuple[str, Inflection]] = [(lemma, "base"), (plural(lemma), "s")]
        if lemma.endswith("o"):
            inflected.append((lemma + "es", "s"))
        inflected += [(word, "past") for word in pasts]
        inflected += [(word, "part") for word in parts]
        inflected += [(word, "ing") for word in _ing(lemma)]
        for word, inflection in inflected:
            found.setdefault(word, []).append(Form(lemma, inflection))
    return {word: tuple(forms) for word, forms in found.items()}


def _doubles(lemma: str) -> bool:
    """Whether the last consonant may double ("kidnapped"); both spellings are accepted then."""
    return (
        len(lemma) > 2
        and lemma[-1] not in VOWELS + "wxy"
        and lemma[-2] in VOWELS
        and lemma[-3] not in VOWELS
    )


def _past(lemma: str) -> list[str]:
    if lemma.endswith("e"):
        return [lemma + "d"]
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return [lemma[:-1] + "ied"]
    return [lemma + "ed", *([lemma + lemma[-1] + "ed"] if _doubles(lemma) else [])]


def _ing(lemma: str) -> list[str]:
    if lemma.endswith("ie"):
        return [lemma[:-2] + "ying"]
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return [lemma[:-1] + "ing"]
    return [lemma + "ing", *([lemma + lemma[-1] + "ing"] if _doubles(lemma) else [])]
