"""Dates of a history: years carried along, years named in passing, years before Christ."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight.reading.dates.course import Course, is_ancient
from firstlight.reading.dates.mentions import DateMention, dates
from firstlight.reading.text.document import document
from firstlight.records import Report

PUBLISHED = date(2016, 6, 22)
WAR = "The war began on 4 March 1998. On 7 May 1998 the port fell, on 2 June 1998 the bridge. "


def _split(text: str) -> list[str]:
    return text.split()


def found(text: str) -> list[DateMention]:
    return dates(document(Report(id="r", text=text, published=PUBLISHED)))


def last(text: str) -> tuple[str | None, str | None]:
    mention = found(text)[-1]
    return (
        mention.first.isoformat() if mention.first else None,
        mention.last.isoformat() if mention.last else None,
    )


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        # a year alone, or a season, is gone on from
        ("In 2001 it was worse. In late October they left.", "2001-10-21", "2001-10-31"),
        ("By the spring of 1999 they had left. On 5 August it rained.",
         "1999-08-05", "1999-08-05"),
        ("In November the bridge fell. Over the winter nobody came.", "1998-12-01", "1999-02-28"),
        ("In November the bridge fell. The next spring they came.", "1999-03-01", "1999-05-31"),
        ("In November the bridge fell. On Christmas Eve it rained.", "1998-12-24", "1998-12-24"),
        # a month stays in the year, unless it lies well behind or just over the turn of the year
        ("On 8 March 2001 they came. In December they left.", "2001-12-01", "2001-12-31"),
        ("On 8 January 2001 they came. In December it had rained.", "2000-12-01", "2000-12-31"),
        ("On 8 May 2001 they came. In February it had rained.", "2001-02-01", "2001-02-28"),
        ("On 8 October 2001 they came. In February they left.", "2002-02-01", "2002-02-28"),
        # what looks back, or is open on one side, is not
        ("It held, as in the previous year. On 5 July it fell.", "1998-07-05", "1998-07-05"),
        ("It had been shut since 1985. On 5 July it fell.", "1998-07-05", "1998-07-05"),
        # nor is a year in passing, but "the next year" after it is counted from it
        ("Cook wrote a book on it in 2011. On 5 July it fell. In 1998 it rained.",
         "1998-01-01", "1998-12-31"),
        ("A dam was built in 1911. The next year it broke. In 1998 it was shut, in 1999 open. "
         "That year it broke.", "1999-01-01", "1999-12-31"),
        ("They left in May and June 1999.", "1999-06-01", "1999-06-30"),
        ("It held from November to March 2001.", "2000-11-01", "2001-03-31"),
        ("Fighting lasted 31 May-2 June 1999.", "1999-05-31", "1999-06-02"),
        ("In May they came. At the month's end they left.", "1998-05-21", "1998-05-31"),
        ("They came in May. On the 12th of that month they left.", "1998-05-12", "1998-05-12"),
        ("It rained in 2001. Late in the year they left.", "2001-09-01", "2001-12-31"),
        ("It lasted through the rest of 2001.", "2001-01-01", "2001-12-31"),
        ("A 1997 agreement failed.", "1997-01-01", "1997-12-31"),
        ("It was in the winter of 1999-2000.", "1999-12-01", "2000-02-29"),
        ("They came in the spring and summer of 1999.", "1999-06-01", "1999-08-31"),
    ],
)  # fmt: skip
def test_what_a_history_goes_on_from(text: str, first: str, end: str) -> None:
    assert last(WAR + text) == (first, end)


def test_a_year_in_passing_leaves_the_story_where_it_was() -> None:
    text = WAR + "Cook wrote in 2011 that it was lost. On 5 July it fell. In 1998 it rained."
    days = {m.text: m.first for m in found(text)}
    assert days["5 July"] == date(1998, 7, 5)


def test_a_relative_year_is_counted_from_a_year_in_passing() -> None:
    text = WAR + "A dam was built in 1911. The next year it broke. In 1998 it was shut."
    days = {m.text: m.first for m in found(text)}
    assert days["The next year"] == date(1912, 1, 1)


@pytest.mark.parametrize(
    ("text", "words", "first"),
    [
        ("The Spring Offensive of 1999 was over.", "The Spring", date(1999, 3, 1)),
        ("On 3 July the Spring Offensive was over.", "the Spring", date(1998, 3, 1)),
        ("The fighting lasted throughout the fall.", "the fall", date(1998, 9, 1)),
        ("They came in the spring and summer of 1999.", "the spring", date(1999, 3, 1)),
    ],
)
def test_seasons_of_a_history(text: str, words: str, first: date) -> None:
    assert {m.text: m.first for m in found(WAR + text)}[words] == first


def test_a_day_counted_from_a_month_may_be_any_of_it() -> None:
    assert last(WAR + "In July they came. Two days later they left.") == (
        "1998-07-03", "1998-08-02",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "In the fall of the city 1200 more houses burnt.",
        "They had winter quarters.",
        "Resolution 1441 passed.",
        "Some 1900 light guns came.",
        "The army took 1900 mules.",
    ],
)
def test_what_is_no_date_in_a_history(text: str) -> None:
    start = len(WAR)
    assert [m.text for m in found(WAR + text) if m.known and m.start >= start] == []


def test_years_before_christ_are_found_and_have_no_day() -> None:
    text = "In 264 BC a war began. It ended in 241 BC. From 218 to 201 BC another followed."
    mentions = found(text)
    assert [m.text for m in mentions] == ["264 BC", "241 BC.", "218 to 201 BC"]
    assert not any(m.known for m in mentions)


def test_a_year_before_christ_does_not_move_a_report_of_news() -> None:
    text = "They came on 3 June. The mound is of March 600 BC. The next day they left."
    assert last(text) == ("2016-06-04", "2016-06-04")


def test_course_passes_over_what_leads_nowhere() -> None:
    text = (
        "In 1916 it rained. In 1917 too. In 1955 a book came out. In 1917 they left. In 1918 too."
    )
    course = Course(text)
    at = text.index("1955")
    assert course.first == 1916
    assert course.passes(at, at + 4)
    assert not course.passes(0, at)
    assert not course.passes(at + 4, len(text))


def test_a_text_of_long_past_years_is_a_history_though_its_days_have_none() -> None:
    text = "1936. It fell on 20 July. In 1937 it rained. In 1938 too, in 1939 not. It was 1940."
    assert {m.text: m.first for m in found(text)}["20 July"] == date(1936, 7, 20)
    news = "On Monday it fell as in 1936, 1937, 1938, 1939 and 1940. It had been hit on 20 May."
    assert found(news)[-1].first == date(2016, 5, 20)


def test_ancient_is_what_names_years_before_christ_again_and_again() -> None:
    assert is_ancient("In 490 BC, in 480 B.C. and in 479 BCE it rained.")
    assert not is_ancient("The mound is of 600 BC.")


HISTORY = st.sampled_from(
    _split(
        "in by since the 490 BC 480 B.C. 1916 1917-18 1941/42 481/480 spring winter of next "
        "previous May 3 June and to - / later two days that month's end the 12th of that "
        "month , . Offensive rest year late Christmas 1230s early '89 overnight today"
    )
)


@given(st.lists(HISTORY, max_size=30).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_any_words_of_history_give_ordered_spans(text: str) -> None:
    end = 0
    for mention in found(WAR + text):
        assert end <= mention.start < mention.end
        assert (WAR + text)[mention.start : mention.end] == mention.text
        end = mention.end
        if mention.first and mention.last and mention.kind != "since":
            assert mention.first <= mention.last
