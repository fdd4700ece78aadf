"""event_location (Halterman 2019): which place of a sentence a verb's event happened at.

The test part is what its authors mark as their gold standard; it is read once for the table, and
no sentence of it is in training. A word is right where it is said to be of the verb's place and is
(the measure of the paper: precision and recall over words). Sentences without any place count.
"""

from __future__ import annotations

import numpy as np

from firstlight.reading.model.heads import pairs
from firstlight.reading.model.weights import Weights
from training.corpora import event_location
from training.score import Counts


def score(weights: Weights, part: str = "test", least: int | None = None) -> tuple[Counts, Counts]:
    """Counts over words, and over whole places."""
    words, places = Counts(), Counts()
    examples = list(event_location(part))[:least]
    for one, scores in zip(examples, weights.scores(e.words for e in examples), strict=True):
        sentence = np.array(one.sentence)
        everything = np.arange(len(one.words))
        for anchor, others in one.pairs["site"]:
            logits = pairs(weights, scores, "site", anchor, everything, sentence)
            ours = {int(at) for at in np.flatnonzero(logits.argmax(axis=1))}
            gold = set(others)
            words.add(len(ours & gold), len(ours), len(gold))
            right = bool(gold) and ours == gold
            places.add(int(right), int(bool(ours)), int(bool(gold)))
    return words, places
