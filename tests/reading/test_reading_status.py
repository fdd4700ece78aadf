"""What happened, goes on, is planned, is possible, is denied."""

from __future__ import annotations

from datetime import date

import pytest

from firstlight.reading.status import status_of
from firstlight.reading.text.document import document
from firstlight.records import Report


def status(text: str, word: str) -> str | None:
    cut = document(Report("r", text, date(2016, 6, 8)))
    start = text.index(word)
    sentence = cut.sentence_at(start)
    assert sentence is not None
    return status_of(cut, sentence, start, start + len(word))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The army captured Goma.", "captured", "actual"),
        ("The army has captured Goma.", "captured", "actual"),
        ("Army captures Goma", "captures", "actual"),
        ("The army managed to capture Goma.", "capture", "actual"),
        ("The army is shelling Goma.", "shelling", "ongoing"),
        ("Residents have begun returning to Goma.", "returning", "ongoing"),
        ("The army will attack Goma.", "attack", "planned"),
        ("The army plans to attack Goma.", "attack", "planned"),
        ("The army is preparing to attack Goma.", "attack", "planned"),
        ("Troops were ordered to withdraw from Goma.", "withdraw", "planned"),
        ("They fight with the goal of encircling Goma.", "encircling", "planned"),
        ("The army may attack Goma.", "attack", "possible"),
        ("If rebels capture Goma, people will leave.", "capture", "possible"),
        ("Rebels claimed they had captured Goma.", "captured", "possible"),
        ("Rebels threaten to attack Goma.", "attack", "possible"),
        ("The general says rebels reportedly captured Goma.", "captured", "possible"),
        ("The rebels say they captured Goma.", "captured", "possible"),
        ("Rebels captured Goma, officials said.", "captured", "actual"),
        ("The army has not captured Goma.", "captured", "denied"),
        ("No convoy has reached Goma.", "reached", "denied"),
        ("The army failed to capture Goma.", "capture", "denied"),
        ("The army denied that it had shelled Goma.", "shelled", "denied"),
        ("The rumour that Goma was captured is false.", "captured", "denied"),
        ("They left without capturing Goma.", "capturing", "denied"),
    ],
)
def test_status_of_a_clause(text: str, word: str, expected: str) -> None:
    assert status(text, word) == expected


def test_what_would_have_been_is_no_fact() -> None:
    assert status("The army would have captured Goma.", "captured") is None


def test_text_without_a_verb() -> None:
    assert status("Air strike, Goma: 12 dead.", "strike") == "actual"
