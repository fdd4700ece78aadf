"""The drafts of the grammar and those of the model made one list.

Where the grammar sees an event, it is seldom wrong about it: its draft stays unless the model rules
it out, with what the model adds. What the model alone sees is taken where it is sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from firstlight.reading.events.drafts import Draft, Told
from firstlight.reading.events.learned import Learner, told_by

if TYPE_CHECKING:
    from firstlight.reading.model.sight import Sight

LEAST = 0.5
"""Probability from which a word is taken to tell an event because the model says so."""
RULED_OUT = 0.002
"""Below this the model overrules the grammar."""
NEAR = 6
"""Words between two tellings of one event in a clause, at most."""
NEEDS_ACTOR = frozenset({"hold", "enter", "advance", "defect"})
"""Types that say nothing where nobody is named."""
CARRIED = 0.1
"""Probability from which the model's place of another sentence goes before the nearest one."""
RETYPED = 0.7
"""From this the model's type goes before the grammar's."""


def combined(ruled: Sequence[Draft], told: Sequence[Told], learner: Learner) -> list[Draft]:
    """One list of the grammar's drafts of a sentence and the model's."""
    sight, number = learner.sight, learner.number
    base = sight.base[number]
    sure = sight.probabilities("trigger")
    out: list[Draft] = []
    anchors: set[int] = set()
    for draft in ruled:
        word = _word_of(draft, sight, base)
        chance = float(1 - sure[word, 0])
        if chance < RULED_OUT:
            continue
        anchors |= {draft.anchor, word - base}
        seen = told_by(sight, word)
        draft.told, draft.agreed = seen, seen.type == draft.type
        if seen.type != draft.type and chance * float(sure[word, 1:].max()) >= RETYPED:
            draft.type = seen.type
        _fill(draft, learner.draft(seen), learner)
        _carry(draft, word, learner)
        out.append(draft)
    kept = list(out)
    for one in told:
        if one.probability >= LEAST and one.word - base not in anchors:
            near = [d for d in kept if abs(d.anchor - (one.word - base)) <= NEAR]
            for draft in learner.draft(one):
                idle = draft.type in NEEDS_ACTOR and not draft.actors
                if not idle and not any(_same(draft, other) for other in near):
                    _carry(draft, one.word, learner)
                    out.append(draft)
    return out


def _word_of(draft: Draft, sight: Sight, base: int) -> int:
    """The word at which the model tells what the grammar does: "control" of "took control"."""
    kind = list(sight.classes("trigger")).index(draft.type)
    sure = sight.probabilities("trigger")[:, kind]
    first = max(min(draft.start, draft.anchor), draft.anchor - NEAR)
    end = min(max(draft.end, draft.anchor + 1), draft.anchor + NEAR + 1)
    words = range(base + first, base + end)
    best = max(words, key=lambda word: float(sure[word]))
    own = base + draft.anchor
    return best if sure[best] >= LEAST > sure[own] else own


def _same(one: Draft, ruled: Draft) -> bool:
    """Whether the grammar tells the same of a word nearby ("remained in the hands of")."""
    return one.type == ruled.type and (
        one.place is None or ruled.place is None or one.place.name == ruled.place.name
    )


def _fill(draft: Draft, seen: Sequence[Draft], learner: Learner) -> None:
    """What the grammar left open, from the model's drafts of the same word."""
    for one in seen:
        draft.actors = draft.actors or one.actors
        draft.targets = draft.targets or one.targets
        named = one.place is not None and not one.inferred and learner.lived_in(one.place)
        if draft.place is None or (draft.inferred and named):
            draft.place, draft.inferred = one.place, one.inferred
        draft.object = draft.object or one.object


def _carry(draft: Draft, word: int, learner: Learner) -> None:
    """A place of another sentence, where none is given and the model has one in mind."""
    if draft.place is None:
        found = learner.elsewhere(word)
        if found is not None and found[1] >= CARRIED:
            draft.place, draft.reach = found
            draft.inferred = True
