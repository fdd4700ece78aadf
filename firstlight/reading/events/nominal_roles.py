"""Who does and suffers what an event noun tells, and where."""

from __future__ import annotations

from dataclasses import replace

from firstlight.reading.events.drafts import LIGHT, NEAR, Draft, forces_of, owning_forces, people_of
from firstlight.reading.events.nominal_meaning import HARM
from firstlight.reading.events.roles import Filler, Reading
from firstlight.reading.lexicon import EventNoun, lexicon
from firstlight.reading.syntax.clauses import Attachment, Clause
from firstlight.reading.syntax.tag_words import words
from firstlight.reading.syntax.verb_groups import Phrase
from firstlight.records import Party

_ANSWERS = words("respond retaliate reply answer hit")


def fill_participants(
    reading: Reading,
    noun: EventNoun,
    phrase: Phrase,
    clause: Clause | None,
    relation: str,
    after: list[Attachment],
    draft: Draft,
) -> None:
    def fillers(*prepositions: str) -> list[Filler]:
        return [reading.filler(p) for a in after if a.word in prepositions for p in a.phrases]

    filler = reading.filler(phrase)
    modifier = owning_forces(reading, filler)
    if not modifier:
        modifier = _possessor(reading, phrase)
    of = fillers("of")
    if draft.type == "clash":
        between = fillers("between")
        if not between and clause is not None and relation == "subject":
            between = reading.fillers(clause.attached("between"))
        sides = [
            *_sides(reading, between),
            *modifier,
            *forces_of(fillers("with", "against")),
        ]
        draft.actors = tuple(dict.fromkeys(sides))
        if len(draft.actors) > 1 and not between:
            draft.actors, draft.targets = draft.actors[:1], draft.actors[1:]
        return
    draft.actors = tuple(dict.fromkeys([*forces_of(fillers("by")), *modifier]))
    if noun.of == "actor":
        draft.actors = draft.actors or forces_of(of)
    elif noun.of == "target":
        draft.targets = people_of(of)
    if not draft.actors and noun.words[-1] in ("fall", "loss", "surrender"):
        takers = forces_of(fillers("to"))
        if takers:
            draft.actors = takers
            draft.type = "capture"
    if noun.words[-1] == "loss" and draft.type == "withdraw":
        draft.actors = draft.actors or forces_of(fillers("by"))
    if (
        not draft.actors
        and lowers_first(reading, phrase) in ("its", "their")
        and clause is not None
    ) and relation in ("object", "subject"):
        owners = clause.subject if relation == "object" else _first_subject(reading)
        draft.actors = forces_of(reading.fillers(owners))
    against = fillers("on", "against", "targeting")
    draft.targets = draft.targets or people_of([f for f in against if "place" not in f.classes])
    if noun.type in ("attack", "abuse", "abduct", "flee", "return", "deprive", "trap"):
        draft.targets = draft.targets or people_of(
            [f for f in of if not f.classes & {"place", "site"}]
        )
        if not draft.targets and noun.type in ("deprive", "abuse"):
            draft.targets = people_of(fillers("among", "for"))
    if clause is not None and relation == "object" and clause.lemma in LIGHT:
        doers = reading.fillers(clause.attached("by") if clause.passive else clause.subject)
        if clause.lemma in ("suffer", "face", "endure", "experience", "undergo"):
            draft.targets = draft.targets or people_of(doers)
        elif clause.lemma not in (
            "see",
            "witness",
            "report",
            "end",
            "repel",
            "break",
            "halt",
            "stop",
            "order",
            "plan",
            "cause",
            "condemn",
        ):
            draft.actors = draft.actors or forces_of(doers)
    if clause is not None and relation == "with" and clause.lemma in _ANSWERS and not draft.actors:
        draft.actors = forces_of(reading.fillers(clause.subject))
    if clause is not None and relation == "subject" and clause.passive and clause.lemma in LIGHT:
        draft.actors = draft.actors or forces_of(reading.fillers(clause.attached("by")))
    if clause is not None and relation == "by" and clause.passive and clause.lemma in HARM:
        for hit in reading.fillers(clause.subject):
            draft.object = draft.object or (hit.site if hit.site != "city" else None)
            if hit.place is not None and draft.place is None:
                draft.place, draft.listed = hit.place, hit.listed
        draft.targets = draft.targets or people_of(reading.fillers(clause.subject))
    if clause is not None and relation == "subject" and clause.lemma in HARM and not clause.passive:
        draft.targets = draft.targets or people_of(reading.fillers(clause.objects))


