"""The place of a clause: from its object, its prepositions, what describes it, what governs it."""

from __future__ import annotations

from dataclasses import replace

from firstlight.reading.events.drafts import NEAR, Draft
from firstlight.reading.events.roles import Filler, Reading
from firstlight.reading.lexicon import lexicon
from firstlight.reading.names.mentions import OUTSKIRTS
from firstlight.reading.syntax.clauses import Clause
from firstlight.reading.syntax.tag_words import words
from firstlight.reading.syntax.verb_groups import Phrase
from firstlight.records import Place


def settle_place(
    reading: Reading,
    clause: Clause,
    draft: Draft,
    placed: list[Filler],
    prepositions: tuple[str, ...],
) -> None:
    """Fill in place, object and count from the objects and prepositional phrases."""
    for filler in placed:
        vague = draft.type not in ("capture", "hold") and filler.phrase.lower in VAGUE_PARTS
        if not vague and not (filler.site == "city" and filler.place is not None):
            draft.object = draft.object or filler.site
        draft.count = draft.count or (
            filler.count if filler.site or "place" in filler.classes else None
        )
        draft.used.add(filler.phrase.start)
    for filler in placed:
        if filler.place is not None and not (filler.inferred and filler.classes <= {"force"}):
            draft.place, draft.listed, draft.inferred = filler.place, filler.listed, filler.inferred
            if filler.place.precision == "area":
                _narrow(reading, clause, draft, filler.place)
            return
    place_in_clause(reading, clause, draft, prepositions)


_JOINING = words("link connect lead run join go")


def _from_relative(reading: Reading, clause: Clause, draft: Draft) -> bool:
    """The place in a clause that describes what this one speaks of ("a monastery sheltering the
    displaced in Namhsan", "the highway that links A to B")."""
    own = [*clause.objects, *clause.subject, *(p for one in clause.after for p in one.phrases)]
    for later in reading.parsed.clauses:
        described = later.antecedent or (
            later.subject[0] if later.link == "reduced" and later.subject else None
        )
        if later is clause or described is None or not any(described is one for one in own):
            continue
        joins = later.lemma in _JOINING
        ends = ("to", "into", "from") if joins else ()
        for phrase in (
            *(later.objects if joins else []),
            *later.attached("in", "at", "near", "around", "outside", "inside", *ends),
        ):
            place = reading.filler(phrase).place
            if place is not None:
                draft.place, draft.inferred = (
                    (replace(place, precision="near") if joins else place),
                    True,
                )
                return True
    return False


VAGUE_PARTS = OUTSKIRTS | words("part parts side sides centre center heart district area areas")
"""Heads that say where in a town rather than what was taken or hit."""
_LEADING = words("to into from between out on")


def _on_the_way(reading: Reading, clause: Clause) -> bool:
    """Whether the subject is a road or bridge, or lies on one ("checkpoints on the road to X")."""
    fillers = reading.fillers(clause.subject)
    hung = [reading.filler(phrase) for one in clause.chain for phrase in one.phrases]
    return any(
        one.classes & {"road", "crossing", "corridor"} or one.site == "bridge"
        for one in (*fillers, *hung)
    )


def _narrow(reading: Reading, clause: Clause, draft: Draft, area: Place) -> None:
    """A nearer place than the area named: "crossed into Lebanon near Aita"."""
    probe = replace(draft, place=None, object=None)
    for preposition in ("in", "at", "near", "on", "around", "outside"):
        if _from_attachments(reading, clause, probe, preposition):
            break
    if probe.place is not None and probe.place.precision != "area" and not probe.inferred:
        draft.place = replace(probe.place, within=probe.place.within or area.name)
        draft.listed = probe.listed


