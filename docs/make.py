"""Writes docs/tables.md from the columns that the stages declare: `python docs/make.py`."""

from __future__ import annotations

from pathlib import Path

from firstlight import stages

HEAD = """# Tables

What each stage returns, as pandas DataFrames; `case.openings().forecast` is a table of `openings`.
Units stand in square brackets. This page is made by `python docs/make.py` from what the code
declares.
"""


def tables() -> str:
    parts = [HEAD]
    for stage in stages.ORDER:
        result = stages.result_class(stage)
        parts.append(f"## {stage}\n\n{(result.__doc__ or '').strip().splitlines()[0]}\n")
        for name, columns in result.COLUMNS.items():
            rows = "\n".join(f"| `{column}` | {says} |" for column, says in columns.items())
            parts.append(f"### {stage}.{name}\n\n| column | meaning |\n| --- | --- |\n{rows}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    Path(__file__).with_name("tables.md").write_text(tables(), encoding="utf-8")
