"""Trains the reading model: `python -m training.train [--encoder FOLDER] [--out FILE]`.

Two phases, one network. First the open sets alone (syntax, roles, names, where an event happened,
what tells one: EWT, UNER, PropBank, GUM, event_location, GENEVA, WikiEvents), then our own labels
with a share of the open sets so that nothing is forgotten. Word embeddings stay as published: names
that training never saw keep their place among those it saw. The seed is fixed; on another machine
sums are rounded otherwise, so the weights differ a little.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from firstlight.reading.model.encoding import Pieces
from training import own
from training.base import encoder_folder
from training.corpora import event_location, ewt, gum, relations, wnut
from training.examples import LONGEST, PAIRS, TAGS, WIDTHS, Example, packed
from training.happenings import FILES, happenings, kinds
from training.labels import passages
from training.losses import losses, tensors, total
from training.network import Network

SEED = 20160614
STEP_OPEN, STEP_OWN = 2400, 1000
"""Word pieces of one step in either phase, about: our labels are fewer and take smaller steps."""

SHARES = {"ewt": 1.0, "gum": 0.7, "news": 0.4, "wnut": 0.7, "geneva": 1.0, "wikievents": 0.5}
"""How much of each open set an epoch of the first phase takes."""


def network() -> Network:
    return Network(
        {name: len(classes) for name, classes in TAGS.items()},
        {name: (WIDTHS[name], len(classes)) for name, classes in PAIRS.items()},
        len(relations()),
        {name: len(kinds(name)) for name in FILES},
    )


def open_sets(pieces: Pieces) -> dict[str, list[Example]]:
    """Training examples of the open sets, by the name of the set."""
    trees = list(packed(ewt("train"), pieces, 200))
    news = list(packed(event_location("train"), pieces))
    documents = [part for one in gum() for part in own.windows(one, pieces, LONGEST)]
    return {
        "ewt": trees,
        "gum": documents,
        "news": news,
        "wnut": list(packed(wnut(), pieces, 200)),
        "geneva": list(packed(happenings("geneva"), pieces, 200)),
        "wikievents": [
            part for one in happenings("wikievents") for part in own.windows(one, pieces, LONGEST)
        ],
    }


def own_labels(split: str, pieces: Pieces) -> list[Example]:
    return [
        part
        for passage in passages(split)
        for part in own.windows(own.example(passage), pieces, LONGEST)
    ]


def batches(
    sets: Sequence[tuple[list[Example], float]], pieces: Pieces, chance: random.Random, step: int
) -> Iterator[list[Example]]:
    """One epoch: each set `share` times over (a fraction is a sample), batches of one set each."""
    out: list[list[Example]] = []
    for examples, share in sets:
        chosen = list(examples) * int(share)
        chosen += chance.sample(examples, round(len(examples) * (share % 1)))
        sized = [(sum(len(pieces.of(w)) for w in one.words), one) for one in chosen]
        chance.shuffle(sized)
        for begin in range(0, len(sized), 256):  # neighbours of like length, so little padding
            held: list[Example] = []
            for length, one in sorted(sized[begin : begin + 256], key=lambda pair: pair[0]):
                if held and (len(held) + 1) * length > step:
                    out.append(held)
                    held = []
                held.append(one)
            if held:
                out.append(held)
    chance.shuffle(out)
    yield from out


def run(
    net: Network,
    pieces: Pieces,
    epochs: Sequence[Sequence[tuple[list[Example], float]]],
    rate: float,
    head_rate: float,
    chance: random.Random,
    step: int,
    masked: float,
    log: list[dict[str, float]],
) -> None:
    """Trains over the epochs, the rates rising once and falling; masked: share of pieces."""
    plan = [list(batches(sets, pieces, chance, step)) for sets in epochs]
    steps = sum(map(len, plan))
    inner = [p for p in net.encoder.parameters() if p.requires_grad]
    outer = [p for name, p in net.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": inner, "lr": rate}, {"params": outer, "lr": head_rate}], weight_decay=0.01
    )
    warm = max(1, steps // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.02, (steps - step) / (steps - warm)))
    )
    began = time.time()
    net.train()
    for number, epoch in enumerate(plan):
        sums: dict[str, list[float]] = defaultdict(list)
        for group in epoch:
            with torch.autocast("cpu", torch.bfloat16):
                parts = losses(net, tensors(group, pieces), masked)
            loss = total(parts)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*inner, *outer], 1.0)
            optimizer.step()
            schedule.step()
            for name, value in parts.items():
                sums[name].append(float(value.detach()))
        row = {name: round(sum(all_) / len(all_), 4) for name, all_ in sorted(sums.items())}
        log.append(row)
        print(f"epoch {number + 1} {time.time() - began:.0f} s {row}", flush=True)


def taken(net: Network, state: dict[str, torch.Tensor]) -> None:
    """Loads a first phase that knew fewer tag tasks: theirs come first, the others start anew."""
    mine = net.state_dict()
    for name, value in state.items():
        if mine[name].shape[1:] == value.shape[1:] and len(value) <= len(mine[name]):
            mine[name][: len(value)].copy_(value)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, help="folder with model.safetensors")
    parser.add_argument("--out", type=Path, default=Path("build/model.pt"))
    parser.add_argument("--open", type=Path, help="take the first phase from this file if it is")
    parser.add_argument("--first", type=int, default=5, help="epochs of the first phase")
    parser.add_argument("--second", type=int, default=6, help="epochs of the second phase")
    parser.add_argument("--stop", action="store_true", help="end after the first phase")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    folder = encoder_folder(options.encoder)
    pieces = Pieces(folder / "tokenizer.json")
    net = network()
    net.encoder.load(folder / "model.safetensors")
    net.encoder.words.weight.requires_grad_(False)
    net.encoder.positions.weight.requires_grad_(False)
    log: list[dict[str, float]] = []
    sets = open_sets(pieces)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    if options.open and options.open.exists():
        taken(net, torch.load(options.open))
    else:
        epoch = [(sets[name], share) for name, share in SHARES.items()]
        run(net, pieces, [epoch] * options.first, 3e-4, 1e-3, chance, STEP_OPEN, 0.0, log)
        if options.open:
            torch.save(net.state_dict(), options.open)
    if options.stop:
        return
    torch.manual_seed(SEED + 1)
    chance = random.Random(SEED + 1)
    labels = own_labels("train", pieces)
    mixed = [(labels, 1.0), (sets["ewt"], 0.3), (sets["gum"], 0.1), (sets["news"], 0.1)]
    run(net, pieces, [mixed] * options.second, 2e-4, 1.5e-3, chance, STEP_OWN, 0.1, log)
    torch.save(net.state_dict(), options.out)
    options.out.with_suffix(".json").write_text(json.dumps(log, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
