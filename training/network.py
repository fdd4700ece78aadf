"""The network: MiniLM-L6 with a case feature, and one thin head for each task.

The encoder is BERT (Devlin et al. 2019) at the size of MiniLM-L6 (Wang et al. 2020): 6 layers,
384 wide, 12 heads. Heads are of two kinds. A *tag* is a linear layer on a word. A *pair* scores
two words after projecting each (biaffine attention, Dozat and Manning 2017, for heads of words; a
sum and a rectifier, for the words of a role). The projections are part of the exported graph, the
scores of pairs are not: the reader works out only those pairs it needs.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from firstlight.reading.model.encoding import CASES

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = dropout

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, n, _ = x.shape
        q, k, v = (
            part(x).view(b, n, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        weights = torch.softmax(q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias, -1)
        seen = (weights @ v).transpose(1, 2).reshape(b, n, WIDTH)
        x = self.norm_attention(x + functional.dropout(self.out(seen), self.dropout, self.training))
        changed = self.outer(functional.gelu(self.inner(x)))
        return self.norm(x + functional.dropout(changed, self.dropout, self.training))


class Encoder(nn.Module):
    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.case = nn.Embedding(CASES, WIDTH)
        nn.init.zeros_(self.case.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = dropout

    def forward(self, ids: Tensor, case: Tensor, mask: Tensor) -> Tensor:
        """[B, L] ids, case, mask -> [B, L, 384]."""
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.positions(at) + self.case(case) + self.kinds.weight[0]
        x = functional.dropout(self.norm(x), self.dropout, self.training)
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def load(self, weights: Path) -> None:
        """Takes the published weights of all-MiniLM-L6-v2 (`model.safetensors`)."""
        theirs = load_file(weights)
        theirs = {name.removeprefix("bert."): value for name, value in theirs.items()}
        names = {
            "words.weight": "embeddings.word_embeddings.weight",
            "positions.weight": "embeddings.position_embeddings.weight",
            "kinds.weight": "embeddings.token_type_embeddings.weight",
            "norm.weight": "embeddings.LayerNorm.weight",
            "norm.bias": "embeddings.LayerNorm.bias",
        }
        inside = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm_attention": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "norm": "output.LayerNorm",
        }
        for number in range(LAYERS):
            for ours, their in inside.items():
                for part in ("weight", "bias"):
                    name = f"encoder.layer.{number}.{their}.{part}"
                    names[f"layers.{number}.{ours}.{part}"] = name
        state = self.state_dict()
        for ours, their in names.items():
            state[ours].copy_(theirs[their])


BUCKETS = 21


def bucket(distance: Tensor) -> Tensor:
    """Signed distance in words -> 0..20: exact to 4, then 5-6, 7-9, 10-15, 16-30, beyond 30."""
    size = distance.abs()
    steps = torch.tensor([1, 2, 3, 4, 5, 7, 10, 16, 31], device=distance.device)
    near = torch.bucketize(size, steps, right=True)
    return torch.where(distance < 0, 10 - near - (near > 9).long(), 10 + near)


class Pairs(nn.Module):
    """Scores classes for (anchor word, other word): relu(a + b + distance) W."""

    def __init__(self, width: int, classes: int) -> None:
        super().__init__()
        self.distance = nn.Embedding(BUCKETS, width)
        nn.init.normal_(self.distance.weight, std=0.02)
        self.apart = nn.Parameter(torch.zeros(width))
        self.out = nn.Linear(width, classes)

    def forward(self, anchors: Tensor, others: Tensor, distance: Tensor, same: Tensor) -> Tensor:
        """anchors, others [M, d], distance [M] words, same [M] sentence -> [M, classes]."""
        x = anchors + others + self.distance(bucket(distance))
        x = x + (1 - same.to(x.dtype))[:, None] * self.apart
        return self.out(functional.dropout(functional.relu(x), 0.1, self.training))


class Biaffine(nn.Module):
    """Scores classes for (dependant, head): [d; 1] U [h; 1]."""

    def __init__(self, width: int, classes: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(classes, width + 1, width + 1))
        nn.init.normal_(self.weight, std=0.02 if classes > 1 else 0.05)

    def forward(self, dependants: Tensor, heads: Tensor) -> Tensor:
        """[B, W, d] both -> [B, classes, W, W]."""
        d, h = with_one(dependants), with_one(heads)
        return torch.einsum("bxi,cij,byj->bcxy", d, self.weight, h)

    def aligned(self, dependants: Tensor, heads: Tensor) -> Tensor:
        """[N, d] both -> [N, classes]."""
        d, h = with_one(dependants), with_one(heads)
        return torch.einsum("ni,cij,nj->nc", d, self.weight, h)


def with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], -1)


class Network(nn.Module):
    """tags: classes of each tag task. roles: (width, classes) of each pair task.

    spare: classes of the tag tasks that only teach; their heads are not exported.
    """

    PARSE: ClassVar = {"arc_d": 160, "arc_h": 160, "rel_d": 64, "rel_h": 64}

    def __init__(
        self,
        tags: dict[str, int],
        roles: dict[str, tuple[int, int]],
        relations: int,
        spare: dict[str, int],
    ) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.spare = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in spare.items()})
        self.tag_sizes = dict(tags)
        self.role_sizes = dict(roles)
        self.tags = nn.Linear(WIDTH, sum(tags.values()))
        self.widths = dict(self.PARSE)
        for name, (width, _) in roles.items():
            self.widths[f"{name}_a"] = width
            self.widths[f"{name}_b"] = width
        self.projections = nn.Linear(WIDTH, sum(self.widths.values()))
        self.arcs = Biaffine(self.PARSE["arc_d"], 1)
        self.relations = Biaffine(self.PARSE["rel_d"], relations)
        self.roles = nn.ModuleDict(
            {name: Pairs(width, classes) for name, (width, classes) in roles.items()}
        )

    def words(self, ids: Tensor, case: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """[B, W, 384]: each word as its first piece is seen."""
        x = self.encoder(ids, case, mask)
        x = torch.gather(x, 1, first[..., None].expand(-1, -1, WIDTH))
        return functional.dropout(x, 0.25, self.training)

    def forward(
        self, ids: Tensor, case: Tensor, mask: Tensor, first: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Tags [B, W, all classes] and projections [B, W, all widths], as exported."""
        return self.scored(self.words(ids, case, mask, first))

    def scored(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Words [B, W, 384] -> tags and projections."""
        projected = self.projections(x)
        parse = sum(self.PARSE.values())
        projected = torch.cat(
            [functional.leaky_relu(projected[..., :parse], 0.1), projected[..., parse:]], -1
        )
        return self.tags(x), projected

    def split_tags(self, tags: Tensor) -> dict[str, Tensor]:
        return dict(zip(self.tag_sizes, tags.split(list(self.tag_sizes.values()), -1), strict=True))

    def split_projections(self, projected: Tensor) -> dict[str, Tensor]:
        return dict(zip(self.widths, projected.split(list(self.widths.values()), -1), strict=True))
