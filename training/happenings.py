"""Sets that mark what happens with kinds of their own: GENEVA and the training part of WikiEvents.

Neither knows a siege or a recapture, so neither teaches our event types. They teach what a word
that tells a happening looks like, each through a head of its own that is not exported. Sources:
Parekh et al. 2023 (GENEVA, over FrameNet); Li, Ji and Han 2021 (WikiEvents). The test part of
WikiEvents is left unread, that of GENEVA unused.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from training.corpora import data_folder
from training.examples import Example

LEAST = 10
"""Kinds seen less often are marked as one, the last."""

LONGEST_SENTENCE = 60
"""Words; lists without a full stop are cut, so that no run outgrows the encoder."""

FILES = {
    "geneva": ("text/geneva/train.jsonl", "text/geneva/val.jsonl"),
    "wikievents": ("text/wikievents/train.compact.jsonl",),
}


def _documents(name: str) -> Iterator[tuple[str, list[str], list[tuple[int, str]]]]:
    """Each text: its name, its words, and each happening's first word with its kind."""
    for path in FILES[name]:
        for line in (data_folder() / path).read_text(encoding="utf-8").splitlines():
            row: dict[str, Any] = json.loads(line)
            found = []
            for event in row["event_mentions"]:
                trigger = event["trigger"]
                start = trigger["start"] if "start" in trigger else trigger["start_idx"]
                found.append((start, event["event_type"]))
            yield row.get("wnd_id") or row["docid"], row["tokens"], found


@cache
def kinds(name: str) -> tuple[str, ...]:
    """The classes of a set: none, its kinds by name, and the rare ones together."""
    seen = Counter(kind for _, _, found in _documents(name) for _, kind in found)
    return ("none", *sorted(kind for kind, times in seen.items() if times >= LEAST), "rare")


def happenings(name: str) -> Iterator[Example]:
    """The texts of a set. name: "geneva" (sentences) or "wikievents" (whole articles)."""
    classes = {kind: number for number, kind in enumerate(kinds(name))}
    for source, words, found in _documents(name):
        tags = [0] * len(words)
        for at, kind in found:
            if at < len(words):
                tags[at] = classes.get(kind, classes["rare"])
        sentence, number, length = [], 0, 0
        for word in words:
            sentence.append(number)
            length += 1
            if word in (".", "!", "?") or length >= LONGEST_SENTENCE:
                number, length = number + 1, 0
        yield Example(words, sentence, source if name == "wikievents" else name, {name: tags})
