"""A dictionary coder in PETRARCH's manner: the field's own dictionaries, without its parser.

This is not PETRARCH2, which looks its verbs up in a constituency tree. Here the CAMEO 2.0 verbs,
with their inflections and their patterns, are looked up in the bare words of a sentence; the
Phoenix actors and agents are found by longest match, and the nearest one left and right of the verb
(exchanged in a passive with "by") are source and target. As in PETRARCH2 an event needs both.

Without a tree it codes about twice as much as PETRARCH2: on the 78 sentences of PETRARCH2's sample
it says 136 CAMEO roots, where the published output has 68, and 46 agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.reading.coder_dictionaries import Dictionaries, Verb, Words, dictionaries

BE = frozenset(["AM", "IS", "ARE", "WAS", "WERE", "BE", "BEEN", "BEING", "GET", "GETS", "GOT"])
BEFORE_NOUNS = frozenset(
    ["A", "AN", "THE", "HIS", "HER", "ITS", "THEIR", "THIS", "THAT", "THESE", "THOSE", "NO", "OF"]
) | {"'S"}
"""A form right after one of these is a noun, whatever the dictionary says."""


@dataclass(frozen=True)
class Mention:
    """Words first..end (end exclusive) of a sentence that the dictionaries know, and their code."""

    first: int
    end: int
    code: str


@dataclass(frozen=True)
class Coded:
    """One event as a coder writes it: a CAMEO code, a source and a target."""

    code: str
    source: tuple[str, str]
    """(its words in the text, its code)"""
    target: tuple[str, str]


def mentions(words: Sequence[str], known: Dictionaries) -> list[Mention]:
    """Actors and agents by longest match; an agent next to an actor is one with it."""
    found: list[Mention] = []
    at = 0
    while at < len(words):
        hit = next(
            (
                (end, table[key])
                for end in range(min(len(words), at + 8), at, -1)
                for table in (known.actors, known.agents)
                if (key := tuple(words[at:end])) in table
            ),
            None,
        )
        if hit is None:
            at += 1
            continue
        agent = tuple(words[at : hit[0]]) not in known.actors
        last = found[-1] if found else None
        if agent and last and at - last.end <= 1 and not last.code.startswith("---"):
            found[-1] = Mention(last.first, hit[0], last.code + hit[1])
        else:
            found.append(Mention(at, hit[0], f"---{hit[1]}" if agent else hit[1]))
        at = hit[0]
    return found


def tokens(sentence: str) -> list[str]:
    """Words as the dictionaries have them: "U.S" is one, a genitive's ending stands alone."""
    return re.findall(r"(?:[A-Z]\.){2,}|[’']s\b|[^\W_]+(?:[.-][^\W_]+)*", sentence)


def _upper(words: Sequence[str]) -> list[str]:
    return [word.upper().replace("’", "'").rstrip(".") for word in words]


def country(name: str) -> str | None:
    """The three letters that the dictionaries give the first actor named, or None."""
    found = mentions(_upper(tokens(name)), dictionaries())
    return next((one.code[:3] for one in found if not one.code.startswith("---")), None)


def code(text: str) -> list[Coded]:
    """The events of one sentence or a few, in the order of their verbs."""
    known = dictionaries()
    out: list[Coded] = []
    for sentence in re.split(r"(?<=[a-z\d][.!?])\s+(?=[A-Z])", text):
        written = tokens(sentence)
        words = _upper(written)
        parties = mentions(words, known)
        for first, end, verb in _verbs(words, known.verbs):
            cameo = _meaning(words, first, end, verb)
            left = [one for one in parties if one.end <= first]
            right = [one for one in parties if one.first >= end]
            if cameo is None or not left or not right:
                continue
            source, target = left[-1], right[0]
            if first and words[first - 1] in BE and "BY" in words[end : right[-1].first]:
                by = words.index("BY", end)
                target, source = source, next((one for one in right if one.first > by), source)
            if source != target:
                ends = [
                    (" ".join(written[one.first : one.end]), one.code) for one in (source, target)
                ]
                out.append(Coded(cameo, ends[0], ends[1]))
    return out


def _verbs(words: Sequence[str], verbs: dict[Words, Verb]) -> Iterator[tuple[int, int, Verb]]:
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + 4), at, -1):
            verb = verbs.get(tuple(words[at:end]))
            if verb is not None and (not at or words[at - 1] not in BEFORE_NOUNS):
                yield at, end, verb
                at = end - 1
                break
        at += 1


def _meaning(words: Sequence[str], first: int, end: int, verb: Verb) -> str | None:
    """The code of the pattern with the most words that fits, else the verb's own."""
    best, size = verb.code, 0
    for pattern in verb.patterns:
        length = len(pattern.before) + len(pattern.after)
        if (
            length > size
            and _stand(words[:first], pattern.before)
            and _stand(words[end:], pattern.after)
        ):
            best, size = pattern.code, length
    return best


def _stand(words: Sequence[str], wanted: Sequence[frozenset[Words]]) -> bool:
    """Whether every wanted phrase stands in the words, one after the other."""
    at = 0
    for choices in wanted:
        ends = [
            begin + len(choice)
            for choice in choices
            for begin in range(at, len(words) - len(choice) + 1)
            if words[begin] == choice[0] and tuple(words[begin : begin + len(choice)]) == choice
        ]
        if not ends:
            return False
        at = min(ends)
    return True
