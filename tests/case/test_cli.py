"""The command line as a person meets it: help, exit codes, one sentence for each mistake."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from firstlight.cli import app

NOTE = (
    "Flash update\nDate: 12 February 2025\n\n"
    "M23 rebels captured the town of Minova on 21 January. Around 12,000 people fled Minova."
)


def run(*arguments: object, timeout: int = 120) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "firstlight", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def complaint(*arguments: object, code: int = 1) -> str:
    """What a mistake prints: exactly one sentence, and no traceback."""
    done = run(*arguments)
    assert done.returncode == code, done.stderr
    said = done.stderr.strip()
    assert said.startswith("Error: ") and "\n" not in said and said.endswith("."), said
    return said


def test_help_of_every_command_has_an_example() -> None:
    group = typer.main.get_command(app)
    assert run("--help").returncode == 0
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        assert command.help and command.epilog, name
        assert command.epilog.startswith(f"For example: firstlight {name} ")


def test_importing_the_package_and_its_help_load_nothing_heavy() -> None:
    code = (
        "import sys, firstlight, firstlight.cli; "
        "heavy = {'pandas', 'numpy', 'scipy', 'lifelines', 'highspy', 'plotly', 'sqlalchemy', "
        "'trafilatura', 'pydantic', 'shapely'} & set(sys.modules); "
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_read_writes_the_contract_and_keeps_what_was_good(tmp_path: Path) -> None:
    good, bad, out = tmp_path / "good.txt", tmp_path / "bad.txt", tmp_path / "facts.jsonl"
    good.write_text(NOTE)
    bad.write_bytes(b"")
    done = run("read", good, bad, "--format", "jsonl", "--out", out)
    assert done.returncode == 1 and str(bad) in done.stderr and "empty" in done.stderr
    facts = [json.loads(line) for line in out.read_text().splitlines()]
    for fact in facts:
        start, end = fact["span"]
        assert fact["report"] == "good" and NOTE[start:end] == fact["text"]
    (capture,) = [one for one in facts if one.get("type") == "capture"]
    assert capture["place"]["name"] == "Minova"
    assert (capture["start"], capture["end"]) == ("2025-01-21", "2025-01-21")
    (fled,) = [one for one in facts if one["kind"] == "estimate"]
    assert (fled["measure"], fled["best"]) == ("fled", 12_000)


def test_a_usage_mistake_is_exit_code_two(tmp_path: Path) -> None:
    assert run("read").returncode == 2
    assert run("read", tmp_path, "--published", "soon").returncode == 2
    assert run("nonsense").returncode == 2


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ("[case]\nnaem = 'x'", "case.naem"),
        ("[budget]\nusd = -1", "budget.usd"),
        ("[[hubs]]\nid='a'\nname='A'\nlat=34.0\nlon=18.5", "sea"),
        ("[[hubs]]\nid='a'\nname='A'\nlat=32.4\nlon=15.1\nstock={gold=5}", "gold"),
        ("[roads]\nfile='none.csv'", "none.csv"),
        ("[case", "TOML"),
    ],
)
def test_a_wrong_case_file_is_named_and_nothing_is_lost(
    tmp_path: Path, settings: str, says: str
) -> None:
    (tmp_path / "note.txt").write_text(NOTE)
    (tmp_path / "case.toml").write_text(settings)
    assert says in complaint("brief", tmp_path)
    assert (tmp_path / "note.txt").read_text() == NOTE


def test_folders_that_are_missing_or_hold_no_reports_are_named(tmp_path: Path) -> None:
    assert "not a folder" in complaint("brief", tmp_path / "none")
    assert "no reports" in complaint("brief", tmp_path)
    assert "no reports" in complaint("control", tmp_path)


def test_a_newcomers_folder_becomes_a_brief_and_a_bad_file_costs_only_itself(
    tmp_path: Path,
) -> None:
    (tmp_path / "note.txt").write_text(NOTE)
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.4 broken")
    done = run("brief", tmp_path)
    assert done.returncode == 1, done.stderr
    assert "cut.pdf" in done.stderr and "Traceback" not in done.stderr
    assert (tmp_path / "brief.html").stat().st_size > 1_000_000
    listed = run("show", "all", tmp_path).stdout
    assert "captured" in listed or "capture at Minova" in listed
    fact = next(line.split()[0] for line in listed.splitlines() if "capture at Minova" in line)
    assert "»" in run("show", fact, tmp_path).stdout
    assert "no fact" in complaint("show", "0123456789", tmp_path)
    assert run("retract", "note", tmp_path, "--why", "a test").returncode == 0
    assert "retracted before" in complaint("retract", "note", tmp_path)
