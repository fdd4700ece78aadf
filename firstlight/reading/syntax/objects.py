"""To the right of a verb: objects, prepositional phrases, and whether a participle is passive."""

from __future__ import annotations

from firstlight.reading.lexicon import lexicon
from firstlight.reading.syntax.clause import Attachment, Clause
from firstlight.reading.syntax.tag_words import words
from firstlight.reading.syntax.verb_groups import Phrase
from firstlight.reading.syntax.verb_tags import Word

_WITH_PARTICLE = words(
    "close carry step set blow cut seal take push drive burn gun round hand give beat fight pin "
    "force shut open flush choke win wipe fend mow lay"
)
_EITHER = words("attack shell bomb raid burn assault")
_TRANSITIVE = words(
    "wound injure hurt defeat destroy use call name dub carry conduct mount stage support back "
    "find give put make keep hold bring send"
)


def lexicon_transitive(lemma: str) -> bool:
    """Whether the verb has only senses with an object, so that without one it is passive."""
    senses = lexicon().senses.get(lemma)
    if not senses:
        return lemma in _TRANSITIVE
    plain = [sense for sense in senses if not sense.particle]
    return bool(plain) and all("none" not in sense.objects for sense in plain)


class Objects:
    """Phrases of one sentence, with what stands after each verb."""

    def __init__(self, sentence: list[Word], found: list[Phrase]) -> None:
        self.words = sentence
        self.phrases = found
        self.made: list[tuple[int, Clause]] = []

    def _chain_start(self, position: int) -> int:
        raise NotImplementedError  # `Chains` knows; a bare participle has to ask

    def kind(self, index: int) -> str:
        return self.phrases[index].kind if 0 <= index < len(self.phrases) else ""

    def _right(self, index: int, clause: Clause) -> None:
        position = index + 1
        while self.kind(position) == "H":
            position += 1
        if (
            self.kind(position) == "P"
            and self.kind(position + 1) == "NP"
            and self.phrases[position].lower in ("out", "up", "off", "over", "back", "down")
            and clause.lemma in _WITH_PARTICLE
        ):
            clause.after.append(Attachment(self.phrases[position].lower, []))
            position += 1
        if self.kind(position) == "NP" and self.phrases[position].lower in ("there", "here"):
            clause.after.append(Attachment("in", [self.phrases[position]]))
            position += 1
        elif self.kind(position) == "NP":
            clause.objects, position = self._group(position)
        position = self._attachments(position, clause.after)
        while clause.objects and self.kind(position) == "C" and self.kind(position + 1) == "NP":
            # "retook the base south of Sirte on 4 June and an old camp"
            further = lexicon().classes(self.phrases[position + 1].lower)
            first = lexicon().classes(clause.objects[0].lower)
            if self._is_subject(position + 1) or not further & first & {
                "place",
                "site",
                "crossing",
            }:
                break
            group, position = self._group(position + 1)
            clause.objects.extend(group)
            position = self._attachments(position, clause.after)
        clause.end = max(clause.end, self.phrases[position - 1].end)

    def _group(self, position: int) -> tuple[list[Phrase], int]:
        """The coordinated noun phrases from `position` on, and the position after them."""
        between = position > 0 and self.phrases[position - 1].lower == "between"
        group = [self.phrases[position]]
        position += 1
        while True:
            ahead = position
            if self.kind(ahead) == ",":
                ahead += 1
            if self.kind(ahead) == "C" and self.phrases[ahead].lower in ("and", "or", "&", "nor"):
                ahead += 1
            if ahead == position or self.kind(ahead) != "NP":
                return group, position
            if self._is_subject(ahead) and not between:
                return group, position
            listed = self.kind(ahead - 1) == "C" or self._list_goes_on(ahead)
            if not listed:
                return group, position
            group.append(self.phrases[ahead])
            position = ahead + 1

    def _list_goes_on(self, position: int) -> bool:
        """Whether a noun phrase after a comma is in a list: an "and" comes before anything else."""
        for ahead in range(position + 1, min(position + 14, len(self.phrases))):
            kind = self.kind(ahead)
            if kind == "C":
                return self.kind(ahead + 1) == "NP" and not self._is_subject(ahead + 1)
            if kind not in ("NP", ","):
                return False
        return False

    def _is_subject(self, position: int) -> bool:
        """Whether a finite verb follows the noun phrase (and what is attached to it)."""
        ahead = position + 1
        while True:
            if self.kind(ahead) in ("P", "H") and self.kind(ahead + 1) == "NP":
                ahead += 2
            elif self.kind(ahead) == "H":
                ahead += 1
            elif self.kind(ahead) == "C" and self.kind(ahead + 1) == "NP":
                ahead += 2
            else:
                break
        if self.kind(ahead) != "VG":
            return False
        verb = self.phrases[ahead]
        if verb.bare and verb.inflection == "past" and self._reduced(ahead):
            return False
        return verb.finite

    def _attachments(self, position: int, out: list[Attachment]) -> int:
        while position < len(self.phrases):
            kind = self.kind(position)
            if kind == "H":
                position += 1
            elif kind == "P":
                word = self.phrases[position].lower
                if self.kind(position + 1) == "VG":
                    return position
                position += 1
                while self.kind(position) == "H" and self.kind(position + 1) in ("P", "H"):
                    position += 1
                if self.kind(position) == "NP":
                    group, position = self._group(position)
                    out.append(Attachment(word, group))
                else:
                    out.append(Attachment(word, []))
            elif kind in (",", "C") and self.kind(position + 1) == "P":
                if self.kind(position + 2) != "NP" or self._is_subject(position + 2):
                    return position
                if self._new_clause_after(position + 2):
                    return position
                position += 1
            elif kind == "," and self.kind(position + 1) == "H" and self.kind(position + 2) != "NP":
                position += 1
            else:
                return position
        return position

    def _new_clause_after(self, position: int) -> bool:
        """Whether ", in Aleppo, rebels took" goes on: the phrase opens the next clause."""
        ahead = position + 1
        while self.kind(ahead) in ("P", "NP", "H"):
            ahead += 1
        return (
            self.kind(ahead) == "," and self.kind(ahead + 1) == "NP" and self._is_subject(ahead + 1)
        )

    def _voice(self, index: int, clause: Clause) -> None:
        clause.passive = clause.verb.passive
        if clause.verb.bare and clause.verb.inflection in ("past", "part") and not clause.passive:
            clause.passive = not clause.objects and self._reduced(index)
            if clause.passive:
                clause.verb.finite = False

    def _reduced(self, index: int) -> bool:
        """Whether a bare participle is a reduced passive ("villages retaken by the army")."""
        verb = self.phrases[index]
        word = self.words[verb.head]
        if word.inflection == "part":
            return True
        if not word.both:
            return False
        if self.kind(index + 1) in ("NP", "VG", "S"):
            return False
        if self.kind(index + 1) == "P" and self.phrases[index + 1].lower == "back":
            return False
        before = self.phrases[index - 1] if index else None
        if self.kind(index - 1) == "NP" and self.kind(self._chain_start(index - 1) - 1) == "R":
            return False
        if before is not None and before.kind in ("NP",) and before.lower in ("who", "it", "they"):
            return False
        follows = self.phrases[index + 1].lower if index + 1 < len(self.phrases) else ""
        if follows == "by" and self.kind(index + 2) == "NP":
            return True
        if lexicon_transitive(verb.lemma):
            return True
        if verb.lemma in _EITHER and before is not None and before.kind == "NP":
            classes = lexicon().classes(self.phrases[self._chain_start(index - 1)].lower)
            return bool(classes & {"place", "site", "people", "house", "aid"}) and not classes & {
                "force"
            }
        return False
