"""Learns to rank the places that a name may mean: `python -m training.places [--out FILE]`.

From LGL and GeoVirus with their gold spans, and from lists of neighbouring places drawn from the
gazetteer (`training.places_drawn`), which carry what the news of two countries cannot teach: every
country alike, other spellings, and the case's own countries. Writes the weights of the package,
and those of five folds by article, which `benchmarks.places` reads: an article is placed there by
weights that have not seen it.
"""

from __future__ import annotations

import argparse
import io
import random
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from benchmarks.places.gold import FOLDS, Gold, fold_of, geovirus, lgl, named
from firstlight.places import Gazetteer, extents
from firstlight.places.atlas import distance_km
from firstlight.places.field import OWN, Field
from firstlight.places.folding import fold
from firstlight.places.mentions import Mention
from firstlight.places.ranker import WEIGHTS, Ranker, promising
from firstlight.places.resolve import evidence_of, mentions_of
from firstlight.places.words import ROMANISED, is_area
from training.corpora import data_folder
from training.places_drawn import drawn

NEAR_KM, VERY_NEAR_KM = 161.0, 25.0
HIDDEN, BATCH, SEED = 32, 64, 1
DRAWN, DRAWN_WEIGHT = 5000, 0.35
"""Lists drawn from the gazetteer, and what a name of theirs counts beside one of the news."""
BLURRED, UNLISTED, ALIASES = 0.4, 0.2, 0.2
"""Share of their names that are taken for a transliteration that no list has (of countries with
another script; an eighth of it elsewhere), of those that are taken for listed nowhere, and
for another name of what they are."""

Bools = npt.NDArray[np.bool_]
Arrays = dict[str, npt.NDArray[np.floating]]


@dataclass
class Article:
    """One text to learn from: its names' candidates, and which of them are right."""

    field: Field
    right: Bools
    """[N] within 25 km of the gold point; where none is, within 161 km or their own radius: the
    point of China is anywhere in China."""
    told: Bools
    """[names with candidates] whether the gold says where the name is."""
    weight: float = 1.0
    fold: int = -1


def article(
    gold: Gold,
    gazetteer: Gazetteer,
    countries: Sequence[str] = (),
    weight: float = 1.0,
    blur: random.Random | None = None,
) -> Article:
    """An article with its candidates. countries: the case's. blur: now and then a name is taken
    for another transliteration, which no list has."""
    report, spans = gold
    facts = [named(report, start, end) for start, end, _, _ in spans]
    mentions = list(mentions_of(facts, report, gazetteer, countries)[0].values())
    evidence = evidence_of(report, gazetteer, countries)
    for mention in mentions:
        if blur is not None:
            _blur(mention, blur)
        mention.matches = promising(mention.matches, evidence, gazetteer)
    field = Field(mentions, evidence, gazetteer)
    if blur is not None:
        alias = np.array([blur.random() < ALIASES for _ in field.present], dtype=bool)
        field.own[alias[field.group], OWN.index("main_name")] = 0.0
    points: dict[str, list[tuple[float, float]]] = {}
    for start, end, lat, lon in spans:
        points.setdefault(report.text[start:end], []).append((lat, lon))
    right = np.zeros(len(field.candidates), dtype=bool)
    told = np.zeros(len(field.starts), dtype=bool)
    for group, index in enumerate(field.present.tolist()):
        at = points.get(mentions[index].name)
        if not at or mentions[index].within is not None:
            continue
        told[group] = True
        (lat, lon), _ = Counter(at).most_common(1)[0]
        own = np.flatnonzero(field.group == group)
        some = [field.candidates[n] for n in own]
        km = distance_km(lat, lon, [one.lat for one in some], [one.lon for one in some])
        close = km <= VERY_NEAR_KM
        reach = [extents.radius(gazetteer, one) or 0.0 if is_area(one.feature) else 0.0
                 for one in some]  # fmt: skip
        right[own] = close if close.any() else km <= np.maximum(reach, NEAR_KM)
    return Article(field, right, told, weight, fold_of(report))


