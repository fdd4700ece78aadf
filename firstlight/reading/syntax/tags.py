"""A coarse part of speech for every token, from word lists and the words beside it.

No trained model: closed classes are lists, verbs are the inflections of the lexicon, and a word
that may be either ("attack", "captured") is settled by its neighbours. Tags:

D determiner, A pronoun, P preposition, C conjunction, S subordinator, R relative pronoun, M modal,
X auxiliary, T "to", G negation, B adverb, V verb, J adjective, N noun, E name, U number, H time
word, O possessive mark, and punctuation: "," ";" ":" "." "-" "(" ")" '"'.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from firstlight.reading.lexicon import lexicon
from firstlight.reading.syntax.tag_words import (
    CAPITALISED_TIME,
    CLOSED,
    COMPASS,
    COPULAS,
    HEDGES,
    MARKS,
    NOT_ADVERBS,
    NUMBER,
    YEAR,
    words,
)
from firstlight.reading.syntax.verb_tags import Word, unknown_past, verb_or_noun
from firstlight.reading.text.document import Token

_JOINED = words("held controlled led backed run allied based occupied aligned dominated besieged")


def tag(tokens: Sequence[Token]) -> list[Word]:
    """The tokens of one sentence with their tags, in order."""
    loud = _shouted(tokens)
    out: list[Word] = []
    for index, token in enumerate(tokens):
        out.append(_tagged(tokens, index, token, out, loud))
    for word, after in pairwise(out):
        if (
            word.tag == "V"
            and word.lemma in COPULAS
            and after.tag == "V"
            and (after.inflection == "part" or after.both)
        ):
            word.tag = "X"
    if out and out[-1].tag == "." and not any(word.tag in "VXM" for word in out):
        _find_verb(out)
    for index, word in enumerate(out[:-2]):
        if word.lower in HEDGES:
            _hedge(out, index)
    return out


def _find_verb(out: list[Word]) -> None:
    """ "Fighters loyal to X control the bank.": a sentence has a verb, if a noun must be it."""
    plural = False
    for index, word in enumerate(out[:-1]):
        after = out[index + 1]
        if plural and word.tag == "N" and out[index - 1].tag in "NE" and after.tag in "DEU":
            for form in lexicon().forms.get(word.lower, ()):
                if form.inflection == "base":
                    word.tag, word.lemma, word.inflection = "V", form.lemma, "base"
                    return
        plural |= word.tag == "N" and word.lower.endswith("s")


def _hedge(out: list[Word], index: int) -> None:
    """Words that only hedge a number ("up to 40") say nothing of the grammar around it."""
    for tail in HEDGES[out[index].lower]:
        end = index + 1 + len(tail.split())
        if (
            end < len(out)
            and out[end].tag == "U"
            and not YEAR.match(out[end].lower)
            and [word.lower for word in out[index + 1 : end]] == tail.split()
        ):
            for word in out[index:end]:
                word.tag = "B"
            if (
                out[index].lower == "between"
                and end + 2 < len(out)
                and out[end + 1].lower == "and"
                and out[end + 2].tag == "U"
            ):
                out[end + 1].tag = "U"


def _shouted(tokens: Sequence[Token]) -> bool:
    """Whether most words begin with a capital, as in a headline, so that capitals say nothing."""
    long = [t.text[0].isupper() for t in tokens if len(t.text) > 3 and t.text[0].isalpha()]
    return len(long) > 2 and sum(long) >= 0.8 * len(long)


def _tagged(
    tokens: Sequence[Token], index: int, token: Token, before: list[Word], loud: bool
) -> Word:
    lower, text = token.lower, token.text
    last = before[-1] if before else None
    if (
        lower == "/"
        and last is not None
        and last.tag == "E"
        and last.token.end == token.start
        and index + 1 < len(tokens)
        and tokens[index + 1].start == token.end
    ):
        return Word(token, lower, "E")
    if lower in MARKS:
        return Word(token, lower, MARKS[lower])
    if lower == "'s":
        pronoun = last is not None and (last.tag in "AR" or last.lower == "that")
        return Word(token, lower, "X" if pronoun else "O")
    if lower == "'":
        return Word(token, lower, "O")
    first = text[0]
    if first.isdigit() or NUMBER.match(lower):
        return Word(token, lower, "U")
    upper = first.isupper() or any(letter.isupper() for letter in text[1:])
    initial = last is None or (last.tag in ('"', ":", "-", ".", "(") and index < 40)
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if upper and lower in CAPITALISED_TIME and (not initial or loud):
        near = {t.lower for t in (tokens[max(0, index - 1)], following) if t}
        if any(NUMBER.match(one) for one in near) or (last and last.tag == "P"):
            return Word(token, lower, "H")
    if "-" in lower and lower.rsplit("-", 1)[1] in _JOINED:
        return Word(token, lower, "J")
    closed = CLOSED.get(lower)
    if closed and (not upper or initial or loud or closed in "HSRAD" or text.isupper()):
        if text.isupper() and not loud and lower in ("us", "is", "it", "am"):
            return Word(token, lower, "E")
        if closed == "J" and lower in _ALSO_NOUNS and _closes_phrase(following):
            return Word(token, lower, "N")
        return _closed(token, lower, closed, before, following)
    lex = lexicon()
    known = lower in lex.forms or lower in lex.heads or lower in lex.event_nouns
    if (
        upper
        and not loud
        and not (initial and (known or _adverb(lower)))
        and (not initial or not known)
    ):
        return Word(token, lower, "E")
    if upper and loud and not known:
        return Word(token, lower, "E")
    if lower in ("al", "el", "bin", "abu", "de", "la", "es", "du", "des", "el-", "al-") and (
        following is not None and following.text[0].isupper()
    ):
        return Word(token, lower, "E")
    forms = lex.forms.get(lower)
    if forms:
        return verb_or_noun(token, lower, before, following)
    if _adverb(lower):
        return Word(token, lower, "B")
    if lower in COMPASS and (last is None or last.tag not in "DJ"):
        after = following.lower if following is not None else "."
        if CLOSED.get(after) or after in MARKS:
            return Word(token, lower, "B")
    if "-" in lower:
        if lower.endswith(("ed", "led", "held", "run", "ing", "backed", "old", "wide", "made")):
            return Word(token, lower, "J")
        if lower.startswith(("pro-", "anti-", "mid-", "south-", "north-")):
            return Word(token, lower, "J")
    if lower.endswith("ed") and len(lower) > 4 and lower not in lex.heads:
        return unknown_past(token, lower, before, following)
    if (
        lower.endswith("ing")
        and len(lower) > 5
        and lower not in lex.heads
        and lower not in lex.event_nouns
        and last is not None
        and last.tag in ("X", ",", "P")
    ):
        return Word(token, lower, "V", lower[:-3], "ing")
    return Word(token, lower, "N")


_ALSO_NOUNS = words("government military")
"""Adjectives before a noun, and nouns where a verb or the phrase's end follows."""


