"""Whether an event noun tells a happening here, and whether it happened, is planned or feared."""

from __future__ import annotations

from firstlight.reading.events.roles import Reading
from firstlight.reading.status import clause_status
from firstlight.reading.status_words import STATES
from firstlight.reading.syntax.clauses import Clause
from firstlight.reading.syntax.tag_words import words
from firstlight.reading.syntax.verb_groups import Phrase

WANTED = words(
    "call demand urge seek request ask press appeal push hope negotiate discuss propose plead"
)


AVERTED = words("prevent avoid avert foil oppose reject rule condemn")


ENDED = words("end stop halt suspend cease cancel postpone")


AWAITED = words(
    "plan prepare await order expect schedule consider threaten fear anticipate risk warn predict "
    "brace"
)


BEFORE_NOUN = {
    "possible": words(
        "fear fears threat threats risk possibility danger prospect rumours rumors talk "
        "warning warnings claims allegations event case"
    ),
    "planned": words(
        "plan plans preparations preparation order orders call calls demand demands "
        "proposal deadline ahead readiness"
    ),
}


def noun_status(
    reading: Reading,
    phrase: Phrase,
    index: int,
    clause: Clause | None,
    relation: str,
    type_: str,
    lowers: list[str],
    text: str,
) -> str | None:
    """The status of what the noun tells, None where it is wanted, ended or only spoken of."""
    found = reading.parsed.phrases
    previous = found[index - 1] if index else None
    before = found[index - 2] if index > 1 else None
    if previous is not None and previous.kind == "P":
        if previous.lower in ("without", "despite") and previous.lower == "without":
            return None
        if previous.lower == "of" and before is not None:
            for status, heads in BEFORE_NOUN.items():
                if before.lower in heads:
                    return status
            if before.lower in (
                "end",
                "halt",
                "lack",
                "history",
                "kind",
                "anniversary",
                "law",
                "years",
            ):
                return None
        if (
            previous.lower == "for"
            and before is not None
            and (
                before.lower
                in ("call", "calls", "appeal", "demand", "hopes", "hope", "need", "talks", "plea")
                or (before.kind == "VG" and before.lemma in WANTED)
            )
        ):
            return None
        if (
            previous.lower == "for"
            and before is not None
            and (
                before.lower in ("preparations", "plans", "plan")
                or before.lemma in ("prepare", "plan", "brace", "wait")
            )
        ):
            return "planned"
        if previous.lower in ("ahead",) or (
            previous.lower == "of" and before is not None and before.lower == "ahead"
        ):
            return "planned"
        if (
            previous.lower == "to"
            and before is not None
            and before.lower in ("end", "halt", "stop")
        ):
            return None
    if previous is not None and previous.kind == "S" and previous.lower == "before":
        return "planned" if clause is None or _future(reading, clause) else "actual"
    if (
        type_ == "ceasefire"
        and previous is not None
        and previous.lower in ("under", "after", "since", "during")
    ):
        return "actual"
    if set(lowers) & {
        "planned",
        "expected",
        "imminent",
        "looming",
        "upcoming",
        "impending",
        "forthcoming",
        "long-awaited",
        "anticipated",
    }:
        return "planned"
    if set(lowers) & {"possible", "potential", "feared", "threatened", "alleged", "reported"}:
        return "possible"
    if lowers[0] == "no":
        return "denied"
    if clause is not None and relation in ("object", "for"):
        if clause.lemma in WANTED or (clause.lemma in AVERTED):
            return None
        if clause.lemma in AWAITED:
            return (
                "possible"
                if clause.lemma in ("fear", "threaten", "risk", "warn", "consider", "predict")
                else "planned"
            )
        if clause.lemma == "deny":
            return "denied"
    if (
        relation == "of"
        and clause is not None
        and clause.lemma in ("warn", "talk", "speak", "dream")
    ):
        return "possible" if clause.lemma == "warn" else None
    if clause is not None and relation in ("object", "subject") and clause.lemma in ENDED:
        if type_ in ("encircle",):
            return None
        if clause.lemma == "end" and type_ in ("clash", "offensive"):
            return clause_status(reading.parsed, clause, "", text)
        return (
            "actual" if relation == "subject" and clause.lemma in ("end", "stop", "cease") else None
        )
    if clause is None:
        return clause_status(reading.parsed, None, "", text)
    if relation:
        told = clause_status(
            reading.parsed, clause, type_ if relation in ("subject", "object") else "", text
        )
        if relation not in ("subject", "object"):
            if told == "denied" and relation not in ("in",):
                return "actual"
            if told == "planned" and relation in (
                "after",
                "since",
                "during",
                "amid",
                "following",
                "by",
            ):
                return "actual"
            if told == "planned" and relation in ("from", "opening"):
                return "actual"
            if told == "ongoing":
                return "actual"
        if (
            told == "actual"
            and type_ in STATES
            and relation == "subject"
            and (
                clause.lemma == "enter"
                or (
                    clause.lemma in ("continue", "rage", "go")
                    and clause.verb.inflection in ("s", "ing", "base")
                )
            )
        ):
            return "ongoing"
        return told
    return "actual"


def _future(reading: Reading, clause: Clause) -> bool:
    return clause_status(reading.parsed, clause, "", "") in ("planned", "possible")