def _blur(mention: Mention, chance: random.Random) -> None:
    """Now and then a name of a list is written as no gazetteer has it, or is in none."""
    foreign = any(match.candidate.country in ROMANISED for match in mention.matches)
    if chance.random() < (BLURRED if foreign else BLURRED / 8):
        mention.matches = [replace(match, how="key") for match in mention.matches]
    if chance.random() < UNLISTED:
        of_name = fold(mention.name)
        mention.matches = [one for one in mention.matches if fold(one.candidate.name) != of_name]


class Net(nn.Module):  # type: ignore[misc]
    """Scores of candidates [N] from their signs [N, signs], and one score for "none of these"."""

    def __init__(self, signs: int) -> None:
        super().__init__()
        self.inner = nn.Linear(signs, HIDDEN)
        self.outer = nn.Linear(HIDDEN, 1, bias=False)
        self.none = nn.Parameter(torch.zeros(1))

    def forward(self, signs: torch.Tensor) -> torch.Tensor:
        inner = nn.functional.dropout(torch.relu(self.inner(signs)), 0.1, self.training)
        return self.outer(inner)[:, 0]


Signs = list[tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]]
"""For each article the signs [N, signs] of its candidates, and their laid down log odds [N]."""


def loss_of(scores: torch.Tensor, none: torch.Tensor, articles: Sequence[Article]) -> torch.Tensor:
    """Mean negative log chance of the right candidates, or of none where none is right."""
    sizes = [len(one.field.starts) for one in articles]
    base = np.cumsum([0, *sizes[:-1]])
    group = torch.tensor(
        np.concatenate([one.field.group + at for one, at in zip(articles, base, strict=True)])
    )
    right = torch.tensor(np.concatenate([one.right for one in articles]))
    told = torch.tensor(np.concatenate([one.told for one in articles]))
    weight = torch.tensor(np.repeat([one.weight for one in articles], sizes))[told]
    total = sum(sizes)
    nothing = none.expand(total)
    top = torch.full((total,), -1e9).scatter_reduce(0, group, scores, "amax")
    top = top.maximum(nothing).detach()
    raised, beside = torch.exp(scores - top[group]), torch.exp(nothing - top)
    whole = torch.zeros(total).index_add(0, group, raised) + beside
    good = torch.zeros(total).index_add(0, group, raised * right)
    any_right = torch.zeros(total).index_add(0, group, right.float()) > 0
    chance = torch.where(any_right, good, beside) / whole
    return -(torch.log(chance[told] + 1e-9) * weight).sum() / weight.sum()


def fit(articles: Sequence[Article], signs: Signs, epochs: int, net: Net | None = None) -> Net:
    """Train a network (a new one where none is given)."""
    torch.manual_seed(SEED)
    net = net or Net(signs[0][0].shape[1])
    rate = 3e-3
    adam = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=1e-2)
    tensors = [(torch.tensor(x, dtype=torch.float32), torch.tensor(f, dtype=torch.float32))
               for x, f in signs]  # fmt: skip
    order = [n for n, one in enumerate(articles) if len(one.field.candidates) and one.told.any()]
    shuffle = random.Random(SEED).shuffle
    net.train()
    for epoch in range(epochs):
        shuffle(order)
        for setting in adam.param_groups:
            setting["lr"] = rate * (1 - epoch / epochs)
        for start in range(0, len(order), BATCH):
            some = order[start : start + BATCH]
            scores = net(torch.cat([tensors[n][0] for n in some]))
            scores = scores + torch.cat([tensors[n][1] for n in some])
            loss = loss_of(scores, net.none, [articles[n] for n in some])
            adam.zero_grad()
            loss.backward()
            adam.step()
    net.eval()
    return net


def arrays_of(first: Net, again: Net, heat: float = 1.0) -> Arrays:
    """The weights as `Ranker` reads them."""
    found: Arrays = {"heat": np.array([heat], np.float32)}
    for name, net in (("first", first), ("again", again)):
        found[f"{name}.w0"] = net.inner.weight.detach().numpy().T.copy()
        found[f"{name}.b0"] = net.inner.bias.detach().numpy().copy()
        found[f"{name}.w1"] = net.outer.weight.detach().numpy()[0].copy()
        found[f"{name}.none"] = net.none.detach().numpy().copy()
    return found


