"""How fast reports are read: `python -m benchmarks.reading.speed [--quick] [--json FILE]`.

The reports are the labelled passages of `training/labels`, about 130 words each. Beside the whole
reading (sentences, model, dates, numbers, names, facts) stand (a) the bare encoder on the same
windows of the same tokens, cut out of the same int8 graph, and (b) the same network in PyTorch,
32-bit floats, a window at a time; (b) is left out where PyTorch is not installed. Times of a and
the reading are taken in turn, and the median ratio of the rounds is shown. The memory is that of
a process of its own that reads 10,000 reports in one go.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import onnxruntime

from benchmarks.report import Row, arguments, finish
from firstlight.places import Gazetteer
from firstlight.reading.learned import ModelReader
from firstlight.reading.model.sight import plan
from firstlight.reading.model.weights import FOLDER, Weights
from firstlight.reading.text.document import document
from firstlight.records import Report
from training.labels import passages


def reports() -> list[Report]:
    found = [one for split in ("train", "dev") for one in passages(split)]
    return [Report(one.id, one.text, date.fromisoformat(one.published)) for one in found]


def bare(threads: int) -> Callable[[Sequence[Sequence[str]], Weights], None]:
    """The encoder alone: the graph up to the words, without the heads."""
    import onnx
    from onnx.utils import Extractor

    graph = onnx.load(FOLDER / "reader.onnx")
    shaped = onnx.shape_inference.infer_shapes(graph)
    gathered = [n.output[0] for n in shaped.graph.node if n.op_type == "GatherElements"]
    if len(gathered) != 1:
        raise SystemExit("The graph has no single GatherElements node: export it anew.")
    extractor = Extractor(shaped)
    inner = extractor.extract_model(["ids", "case", "mask", "first"], gathered)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        inner.SerializeToString(), options, ["CPUExecutionProvider"]
    )

    def run(texts: Sequence[Sequence[str]], weights: Weights) -> None:
        from concurrent.futures import ThreadPoolExecutor

        def one(words: Sequence[str]) -> None:
            batch = weights.pieces.batch([words])
            session.run(
                None,
                {"ids": batch.ids, "case": batch.case, "mask": batch.mask, "first": batch.first},
            )

        if threads == 1:
            for words in texts:
                one(words)
        else:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(one, texts))

    return run


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def torch_time(texts: Sequence[Sequence[str]], weights: Weights) -> float | None:
    """Seconds of the same network in PyTorch on one core, or None without PyTorch."""
    try:
        import torch

        from training.train import network
    except ImportError:
        return None
    torch.set_num_threads(1)
    net = network().eval()

    def run() -> None:
        with torch.inference_mode():
            for words in texts:
                batch = weights.pieces.batch([words])
                net(
                    *(torch.from_numpy(x) for x in (batch.ids, batch.case, batch.mask, batch.first))
                )

    run()
    return seconds(run)


MEMORY = """
import resource
from benchmarks.reading.speed import reports
from dataclasses import replace
from firstlight.places import Gazetteer
from firstlight.reading.learned import ModelReader
some = reports()
many = [replace(some[n % len(some)], id=str(n)) for n in range({number})]
facts = sum(map(len, ModelReader(Gazetteer.open(packs=())).read(many)))
print(facts, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def memory(number: int) -> float:
    """Peak MiB of a process that reads so many reports in one go."""
    done = subprocess.run(
        [sys.executable, "-c", MEMORY.format(number=number)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    return float(done.stdout.split()[1])


def main() -> None:
    options = arguments(__doc__)
    some = reports()[: 40 if options.quick else 150]
    places = Gazetteer.open(packs=())
    rows = []
    for threads in (1, 2):
        reader = ModelReader(places, workers=threads)
        weights = Weights(workers=threads)
        plans = [plan(document(report), weights.pieces) for report in some]
        texts = [one.words[a:b] for one in plans for a, b in one.runs]
        encode = bare(threads)
        encode(texts, weights)
        reader.read(some[:20])
        ratios, whole = [], []
        for _ in range(2 if options.quick else 3):
            alone = seconds(partial(encode, texts, weights))
            read = seconds(partial(reader.read, some))
            ratios.append(read / alone)
            whole.append(read)
        rate = len(some) / statistics.median(whole)
        ratio = statistics.median(ratios)
        label = f"{threads} core{'s' if threads > 1 else ''}"
        rows.append(
            Row(f"reading, {label}: time against the bare encoder ({rate:.0f} reports a second)",
                f"{ratio:.2f} ×", "bare encoder 1 ×", "≤ 1.3 ×", ratio <= 1.3)
        )  # fmt: skip
        if threads == 1:
            slow = torch_time(texts, weights)
            if slow is not None:
                scored = seconds(partial(list, map(weights.score, texts)))
                rows.append(
                    Row("the model, 1 core: time of PyTorch against ours", f"{slow / scored:.1f} ×",
                        "PyTorch, 32-bit", "≥ 3 ×", slow / scored >= 3)
                )  # fmt: skip
    number = 300 if options.quick else 10_000
    peak = memory(number)
    rows.append(
        Row(f"peak memory, {number:,} reports in one go", f"{peak:.0f} MiB", "none", "< 500 MiB",
            peak < 500)
    )  # fmt: skip
    finish(rows, options)


if __name__ == "__main__":
    main()