def _closes_phrase(following: Token | None) -> bool:
    if following is None or following.lower in MARKS or following.lower == "'s":
        return True
    lex = lexicon()
    lower = following.lower
    if lower in lex.heads or lower in lex.event_nouns:
        return False
    if any(form.inflection == "past" for form in lex.forms.get(lower, ())):
        return True
    return CLOSED.get(lower, "J") not in "JUDH"


def _adverb(lower: str) -> bool:
    return lower.endswith("ly") and len(lower) > 4 and lower not in NOT_ADVERBS


_CONTENT = words("rumour rumours rumor rumors claim claims report reports news fear fears hope")
"""Nouns whose "that" says what they say ("a rumour in the town that ...")."""


def _closed(
    token: Token, lower: str, tag_: str, before: list[Word], following: Token | None
) -> Word:
    last = before[-1] if before else None
    if (
        lower == "since"
        and last is not None
        and last.tag == "X"
        and following is not None
        and (following.lower in lexicon().forms or following.lower == "been")
    ):
        return Word(token, lower, "B")
    if lower == "that" and any(word.lower in _CONTENT for word in before[-5:]):
        return Word(token, lower, "S")
    if lower == "that" and last is not None and last.tag in "NE":
        return Word(token, lower, "R")
    if (
        lower == "that"
        and following is not None
        and (last is None or last.tag in "P,")
        and following.lower not in CLOSED
    ):
        return Word(token, lower, "D")
    if lower == "her" and (following is None or following.lower in CLOSED):
        return Word(token, lower, "A")
    if lower in ("after", "before", "since", "until", "than", "amid", "as") and tag_ == "S":
        return Word(token, lower, "S")
    if lower == "no" and following is not None and following.lower == "longer":
        return Word(token, lower, "G")
    if lower == "linked" and following is not None and following.lower == "up":
        return Word(token, lower, "V", "link", "past", True)
    if tag_ == "M" and lower == "may" and last is not None and last.tag in ("P", "U"):
        return Word(token, lower, "H")
    return Word(token, lower, tag_)
