"""Dates by the conventions of docs/facts.md, published on Wednesday 22 June 2016 unless said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight.reading.dates.calendar import part, season, week, weekday_before
from firstlight.reading.dates.mentions import DateMention, dates, when
from firstlight.reading.text.document import document
from firstlight.records import Report

WEDNESDAY = date(2016, 6, 22)


def words(text: str) -> list[str]:
    return text.split()


def found(text: str, published: date | None = WEDNESDAY) -> list[DateMention]:
    return dates(document(Report(id="r", text=text, published=published)))


def span(text: str, published: date | None = WEDNESDAY) -> tuple[str | None, str | None]:
    mention = found(text, published)[-1]
    first, last = mention.first, mention.last
    return (first and first.isoformat(), last and last.isoformat())  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It fell on Saturday.", "2016-06-18", "2016-06-18"),
        ("It fell on Wednesday.", "2016-06-15", "2016-06-15"),
        ("It fell last Monday.", "2016-06-20", "2016-06-20"),
        ("It fell on Thursday last week.", "2016-06-16", "2016-06-16"),
        ("Talks open next Monday.", "2016-06-27", "2016-06-27"),
        ("It fell last week.", "2016-06-13", "2016-06-19"),
        ("It fell this week.", "2016-06-20", "2016-06-22"),
        ("Villages fell in the past fortnight.", "2016-06-08", "2016-06-22"),
        ("They came a few days ago.", "2016-06-17", "2016-06-20"),
        ("They came in early June.", "2016-06-01", "2016-06-10"),
        ("They came in mid-May.", "2016-05-11", "2016-05-20"),
        ("They came in late May.", "2016-05-21", "2016-05-31"),
        ("They came in May.", "2016-05-01", "2016-05-31"),
        ("They came in January.", "2016-01-01", "2016-01-31"),
        ("They came in September.", "2015-09-01", "2015-09-30"),
        ("They came in 2014.", "2014-01-01", "2014-12-31"),
        ("In the first days of June they came.", "2016-06-01", "2016-06-05"),
        ("Closed since January 2014.", "2014-01-01", "2016-06-22"),
        ("Closed since Monday.", "2016-06-20", "2016-06-22"),
        ("Shells fell overnight.", "2016-06-21", "2016-06-22"),
        ("Shells fell yesterday.", "2016-06-21", "2016-06-21"),
        ("Shells fell this morning.", "2016-06-22", "2016-06-22"),
        ("They left two weeks ago.", "2016-06-08", "2016-06-08"),
        ("They left three days ago.", "2016-06-19", "2016-06-19"),
        ("They left a fortnight ago.", "2016-06-08", "2016-06-08"),
        ("Twelve died over the last 48 hours.", "2016-06-20", "2016-06-22"),
        ("Twelve died in the last 24 hours.", "2016-06-21", "2016-06-22"),
        ("Between 3 and 5 June it rained.", "2016-06-03", "2016-06-05"),
        ("It rained on 22–23 May.", "2016-05-22", "2016-05-23"),
        ("On the night of 22 to 23 May 2015 it rained.", "2015-05-22", "2015-05-23"),
        ("On June 6th it rained.", "2016-06-06", "2016-06-06"),
        ("On 6/7/2016 it rained.", "2016-07-06", "2016-07-06"),
        ("On 7/23/2015 it rained.", "2015-07-23", "2015-07-23"),
        ("On 2016-06-06 it rained.", "2016-06-06", "2016-06-06"),
        ("It fell more than two years ago.", None, "2014-06-22"),
        ("At the start of the month it rained.", "2016-06-01", "2016-06-10"),
        ("It rained at the weekend.", "2016-06-18", "2016-06-19"),
        ("It rained last summer.", "2015-06-01", "2015-08-31"),
        ("It rained earlier this year.", "2016-01-01", "2016-06-22"),
        ("By Saturday they were gone.", None, "2016-06-18"),
        ("It held until 5 June.", None, "2016-06-05"),
        ("It was quiet before June 2014.", None, "2014-05-31"),
        ("From March to May 2015 it held.", "2015-03-01", "2015-05-31"),
        ("Between March 2014 and May 2016 it held.", "2014-03-01", "2016-05-31"),
        ("It fell in the war of 2014–2016.", "2014-01-01", "2016-12-31"),
        ("In recent weeks it rained.", "2016-05-18", "2016-06-22"),
        ("It rained in the summer of 2015.", "2015-06-01", "2015-08-31"),
        ("It rained in the second half of May.", "2016-05-17", "2016-05-31"),
        ("During Ramadan they came.", "2016-06-06", "2016-07-05"),
        ("It began at Nowruz.", "2016-03-20", "2016-03-21"),
        ("It began at Easter.", "2016-03-27", "2016-03-27"),
        ("It began on Christmas Eve.", "2015-12-24", "2015-12-24"),
        ("The vote will be held on 6 July.", "2016-07-06", "2016-07-06"),
        ("The siege has lasted for six months.", "2015-12-22", "2016-06-22"),
        ("Thirty left in the 48 hours after the bridge was opened on 16 June.",
         "2016-06-16", "2016-06-18"),
        ("Closed since the raid on 4 May.", "2016-05-04", "2016-06-22"),
        ("Closed for more than two weeks, it has been a ruin.", None, "2016-06-22"),
        ("On Monday after the raid it fell.", "2016-06-20", "2016-06-20"),
        ("On Monday, after weeks of rain, it fell.", "2016-06-20", "2016-06-20"),
        ("It rained on Monday and Tuesday.", "2016-06-20", "2016-06-21"),
        ("It is four weeks since they came.", "2016-05-25", "2016-05-25"),
        ("In two weeks they have come far.", "2016-06-08", "2016-06-22"),
        ("In two weeks they came far.", "2016-06-08", "2016-06-22"),
    ],
)  # fmt: skip
def test_conventions(text: str, first: str | None, last: str | None) -> None:
    assert span(text) == (first, last)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("The next day they left.", "2016-06-04", "2016-06-04"),
        ("Two days later they left.", "2016-06-05", "2016-06-05"),
        ("A day after, they left.", "2016-06-04", "2016-06-04"),
        ("They left the same day.", "2016-06-03", "2016-06-03"),
        ("That night they left.", "2016-06-03", "2016-06-03"),
        ("They left the Sunday after.", "2016-06-05", "2016-06-05"),
        ("They left a week earlier.", "2016-05-27", "2016-05-27"),
        ("The day before, they left.", "2016-06-02", "2016-06-02"),
        ("They have been there since then.", "2016-06-03", "2016-06-22"),
    ],
)
def test_narrative_dates_count_from_the_date_before(words: str, first: str, last: str) -> None:
    assert span(f"Shelling began on 3 June. {words}") == (first, last)


def test_narrative_date_without_anything_before_it_stays_unknown() -> None:
    assert [m.known for m in found("The next day they left. Two days later it rained.")] == [
        False,
        False,
    ]


def test_dates_counted_from_an_undated_event_stay_unknown() -> None:
    mentions = found("Shelling began on 3 June. Five weeks after the offensive began it stopped.")
    assert [m.known for m in mentions] == [True, False]


def test_two_days_after_a_date() -> None:
    assert span("Two days after 22 May they left.") == ("2016-05-24", "2016-05-24")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("They launched an offensive on 3 June. Closed since the offensive began.",
         "2016-06-03", "2016-06-22"),
        ("The siege began on 3 June. Ten days after the siege began it rained.",
         "2016-06-13", "2016-06-13"),
        ("They attacked the camp on 3 June. In the week after the attack it rained.",
         "2016-06-03", "2016-06-10"),
        ("On 3 June they took Arel. On 5 June it rained. Two days after they took it, they left.",
         "2016-06-07", "2016-06-07"),
        ("They came on 3 June; within a day they were in Arel.", "2016-06-04", "2016-06-04"),
        ("They came on 3 June; closed since 1 March, it fell the next day.",
         "2016-06-04", "2016-06-04"),
        ("They came on 3 June, it was said on Monday. The next day they left.",
         "2016-06-04", "2016-06-04"),
    ],
)  # fmt: skip
def test_what_was_told_before_can_be_counted_from(text: str, first: str, last: str) -> None:
    assert span(text) == (first, last)


def test_a_day_beside_another_gives_the_day_of_what_it_is_counted_from() -> None:
    mention = found("They came on Saturday, two days after the town fell.")[-1]
    assert not mention.known
    assert mention.base == (date(2016, 6, 16), date(2016, 6, 16))


@pytest.mark.parametrize(
    ("text", "reporting"),
    [
        ("Last week an officer told us that it fell.", True),
        ("On Monday the army said it had taken the town.", True),
        ("The army said on Monday it had taken the town.", True),
        ("The army said it had taken the town on Monday.", False),
        ("They declared a truce on Monday.", False),
        ("It has been shut since Monday, the army said.", False),
        ("On Monday they took the town, the army said.", False),
    ],
)
def test_dates_of_saying(text: str, reporting: bool) -> None:
    assert [m.reporting for m in found(text)] == [reporting]


def test_a_relative_clause_keeps_its_date_to_itself() -> None:
    text = "The army, which came on 3 June, took the mill. They left."
    doc = document(Report(id="r", text=text, published=WEDNESDAY))
    for words_ in ("took the mill", "They left"):
        at = text.index(words_)
        assert when(doc, at, at + len(words_)) is None


def test_what_began_in_a_relative_clause_is_since_then() -> None:
    text = "The offensive, which began on 3 June, has freed the mill."
    doc = document(Report(id="r", text=text, published=WEDNESDAY))
    mention = when(doc, text.index("has freed"), len(text))
    assert mention is not None
    assert (mention.first, mention.last) == (date(2016, 6, 3), WEDNESDAY)


def test_without_publication_only_absolute_dates_resolve() -> None:
    text = "It fell on Saturday, two weeks ago and in May, but not on 3 June 2015."
    assert [m.known for m in found(text, None)] == [False, False, False, True]


def test_history_reads_a_day_by_the_year_before_it() -> None:
    text = (
        "The war began on 4 March 1998. On 7 May 1998 the port fell, and on 2 June 1998 the "
        "bridge. On 5 August the capital followed. In January the war was over."
    )
    years = [m.first.year for m in found(text, date(2016, 6, 22)) if m.first]
    assert years == [1998, 1998, 1998, 1998, 1999]


def test_future_reading_of_a_weekday() -> None:
    text = "The army will enter the town on Sunday."
    doc = document(Report(id="r", text=text, published=WEDNESDAY))
    past, coming = when(doc, 0, len(text)), when(doc, 0, len(text), future=True)
    assert past is not None and past.first == date(2016, 6, 19)
    assert coming is not None and coming.first == date(2016, 6, 26)


def test_wire_may_tell_of_the_day_it_is_written() -> None:
    wire = "KADUGLI, Sudan (Wire) — Troops left the town on Wednesday."
    assert span(wire) == ("2016-06-22", "2016-06-22")


def test_date_of_saying_does_not_govern_what_is_said() -> None:
    text = "The mayor said on Monday that the bridge had been blown up on 3 June."
    doc = document(Report(id="r", text=text, published=WEDNESDAY))
    mention = when(doc, text.index("the bridge"), len(text))
    assert mention is not None and mention.first == date(2016, 6, 3)


def test_day_carries_over_within_a_paragraph_only() -> None:
    text = "On 3 June troops entered the town. They took the mill.\n\nThe harbour is quiet."
    doc = document(Report(id="r", text=text, published=WEDNESDAY))
    mill, harbour = text.index("They took"), text.index("The harbour")
    carried = when(doc, mill, mill + 10)
    assert carried is not None and carried.first == date(2016, 6, 3)
    assert when(doc, mill, mill + 10, carry=False) is None
    assert when(doc, harbour, len(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "It may take time.",
        "They march on.",
        "Some 2000 men came.",
        "In 2,014 villages nobody stayed.",
        "It was the first time in two years.",
        "They may not come in fall asleep.",
        "The 50 sat down.",
        "Route 80 was cut at kilometre 14.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert [m.text for m in found(text) if m.known] == []


def test_june_followed_by_a_count_is_the_month() -> None:
    assert span("In June 30 people died.") == ("2016-06-01", "2016-06-30")


def test_mention_offsets_survive_odd_spaces_and_soft_hyphens() -> None:
    text = "Troops left on 22\u00a0Ju\u00adne\u00a02015, they say."
    mention = found(text)[0]
    assert text[mention.start : mention.end] == mention.text == "22\u00a0Ju\u00adne\u00a02015"
    assert mention.first == date(2015, 6, 22)


DATE_WORDS = st.sampled_from(
    words(
        "on in since until from to between and the next last this two days weeks later ago after "
        "before early late mid 22 3rd 31 February June 2016 2015 Monday Sunday week month weekend "
        "Ramadan Eid overnight yesterday that same night first half of , . – / 6/6/2016 99 a few "
        "several"
    )
)


@given(st.lists(DATE_WORDS, max_size=30).map(" ".join), st.dates())
@settings(max_examples=300, deadline=None)
def test_any_words_give_ordered_spans_inside_the_text(text: str, published: date) -> None:
    end = 0
    for mention in found(text, published):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end
        if mention.first and mention.last and mention.kind != "since":
            assert mention.first <= mention.last


@pytest.mark.parametrize(
    "unit", ["22 ", "June ", "2016-", "the next ", "1/1/", "from ", "a ", ", "]
)
def test_endless_input_ends(unit: str) -> None:
    assert len(found(unit * 10_000)) <= 10_000


@given(st.dates(date(1900, 1, 8), date(2100, 1, 1)), st.integers(0, 6))
def test_weekday_before_is_the_latest_one(day: date, weekday: int) -> None:
    before = weekday_before(day, weekday)
    assert before.weekday() == weekday and 1 <= (day - before).days <= 7


@given(st.dates(date(1900, 1, 8), date(2100, 1, 1)))
def test_parts_of_a_week_cover_it_in_order(day: date) -> None:
    whole = week(day)
    early, mid, late = (part(whole, which) for which in ("early", "mid", "late"))
    assert early[0] == whole[0] and late[1] == whole[1]
    assert (mid[0] - early[1]).days == 1 and (late[0] - mid[1]).days == 1


def test_winter_begins_in_the_december_before() -> None:
    assert season("winter", 2016) == (date(2015, 12, 1), date(2016, 2, 29))
