"""A case read by a language model: what is kept where some of its answers cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("httpx", reason="httpx is not installed: pip install 'firstlight[llm]'")

from typer.testing import CliRunner

from firstlight import Case
from firstlight.cli import app
from firstlight.errors import FirstlightError, SettingsError
from firstlight.reading.llm import EndpointError
from tests.reading.llm_server import Question, Reply, closed, said, serving, text_of

TEXTS = {
    "a": "Iraqi forces captured Karma on 3 June 2016.",
    "b": "Iraqi forces captured Saqlawiyah on 4 June 2016.",
}


def case_with(folder: Path, base_url: str) -> Path:
    (folder / "reports").mkdir(exist_ok=True)
    for name, text in TEXTS.items():
        (folder / "reports" / f"{name}.txt").write_text(f"8 June 2016\n\n{text}\n")
    (folder / "case.toml").write_text(
        f'[reading]\nreader = "llm"\n[reading.llm]\nbase_url = "{base_url}"\nmodel = "small"\n'
        "retries = 0\n"
    )
    return folder


def honest(question: Question) -> Reply:
    found = [text for text in TEXTS.values() if text in text_of(question)]
    return said(
        {
            "facts": [
                {
                    "kind": "event",
                    "type": "capture",
                    "status": "actual",
                    "quote": text,
                    "place": {"name": text.split()[3], "precision": "exact"},
                }
                for text in found
            ]
        }
    )


def unsure(question: Question) -> Reply:
    return honest(question) if "Karma" in text_of(question) else said("No.")


def test_an_unreadable_answer_is_a_problem_and_is_asked_for_again(tmp_path: Path) -> None:
    with serving(unsure, unsure, honest) as server:
        folder = case_with(tmp_path, server.base_url)
        case = Case.open(folder).read()
        assert [fact.report for fact in case.facts()] == ["a"]
        assert len(case.problems) == 1
        again = Case.open(folder).read()
        assert [fact.report for fact in again.facts()] == ["a", "b"]
        assert again.problems == []
        assert len(server.questions) == 3
        assert again.facts()[0].place is not None
        assert again.facts()[0].place.lat is not None


def test_an_endpoint_that_is_not_there_loses_no_report(tmp_path: Path) -> None:
    folder = case_with(tmp_path, closed())
    with pytest.raises(EndpointError):
        Case.open(folder).read()
    with serving(honest) as server:
        case_with(tmp_path, server.base_url)
        assert len(Case.open(folder).read().facts()) == 2


def test_an_endpoint_that_goes_away_is_a_problem_and_what_is_known_stays(tmp_path: Path) -> None:
    folder = case_with(tmp_path, closed())
    by_rules = Case.open(folder, reader="rules").read().facts()
    case = Case.open(folder).read()
    assert case.facts() == by_rules
    assert len(case.problems) == 1
    assert "see that it runs" in case.problems[0]


def test_a_reader_that_cannot_be_set_up_is_told_whatever_is_kept(tmp_path: Path) -> None:
    folder = case_with(tmp_path, closed())
    Case.open(folder, reader="rules").read()
    case_with(tmp_path, "https://models.example.org/v1")
    result = CliRunner().invoke(app, ["update", str(folder)])
    assert isinstance(result.exception, SettingsError)
    assert "allow_remote = true" in str(result.exception)


def test_rules_read_in_its_place_when_asked(tmp_path: Path) -> None:
    folder = case_with(tmp_path, closed())
    assert Case.open(folder, reader="rules").read().reader.name == "rules"
    (folder / "case.toml").write_text("")
    with pytest.raises(FirstlightError, match=r"needs \[reading\.llm\]"):
        Case.open(folder, reader="llm").read()