def learned(articles: Sequence[Article]) -> Arrays:
    """The first network, and the second, which learns in three rounds beside its own choices."""
    signs = [(one.field.own, one.field.fixed) for one in articles]
    first = fit(articles, signs, epochs=40)
    again: Net | None = None
    ranker = Ranker(arrays_of(first, first))
    pairs = zip(articles, signs, strict=True)
    chances = [_shared(ranker, "first", one, *own) for one, own in pairs]
    for round_ in range(3):
        signs = [_beside(one, chance) for one, chance in zip(articles, chances, strict=True)]
        again = fit(articles, signs, epochs=20 if round_ else 40, net=again)
        ranker = Ranker(arrays_of(first, again))
        chances = [
            _shared(ranker, "again", one, *own) for one, own in zip(articles, signs, strict=True)
        ]
    assert again is not None
    return arrays_of(first, again)


def _beside(
    one: Article, chance: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    company, fixed = one.field.company(chance)
    return np.hstack([one.field.own, company]), fixed


def _shared(
    ranker: Ranker, net: str, one: Article, signs: npt.NDArray[np.float64],
    fixed: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:  # fmt: skip
    if not len(one.field.candidates):
        return np.zeros(0)
    return ranker.shared(net, signs, fixed, one.field)


def heat_of(weights: Arrays, articles: Iterable[Article]) -> float:
    """The temperature at which held-back articles are likeliest (Guo et al. 2017)."""
    some = [one for one in articles if len(one.field.candidates) and one.told.any()]

    def loss(heat: float) -> float:
        ranker = Ranker({**weights, "heat": np.array([heat])})
        total = 0.0
        for one in some:
            chance = ranker.chances(one.field)
            good = np.bincount(one.field.group, chance * one.right, len(one.field.starts))
            any_right = np.bincount(one.field.group, one.right, len(one.field.starts)) > 0
            rest = 1 - np.bincount(one.field.group, chance, len(one.field.starts))
            total -= np.log(np.where(any_right, good, rest)[one.told] + 1e-9).sum()
        return total

    return min((0.7, 0.85, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0), key=loss)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--folds", type=Path, default=FOLDS)
    options = parser.parse_args()
    torch.set_num_threads(1)
    gazetteer = Gazetteer.open(packs=())
    texts = data_folder() / "text" / "geoparsing"
    news = [*geovirus(texts / "GeoVirus.xml"), *lgl(texts / "lgl.xml")]
    plain = [article(gold, gazetteer) for gold in news]
    blur = random.Random(SEED)
    lists = [
        article(gold, gazetteer, countries, DRAWN_WEIGHT, blur)
        for gold, countries in drawn(gazetteer, DRAWN, random.Random(SEED))
    ]
    print(f"{len(plain)} articles, {len(lists)} lists", flush=True)
    folds: Arrays = {}
    heats = []
    for part in range(5):
        weights = learned([one for one in plain if one.fold != part] + lists)
        held = [one for one in plain if one.fold == part]
        heats.append(heat_of(weights, held))
        folds |= {f"{part}.{name}": value for name, value in weights.items()}
        print(f"fold {part}: heat {heats[-1]}, {score(weights, held)}", flush=True)
    heat = np.array([np.median(heats)], np.float32)
    folds |= {f"{part}.heat": heat for part in range(5)}
    _save(options.folds, folds)
    _save(options.out, {**learned([*plain, *lists]), "heat": heat})


def _save(path: Path, arrays: Arrays) -> None:
    """As npz; the same arrays give the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, array in sorted(arrays.items()):
            data = io.BytesIO()
            np.save(data, array.astype(np.float32))
            file.writestr(zipfile.ZipInfo(f"{name}.npy"), data.getvalue())


def score(weights: Arrays, articles: Iterable[Article]) -> str:
    """How many names with a right candidate get it, in words."""
    ranker, right, total = Ranker(weights), 0, 0
    for one in articles:
        chance = ranker.chances(one.field)
        for group in np.flatnonzero(one.told):
            own = np.flatnonzero(one.field.group == group)
            if one.right[own].any():
                total += 1
                right += bool(one.right[own[chance[own].argmax()]])
    return f"{right} of {total} names with a right candidate get it"


if __name__ == "__main__":
    main()
