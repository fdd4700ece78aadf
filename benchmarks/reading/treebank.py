"""UD English EWT with UNER's entities and PropBank's roles: the test part, read once for the table.

Words are the treebank's own. Relations are compared without their subtypes, as the CoNLL 2018
shared task does. Roles are scored with the treebank's predicates given, as the CoNLL 2005 and 2012
shared tasks do: a role is right where its span and its label are. Nothing was chosen on this part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from firstlight.reading.model.heads import arguments, best, spans, tree
from firstlight.reading.model.weights import Scores, Weights
from training.corpora import ewt, relations
from training.examples import Example, bio_to_spans, packed
from training.score import Counts

NAMES = ("LOC", "ORG", "PER")


@dataclass
class Treebank:
    words: int = 0
    upos: int = 0
    heads: int = 0
    labelled: int = 0
    entities: Counts = field(default_factory=Counts)
    roles: Counts = field(default_factory=Counts)

    def share(self, right: int) -> float:
        return 100 * right / max(1, self.words)


def score(weights: Weights, part: str = "test", least: int | None = None) -> Treebank:
    """part: "dev" while developing, "test" for the table. least: only so many windows."""
    out = Treebank()
    windows = packed(ewt(part), weights.pieces, 200)
    examples = list(islice(windows, least))
    for one, scores in zip(examples, weights.scores(e.words for e in examples), strict=True):
        _add(out, weights, one, scores)
    return out


def _sentences(one: Example) -> Iterator[tuple[int, int]]:
    start = 0
    for at in range(1, len(one.words) + 1):
        if at == len(one.words) or one.sentence[at] != one.sentence[start]:
            yield start, at
            start = at


def _add(out: Treebank, weights: Weights, one: Example, scores: Scores) -> None:
    assert one.heads is not None and one.relations is not None
    labels = [name.partition(":")[0] for name in relations()]
    theirs = [name.partition(":")[0] for name in weights.tasks["relations"]]
    tags = scores.tags["upos"].argmax(axis=1)
    out.words += len(one.words)
    out.upos += int(sum(a == b for a, b in zip(tags, one.tags["upos"], strict=True)))
    trees: dict[int, tuple[int, list[int]]] = {}
    for start, end in _sentences(one):
        heads, found = tree(weights, scores, start, end)
        trees[one.sentence[start]] = (start, heads)
        for at in range(start, end):
            right = heads[at - start] + start == one.heads[at]
            out.heads += right
            out.labelled += right and theirs[found[at - start]] == labels[one.relations[at]]
    if "named" in one.tags:
        gold = set(bio_to_spans([max(0, t) for t in one.tags["named"]], NAMES))
        ours = {
            (start + a, start + b, kind)
            for start, end in _sentences(one)
            for a, b, kind in spans(
                best(scores.tags["named"][start:end], weights.tasks["tags"]["named"]),
                weights.tasks["tags"]["named"],
            )
        }
        out.entities.add(len(gold & ours), len(ours), len(gold))
    for anchor, spans_ in one.frames:
        start, heads = trees[one.sentence[anchor]]
        gold = {(first, end, role) for first, end, role in spans_}
        ours = set(arguments(weights, scores, heads, start, anchor))
        out.roles.add(len(gold & ours), len(ours), len(gold))
