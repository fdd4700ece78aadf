"""Verb groups: from the first auxiliary to the main verb, with tense, voice and mood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firstlight.reading.syntax.tag_words import words
from firstlight.reading.syntax.verb_tags import Word


@dataclass(slots=True)
class Phrase:
    """A run of words, by index into the sentence's words, end exclusive. Kind: "NP", "VG", "H"
    (time), "P", "S", "C", "R" or a mark."""

    kind: str
    start: int
    end: int
    head: int
    lower: str = ""
    lemma: str = ""
    """VG: of the main verb ("be" where there is none)."""
    inflection: str = ""
    passive: bool = False
    progressive: bool = False
    perfect: bool = False
    negated: bool = False
    infinitive: bool = False
    modal: str = ""
    bare: bool = False
    """VG: no auxiliary, so that "captured" may be past or participle."""
    finite: bool = False


def verbs(sentence: Sequence[Word], index: int) -> Phrase | None:
    """The verb group at `index`, or None where its words are no verb group after all."""
    size, end = len(sentence), index
    group = Phrase("VG", index, index, index)
    auxiliaries: list[str] = []
    main: Word | None = None
    while end < size:
        word = sentence[end]
        tag = word.tag
        if tag == "T":
            if (end != index and not group.negated) or end + 1 >= size or auxiliaries:
                break
            after = end + 1
            while after < size and sentence[after].tag in "BG":
                after += 1
            if after >= size or sentence[after].tag not in "VX":
                return None
            group.infinitive = True
        elif tag == "M":
            if group.modal or auxiliaries:
                break
            group.modal = word.lower
            group.negated |= "n't" in word.lower or word.lower == "cannot"
        elif tag == "X":
            if auxiliaries and word.lower in ("is", "are", "was", "were"):
                break
            auxiliaries.append(word.lower)
            group.head = end
            group.negated |= "n't" in word.lower
        elif tag == "G":
            group.negated = True
        elif tag == "V":
            if auxiliaries and not group.modal and not _continues(auxiliaries[-1], word):
                break
            main = word
            group.head = end
            end += 1
            break
        elif tag == "B":
            ahead = end + 1
            while ahead < size and sentence[ahead].tag in "BG":
                ahead += 1
            if ahead >= size or sentence[ahead].tag not in "MXV":
                break
            if sentence[ahead].tag == "V" and not auxiliaries and not group.modal and end == index:
                pass
        else:
            break
        end += 1
    if end == index or (main is None and not auxiliaries):
        if sentence[index].tag == "M":
            group.end = max(end, index + 1)
            group.lemma, group.finite = "be", True
            return group
        return None
    group.end = end
    _describe(group, main, auxiliaries)
    return group


_BE = words(
    "be is are was were been being am 's 're 'm isn't aren't wasn't weren't it's they're we're "
    "he's she's there's that's remain remains remained remaining stay stays stayed staying get "
    "gets "
    "got getting become becomes became lie lies lay"
)


_HAVE = words("have has had having 've hasn't haven't hadn't they've we've 'd")


def _continues(auxiliary: str, word: Word) -> bool:
    """Whether the verb can stand after the auxiliary in one group ("is" and "said" cannot)."""
    if auxiliary in _BE or auxiliary in _HAVE:
        return word.inflection in ("past", "part", "ing")
    return True


def _describe(group: Phrase, main: Word | None, auxiliaries: list[str]) -> None:
    group.lemma = main.lemma if main is not None else ("have" if auxiliaries[-1] in _HAVE else "be")
    group.lower = main.lower if main is not None else auxiliaries[-1]
    inflection = main.inflection if main is not None else ""
    group.inflection = inflection or ""
    group.bare = not auxiliaries and not group.modal and not group.infinitive
    last = auxiliaries[-1] if auxiliaries else ""
    group.perfect = any(one in _HAVE for one in auxiliaries) and (
        main is not None or len(auxiliaries) > 1
    )
    if main is not None:
        participle = inflection in ("past", "part")
        group.passive = last in _BE and participle
        group.progressive = (last in _BE and inflection == "ing") or "being" in auxiliaries[1:]
    nonfinite = group.infinitive or (
        auxiliaries and auxiliaries[0] in ("being", "having", "been", "be")
    )
    if main is not None and group.bare:
        group.finite = inflection in ("past", "s", "base")
    else:
        group.finite = bool(not nonfinite or group.modal)
