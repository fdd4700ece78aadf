"""The open data sets, each as examples. Paths and licences: the README of the data folder.

Test parts are read by the benchmarks alone. Of `event_location` the test part is what its authors
mark RELABEL (the gold standard); sentences of the same text are taken out of training.
"""

from __future__ import annotations

import gzip
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from training.examples import COMMON_SRL, NAMED, TAGS, Example, spans_to_bio


def data_folder() -> Path:
    """`FIRSTLIGHT_DATA`, else the folder `shared/data` beside the checkout."""
    named = os.environ.get("FIRSTLIGHT_DATA")
    return Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


@cache
def relations() -> tuple[str, ...]:
    """Dependency relations of EWT's training part, with their subtypes, the rare ones left out."""
    seen: Counter[str] = Counter()
    for row in _lines(data_folder() / "text/ewt_ud_propbank/ewt-train.ud+srl.jsonl.gz"):
        seen.update(row["deprel"])
    return tuple(sorted({"dep", *(name for name, number in seen.items() if number >= 5)}))


def _relation(name: str) -> int:
    known = relations()
    if name in known:
        return known.index(name)
    bare = name.partition(":")[0]
    return known.index(bare) if bare in known else len(known) - 1


def ewt(part: str) -> Iterator[Example]:
    """UD English EWT with PropBank roles and UNER's entities, a sentence each.

    part: "train", "dev" or "test".
    """
    upos = {name: number for number, name in enumerate(TAGS["upos"])}
    names = uner(part)
    for row in _lines(data_folder() / f"text/ewt_ud_propbank/ewt-{part}.ud+srl.jsonl.gz"):
        size = len(row["tokens"])
        one = Example(row["tokens"], [0] * size, row["sent_id"].rpartition("-")[0])
        one.tags["upos"] = [upos[name] for name in row["upos"]]
        if len(names.get(row["sent_id"], ())) == size:
            one.tags["named"] = names[row["sent_id"]]
        one.heads = [head - 1 if head else at for at, head in enumerate(row["head"])]
        one.relations = [_relation(name) for name in row["deprel"]]
        if row["srl"] is not None:
            marked = [0] * size
            anchors = []
            for frame in row["srl"]:
                marked[frame["pred"]] = 1
                one.frames.append((frame["pred"], [(s, e, role) for role, s, e in frame["args"]]))
                anchors.append((frame["pred"], _heads(one.heads, frame["args"])))
            one.tags["predicate"] = marked
            one.pairs["srl"] = anchors
        yield one


def _heads(heads: Sequence[int], args: Sequence[tuple[str, int, int]]) -> dict[int, int]:
    """The head word of each argument with its role: the one whose own head lies outside."""
    out: dict[int, int] = {}
    for role, start, end in args:
        if role in COMMON_SRL:
            tops = [w for w in range(start, end) if not start <= heads[w] < end or heads[w] == w]
            if tops:
                out.setdefault(tops[0], 1 + COMMON_SRL.index(role))
    return out


def uner(part: str) -> dict[str, list[int]]:
    """Named entities over EWT: the classes of each sentence, by its id."""
    classes = {name: number for number, name in enumerate(TAGS["named"])}
    path = data_folder() / f"text/uner_ewt/en_ewt-ud-{part}.iob2"
    found: dict[str, list[int]] = {}
    name, tags = "", []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# sent_id"):
            name = line.partition("=")[2].strip()
        elif line and not line.startswith("#"):
            tags.append(classes.get(line.split("\t")[2], 0))
        elif not line and tags:
            found[name], tags = tags, []
    return found


def gum() -> Iterator[Example]:
    """GUM's openly licensed genres: syntax and the coreference of people, groups and places."""
    folder = data_folder() / "text/gum/sources"
    upos = {name: number for number, name in enumerate(TAGS["upos"])}
    for path in sorted(folder.glob("*.conllu")):
        yield _gum_document(path, upos)


def _gum_document(path: Path, upos: dict[str, int]) -> Example:
    words: list[str] = []
    sentence: list[int] = []
    tags: list[int] = []
    heads: list[int] = []
    labels: list[int] = []
    chains: dict[str, list[int]] = defaultdict(list)
    names: list[tuple[int, str]] = []
    open_: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    number, base = -1, 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# sent_id"):
            number += 1
            base = len(words)
        cells = line.split("\t")
        if len(cells) != 10 or not cells[0].isdigit():
            continue
        at = len(words)
        words.append(cells[1])
        sentence.append(number)
        tags.append(upos[cells[3]])
        heads.append(base + int(cells[6]) - 1 if cells[6] != "0" else at)
        labels.append(_relation(cells[7]))
        _gum_mentions(cells[9], at, open_, chains, names)
    one = Example(words, sentence, path.stem, {"upos": tags}, heads, labels)
    anchors = []
    for mentions in chains.values():
        ordered = sorted(set(mentions))
        for place, at in enumerate(ordered):
            anchors.append((at, dict.fromkeys(ordered[:place], 1)))
    if "court" not in path.stem:  # "Counsel" and "Defense" are no names there
        one.tags["named"] = _gum_names(words, tags, names)
    one.pairs["same"] = sorted(anchors, key=lambda anchor: anchor[0])
    return one


