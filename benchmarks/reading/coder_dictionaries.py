"""The dictionaries of the field's open event coders: CAMEO verbs, Phoenix actors and agents.

They lie in `text/actor_dictionaries` of the data folder; their format is told in the head of each
(openeventdata/petrarch2, MIT). Words are read in capitals, as they are written there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from training.corpora import data_folder

ACTORS = (
    "Phoenix.Countries.actors.txt",
    "Phoenix.International.actors.txt",
    "Phoenix.MilNonState.actors.txt",
)
Words = tuple[str, ...]


@dataclass(frozen=True)
class Pattern:
    """What must stand before and after a verb, in order, for the code to hold."""

    before: tuple[frozenset[Words], ...]
    after: tuple[frozenset[Words], ...]
    code: str | None


@dataclass
class Verb:
    """`code`: CAMEO, or None where the verb alone says nothing."""

    code: str | None
    patterns: list[Pattern]


@dataclass
class Dictionaries:
    verbs: dict[Words, Verb] = field(default_factory=dict)
    actors: dict[Words, str] = field(default_factory=dict)
    agents: dict[Words, str] = field(default_factory=dict)


@cache
def dictionaries() -> Dictionaries:
    folder = data_folder() / "text/actor_dictionaries"
    found = Dictionaries(verbs=read_verbs(_lines(folder / "CAMEO.2.0.txt")))
    for name in ACTORS:
        found.actors.update(read_actors(_lines(folder / name)))
    found.agents = read_agents(_lines(folder / "Phoenix.agents.txt"))
    return found


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        bare = re.split(r"[#;]", line, maxsplit=1)[0].strip()
        if bare:
            yield bare


def _words(entry: str) -> Words:
    return tuple(re.findall(r"[^\W_]+(?:[.'’-][^\W_]+)*", entry.upper().replace("+", " ")))


def inflections(verb: str) -> set[str]:
    """The regular forms of an English verb; the dictionary lists the irregular ones itself."""
    if verb.endswith("E"):
        return {verb, verb + "S", verb + "D", verb[:-1] + "ING"}
    if verb.endswith("Y") and verb[-2:-1] not in tuple("AEIOU"):
        return {verb, verb[:-1] + "IES", verb[:-1] + "IED", verb + "ING"}
    plural = "ES" if re.search(r"(?:S|SH|CH|X|Z)$", verb) else "S"
    return {verb, verb + plural, verb + "ED", verb + "ING"}


def _code(text: str) -> str | None:
    """The active half of "[190:175]"; None for "[---]" and "[:110]"."""
    active = text.partition(":")[0].strip()
    return active if active[:1].isdigit() else None


def read_verbs(lines: Iterator[str]) -> dict[Words, Verb]:
    """Blocks "--- NAME [code] ---" of verbs and their patterns; sets of synonyms come first."""
    verbs: dict[Words, Verb] = {}
    sets: dict[str, set[Words]] = {}
    patterns: list[Pattern] = []
    name, block, default = "", False, None
    for line in lines:
        code = re.search(r"\[([^\]]*)\]", line)
        if line.startswith("---"):
            block, default, patterns = True, _code(code[1]) if code else None, []
        elif line.startswith("~"):
            break
        elif line.startswith("&"):
            name, block = line.strip("&_ "), False
            sets[name] = set()
        elif not block and line.startswith("+"):
            word = _words(line)
            plural = (*word[:-1], word[-1] + "S") if word else word
            sets.setdefault(name, set()).update({word, plural} - {()})
        elif block and line.startswith("-"):
            patterns.append(
                _pattern(line[1:].partition("[")[0], _code(code[1]) if code else None, sets)
            )
        elif block:
            entry = Verb(_code(code[1]) if code else default, patterns)
            listed = re.search(r"\{([^}]*)\}", line)
            word = _words(re.split(r"[\[{]", line)[0])
            if not word:
                continue
            forms = {_words(form) for form in listed[1].split()} if listed else set()
            forms |= {(form, *word[1:]) for form in inflections(word[0])} if not forms else {word}
            for form in forms - {()}:
                verbs.setdefault(form, entry)
    return verbs


def _pattern(text: str, code: str | None, sets: dict[str, set[Words]]) -> Pattern:
    """Actor marks ($ + ^ %) are left out: the actors are looked for on their own."""
    sides: list[list[frozenset[Words]]] = [[]]
    for token in re.sub(r"[(){}]", " ", text).split():
        if token == "*":
            sides.append([])
            continue
        choices: set[Words] = set()
        for part in token.split("/"):
            choices |= sets.get(part.strip("&_"), set()) if part.startswith("&") else {_words(part)}
        if choices - {()}:
            sides[-1].append(frozenset(choices - {()}))
    before, after = ([*sides, []])[:2]
    return Pattern(tuple(before), tuple(after), code)


def read_actors(lines: Iterator[str]) -> dict[Words, str]:
    """Names with their synonyms (+), then codes in brackets; a code without dates goes first.

    The records carry no date, so that of dated offices the last one listed is taken.
    """
    actors: dict[Words, str] = {}
    names: list[Words] = []
    closed = False
    for line in lines:
        entry = line.partition("[")[0].strip()
        if entry:
            if closed and not entry.startswith("+"):
                names, closed = [], False
            names.append(_words(entry))
        for text in re.findall(r"\[([^\]]+)\]", line):
            closed = True
            code, _, dates = text.strip().partition(" ")
            for name in names:
                if name and code != "---" and (not dates or name not in actors):
                    actors[name] = code
        if line.startswith("+"):
            first = next((actors[one] for one in names if one in actors), None)
            if closed and first is not None:
                actors.setdefault(names[-1], first)
    return actors


def read_agents(lines: Iterator[str]) -> dict[Words, str]:
    """Common nouns [~CODE], with their plurals and the endings that !NAME! stands for."""
    agents: dict[Words, str] = {}
    endings: dict[str, list[str]] = {}
    for line in lines:
        if re.match(r"![A-Z]+! *=", line):
            name, _, values = line.partition("=")
            endings[name.strip()] = [value.strip() for value in values.split(",")]
            continue
        code = re.search(r"\[~?([A-Z]+)\]", line)
        if code is None:
            continue
        entry = re.split(r"[\[{]", line)[0].strip()
        listed = re.search(r"\{([^}]*)\}", line)
        mark = next((mark for mark in endings if mark in entry), "")
        entries = [entry.replace(mark, end) for end in endings[mark]] if mark else [entry]
        entries += [listed[1]] if listed and listed[1].strip() else []
        for one in entries:
            word = _words(one)
            if word:
                agents[word] = code[1]
                if not mark and not listed:
                    last = word[-1]
                    plural = last[:-1] + "IES" if last.endswith("Y") else last + "S"
                    agents.setdefault((*word[:-1], plural), code[1])
    return agents
