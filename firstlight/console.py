"""What the command line shows: progress on the error stream, tables and files on the other."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from firstlight.errors import FirstlightError

if TYPE_CHECKING:
    import pandas as pd

    from firstlight.stages import Step

TableFormat = Literal["table", "csv", "json"]

ROWS_ON_SCREEN = 40


@contextmanager
def steps() -> Iterator[Step]:
    """A progress bar for each step, on a terminal only; it leaves nothing behind."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda name, share: None
        return
    with Progress(
        TextColumn("{task.description:<18}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as bars:
        tasks: dict[str, TaskID] = {}

        def step(name: str, share: float) -> None:
            if name not in tasks:
                tasks[name] = bars.add_task(name, total=1.0)
            bars.update(tasks[name], completed=share)

        yield step


def complain(sentence: str) -> None:
    """One sentence on the error stream, as it stands, without markup."""
    print(f"Error: {sentence}", file=sys.stderr)


def note(sentence: str) -> None:
    """Something worth knowing that is no error, on the error stream."""
    print(sentence, file=sys.stderr)


def write(text: str, out: Path | None) -> None:
    """To a file, whole or not at all, or to standard output."""
    if out is None:
        sys.stdout.write(text)
        return
    try:
        part = out.with_name(out.name + ".part")
        part.write_text(text, encoding="utf-8")
        part.replace(out)
    except OSError as error:
        raise FirstlightError(
            f"{out} cannot be written ({error.strerror}); choose another place with --out."
        ) from error


def show_table(
    frame: pd.DataFrame, title: str, style: TableFormat, out: Path | None = None
) -> None:
    """A table for a person (its first rows, if long), or all of it as CSV or JSON."""
    if style == "csv":
        write(frame.to_csv(index=False), out)
    elif style == "json":
        write(frame.to_json(orient="records", date_format="iso", force_ascii=False) + "\n", out)
    else:
        _draw(frame, title)


def _draw(frame: pd.DataFrame, title: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if frame.empty:
        console.print(Text(f"{title}: nothing to show."))
        return
    table = Table(title=title, title_justify="left", header_style="bold")
    for name in frame.columns:
        table.add_column(str(name), overflow="fold")
    for row in frame.head(ROWS_ON_SCREEN).itertuples(index=False):
        table.add_row(*(Text(_cell(value)) for value in row))
    console.print(table)
    if len(frame) > ROWS_ON_SCREEN:
        console.print(f"{len(frame) - ROWS_ON_SCREEN:,} more rows: --format csv writes them all.")


def _cell(value: object) -> str:
    import pandas as pd

    if value is None or value is pd.NaT or value != value:  # NaN alone is unlike itself
        return "–"
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2f}"
    return str(value)
