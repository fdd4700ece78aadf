"""A batch of examples as tensors, and the loss of every task on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from firstlight.reading.model.encoding import Pieces
from training.examples import TAGS, Example
from training.network import Network


@dataclass
class Tensors:
    """B examples, W words. -1 marks what is not known."""

    ids: Tensor
    case: Tensor
    mask: Tensor
    first: Tensor
    sentence: Tensor
    """[B, W] sentence numbers, -1 for padding."""
    tags: dict[str, Tensor]
    heads: Tensor
    relations: Tensor
    pairs: dict[str, tuple[Tensor, Tensor, Tensor]]
    """For each pair task: rows [N], anchors [N], classes [N, W] (-1 beyond the example)."""


def tensors(examples: Sequence[Example], pieces: Pieces) -> Tensors:
    batch = pieces.batch([one.words for one in examples])
    shape = batch.first.shape
    sentence = torch.full(shape, -1)
    heads, relations = torch.full(shape, -1), torch.full(shape, -1)
    tags: dict[str, Tensor] = {}
    pairs: dict[str, tuple[list[int], list[int], list[Tensor]]] = {}
    for row, one in enumerate(examples):
        size = len(one.words)
        sentence[row, :size] = torch.tensor(one.sentence)
        for name, values in one.tags.items():
            tags.setdefault(name, torch.full(shape, -1))[row, :size] = torch.tensor(values)
        if one.heads is not None and one.relations is not None:
            heads[row, :size] = torch.tensor(one.heads)
            relations[row, :size] = torch.tensor(one.relations)
        for name, anchors in one.pairs.items():
            rows, words, classes = pairs.setdefault(name, ([], [], []))
            for word, others in anchors:
                line = torch.full((shape[1],), -1)
                line[:size] = 0
                for other, value in others.items():
                    line[other] = value
                if name in ("srl", "site"):
                    line[:size][sentence[row, :size] != one.sentence[word]] = -1
                if name == "same":
                    line[word:] = -1
                rows.append(row)
                words.append(word)
                classes.append(line)
    return Tensors(
        torch.from_numpy(batch.ids),
        torch.from_numpy(batch.case),
        torch.from_numpy(batch.mask),
        torch.from_numpy(batch.first),
        sentence,
        tags,
        heads,
        relations,
        {
            name: (torch.tensor(rows), torch.tensor(words), torch.stack(classes))
            for name, (rows, words, classes) in pairs.items()
            if rows
        },
    )


def pair_scores(
    network: Network, name: str, projected: dict[str, Tensor], data: Tensors
) -> tuple[Tensor, Tensor]:
    """Scores [M, classes] and the true classes [M] of the pairs whose class is known."""
    rows, words, classes = data.pairs[name]
    anchor, other = (classes >= 0).nonzero(as_tuple=True)
    row, word = rows[anchor], words[anchor]
    same = data.sentence[row, other] == data.sentence[row, word]
    scores: Tensor = network.roles[name](
        projected[f"{name}_a"][row, word], projected[f"{name}_b"][row, other], other - word, same
    )
    return scores, classes[anchor, other]


def parse_scores(network: Network, projected: dict[str, Tensor], data: Tensors) -> Tensor:
    """[B, W, W] scores of each word's head, words of other sentences out of reach."""
    scores = network.arcs(projected["arc_d"], projected["arc_h"])[:, 0]
    apart = data.sentence[:, :, None] != data.sentence[:, None, :]
    return scores.masked_fill(apart, -1e4)


RARE = ("trigger", "measure")
"""Tag tasks whose classes are rare: their kind is learnt apart from whether there is one at all."""

WEIGHTS = {
    "upos": 0.5, "named": 1.0, "entity": 1.0, "predicate": 0.5, "trigger": 2.0, "status": 1.0,
    "measure": 1.0, "unit": 0.3, "arcs": 1.0, "relations": 0.5, "srl": 2.0, "role": 6.0,
    "site": 1.0, "same": 0.5, "dated": 0.7, "again": 0.4, "object": 0.7, "near": 0.4,
    "geneva": 1.0, "wikievents": 1.0,
}  # fmt: skip


MASK, LAST_SPECIAL = 103, 999
"""The piece [MASK] of the vocabulary, and the last of its unused and special pieces."""


def hidden(ids: Tensor, share: float) -> Tensor:
    """The pieces with a random share of them masked, so that words are learnt by their company."""
    chosen = (torch.rand(ids.shape) < share) & (ids > LAST_SPECIAL)
    return torch.where(chosen, MASK, ids)


def losses(network: Network, data: Tensors, share: float = 0.0) -> dict[str, Tensor]:
    """The mean loss of each task that the batch has labels for, unweighted.

    share: of the pieces to be masked, in training.
    """
    ids = hidden(data.ids, share) if share else data.ids
    words = network.words(ids, data.case, data.mask, data.first)
    tags, projections = network.scored(words)
    by_tag = network.split_tags(tags.float())
    for name, head in network.spare.items():
        if name in data.tags:
            by_tag[name] = head(words).float()
    projected = network.split_projections(projections)
    out: dict[str, Tensor] = {}
    for name, truth in data.tags.items():
        if bool((truth >= 0).any()):
            out[name] = functional.cross_entropy(
                by_tag[name].flatten(0, 1), truth.flatten(), ignore_index=-1
            )
        if name in RARE and bool((truth > 0).any()):
            some = truth > 0
            kind = functional.cross_entropy(by_tag[name][some][:, 1:], truth[some] - 1)
            out[name] = 2 * out[name] + 0.5 * kind
    known = data.heads >= 0
    if bool(known.any()):
        arcs = parse_scores(network, projected, data).float()
        out["arcs"] = functional.cross_entropy(arcs[known], data.heads[known])
        row, word = known.nonzero(as_tuple=True)
        labels = network.relations.aligned(
            projected["rel_d"][row, word], projected["rel_h"][row, data.heads[known]]
        ).float()
        out["relations"] = functional.cross_entropy(labels, data.relations[known])
    for name in data.pairs:
        scores, classes = pair_scores(network, name, projected, data)
        if len(classes):
            out[name] = functional.cross_entropy(scores.float(), classes)
    return out


def total(parts: dict[str, Tensor]) -> Tensor:
    return torch.stack([WEIGHTS[name] * loss for name, loss in parts.items()]).sum()


__all__ = ["TAGS", "Tensors", "losses", "pair_scores", "parse_scores", "tensors", "total"]