def _gum_names(
    words: Sequence[str], upos: Sequence[int], heads: Sequence[tuple[int, str]]
) -> list[int]:
    """The names among GUM's mentions: the run of proper nouns about a mention's head."""
    kinds = {"person": "PER", "place": "LOC", "organization": "ORG"}
    proper = TAGS["upos"].index("PROPN")
    spans = []
    for head, kind in heads:
        if head >= len(words) or upos[head] != proper:
            continue
        first, end = head, head + 1
        while first > 0 and upos[first - 1] == proper:
            first -= 1
        while end < len(words) and upos[end] == proper:
            end += 1
        spans.append((first, end, kinds[kind]))
    return spans_to_bio(sorted(set(spans)), NAMED, len(words))


def wnut() -> Iterator[Example]:
    """Names in noisy text (WNUT 2017): people, places, and groups and companies as ORG."""
    kinds = {"person": "PER", "location": "LOC", "corporation": "ORG", "group": "ORG"}
    classes = {name: number for number, name in enumerate(TAGS["named"])}
    path = data_folder() / "text/wnut17/wnut17train.conll"
    words: list[str] = []
    tags: list[int] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        word, _, tag = line.partition("\t")
        if word.strip() and tag:
            mark, _, kind = tag.strip().partition("-")
            words.append(word.strip())
            tags.append(classes.get(f"{mark}-{kinds.get(kind, '')}", 0))
        elif words:
            yield Example(words, [0] * len(words), "wnut", {"named": tags})
            words, tags = [], []


def _gum_mentions(
    misc: str,
    at: int,
    open_: dict[str, list[tuple[int, str, str]]],
    chains: dict[str, list[int]],
    names: list[tuple[int, str]],
) -> None:
    """Reads the bracketed entities of one word; a mention counts by the first word of its head."""
    entity = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
    for piece in entity.replace("(", " (").replace(")", ") ").split():
        cells = piece.strip("()").split("-")
        key = cells[0]
        if piece.startswith("("):
            kind = cells[1] if len(cells) > 1 else ""
            head = cells[5] if len(cells) > 5 else "1"
            open_[key].append((at, kind, head))
        if piece.endswith(")") and open_[key]:
            start, kind, head = open_[key].pop()
            first = head.split(",")[0]
            offset = int(first) - 1 if first.isdigit() else 0
            if kind in ("person", "organization", "place"):
                chains[key].append(start + offset)
                names.append((start + offset, kind))


def window(one: Example, start: int, end: int) -> Example:
    """The words from `start` to `end` (sentence bounds), with what is said of them."""
    part = Example(one.words[start:end], one.sentence[start:end], one.source)
    part.tags = {name: tags[start:end] for name, tags in one.tags.items()}
    if one.heads is not None and one.relations is not None:
        part.heads = [head - start if head >= 0 else -1 for head in one.heads[start:end]]
        part.relations = one.relations[start:end]
    for name, anchors in one.pairs.items():
        part.pairs[name] = [
            (a - start, {w - start: c for w, c in others.items() if start <= w < end})
            for a, others in anchors
            if start <= a < end
        ]
    return part


def event_location(part: str) -> Iterator[Example]:
    """Sentences with one verb linked to where it happened. part: "train" or "test"."""
    rows = list(_lines(data_folder() / "text/event_location/event_location.jsonl.gz"))
    gold = {row["text"] for row in rows if row["source"] == "RELABEL"}
    for row in rows:
        if (row["source"] == "RELABEL") != (part == "test"):
            continue
        if part == "train" and row["text"] in gold:
            continue
        tokens = [token for token in row["tokens"] if token["text"].strip()]
        number = {token["id"]: at for at, token in enumerate(tokens)}
        verbs = [span for span in row["spans"] if span["label"] == "VERB"]
        spans = [
            (number.get(span["token_start"], -1), number.get(span["token_end"], -1) + 1, "place")
            for span in row["spans"]
            if span["label"] == "LOCATION"
        ]
        if len(verbs) != 1 or verbs[0]["token_start"] not in number:
            continue
        words = [token["text"] for token in tokens]
        classes = spans_to_bio([s for s in spans if s[0] >= 0], ["place"], len(words))
        one = Example(words, [0] * len(words), f"{row['_id']}")
        anchor = number[verbs[0]["token_start"]]
        one.pairs["site"] = [(anchor, {w: c for w, c in enumerate(classes) if c})]
        yield one
