"""The words that name a force or people: from the first telling modifier on, with allegiance."""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.reading.lexicon import lexicon
from firstlight.reading.names.mentions import (
    written,
)
from firstlight.reading.names.noun_classes import Heads
from firstlight.reading.syntax.tag_words import words
from firstlight.reading.syntax.verb_groups import Phrase

ARMED_MODIFIERS = words(
    "government regime rebel opposition loyalist pro-government anti-government tribal armed "
    "islamist jihadist militia coalition security allied separatist insurgent army police special "
    "paramilitary naval air border republican presidential rapid joint foreign warplanes"
)


PLAIN_ADJECTIVES = words(
    "the a an some several many more other local unknown unidentified suspected heavily masked two "
    "three dozens hundreds thousands scores of new these those such allied its their advancing "
    "retreating remaining and our his her any no all both few most least at up to"
)


_SIDES = words("loyal allied aligned affiliated")


_BARE = words(
    "fighters forces troops units soldiers militiamen gunmen members alliance column group "
    "militants rebels insurgents elements"
)


@dataclass(slots=True)
class Naming(Heads):
    """One sentence, with the names of the parties in it."""

    def _force_name(self, phrase: Phrase) -> str:
        """The words that name a force, from its first telling modifier to its head."""
        first = phrase.head
        for index in range(phrase.start, phrase.head):
            word = self.parsed.words[index]
            if word.tag == "E" or word.lower in ARMED_MODIFIERS or "-" in word.lower:
                first = index
                break
            if word.tag == "N" and word.lower not in PLAIN_ADJECTIVES:
                first = index
                break
        while first < phrase.head and self.parsed.words[first].tag in "DUO":
            first += 1
        return written(self.parsed.words, first, phrase.head)

    def _origin(self, phrase: Phrase, modifiers: list[str]) -> str:
        """ " from Misrata" after a bare "fighters"."""
        if modifiers:
            return ""
        found = self.parsed.phrases
        for index, one in enumerate(found):
            if one is phrase and index + 2 < len(found) and found[index + 1].lower == "from":
                whence = found[index + 2]
                if self.parsed.words[whence.head].tag == "E":
                    return " from " + written(self.parsed.words, whence.start, whence.end - 1)
        return ""

    def _allegiance(self, phrase: Phrase) -> str:
        """ " loyal to the government" after "forces", " of the resistance" after "fighters"."""
        sentence, found = self.parsed.words, self.parsed.phrases
        at = phrase.head + 1
        if at >= len(sentence):
            return ""
        if sentence[at].lower in _SIDES and at + 2 < len(sentence):
            if sentence[at + 1].lower not in ("to", "with"):
                return ""
            at += 1
        elif sentence[at].lower != "of" or sentence[phrase.head].lower not in _BARE:
            return ""
        whose = next((one for one in found if one.kind == "NP" and one.start == at + 1), None)
        if whose is None:
            return ""
        head = sentence[whose.head]
        force = lexicon().classes(head.lower) & {"force"} or self.named.actors_in(
            whose.start, whose.end
        )
        if sentence[at].lower == "of" and not force and head.tag != "E":
            return ""
        if sentence[at].lower == "of" and self._mention(whose) is not None and not force:
            return ""
        return " " + written(sentence, phrase.head + 1, whose.end - 1)

    def _people(self, phrase: Phrase) -> str:
        """The words that name people: the head and what qualifies it, without number or article."""
        first = phrase.head
        for index in range(phrase.head - 1, phrase.start - 1, -1):
            word = self.parsed.words[index]
            if word.tag in "JNE" and word.lower not in PLAIN_ADJECTIVES:
                first = index
            else:
                break
        if self.parsed.words[phrase.head].tag == "U":
            return "people"
        return written(self.parsed.words, first, phrase.head)
