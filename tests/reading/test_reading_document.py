"""Sentences and tokens: their offsets are the report's own, whatever the layout."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight.reading.text.document import LONGEST, Document, document
from firstlight.records import Report


def cut(text: str) -> Document:
    return document(Report(id="r", text=text, published=None))


def sentences(text: str) -> list[str]:
    return [" ".join(s.text.split()) for s in cut(text).sentences]


PIECES = st.sampled_from(
    [
        "Gen. Haddad",
        "U.N. staff",
        "3.5 km",
        "1,200",
        "…",
        "...",
        '"No."',
        "“We left.”",
        "’s",
        "\n",
        "\n\n",
        "\r\n",
        "- ",
        "• ",
        "1. ",
        "# ",
        " | ",
        "\t",
        "\u00ad",
        "\u00a0",
        "\u2009",
        "\ufeff",
        "ﬁghters",
        "الجيش",
        "Мариуполь",
        "—",
        "-",
        ".",
        "!",
        "?",
        "(",
        ")",
        "[3]",
        "St. Mary",
        "a.m.",
        "T-55",
        "al-Qa'im",
        "http://x.org/a.b",
        "İzmir",
        "½",
        "\u2028",
        "\x0c",
        "the town",
        "Displaced: 5",
    ]
)
LAYOUTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(PIECES, max_size=40).map("".join),
)


@given(LAYOUTS)
@settings(max_examples=300, deadline=None)
def test_offsets_are_exact_for_any_text(text: str) -> None:
    doc = cut(text)
    end = 0
    for sentence in doc.sentences:
        assert end <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end] == sentence.text
        end = position = sentence.end
        position = sentence.start
        for token in sentence.tokens:
            assert position <= token.start < token.end <= sentence.end
            assert text[token.start : token.end] == token.text
            position = token.end


@given(LAYOUTS)
@settings(max_examples=200, deadline=None)
def test_no_letter_or_digit_is_lost_between_tokens(text: str) -> None:
    for sentence in cut(text).sentences:
        covered = {i for token in sentence.tokens for i in range(token.start, token.end)}
        missing = [text[i] for i in range(sentence.start, sentence.end) if i not in covered]
        assert not [letter for letter in missing if letter.isalnum()]


@given(LAYOUTS)
@settings(max_examples=200, deadline=None)
def test_plain_text_finds_its_way_back(text: str) -> None:
    for sentence in cut(text).sentences:
        plain = sentence.plain
        for index, letter in enumerate(plain.text):
            start, end = plain.span(index, index + 1)
            assert sentence.start <= start < end <= sentence.end
            if letter.isascii() and letter.isalnum() and text[start].isascii():
                assert text[start] == letter


def test_abbreviations_initials_and_decimals_end_no_sentence() -> None:
    text = (
        "Gen. A. B. Haddad met U.N. envoys in St. Louis St. No. 5 at 6 a.m. on Monday. Maj. Idris "
        "walked 3.5 km. and left. The U.S. did not reply. He waits."
    )
    assert sentences(text) == [
        "Gen. A. B. Haddad met U.N. envoys in St. Louis St. No. 5 at 6 a.m. on Monday.",
        "Maj. Idris walked 3.5 km. and left.",
        "The U.S. did not reply.",
        "He waits.",
    ]


def test_abbreviation_ends_a_sentence_where_the_next_word_begins_one() -> None:
    assert sentences("They left at 5 p.m. The road was cut.") == [
        "They left at 5 p.m.",
        "The road was cut.",
    ]


def test_quotes_ellipses_and_footnote_marks_stay_with_their_sentence() -> None:
    assert sentences('"We won." Nobody cheered... and then they left.[12] Silence… Nothing.') == [
        '"We won."',
        "Nobody cheered... and then they left.[12]",
        "Silence…",
        "Nothing.",
    ]


def test_hard_wrapped_paragraph_is_one() -> None:
    prose = (
        "The first convoy in five months reached the town on Tuesday with flour for eight thousand "
        "people. It was turned back once. Drivers said that the road had been mined near the "
        "bridge and that they walked ahead of the trucks for the last stretch of it."
    )
    wrapped = textwrap.fill(prose, 72)
    assert len({s.paragraph for s in cut(wrapped).sentences}) == 1
    assert sentences(wrapped) == sentences(prose)


def test_lines_without_wrapping_are_paragraphs() -> None:
    text = (
        "Convoy reaches town\nThe first convoy arrived on Tuesday.\nIt carried flour, oil and "
        "salt, and the market opened for an hour after noon."
    )
    doc = cut(text)
    assert [s.kind for s in doc.sentences] == ["heading", "prose", "prose"]
    assert len({s.paragraph for s in doc.sentences}) == 3


@pytest.mark.parametrize("mark", ["- ", "• ", "* ", "– ", "1. ", "2) "])
def test_bullets_are_cut_without_their_mark(mark: str) -> None:
    doc = cut(
        f"Needs:\n{mark}Water for 200 families is out.\n{mark}Fuel ran out. Nobody sells any.\n"
    )
    assert [s.text for s in doc.sentences] == [
        "Needs:",
        "Water for 200 families is out.",
        "Fuel ran out.",
        "Nobody sells any.",
    ]
    assert [s.kind for s in doc.sentences] == ["heading", "bullet", "bullet", "bullet"]


def test_number_at_the_start_of_a_wrapped_line_is_no_bullet() -> None:
    text = (
        "The fighting that began in the northern suburbs of the town on June\n12. was over by dusk."
    )
    assert len({s.paragraph for s in cut(text).sentences}) == 1


def test_table_rows_and_labels_stand_alone() -> None:
    doc = cut(
        "Site | Families\n--- | ---\nNorth | 120\nSouth\t80\tx\n\nDisplaced: 53\nReturned: 7\n"
    )
    assert [s.text for s in doc.sentences] == [
        "Site | Families",
        "North | 120",
        "South\t80\tx",
        "Displaced: 53",
        "Returned: 7",
    ]
    assert {s.kind for s in doc.sentences} == {"bullet"}


def test_dateline_stays_with_the_first_sentence() -> None:
    assert sentences("KADUGLI, 14 June (Wire) — The army left. It rained.")[0].endswith("left.")


def test_words_are_folded_for_comparison_only() -> None:
    doc = cut("Dis\u00adplaced ﬁghters at Sana’a’s T-55, Mi-24, 7.62mm, 101st and al-\nBab.")
    lowers = [t.lower for t in doc.sentences[0].tokens]
    assert lowers == [
        "displaced",
        "fighters",
        "at",
        "sana'a",
        "'s",
        "t-55",
        ",",
        "mi-24",
        ",",
        "7.62mm",
        ",",
        "101st",
        "and",
        "al-bab",
        ".",
    ]


def test_other_scripts_are_cut_at_their_own_marks() -> None:
    assert sentences("دخل الجيش المدينة. ثم خرج؟ Город взят. Тихо.") == [
        "دخل الجيش المدينة.",
        "ثم خرج؟",
        "Город взят.",
        "Тихо.",
    ]


@pytest.mark.parametrize("unit", ["x", "1,", ", ", "a.", ". ", "\n", "a-", "'", "| ", "é\u00ad"])
def test_endless_input_is_cut_into_bounded_sentences(unit: str) -> None:
    doc = cut(unit * 10_000)
    assert all(s.end - s.start <= LONGEST for s in doc.sentences)


def test_sentence_at_finds_the_sentence_of_an_offset() -> None:
    doc = cut("One left. Two stayed.")
    assert [doc.sentence_at(i).text for i in (0, 8, 9, 10)] == [  # type: ignore[union-attr]
        "One left.",
        "One left.",
        "One left.",
        "Two stayed.",
    ]
    assert cut("").sentence_at(0) is None
