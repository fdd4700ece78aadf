"""Scores of pairs of words, and the best tree: the part of the network that the graph leaves out.

The same sums as `training/network.py` has them, in NumPy, for the pairs that are asked for alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from firstlight.reading.model.weights import Floats, Scores, Weights

Whole = NDArray[np.int64]

_STEPS = np.array([1, 2, 3, 4, 5, 7, 10, 16, 31])


def softmax(logits: Floats) -> Floats:
    """Over the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    out: Floats = raised / raised.sum(axis=-1, keepdims=True)
    return out


def bucket(distance: Whole) -> Whole:
    """Signed distance in words -> 0..20, as `training.network.bucket`."""
    near = np.searchsorted(_STEPS, np.abs(distance), side="right")
    out: Whole = np.where(distance < 0, 10 - near - (near > 9), 10 + near)
    return out


def pairs(
    weights: Weights,
    scores: Scores,
    task: str,
    anchor: int,
    others: Whole,
    sentence: Whole,
) -> Floats:
    """Logits [len(others), classes] of a pair task for one anchor word."""
    arrays = weights.arrays
    x = scores.projected[f"{task}_a"][anchor] + scores.projected[f"{task}_b"][others]
    x = x + arrays[f"{task}.distance"][bucket(others - anchor)]
    apart = sentence[others] != sentence[anchor]
    if apart.any():
        x = x + apart[:, None] * arrays[f"{task}.apart"]
    out: Floats = np.maximum(x, 0) @ arrays[f"{task}.weight"].T + arrays[f"{task}.bias"]
    return out


def best(logits: Floats, names: Sequence[str]) -> list[int]:
    """The likeliest BIO classes of a run of words in which no I stands without its B.

    Viterbi (1967) over the log probabilities; where the best single choices agree, those.
    """
    choice = logits.argmax(axis=1)
    before, kind, inside = _grammar(tuple(names))
    previous = np.concatenate([[0], choice[:-1]])
    if not (inside[choice] & (kind[previous] != kind[choice])).any():
        return [int(one) for one in choice]
    score = np.log(softmax(logits) + 1e-12)
    total = np.where(inside, -1e9, score[0])
    back = np.zeros(logits.shape, dtype=np.int64)
    for at in range(1, len(score)):
        top = int(total.argmax())
        goes_on = total[np.where(inside, np.arange(len(before)), 0)]
        starts = total[before]
        inner = np.where(goes_on >= starts, np.arange(len(before)), before)
        back[at] = np.where(inside, inner, top)
        total = score[at] + np.where(inside, np.maximum(goes_on, starts), total[top])
    path = [int(total.argmax())]
    for at in range(len(score) - 1, 0, -1):
        path.append(int(back[at, path[-1]]))
    return path[::-1]


@lru_cache(maxsize=32)
def _grammar(
    names: tuple[str, ...],
) -> tuple[Whole, Whole, NDArray[np.bool_]]:
    """For each class its B class, the number of its kind, whether it is an I."""
    kinds = {name.partition("-")[2] for name in names}
    order = sorted(kinds)
    kind = np.array([order.index(name.partition("-")[2]) for name in names])
    inside = np.array([name.startswith("I-") for name in names])
    before = np.array(
        [names.index(f"B-{name[2:]}") if name.startswith("I-") else 0 for name in names]
    )
    return before, kind, inside


def spans(classes: Sequence[int], names: Sequence[str]) -> list[tuple[int, int, str]]:
    """BIO classes as (first, end, name); an I without its B begins a span."""
    found: list[tuple[int, int, str]] = []
    start, kind = 0, ""
    for at, number in enumerate([*classes, 0]):
        mark, _, name = names[number].partition("-")
        if kind and (mark != "I" or name != kind):
            found.append((start, at, kind))
            kind = ""
        if mark == "B" or (mark == "I" and not kind):
            start, kind = at, name
    return found


def _with_one(x: Floats) -> Floats:
    return np.concatenate([x, np.ones((len(x), 1), dtype=x.dtype)], axis=1)


def tree(weights: Weights, scores: Scores, start: int, end: int) -> tuple[list[int], list[int]]:
    """Head and relation of each word of one sentence, words `start` to `end`.

    The head counts from the sentence's first word; a root is its own head. The heads are a tree:
    where the best single choices are none, the maximum spanning tree is taken (Chu and Liu 1965,
    Edmonds 1967).
    """
    d = _with_one(scores.projected["arc_d"][start:end])
    h = _with_one(scores.projected["arc_h"][start:end])
    arcs = d @ weights.arrays["arcs"][0] @ h.T
    heads = spanning(arcs)
    d = _with_one(scores.projected["rel_d"][start:end])
    h = _with_one(scores.projected["rel_h"][start:end])[heads]
    labels = np.einsum("ni,cij,nj->nc", d, weights.arrays["relations"], h, optimize=True)
    root = int(weights.tasks["root"])
    own = np.arange(len(heads)) == heads
    labels[own] = -np.inf
    labels[own, root] = 0.0
    labels[~own, root] = -np.inf
    return heads.tolist(), labels.argmax(axis=1).tolist()


