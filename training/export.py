"""Exports the trained network as the package reads it: `python -m training.export [--model FILE]`.

The graph is quantised to int8 (weights, each output channel with its own scale); what scores pairs
is small and kept as half-precision arrays.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from firstlight.reading.model.encoding import Pieces
from firstlight.reading.model.weights import FOLDER
from training.base import encoder_folder
from training.corpora import relations
from training.examples import PAIRS, TAGS
from training.network import Network
from training.train import network

GRAPH = "reader.onnx"


def float_graph(net: Network, pieces: Pieces, path: Path) -> None:
    """The graph in 32-bit floats, any number of texts, pieces and words."""
    batch = pieces.batch([["Fallujah", "fell", "."], ["They", "left", "the", "town", "."]])
    inputs = tuple(torch.from_numpy(x) for x in (batch.ids, batch.case, batch.mask, batch.first))
    names = ("ids", "case", "mask", "first")
    axes = {name: {0: "texts", 1: "pieces"} for name in names[:3]}
    axes["first"] = {0: "texts", 1: "words"}
    axes["tags"] = axes["projected"] = {0: "texts", 1: "words"}
    net.eval()
    torch.onnx.export(
        net,
        inputs,
        str(path),
        input_names=list(names),
        output_names=["tags", "projected"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def export(net: Network, folder: Path, encoder: Path | None = None) -> None:
    """Writes the four files of the model into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    source = encoder_folder(encoder)
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        float_graph(net, Pieces(source / "tokenizer.json"), plain)
        quantize_dynamic(
            plain,
            folder / GRAPH,
            op_types_to_quantize=["MatMul", "Gather", "Gemm"],
            per_channel=True,
            reduce_range=False,
            weight_type=QuantType.QInt8,
        )
    shutil.copy(source / "tokenizer.json", folder / "tokenizer.json")
    arrays = {"arcs": net.arcs.weight, "relations": net.relations.weight}
    for name, pair in net.roles.items():
        arrays[f"{name}.distance"] = pair.distance.weight
        arrays[f"{name}.apart"] = pair.apart
        arrays[f"{name}.weight"] = pair.out.weight
        arrays[f"{name}.bias"] = pair.out.bias
    halves = {name: value.detach().numpy().astype(np.float16) for name, value in arrays.items()}
    np.savez_compressed(folder / "heads.npz", **halves)
    tasks = {
        "tags": TAGS,
        "pairs": PAIRS,
        "widths": net.widths,
        "relations": relations(),
        "root": relations().index("root"),
    }
    text = json.dumps(tasks, indent=1) + "\n"
    (folder / "tasks.json").write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=Path("build/model.pt"))
    parser.add_argument("--encoder", type=Path, help="folder with tokenizer.json")
    parser.add_argument("--out", type=Path, default=FOLDER)
    options = parser.parse_args()
    net = network()
    net.load_state_dict(torch.load(options.model))
    export(net, options.out, options.encoder)


if __name__ == "__main__":
    main()
