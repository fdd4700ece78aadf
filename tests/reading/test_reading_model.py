"""The reader with the trained model: exact offsets, the same answer in any company, any input."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight.errors import FirstlightError
from firstlight.places import Gazetteer
from firstlight.reading.learned import ModelReader
from firstlight.reading.model.sight import plan
from firstlight.reading.model.weights import FOLDER, Weights
from firstlight.reading.text.document import document
from firstlight.records import Estimate, Event, Report

DAY = date(2016, 6, 14)
TEXTS = [
    "Iraqi forces recaptured the city of Fallujah from Islamic State on Sunday. Some 42,000 people "
    "have fled since the offensive began, and up to 50,000 are trapped.",
    "The Syrian Democratic Forces have surrounded Manbij and cut the road to Aleppo. The group "
    "still holds the grain silos, a spokesman said.",
    "The team captured the title after a late attack. Fans stormed the pitch.",
]


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="module")
def reader(places: Gazetteer) -> ModelReader:
    return ModelReader(places, workers=2)


def reports(texts: list[str]) -> list[Report]:
    return [Report(str(number), text, DAY) for number, text in enumerate(texts)]


def test_it_reads_what_was_taken_from_whom(reader: ModelReader) -> None:
    facts = reader.read(reports(TEXTS[:1]))[0]
    [taken] = [one for one in facts if isinstance(one, Event) and one.type == "capture"]
    assert taken.place is not None
    assert taken.place.name == "Fallujah"
    assert [party.name for party in taken.actors] == ["Iraqi forces"]
    assert [party.name for party in taken.targets] == ["Islamic State"]
    assert taken.start == taken.end == date(2016, 6, 12)
    assert {one.best for one in facts if one.kind == "estimate"} == {42_000, 50_000}


def test_words_of_a_fact_are_the_reports_own_whatever_its_letters(reader: ModelReader) -> None:
    text = (
        "\ufeffIraqi\u00a0forces re\u00adcaptured al\u2011Qa\u2019im, the \ufb01nal town on the "
        "river, from Islamic\u2009State on Sunday;\r\n\r\n• 1\u202f200 fam\u00adilies \ufb02ed "
        "the city of Fallu\u00adjah 🕊 on Monday."
    )
    facts = reader.read(reports([text]))[0]
    assert facts
    for fact in facts:
        assert text[fact.span[0] : fact.span[1]] == fact.text
        assert 0 <= fact.confidence <= 1


def test_a_report_reads_the_same_in_any_company(places: Gazetteer, reader: ModelReader) -> None:
    together = reader.read(reports(TEXTS * 12))
    alone = ModelReader(places, workers=1)
    for report, facts in zip(reports(TEXTS * 12), together, strict=True):
        assert alone.read([report])[0] == facts


def test_what_names_no_place_is_told_of_where_the_note_was_written(reader: ModelReader) -> None:
    text = (
        "Field note, Goma, 3 February 2025\n\nWe woke to silence. M23 fighters hold the airport "
        "and the port; the army has withdrawn towards Bukavu. Hospitals have taken in 2,880 "
        "wounded since 26 January."
    )
    facts = reader.read([Report("1", text, date(2025, 2, 3))])[0]
    held = [one for one in facts if isinstance(one, Event) and one.type == "hold"]
    wounded = [one for one in facts if isinstance(one, Estimate) and one.measure == "injured"]
    assert held and wounded
    for fact in [*held, *wounded]:
        assert fact.place is not None and fact.place.name == "Goma"


def test_who_cannot_leave_is_counted_and_not_denied(reader: ModelReader) -> None:
    text = "An Nuhud remains under RSF control; aid workers say 60,000 residents cannot leave."
    [trapped] = [one for one in reader.read(reports([text]))[0] if isinstance(one, Estimate)]
    assert (trapped.measure, trapped.best) == ("trapped", 60_000)
    assert trapped.status != "denied"


def test_sport_is_no_war(reader: ModelReader) -> None:
    assert reader.read(reports(TEXTS[2:]))[0] == []


@pytest.mark.parametrize(
    "text", ["", " \n\n ", ".", "…", "\u00ad", "x" * 5000, "لا شيء هنا", "1,2,3"]
)
def test_a_text_that_says_nothing_gives_no_facts(reader: ModelReader, text: str) -> None:
    assert reader.read(reports([text])) == [[]]


def test_a_sentence_longer_than_the_encoder_takes_is_read_in_pieces(reader: ModelReader) -> None:
    weights = Weights(workers=1)
    text = "Rebels shelled " + ", ".join(["Aleppo", "Homs", "Hama"] * 300) + " on Sunday."
    cut = plan(document(reports([text])[0]), weights.pieces)
    assert [start for start, _ in cut.runs[1:]] == [end for _, end in cut.runs[:-1]]
    assert cut.runs[-1][1] == len(cut.words)
    for start, end in cut.runs:
        assert sum(len(weights.pieces.of(word)) for word in cut.words[start:end]) <= 510
    for fact in reader.read(reports([text]))[0]:
        assert text[fact.span[0] : fact.span[1]] == fact.text


@given(st.text(max_size=200))
@settings(max_examples=40, deadline=None)
def test_any_text_is_read(text: str) -> None:
    [facts] = _reader().read([Report("any", text, DAY)])
    for fact in facts:
        assert text[fact.span[0] : fact.span[1]] == fact.text


def _reader(kept: list[ModelReader] = []) -> ModelReader:  # noqa: B006 - opened once
    if not kept:
        kept.append(ModelReader(Gazetteer.open(), workers=1))
    return kept[0]


def test_the_package_stays_small_and_needs_no_torch() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 40_000_000
    code = "import sys, firstlight.reading.learned; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_missing_weights_are_named_with_the_repair(tmp_path: Path) -> None:
    with pytest.raises(FirstlightError, match="install Firstlight anew"):
        Weights(tmp_path)