def place_in_clause(
    reading: Reading, clause: Clause, draft: Draft, prepositions: tuple[str, ...]
) -> None:
    """The place from prepositions, then from modifiers, then from the clause it hangs on."""
    seen: set[str] = set()
    area: tuple[Place, bool] | None = None
    for preposition in prepositions:
        if preposition in seen:
            continue
        seen.add(preposition)
        if _from_attachments(reading, clause, draft, preposition):
            if draft.place is not None and draft.place.precision == "area" and area is None:
                area = (draft.place, draft.listed)
                continue
            if area is not None and draft.place is not None and draft.place.within is None:
                draft.place = replace(draft.place, within=area[0].name)
            return
    if area is not None:
        draft.place, draft.listed = area
        return
    for attachment in clause.before:
        if attachment.word in (
            "in",
            "at",
            "near",
            "on",
            "around",
            "outside",
            "inside",
            "across",
        ) and _from_attachments(reading, clause, draft, attachment.word):
            return
    antecedent = clause.antecedent_place
    if (
        antecedent is None
        and clause.matrix is not None
        and clause.link in ("infinitive", "participle")
    ):
        antecedent = clause.matrix.antecedent_place
    if antecedent is not None:
        filler = reading.filler(antecedent)
        if filler.place is not None:
            draft.place, draft.listed = filler.place, filler.listed
            return
    if _from_relative(reading, clause, draft):
        return
    for attachment in clause.chain:
        leads = attachment.word in _LEADING and _on_the_way(reading, clause)
        if leads or attachment.word in ("in", "of", "at", "near", "inside", "around"):
            for phrase in attachment.phrases:
                filler = reading.filler(phrase)
                if attachment.word == "on" and _river(reading, phrase):
                    continue
                if filler.place is not None and not filler.classes & {"force", "people"}:
                    near = leads and filler.place.precision == "exact"
                    draft.place = replace(filler.place, precision="near") if near else filler.place
                    draft.listed = filler.listed
                    return
    for phrase in (*clause.objects, *clause.subject):
        filler = reading.filler(phrase)
        mention = reading.named.place_in(phrase.start, phrase.end)
        country = mention is not None and mention.name.lower() in lexicon().countries
        if country and filler.classes & {"force", "state"} and phrase not in clause.objects:
            continue  # "Azerbaijan's army" says whose, not where
        if mention is not None and filler.place is not None and mention.sure:
            draft.place, draft.listed, draft.inferred = filler.place, filler.listed, True
            return
    matrix = clause.matrix
    if matrix is not None and clause.link != "relative":
        for preposition in ("in", "at", "near", "into", "of", "on", "from", "to"):
            if _from_attachments(reading, matrix, draft, preposition):
                draft.inferred = True
                return
        hung = [
            phrase
            for one in matrix.chain
            if one.word in ("in", "of", "at", "near", "from")
            for phrase in one.phrases
        ]
        for phrase in (*matrix.objects, *matrix.subject, *hung):
            filler = reading.filler(phrase)
            if filler.place is not None and filler.classes & {"place", "site", "siteport"}:
                draft.place, draft.listed, draft.inferred = filler.place, filler.listed, True
                return


def _river(reading: Reading, phrase: Phrase) -> bool:
    """ "The bridge over the Ouaka": an article and a bare name is water, not a town."""
    sentence = reading.parsed.words
    return sentence[phrase.start].lower == "the" and sentence[phrase.head].tag == "E"


def _from_attachments(reading: Reading, clause: Clause, draft: Draft, preposition: str) -> bool:
    attachments = [*clause.after, *clause.before]
    for number, attachment in enumerate(attachments):
        if attachment.word != preposition:
            continue
        for phrase in attachment.phrases:
            filler = reading.filler(phrase)
            if filler.place is None and "road" in filler.classes and number + 1 < len(attachments):
                onward = attachments[number + 1]
                ends = [reading.filler(p) for p in onward.phrases]
                if (
                    onward.word in ("to", "from", "between", "towards", "into")
                    and ends
                    and ends[0].place
                ):
                    draft.place = replace(ends[0].place, precision="near")
                    draft.listed, draft.object = ends[0].listed, draft.object or "road"
                    return True
            if (
                filler.place is None
                or filler.classes & {"people"}
                or ("force" in filler.classes and "pronoun" not in filler.classes)
            ):
                if (
                    filler.site is not None
                    and draft.object is None
                    and filler.classes & {"site", "place"}
                ):
                    draft.object = filler.site if filler.site != "city" else None
                continue
            if "pronoun" in filler.classes and phrase.lower != "there":
                continue
            if preposition in ("over", "across", "on") and _river(reading, phrase):
                continue
            place = filler.place
            if preposition in NEAR and place.precision in ("exact", "within"):
                place = replace(place, precision="near")
            draft.place, draft.listed, draft.inferred = place, filler.listed, filler.inferred
            if (
                draft.object is None
                and filler.site not in (None, "city")
                and draft.type in ("airstrike", "shelling", "attack", "explosion")
            ):
                draft.object = filler.site
            return True
    return False