def _first_subject(reading: Reading) -> list[Phrase]:
    """Of the sentence's first clause ("The army told them to leave before its offensive")."""
    return next((one.subject for one in reading.parsed.clauses if one.verb.finite), [])


def _sides(reading: Reading, between: list[Filler]) -> tuple[Party, ...]:
    """Who fights whom in "clashes between A and B": forces, communities, bare names."""
    out: list[Party] = []
    for one in between:
        head = reading.parsed.words[one.phrase.head]
        if one.classes & {"force", "state", "people"} and one.parties:
            out.extend(one.parties)
        elif head.tag == "E" and (one.place is None or not one.listed):
            out.append(reading.namer.party(head.token.text))
    return tuple(dict.fromkeys(out))


def lowers_first(reading: Reading, phrase: Phrase) -> str:
    return reading.parsed.words[phrase.start].lower


def _possessor(reading: Reading, phrase: Phrase) -> tuple[Party, ...]:
    """The force in "the army's capture", "the militants' siege"."""
    sentence = reading.parsed.words
    for at in range(phrase.start, phrase.head):
        if sentence[at].tag == "O" and at > phrase.start:
            owner = Phrase("NP", phrase.start, at, at - 1, sentence[at - 1].lower)
            return forces_of([reading.filler(owner)])
    for at in range(phrase.head - 1, phrase.start - 1, -1):
        classes = lexicon().classes(sentence[at].lower)
        if (
            "force" in classes
            and sentence[at].tag in "NJ"
            and sentence[at].lower
            not in ("artillery", "tank", "drone", "air", "helicopter", "wing", "drones")
        ):
            return (reading.namer.party(sentence[at].token.text),)
    return ()


def fill_own_place(
    reading: Reading, noun: EventNoun, phrase: Phrase, after: list[Attachment], draft: Draft
) -> bool:
    order = (
        "of",
        "on",
        "against",
        "in",
        "at",
        "into",
        "near",
        "around",
        "outside",
        "from",
        "to",
        "towards",
        "toward",
        "for",
        "across",
        "inside",
        "along",
        "over",
        "within",
    )
    for preposition in order:
        for attachment in after:
            if attachment.word != preposition:
                continue
            for one in attachment.phrases:
                filler = reading.filler(one)
                if filler.site not in (None, "city") and draft.object is None:
                    draft.object, draft.count = filler.site, filler.count
                if filler.place is None or filler.classes & {"force", "people"}:
                    continue
                if preposition == "of" and noun.of == "actor" and noun.type in ("airstrike",):
                    pass
                if preposition == "for" and noun.type not in ("clash", "offensive"):
                    continue
                place = filler.place
                if preposition in NEAR and preposition != "against" and place.precision == "exact":
                    place = replace(place, precision="near")
                draft.place, draft.listed, draft.inferred = place, filler.listed, filler.inferred
                return True
    mention = reading.named.place_in(phrase.start, phrase.end)
    if mention is not None and mention.last < phrase.head:
        draft.place, draft.listed = mention.place, mention.listed or mention.sure
        return True
    return False


def place_from_infinitive(reading: Reading, index: int, draft: Draft) -> bool:
    """ "an operation to retake X": the place is the infinitive's object."""
    found = reading.parsed.phrases
    for ahead in range(index + 1, min(index + 5, len(found))):
        if found[ahead].kind == "VG" and found[ahead].infinitive:
            for clause in reading.parsed.clauses:
                if clause.verb is found[ahead]:
                    for filler in reading.fillers(clause.objects):
                        if filler.place is not None:
                            draft.place, draft.listed = filler.place, filler.listed
                            draft.inferred = filler.inferred
                            draft.end = max(draft.end, clause.end)
                            return True
                    for attachment in clause.after:
                        for filler in reading.fillers(attachment.phrases):
                            if filler.place is not None:
                                draft.place, draft.listed = filler.place, filler.listed
                                return True
        elif found[ahead].kind not in ("H", "P", "NP"):
            return False
    return False
