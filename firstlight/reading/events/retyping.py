"""What a verb's sense comes to once its subject is heard: people leave, forces withdraw."""

from __future__ import annotations

from firstlight.reading.events.drafts import LEAVING, VIOLENT, forces_of
from firstlight.reading.events.roles import Filler, Reading
from firstlight.reading.events.surroundings import dated, leaves_place, near_words, takers_of
from firstlight.reading.events.weapons import (
    AERIAL,
    event_subject,
    movable,
    on_the_ground,
    says_air,
)
from firstlight.reading.lexicon import Sense, lexicon
from firstlight.reading.syntax.clauses import Clause


def retyped(
    reading: Reading, clause: Clause, sense: Sense, subject: list[Filler], objects: list[Filler]
) -> str:
    """The event type once the subject is heard; "" where the words tell of no event."""
    lemma, type_ = clause.lemma, sense.type
    classes = frozenset().union(*(one.classes for one in subject)) if subject else frozenset()
    force = bool(classes & {"force", "state"})
    people = "people" in classes and "force" not in classes
    if (
        force
        and "people" in classes
        and "pronoun" not in classes
        and (lemma in LEAVING or type_ in ("flee", "return", "trap", "deprive"))
        and all("state" not in one.classes for one in subject)
    ):
        force, people = False, True  # "100,000 Armenians left" are people
    if "aid" in classes and not force and type_ in ("enter", "advance"):
        return "aid"
    if type_ == "encircle" and clause.passive and not force and clause.attached("with"):
        return ""  # besieged with questions
    if type_ == "capture" and objects and all(movable(reading, one) for one in objects):
        return ""
    air = "air" in classes or says_air(reading, subject)
    pronoun_people = "pronoun" in classes and "people" in classes
    if type_ in ("attack", "shelling", "airstrike") and lemma != "shell":
        if (air or (lemma == "bomb" and not on_the_ground(subject))) and lemma in (
            "bomb",
            "bombard",
            "pound",
            "strike",
            "hit",
            "target",
            "attack",
            "pummel",
            "raid",
            "destroy",
            "kill",
            "flatten",
            "level",
            "shell",
        ):
            return "airstrike"
        if lemma == "bomb":
            return "explosion"
    if type_ == "attack":
        used = frozenset().union(
            *(reading.filler(phrase).classes for phrase in clause.attached("with", "using"))
        )
        if "air" in used:
            return "airstrike"
        if "fire" in used:
            return "shelling"
    if lemma in ("hit", "strike", "target", "destroy", "kill", "flatten", "level"):
        if "fire" in classes:
            return "shelling"
        if "mine" in classes:
            falls = any(AERIAL & set(reading.words(one.phrase)) for one in subject)
            return "airstrike" if falls else "explosion"
        if event_subject(reading, clause):
            return ""
        if type_ == "attack" and not (force or (clause.passive and lemma in ("target",))):
            return ""
    if sense.subject == "fire":
        if not classes & {"fire", "mine"}:
            return (
                ""
                if lemma not in ("explode",) or not subject
                else ("explosion" if classes & {"mine", "site", "force"} else "")
            )
        return "explosion" if "mine" in classes and "fire" not in classes else "shelling"
    if sense.subject == "aid":
        return type_ if "aid" in classes else ""
    if type_ == "aid" and sense.subject == "actor" and not objects and lemma != "airdrop":
        return ""
    if type_ == "flee" and lemma in (
        "flee",
        "escape",
        "cross",
        "arrive",
        "stream",
        "pour",
        "run",
        "trek",
    ):
        if lemma == "flee" and force and not pronoun_people:
            return "withdraw"
        if subject and not (people or pronoun_people or "number" in classes):
            return ""
        if lemma in ("cross", "arrive", "stream", "pour", "run", "trek", "escape") and not (
            people or pronoun_people or "number" in classes
        ):
            return ""
        return type_
    if (
        type_ == "return"
        and lemma != "resettle"
        and not (people or pronoun_people or "number" in classes)
    ):
        return ""
    if lemma in ("leave", "depart") and type_ == "withdraw":
        if "aid" in classes and not force and not people:
            return "aid"
        if people or pronoun_people or ("number" in classes and not force):
            return "flee" if leaves_place(reading, clause, objects) else ""
        if not force:
            return ""
        return type_ if leaves_place(reading, clause, objects) else ""
    if lemma == "evacuate":
        if force and not clause.passive and objects and objects[0].classes & {"place", "site"}:
            return "withdraw"
        return type_
    if lemma in ("prevent", "stop", "bar", "forbid", "block", "allow") and type_ == "trap":
        follow = reading.parsed.words[clause.end : clause.end + 4]
        return type_ if any(word.lower in LEAVING for word in follow) else ""
    if lemma == "remain":
        inside = any(one.word in ("inside", "trapped") for one in clause.after)
        return type_ if people and inside else ""
    if lemma == "recruit":
        near = near_words(reading, clause)
        child = any(
            {"children", "boys", "girls", "minors", "child"} & set(reading.words(o.phrase))
            for o in objects
        )
        return type_ if child or near & {"forcibly", "forced", "force"} else ""
    if lemma == "sell":
        girls = any(
            {"women", "girls", "children", "woman"} & set(reading.words(o.phrase)) for o in objects
        )
        return type_ if girls and force else ""
    if lemma == "run" and type_ == "deprive":
        of = [phrase.lower for phrase in clause.attached("of")]
        return (
            type_
            if of and of[-1] not in ("time", "patience", "ammunition", "luck", "steam")
            else ""
        )
    if lemma == "deny" and type_ == "deprive":
        near = {w.lower for w in reading.parsed.words[clause.start : clause.end]}
        return (
            type_
            if any("foodlike" in lexicon().classes(w) or w in ("aid", "access") for w in near)
            else ""
        )
    if lemma == "survive":
        near = near_words(reading, clause)
        return type_ if near & {"grass", "leaves", "weeds", "fodder", "rations", "animal"} else ""
    if lemma == "agree":
        if reading.memory.truce and [p.lower for p in clause.attached("to")] == ["it"]:
            return type_
        agreed = [w.lower for w in reading.parsed.words[clause.verb.end : clause.end]]
        return (
            type_
            if any(
                "truce" in lexicon().classes(w)
                and w not in ("deal", "agreement", "pause", "accord")
                for w in agreed
            )
            else ""
        )
    if type_ == "ceasefire":
        truce = {
            "truce",
            "truces",
            "ceasefire",
            "ceasefires",
            "cease-fire",
            "armistice",
            "cessation",
        }
        return type_ if any(truce & set(reading.words(o.phrase)) for o in objects) else ""
    if type_ == "withdraw" and lemma == "surrender" and not objects:
        return "defect"
    if lemma in ("fall", "collapse", "pass", "slip", "come") and type_ == "capture":
        if not (classes & {"place", "site", "siteport"}):
            return ""
        takers = takers_of(reading, clause)
        if lemma == "fall":
            named = any(one.place is not None for one in subject)
            return (
                type_
                if takers
                or (named and not clause.after)
                or (named and clause.after[0].word in ("on", "in", "after", "without", "during"))
                else ""
            )
        return type_ if takers else ""
    if lemma == "change" and type_ == "capture":
        return type_ if classes & {"place", "site"} else ""
    if (
        type_ == "withdraw"
        and sense.object == "place"
        and "to" in {a.word for a in clause.after}
        and takers_of(reading, clause)
    ):
        return "capture"
    if (
        lemma == "occupy"
        and not clause.passive
        and clause.verb.inflection == "past"
        and clause.verb.bare
    ):
        begun = clause.matrix if clause.link == "coordinate" else None
        on_a_day = dated(reading, clause) or (begun is not None and dated(reading, begun))
        return "capture" if on_a_day else type_
    if lemma == "take" and type_ == "flee" and clause.antecedent_place is not None:
        return ""
    if type_ == "capture" and sense.object == "target":
        return type_ if subject and forces_of(subject) else "withdraw"
    if (
        (
            type_ in ("hold", "enter", "advance", "withdraw", "offensive", "defect")
            and subject
            and not force
        )
        and not (classes & {"pronoun"})
        and type_ != "hold"
    ):
        return ""
    if type_ == "hold" and (not subject or not (force or classes & {"place", "pronoun"})):
        return ""
    if (
        type_ == "abduct"
        and lemma in ("capture", "seize", "hold")
        and not clause.passive
        and objects
        and all(reading.parsed.words[one.phrase.head].tag == "E" for one in objects)
    ):
        return ""
    if (
        lemma in ("force", "drive", "push")
        and sense.object == "target"
        and not sense.particle
        and not clause.attached("from", "out", "of")
    ):
        return ""
    if type_ == "abduct" and lemma in (
        "seize",
        "hold",
        "capture",
        "detain",
        "arrest",
        "take",
        "snatch",
    ):
        if (
            lemma == "hold"
            and clause.passive
            and not near_words(reading, clause) & {"hostage", "captive", "prisoner"}
        ):
            return ""
        return type_ if force or clause.passive else ""
    if lemma in VIOLENT and not force and not (clause.passive and subject):
        return (
            type_
            if (
                clause.passive
                and lemma in ("massacre", "murder", "assassinate", "slaughter", "shoot")
            )
            else ""
        )
    if lemma in ("open", "reopen", "restore", "close", "shut", "cut", "clear", "secure") and people:
        return ""
    if lemma in (
        "beat",
        "hang",
        "abuse",
        "sell",
        "burn",
        "raid",
        "loot",
        "torch",
        "demolish",
    ) and not (force or clause.passive):
        return ""
    return type_
