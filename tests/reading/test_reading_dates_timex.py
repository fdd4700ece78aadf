"""TIMEX values of the expressions a reader of days passes over, and of those it resolves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.reading import wikiwars
from firstlight.reading.dates.durations import duration
from firstlight.reading.dates.timex import timexes
from firstlight.reading.text.document import document
from firstlight.records import Report

WAR = "The war began on 4 March 1998. On 7 May 1998 the port fell, on 2 June 1998 the bridge. "


def _split(text: str) -> list[str]:
    return text.split()


def said(text: str) -> list[tuple[str, str]]:
    """(words, value) of what stands after the war's beginnings."""
    whole = WAR + text
    doc = document(Report(id="r", text=whole, published=date(2016, 6, 22)))
    return [
        (whole[one.start : one.end], one.value) for one in timexes(doc) if one.start >= len(WAR)
    ]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("It fell on 5 July.", "5 July", "1998-07-05"),
        ("It fell in early July.", "early July", "1998-07"),
        ("It fell early in 1999.", "early in 1999", "1999"),
        ("It fell in the summer of 1999.", "the summer of 1999", "1999-SU"),
        ("It fell in the 1990s.", "the 1990s", "199"),
        ("It was built in the nineteenth century.", "the nineteenth century", "18"),
        ("It was built in the 9th century BC.", "the 9th century BC", "BC08"),
        ("It was built in 264 BC,", "264 BC", "BC0264"),
        ("It fell on the night of 5 July.", "the night of 5 July", "1998-07-05TNI"),
        ("At 5:30PM on 5 July it fell.", "5:30PM", "1998-07-05T17:30"),
        ("It lasted until May 8 1:00AM and more.", "May 8 1:00AM", "1998-05-08T01:00"),
        ("At noon it fell.", "noon", "1998-06-02T12:00"),
        ("It was quiet for three days.", "three days", "P3D"),
        ("It was quiet for some months.", "some months", "PXM"),
        ("After more than twenty years it fell.", "more than twenty years", "P20Y"),
        ("A ten-day truce held.", "ten-day", "P10D"),
        ("A month-and-a-half long truce held.", "A month-and-a-half long", "P1.5M"),
        ("He was 18 years old then.", "18 years old", "P18Y"),
        ("Over the next two weeks it fell.", "the next two weeks", "P2W"),
        ("Two days later it fell.", "Two days later", "1998-06-04"),
        ("Two weeks later it fell.", "Two weeks later", "1998-W25"),
        ("Fifteen months later it fell.", "Fifteen months later", "1999-09"),
        ("Two years earlier it fell.", "Two years earlier", "1996"),
        ("Years later it fell.", "Years later", "FUTURE_REF"),
        ("It fell many years earlier.", "many years earlier", "PAST_REF"),
        ("The next day it fell.", "The next day", "1998-06-03"),
        ("That same day it fell.", "That same day", "1998-06-02"),
        ("The same month it fell.", "The same month", "1998-06"),
        ("It is now a ruin.", "now", "PRESENT_REF"),
        ("The former port fell.", "former", "PAST_REF"),
        ("In the near future it may fall.", "the near future", "FUTURE_REF"),
        ("Two shells fell daily.", "daily", "XXXX-XX-XX"),
        ("Two shells fell every Friday.", "every Friday", "XXXX-WXX-5"),
        ("It cost much in fiscal year 1997.", "fiscal year 1997", "FY1997"),
        ("It fell two days after the dam broke.", "two days after", ""),
        ("It fell on 5 July, two days after the dam broke.", "two days after", "1998-07-05"),
        ("On 5 July, the fifth day of rain, it fell.", "the fifth day", "1998-07-05"),
        ("It fell at the same time.", "the same time", ""),
        ("The class of '89 fell.", "'89", "1989"),
        ("In May a raid failed. Four days later it fell.", "Four days later", "1998-XX-XX"),
        ("It fell in the second half of 1999.", "the second half of 1999", "1999-H2"),
    ],
)  # fmt: skip
def test_values(text: str, words: str, value: str) -> None:
    assert (words, value) in said(text)


def test_a_range_is_two_expressions() -> None:
    assert said("It lasted from 3 to 7 July 1999 and in 1941–42.") == [
        ("3", "1999-07-03"), ("7 July 1999", "1999-07-07"), ("1941", "1941"), ("42", "1942"),
    ]  # fmt: skip


def test_what_is_told_in_years_before_christ() -> None:
    text = "In 490 BC they came. In 480 BC they came back. In 479 BC they left. In 478 it rained. "
    doc = document(Report(id="r", text=text + "The following year 300 men left.", published=None))
    assert [one.value for one in timexes(doc)] == [
        "BC0490", "BC0480", "BC0479", "BC0478", "BC0477",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty five years", "P25Y"),
        ("one hundred and two days", "P102D"),
        ("over two and a half years", "P2.5Y"),
        ("half an hour", "PT0.5H"),
        ("1,460 years", "P1460Y"),
        ("a couple of weeks", "P2W"),
        ("some nineteen days", "P19D"),
        ("a few hours", "PTXH"),
        ("centuries", "PXCE"),
        ("the fence", ""),
    ],
)
def test_durations(text: str, value: str) -> None:
    assert duration(text) == value


WORDS = st.sampled_from(
    _split(
        "the a of on at in for 5 12 1999 '89 July days weeks ten several later before after "
        "now noon 5:30 pm night morning century 9th BC first last month-long daily every "
        "Friday fiscal year this time date of - , . same present future former ago"
    )
)


@given(st.lists(WORDS, max_size=30).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_any_words_give_expressions_inside_the_text(text: str) -> None:
    doc = document(Report(id="r", text=text, published=date(2016, 6, 22)))
    found = timexes(doc)
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert all(0 <= one.start < one.end <= len(text) for one in found)


# --- the scorer -----------------------------------------------------------------------------------


def test_marks_are_read_with_offsets_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "04_Some.key.xml"
    path.write_text(
        '<DOC><DATETIME> <TIMEX2 val="2009-12-19T17:00:00">2009-12-19T17:00:00</TIMEX2> '
        '</DATETIME><TEXT>A &amp; B fell <TIMEX2 val="P2M">two months of <TIMEX2 val="1915">1915'
        "</TIMEX2></TIMEX2> and <TIMEX2>later on</TIMEX2>.</TEXT></DOC>",
        encoding="utf-8",
    )
    history = wikiwars.load(path)
    assert history.published == date(2009, 12, 19)
    assert [(history.text[a:b], value) for a, b, value in history.marked] == [
        ("two months of 1915", "P2M"), ("1915", "1915"), ("later on", ""),
    ]  # fmt: skip


def test_score_counts_overlaps_once_and_values_apart() -> None:
    history = wikiwars.History("x", "." * 40, None, ((0, 5, "1915"), (10, 15, ""), (20, 25, "P1D")))
    answers = [(2, 8, "1915"), (3, 5, "1916"), (10, 12, ""), (30, 31, "P1D")]
    total = wikiwars.score([history], lambda text, published: answers)
    assert (total.spans.precision, total.spans.recall) == (2 / 4, 2 / 3)
    assert (total.values.precision, total.values.recall) == (2 / 4, 2 / 3)
