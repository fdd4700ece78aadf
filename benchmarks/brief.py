"""The main job as a whole process: its time against `import pandas`, its peak memory, start-up.

    python -m benchmarks.brief [--quick] [--json FILE]

Every command runs cold in a process of its own, in turn with its anchor, and the ratio is taken
pair by pair, so that a machine whose speed drifts does not bend it. Memory is the operating
system's own peak of the finished process.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.report import Row, arguments, finish

EXAMPLE = Path(__file__).parent.parent / "examples" / "june-2016"
PANDAS = [sys.executable, "-c", "import pandas"]
BARE_TYPER = [
    sys.executable,
    "-c",
    "import typer; app = typer.Typer(); app.command()(lambda: None); app(['--help'])",
]
FIRSTLIGHT = [sys.executable, "-m", "firstlight"]


@dataclass(frozen=True)
class Run:
    """One finished process: wall seconds and peak resident memory in MiB."""

    seconds: float
    peak_mib: float


def measure(command: list[str]) -> Run:
    """Run a command to its end with its output thrown away; it must succeed."""
    import time

    null = os.open(os.devnull, os.O_RDWR)
    start = time.perf_counter()
    pid = os.posix_spawn(
        command[0],
        command,
        os.environ,
        file_actions=[(os.POSIX_SPAWN_DUP2, null, n) for n in (0, 1, 2)],
    )
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    os.close(null)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"{' '.join(command)} failed; run it by hand to see why.")
    return Run(seconds, usage.ru_maxrss / 1024)


def pairs(
    ours: list[str], anchor: list[str], count: int, before: object = None
) -> list[tuple[Run, Run]]:
    made = []
    for _ in range(count):
        if callable(before):
            before()
        made.append((measure(ours), measure(anchor)))
    return made


def main() -> None:
    options = arguments(__doc__)
    count = 1 if options.quick else 5
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "case"

        def fresh() -> None:
            shutil.rmtree(case, ignore_errors=True)
            shutil.copytree(EXAMPLE, case, ignore=shutil.ignore_patterns("*.db", "brief.html"))

        measure(PANDAS)
        briefs = pairs([*FIRSTLIGHT, "brief", str(case)], PANDAS, count, fresh)
        again = pairs([*FIRSTLIGHT, "brief", str(case)], PANDAS, count)
    helps = pairs([*FIRSTLIGHT, "--help"], BARE_TYPER, 2 * count)
    ratio = statistics.median(a.seconds / b.seconds for a, b in briefs)
    repeat = statistics.median(a.seconds / b.seconds for a, b in again)
    peak = max(a.peak_mib for a, _ in briefs)
    start = statistics.median(a.seconds / b.seconds for a, b in helps)
    finish(
        [
            Row("brief of the example, cold, time", f"{ratio:.1f} ×", "import pandas", "reported"),
            Row(
                "brief of the example, nothing new, time",
                f"{repeat:.1f} ×",
                "import pandas",
                "reported",
            ),
            Row(
                "brief of the example, peak memory",
                f"{peak:.0f} MiB",
                "none",
                "1536 MiB",
                peak < 1536,
            ),
            Row(
                "firstlight --help, time", f"{start:.2f} ×", "bare Typer --help", "3 ×", start <= 3
            ),
        ],
        options,
    )


if __name__ == "__main__":
    main()
