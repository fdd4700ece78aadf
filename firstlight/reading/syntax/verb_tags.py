"""A word that may be a verb: read as verb, noun or adjective by the words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firstlight.reading.lexicon import Inflection, lexicon
from firstlight.reading.syntax.tag_words import (
    ADJECTIVAL,
    AFTER_NOUNS,
    CLOSED,
    COUNTING,
    DOES,
    HOLDERS,
    MARKS,
    NO_NOUN_BEFORE,
    NOUNISH,
    PLURAL_SUBJECTS,
    PREMODIFIERS,
    TAKEN_WITH,
)
from firstlight.reading.text.document import Token


@dataclass(slots=True)
class Word:
    """A token with its tag; verbs carry their lemma and inflection ("past" may be "part" too)."""

    token: Token
    lower: str
    tag: str
    lemma: str = ""
    inflection: Inflection | None = None
    both: bool = False
    """The form is both past and participle ("captured")."""


def verb_or_noun(token: Token, lower: str, before: list[Word], following: Token | None) -> Word:
    """The word read as a verb or, where its neighbours say so, as a noun or an adjective."""
    lex = lexicon()
    forms = lex.forms[lower]
    kinds = {form.inflection for form in forms}
    last = before[-1] if before else None
    index = len(before) - 1
    while last is not None and last.tag in "BG" and index > 0:
        index -= 1
        last = before[index]
    left = last.tag if last is not None else ""
    adjacent = before[-1].tag if before else ""
    noun = lower in lex.heads or lower in lex.event_nouns
    if (
        (left in ("T", "M") or (left == "X" and last is not None and last.lower in DOES))
        and "base" in kinds
        and not (left == "T" and _to_place(last, following, lower, noun))
    ):
        return _as(token, lower, forms, "base")
    if kinds & {"past", "part"}:
        return _past(token, lower, before, following, left, last)
    if "ing" in kinds:
        return _ing(
            token, lower, following, left, adjacent, noun, before[-1].lower if before else ""
        )
    if lower in ADJECTIVAL and (adjacent in "DX" or left == "X"):
        return Word(token, lower, "J")
    ambiguous = noun or lower in NOUNISH or any(f.lemma in NOUNISH for f in forms)
    if adjacent and adjacent in NO_NOUN_BEFORE:
        return Word(token, lower, "N")
    opens = _opens(following)
    if following is not None and any(
        noun_.words[-2:-1] == (lower,) for noun_ in lex.event_nouns.get(following.lower, ())
    ):
        return Word(token, lower, "N")  # "US air strikes"
    if not ambiguous:
        if left == "" and "base" in kinds:
            return _as(token, lower, forms, "base")
        return _as(token, lower, forms, "s" if "s" in kinds else "base")
    after = following.lower if following is not None else ""
    speaks = any(lex.verb_kinds[form.lemma] & {"report", "plan"} for form in forms)
    if (
        speaks
        and after in ("to", "that")
        and left in ("N", "E")
        and ("s" in kinds or (last is not None and last.lower.endswith("s")))
    ):
        return _as(token, lower, forms, "s" if "s" in kinds else "base")
    if (
        lower in ("forces", "force")
        and last is not None
        and (last.lower in lex.adjectives or (last.tag == "N" and not opens))
    ):
        return Word(token, lower, "N")
    if left in ("", ",", "C", "S", ":", "-", '"'):
        shared = left == "C" and _after_verb(before, kinds)
        return _as(token, lower, forms, "base") if shared and opens else Word(token, lower, "N")
    if "s" in kinds:
        if left in ("N", "E", "A", "R", "H", ")") and opens:
            return _as(token, lower, forms, "s")
        if left in "AR":
            return _as(token, lower, forms, "s")
        return Word(token, lower, "N")
    if (
        last is not None
        and (last.lower in PLURAL_SUBJECTS or (left in "NE" and last.lower.endswith("s")))
        and (
            opens
            or last.tag in "AR"
            or (following and following.lower in TAKEN_WITH.get(lower, ()))
        )
    ):
        return _as(token, lower, forms, "base")
    return Word(token, lower, "N")


def _to_place(last: Word | None, following: Token | None, lower: str, noun: bool) -> bool:
    """Whether "to" before this word is a preposition: "routes to market", "close to base"."""
    return noun and lower in ("base", "market", "school", "port", "camp")


def _opens(following: Token | None) -> bool:
    """Whether the next word begins a noun phrase, so that a verb before it has an object."""
    if following is None:
        return False
    lower = following.lower
    closed = CLOSED.get(lower)
    if closed:
        if lower in AFTER_NOUNS:
            return False
        return closed in "DUJ" or lower in ("them", "him", "it", "us", "me")
    if following.text[0].isupper() or following.text[0].isdigit():
        return True
    if lower in MARKS or lower == "'s":
        return False
    lex = lexicon()
    return lower in lex.heads or lower.endswith("-held") or "-" in lower


def _after_verb(before: list[Word], kinds: set[Inflection]) -> bool:
    return any(w.tag == "V" for w in before[-14:])


def _past(
    token: Token,
    lower: str,
    before: list[Word],
    following: Token | None,
    left: str,
    last: Word | None,
) -> Word:
    lex = lexicon()
    forms = lex.forms[lower]
    adjacent = before[-1].tag if before else ""
    nounlike = following is not None and _nounlike(following)
    if lower in lex.heads and adjacent in ("D", "J", "U") and lower not in ("displaced",):
        return Word(token, lower, "N")
    if adjacent in ("D", "O", "J"):
        return Word(token, lower, "J")
    if (
        lower in ("held", "controlled", "occupied", "backed", "led", "run")
        and before
        and before[-1].lower in HOLDERS
        and following is not None
        and (following.text[0].isupper() or nounlike)
    ):
        return Word(token, lower, "J")
    after_verb = adjacent == "C" and len(before) > 1 and before[-2].tag == "V"
    if (
        adjacent in ("P", "U", "", ",", "S")
        and not after_verb
        and nounlike
        and following is not None
    ) and (
        adjacent in ("P", "S")
        or (lower in PREMODIFIERS and lower not in ("captured", "killed", "abandoned"))
    ):
        return Word(token, lower, "J")
    if adjacent == "P" and last is not None and last.lower not in ("by",):
        return Word(token, lower, "N" if not nounlike else "J")
    word = _as(token, lower, forms, "past")
    inflections = {form.inflection for form in forms if form.lemma == word.lemma}
    word.both = {"past", "part"} <= inflections
    if "past" not in inflections:
        word.inflection = "part"
    return word


def _nounlike(token: Token) -> bool:
    lower = token.lower
    if lower in CLOSED or lower in MARKS or lower == "'s":
        return CLOSED.get(lower) == "J"
    lex = lexicon()
    return lower in lex.heads or (token.text[0].isupper() and lower not in CLOSED)


def _ing(
    token: Token,
    lower: str,
    following: Token | None,
    left: str,
    adjacent: str,
    noun: bool,
    before_word: str,
) -> Word:
    forms = lexicon().forms[lower]
    after = following.lower if following is not None else ""
    if left == "X":
        return _as(token, lower, forms, "ing")
    if adjacent in ("D", "O", "J", "U") and before_word not in ("those", "anyone", "all"):
        return Word(token, lower, "N")
    if before_word in ("with", "against", "by", "between") and "force" in lexicon().classes(after):
        return Word(token, lower, "J")  # "clashed with fleeing soldiers"
    if adjacent == "," and (after in COUNTING or _opens(following)):
        return _as(token, lower, forms, "ing")
    if noun and (CLOSED.get(after) in ("X", "M") and left != "A"):
        return Word(token, lower, "N")
    told = {form.inflection for form in lexicon().forms.get(after, ())}
    if noun and told & {"past", "s"} and after not in lexicon().heads and left in ("C", "", "S"):
        return Word(token, lower, "N")
    if noun and left == "" and not _opens(following):
        return Word(token, lower, "N")
    if noun and (
        after in ("of", "in", "at", "on", "between", "near", "by", "and", ",", ".", "")
        or (left in ("N", "E", "P") and not _opens(following))
    ):
        return Word(token, lower, "N")
    if adjacent in ("P", "S", ",", "C", "B", "") or left in "NEAH":
        return _as(token, lower, forms, "ing")
    return _as(token, lower, forms, "ing")


def unknown_past(token: Token, lower: str, before: list[Word], following: Token | None) -> Word:
    adjacent = before[-1].tag if before else ""
    if adjacent in ("D", "O", "J", "P"):
        return Word(token, lower, "J")
    if adjacent in ("", "U", ",") and following is not None and _nounlike(following):
        return Word(token, lower, "J")
    return Word(token, lower, "V", lower.removesuffix("ed"), "past", True)


def _as(token: Token, lower: str, forms: Sequence[object], wanted: Inflection) -> Word:
    """The word as a verb in the wanted inflection where it can be, else in its first one."""
    lex = lexicon()
    readings = lex.forms[lower]
    for form in readings:
        if form.inflection == wanted and "event" in lex.verb_kinds[form.lemma]:
            return Word(token, lower, "V", form.lemma, wanted)
    for form in readings:
        if form.inflection == wanted:
            return Word(token, lower, "V", form.lemma, wanted)
    return Word(token, lower, "V", readings[0].lemma, readings[0].inflection)
