"""WikiWars: time expressions of twenty-two histories of wars, spans and values.

    python -m benchmarks.reading.wikiwars [--data FOLDER] [--test] [--errors]

WikiWars 1.0.4 (Mazur and Dale 2010, "WikiWars: A New Corpus for Research on Temporal Expressions")
marks every time expression of 22 articles with TIMEX2 (2,681 of them), each with its extent and,
mostly, its VAL: "1914-09-09", "1943-SU", "P2W", "PRESENT_REF".

The documents are split by their number: even ones are for development, odd ones are the test, read
for the table only and never for choosing a rule.

Scoring follows the lenient measures of the TERN evaluations as they are quoted for temporal
taggers: an answer and a marked expression match where their extents overlap by a character, one to
one, the pair with the greatest overlap first. `spans` counts matches; `values` counts those matches
whose value is the key's too, out of all answers (precision) and all marked expressions (recall). An
expression the key leaves without a value (one counted from an event that has no date) is matched
only by an answer without one. The time stamp above the text is not scored. For comparison:
HeidelTime reports F1 80.8 for lenient span and value on all documents.
"""

from __future__ import annotations

import argparse
import html
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from firstlight.reading.dates.timex import timexes
from firstlight.reading.text.document import document
from firstlight.records import Report

DATA = Path(os.environ.get("FIRSTLIGHT_DATA", "../shared/data"))
FOLDER = Path("text/wikiwars/WikiWars_20120218_v104/keyinline")

Expression = tuple[int, int, str]
"""(start, end, value): offsets of the text, end exclusive; "" where there is no value."""
Predict = Callable[[str, date | None], list[Expression]]


@dataclass(frozen=True)
class History:
    """One article: its text, the day it was taken down, and what is marked in it."""

    name: str
    text: str
    published: date | None
    marked: tuple[Expression, ...]


@dataclass(frozen=True)
class Figures:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True)
class Scores:
    """spans: lenient extents. values: lenient extents with the right value."""

    spans: Figures
    values: Figures


def development(data: Path = DATA) -> list[History]:
    """The eleven documents of even number, for finding out what goes wrong."""
    return [load(path) for path in _paths(data) if int(path.name[:2]) % 2 == 0]


def test(data: Path = DATA) -> list[History]:
    """The eleven documents of odd number, for the final figure and nothing else."""
    return [load(path) for path in _paths(data) if int(path.name[:2]) % 2 == 1]


def _paths(data: Path) -> list[Path]:
    return sorted((data / FOLDER).glob("[0-9][0-9]_*.key.xml"))


_TAG = re.compile(r"<(/?)TIMEX2([^>]*)>")
_VALUE = re.compile(r'\bval="([^"]*)"', re.IGNORECASE)


def load(path: Path) -> History:
    """One document with its marks inline; offsets count the characters of the text alone."""
    source = path.read_text(encoding="utf-8")
    stamp = re.search(r"<DATETIME>.*?(\d{4}-\d\d-\d\d)", source, re.DOTALL)
    body = source[source.index("<TEXT>") + 6 : source.index("</TEXT>")]
    pieces: list[str] = []
    length = at = 0
    opened: list[tuple[int, str]] = []
    marked: list[Expression] = []
    for tag in _TAG.finditer(body):
        piece = html.unescape(body[at : tag.start()])
        pieces.append(piece)
        length += len(piece)
        at = tag.end()
        if tag.group(1):
            start, value = opened.pop()
            marked.append((start, length, value))
        else:
            found = _VALUE.search(tag.group(2))
            opened.append((length, found.group(1) if found else ""))
    pieces.append(html.unescape(body[at:]))
    published = date.fromisoformat(stamp.group(1)) if stamp else None
    return History(path.name[:-8], "".join(pieces), published, tuple(sorted(marked)))


def predict(text: str, published: date | None) -> list[Expression]:
    """Our own reading: every time expression of the text with its TIMEX2 value."""
    read = document(Report(id="wikiwars", text=text, published=published))
    return [(found.start, found.end, found.value) for found in timexes(read)]


def matches(
    marked: Sequence[Expression], said: Sequence[Expression]
) -> list[tuple[Expression, Expression]]:
    """Pairs of (marked, said) that overlap, each used once, the greatest overlap first."""
    pairs = sorted(
        (-(min(one[1], other[1]) - max(one[0], other[0])), one[1] - one[0], i, j)
        for i, one in enumerate(marked)
        for j, other in _near(said, one)
    )
    used_marked: set[int] = set()
    used_said: set[int] = set()
    chosen: list[tuple[Expression, Expression]] = []
    for _, _, i, j in pairs:
        if i not in used_marked and j not in used_said:
            used_marked.add(i)
            used_said.add(j)
            chosen.append((marked[i], said[j]))
    return sorted(chosen)


def _near(said: Sequence[Expression], one: Expression) -> Iterator[tuple[int, Expression]]:
    return ((j, other) for j, other in enumerate(said) if other[0] < one[1] and one[0] < other[1])


def score(documents: Sequence[History], predict: Predict = predict) -> Scores:
    """Precision, recall and F1 over all expressions of the documents together."""
    marked = said = found = right = 0
    for history in documents:
        answers = predict(history.text, history.published)
        pairs = matches(history.marked, answers)
        marked += len(history.marked)
        said += len(answers)
        found += len(pairs)
        right += sum(one[2] == other[2] for one, other in pairs)
    return Scores(
        Figures(found / max(1, said), found / max(1, marked)),
        Figures(right / max(1, said), right / max(1, marked)),
    )


def errors(history: History) -> Iterator[str]:
    """What went wrong in one document, a line each: missed, made up, or of another value."""
    answers = predict(history.text, history.published)
    pairs = matches(history.marked, answers)
    kept, used = {one for one, _ in pairs}, {other for _, other in pairs}
    lines = [(one, f"missed {one[2]}") for one in history.marked if one not in kept]
    lines += [(other, f"made up {other[2]}") for other in answers if other not in used]
    lines += [(other, f"{one[2]} read {other[2]}") for one, other in pairs if one[2] != other[2]]
    for (start, end, _), what in sorted(lines):
        around = history.text[max(0, start - 70) : end + 40].replace("\n", " | ")
        yield f"{history.name} {what}: [{history.text[start:end]}] ... {around}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--test", action="store_true", help="score the test half")
    parser.add_argument("--errors", action="store_true", help="list the errors (development only)")
    options = parser.parse_args()
    histories = test(options.data) if options.test else development(options.data)
    if options.errors and not options.test:
        for history in histories:
            print("\n".join(errors(history)))
    total = score(histories)
    for name, figures in (("spans", total.spans), ("spans and values", total.values)):
        print(
            f"{name}: precision {100 * figures.precision:.1f}, "
            f"recall {100 * figures.recall:.1f}, F1 {100 * figures.f1:.1f}"
        )


if __name__ == "__main__":
    main()
