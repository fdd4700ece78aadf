"""Events that nouns tell: "the capture of X by Y", "an air strike on Z", "Y's siege of X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from firstlight.reading.events.drafts import Draft
from firstlight.reading.events.nominal_loose import begun, lasting, unsaid
from firstlight.reading.events.nominal_meaning import NOT_MEANT, is_meant
from firstlight.reading.events.nominal_roles import (
    fill_own_place,
    fill_participants,
    place_from_infinitive,
)
from firstlight.reading.events.nominal_status import noun_status
from firstlight.reading.events.roles import Reading
from firstlight.reading.events.where import place_in_clause
from firstlight.reading.lexicon import EventNoun, lexicon
from firstlight.reading.syntax.clauses import Attachment, Clause
from firstlight.reading.syntax.verb_groups import Phrase


def nominal(reading: Reading, told: Sequence[Draft]) -> Iterator[Draft]:
    """The events that nouns of one sentence tell; told: what its verbs already tell."""
    found = reading.parsed.phrases
    for index, phrase in enumerate(found):
        if phrase.kind != "NP":
            continue
        noun = _noun(reading, phrase)
        if noun is None:
            continue
        draft = _draft(reading, index, phrase, noun, told)
        if draft is not None:
            yield from _each(reading, index, draft)


def _noun(reading: Reading, phrase: Phrase) -> EventNoun | None:
    """The event noun at the head of the phrase, with its condition met."""
    lowers = reading.words(phrase)
    at = phrase.head - phrase.start
    for noun in lexicon().event_nouns.get(lowers[at], ()):
        first = at - len(noun.words) + 1
        if first >= 0 and tuple(lowers[first:at]) == noun.words[:-1]:
            modifiers = set(lowers[:first])
            if modifiers & NOT_MEANT or any(
                "-" in m and m.split("-")[0] in NOT_MEANT for m in modifiers
            ):
                return None
            return noun
    return None


def _attachments(reading: Reading, index: int) -> list[Attachment]:
    """The prepositional phrases right after a noun phrase."""
    found = reading.parsed.phrases
    out: list[Attachment] = []
    at = index + 1
    while at < len(found):
        if found[at].kind == "H":
            at += 1
        elif found[at].kind == "P" and at + 1 < len(found):
            word = found[at].lower
            at += 1
            while at < len(found) and found[at].kind == "H":
                at += 1
            group: list[Phrase] = []
            while at < len(found) and found[at].kind == "NP":
                group.append(found[at])
                at += 1
                if at + 1 < len(found) and found[at].kind == "C" and found[at + 1].kind == "NP":
                    ahead = at + 2
                    begins = (
                        ahead < len(found) and found[ahead].kind == "VG" and found[ahead].finite
                    )
                    if begins and (word != "between" or len(group) > 1):
                        break
                    at += 1
                elif (
                    at + 1 < len(found)
                    and found[at].kind == ","
                    and found[at + 1].kind == "NP"
                    and any(p.kind == "C" for p in found[at + 2 : at + 5])
                    and not any(p.kind == "VG" for p in found[at + 2 : at + 5])
                ):
                    at += 1
                else:
                    break
            out.append(Attachment(word, group))
        else:
            break
    return out


def _shared(reading: Reading, index: int) -> list[Attachment]:
    """ "Shelling and air strikes on X": the first noun has what hangs on the second."""
    found = reading.parsed.phrases
    if (
        index + 2 < len(found)
        and found[index + 1].kind in ("C", ",")
        and found[index + 2].kind == "NP"
    ) and _noun(reading, found[index + 2]) is not None:
        return _attachments(reading, index + 2)
    return []


def _governor(reading: Reading, phrase: Phrase) -> tuple[Clause | None, str]:
    """The clause that the phrase belongs to, and as what: subject, object, a preposition or ""."""
    for clause in reading.parsed.clauses:  # "an offensive to take X began"
        if clause.verb.finite and any(one is phrase for one in clause.subject):
            if clause.link != "relative" and clause.matrix is None:
                return clause, "subject"
            break
    for clause in reading.parsed.clauses:
        if any(one is phrase for one in clause.objects):
            return clause, "object"
        if any(one is phrase for one in clause.subject) and clause.link != "relative":
            return clause, "subject"
        for attachment in (*clause.after, *clause.before):
            if any(one is phrase for one in attachment.phrases):
                return clause, attachment.word
    for clause in reading.parsed.clauses:
        if clause.start <= phrase.start < clause.end and clause.link != "relative":
            return clause, "inside"
    later = [c for c in reading.parsed.clauses if c.verb.start > phrase.end and c.verb.finite]
    return (later[0], "opening") if later else (None, "")


def _draft(
    reading: Reading, index: int, phrase: Phrase, noun: EventNoun, told: Sequence[Draft]
) -> Draft | None:
    lowers = reading.words(phrase)
    text = reading.sentence.plain.text
    clause, relation = _governor(reading, phrase)
    described = begun(reading, phrase, noun)
    if described is not None:
        clause, relation = described, "subject"
    if any(phrase.start in one.used or one.anchor == phrase.head for one in told):
        return None
    if (
        clause is not None
        and relation in ("subject", "object", "by")
        and any(one.clause is clause and one.type == _type(reading, noun, lowers) for one in told)
    ):
        return None
    if (
        clause is not None
        and relation == "object"
        and any(
            one.clause is clause
            and (
                one.type == noun.type
                or one.type in ("clash", "relieve", "encircle", "advance", "ceasefire")
            )
            for one in told
        )
    ):
        return None
    type_ = _type(reading, noun, lowers)
    after = _attachments(reading, index) or _shared(reading, index)
    draft = Draft(type_, clause, phrase.start, phrase.end, phrase.head, confidence=0.7)
    if after:
        last = [a for a in after if a.phrases]
        if last:
            draft.end = max(draft.end, last[-1].phrases[-1].end)
    fill_participants(reading, noun, phrase, clause, relation, after, draft)
    if draft.type == "attack" and any("air force" in one.name.lower() for one in draft.actors):
        draft.type = "airstrike"
    if (
        clause is not None
        and relation == "subject"
        and any(one.clause is clause and one.type == "relieve" for one in told)
    ):
        return None
    own = fill_own_place(reading, noun, phrase, after, draft)
    if not own:
        own = place_from_infinitive(reading, index, draft)
    goes_on = lasting(reading, phrase, noun)
    told_so = described is not None or goes_on or unsaid(reading, phrase, noun, clause, relation)
    if not told_so and not is_meant(
        reading, noun, phrase, lowers, clause, relation, after, draft, own
    ):
        return None
    status = (
        "ongoing"
        if goes_on
        else "actual"
        if described is not None
        else noun_status(reading, phrase, index, clause, relation, draft.type, lowers, text)
    )
    if status is None:
        return None
    draft.status = status
    plain = draft.object is None and not draft.targets
    if noun.words[-1] == "assault" and draft.type == "attack" and plain:
        draft.type = "offensive"
    if draft.place is None:
        beside = next((one for one in told if one.clause is clause and one.place is not None), None)
        if beside is None:
            beside = next(
                (
                    one
                    for one in reversed(told)
                    if one.place is not None and one.anchor < draft.anchor
                ),
                None,
            )
        if beside is not None:
            draft.place, draft.listed, draft.inferred = beside.place, beside.listed, True
    if draft.place is None and clause is not None:
        place_in_clause(
            reading,
            clause,
            draft,
            ("in", "at", "near", "on", "outside", "around", "across", "inside"),
        )
        if draft.place is None or draft.inferred:
            draft.confidence -= 0.1
    if clause is not None and relation in ("subject", "object"):
        draft.start, draft.end = min(draft.start, clause.start), max(draft.end, clause.end)
    return draft


def _type(reading: Reading, noun: EventNoun, lowers: list[str]) -> str:
    """The type once the modifiers are heard ("artillery attack", "suicide bombing")."""
    modifiers = set(lowers)
    if noun.words[-1] in (
        "attack",
        "raid",
        "strike",
        "assault",
        "barrage",
        "bombing",
        "bombardment",
    ):
        if (
            modifiers
            & {
                "air",
                "aerial",
                "drone",
                "warplane",
                "jet",
                "helicopter",
                "airstrike",
                "jets",
                "warplanes",
                "bombing",
            }
            and noun.words[-1] != "bombing"
        ):
            return "airstrike"
        if modifiers & {"mortar", "rocket", "missile", "artillery", "shell", "grad"}:
            return "shelling"
        if modifiers & {"suicide", "car", "bomb", "roadside", "truck", "ied"}:
            return "explosion"
        if noun.words[-1] == "bombing" and modifiers & {
            "aerial",
            "air",
            "russian",
            "coalition",
            "saudi",
            "barrel",
            "us",
            "american",
            "israeli",
            "regime",
        }:
            return "airstrike"
        if noun.words[-1] == "assault" and modifiers & {
            "ground",
            "final",
            "major",
            "full-scale",
            "new",
        }:
            return "offensive"
    return noun.type


def _each(reading: Reading, index: int, draft: Draft) -> Iterator[Draft]:
    """One event for each place in "strikes on X, Y and Z"."""
    around = draft.clause.after if draft.clause is not None else []
    for attachment in (*_attachments(reading, index), *around):
        fillers = [reading.filler(p) for p in attachment.phrases]
        fillers = [f for f in fillers if f.place is not None and "place" in f.classes]
        if len(fillers) > 1 and any(f.place == draft.place for f in fillers):
            for filler in fillers:
                yield replace(draft, place=filler.place, listed=filler.listed)
            return
    yield draft