def spanning(arcs: Floats) -> Whole:
    """The best tree with one root. arcs [n, n]: word by head, the diagonal for the root."""
    heads: Whole = arcs.argmax(axis=1)
    roots = np.flatnonzero(heads == np.arange(len(heads)))
    if len(roots) == 1 and not _cycle(heads):
        return heads
    chosen, score = heads, -np.inf
    # the root is one of the few likeliest; with it fixed the rest is Chu-Liu/Edmonds
    log = arcs - np.logaddexp.reduce(arcs, axis=1, keepdims=True)
    for root in np.argsort(-np.diag(log))[:3]:
        weights = log.astype(np.float64).copy()
        np.fill_diagonal(weights, -np.inf)
        found = _edmonds(weights, int(root))
        total = float(np.diag(log)[root]) + sum(
            float(log[word, head]) for word, head in enumerate(found) if word != root
        )
        if total > score:
            chosen, score = found, total
    return chosen


def _cycle(heads: Whole) -> list[int]:
    """The words of one cycle longer than one, else []."""
    state = [0] * len(heads)
    for begin in range(len(heads)):
        path, at = [], begin
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if state[at] == 1 and at in path and heads[at] != at:
            return path[path.index(at) :]
        for word in path:
            state[word] = 2
    return []


def _edmonds(weights: NDArray[np.float64], root: int) -> Whole:
    """Maximum spanning arborescence; weights [n, n] word by head, -inf where there is none."""
    heads: Whole = weights.argmax(axis=1)
    heads[root] = root
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(len(heads), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    size = len(outside)
    small = np.full((size + 1, size + 1), -np.inf)
    small[:size, :size] = weights[np.ix_(outside, outside)]
    members = np.array(cycle)
    small[:size, size] = weights[np.ix_(outside, members)].max(axis=1)
    leave = members[weights[np.ix_(outside, members)].argmax(axis=1)]
    gain = weights[np.ix_(members, outside)] - weights[members, heads[members]][:, None]
    small[size, :size] = gain.max(axis=0)
    enter = members[gain.argmax(axis=0)]
    found = _edmonds(small, int(np.flatnonzero(outside == root)[0]))
    out: Whole = heads.copy()
    for number, word in enumerate(outside):
        if word != root:
            head = int(found[number])
            out[word] = leave[number] if head == size else outside[head]
    into = int(found[size])
    out[enter[into]] = outside[into]
    return out


def arguments(
    weights: Weights, scores: Scores, heads: Sequence[int], start: int, predicate: int
) -> list[tuple[int, int, str]]:
    """PropBank arguments of a predicate: (first, end, role), in words of the text.

    The head of each argument is found first; the argument is what hangs on it in the tree, without
    the branch that the predicate stands in ("people" of "people who fled", for "fled"). heads: as
    `tree` gives them for the sentence that begins at word `start`.
    """
    size = len(heads)
    others = np.arange(start, start + size)
    sentence = np.zeros(start + size, dtype=np.int64)
    sure = np.log(softmax(pairs(weights, scores, "srl", predicate, others, sentence)) + 1e-9)
    names = weights.tasks["pairs"]["srl"]
    above = _path(heads, predicate - start)
    gain = sure[:, 1:].max(axis=1) - sure[:, 0]
    upos = scores.tags["upos"][start : start + size].argmax(axis=1)
    marks = upos == weights.tasks["tags"]["upos"].index("PUNCT")
    taken = np.zeros(size, dtype=bool)
    found: list[tuple[int, int, str]] = []
    for head in np.argsort(-gain).tolist():
        if gain[head] <= 0:
            break
        if taken[head] or head == predicate - start:
            continue
        role = names[int(sure[head, 1:].argmax()) + 1]
        inside = {w for w in range(size) if head in _path(heads, w)}
        if head in above:
            branch = above[above.index(head) - 1]
            inside -= {w for w in range(size) if branch in _path(heads, w)}
        first = end = head
        while first - 1 in inside and not taken[first - 1]:
            first -= 1
        while end + 1 in inside and not taken[end + 1]:
            end += 1
        while end > head and marks[end]:
            end -= 1
        while first < head and marks[first]:
            first += 1
        taken[first : end + 1] = True
        found.append((start + first, start + end + 1, role))
    return sorted(found)


def _path(heads: Sequence[int], word: int) -> list[int]:
    """The word, its head, that one's head, up to the root."""
    out = [word]
    while heads[out[-1]] != out[-1] and len(out) <= len(heads):
        out.append(heads[out[-1]])
    return out
