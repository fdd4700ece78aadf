"""What a model is asked to answer with, as a schema; and its answer, read leniently by the fact.

The schema is docs/facts.md without what we work out ourselves (report, span, coordinates, ids):
the model gives a quote, and its offsets are looked up. A claim that does not fit is counted and
left out; the others are kept.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    field_validator,
)

from firstlight.records import EventType, Measure, Precision, SiteKind, Status, Unit

MOST_CLAIMS = 500
"""Facts in one answer; more is a model that goes round in circles."""

Number = Annotated[float, Field(strict=True, ge=0, le=1e10, allow_inf_nan=False)]
Words = Annotated[str, Field(strict=True, max_length=2000)]
Name = Annotated[str, Field(strict=True, min_length=1, max_length=160)]


class BadAnswerError(Exception):
    """The answer holds no list of facts in the form asked for.

    Its words are kept out of the message on purpose.
    """


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Where(_Part):
    name: Name
    within: Name | None = None
    precision: Precision = "unknown"

    @field_validator("within", "precision", mode="wrap")
    @classmethod
    def _or_unknown(cls, value: Any, check: ValidatorFunctionWrapHandler, info: Any) -> Any:
        return _lenient(value, check, "unknown" if info.field_name == "precision" else None)


class Bounds(_Part):
    low: Number | None = None
    high: Number | None = None


class Change(_Part):
    ratio: Number | None = None
    previous: Number | None = None


class _Claim(_Part):
    quote: Words
    status: Status
    place: Where | None = None
    start: Words | None = None
    end: Words | None = None
    confidence: Number | None = None

    @field_validator("confidence", mode="wrap")
    @classmethod
    def _or_none(cls, value: Any, check: ValidatorFunctionWrapHandler) -> Any:
        return _lenient(value, check, None)


class EventClaim(_Claim):
    kind: Literal["event"]
    type: EventType
    actors: tuple[Name, ...] = Field(default=(), max_length=40)
    targets: tuple[Name, ...] = Field(default=(), max_length=40)
    object: SiteKind | None = None
    count: Number | None = None
    fatalities: Bounds | None = None

    @field_validator("object", "count", "fatalities", mode="wrap")
    @classmethod
    def _detail(cls, value: Any, check: ValidatorFunctionWrapHandler) -> Any:
        return _lenient(value, check, None)


class EstimateClaim(_Claim):
    kind: Literal["estimate"]
    measure: Measure
    unit: Unit
    low: Number | None = None
    high: Number | None = None
    best: Number | None = None
    revises: Change | None = None
    group: Name | None = None

    @field_validator("revises", "group", mode="wrap")
    @classmethod
    def _detail(cls, value: Any, check: ValidatorFunctionWrapHandler) -> Any:
        return _lenient(value, check, None)


Claim = EventClaim | EstimateClaim


class _Answer(_Part):
    facts: list[EventClaim | EstimateClaim]


def _lenient(value: Any, check: ValidatorFunctionWrapHandler, otherwise: Any) -> Any:
    """A detail that does not fit is left open; it does not cost the whole fact."""
    try:
        return check(value)
    except ValidationError:
        return otherwise


def claims(answer: str) -> tuple[list[Claim], int]:
    """The claims of an answer, and how many did not fit.

    Errors
    ------
    BadAnswerError where the answer holds no list of facts, or one of which none fits: a model that
    has not understood the form may yet do so when told.
    """
    found: list[Claim] = []
    wrong = 0
    listed = _listed(answer)
    for item in listed[:MOST_CLAIMS]:
        kinds: dict[str, type[EventClaim] | type[EstimateClaim]]
        kinds = {"event": EventClaim, "estimate": EstimateClaim}
        kind = item.get("kind") if isinstance(item, dict) else None
        try:
            found.append(kinds[kind if isinstance(kind, str) else ""].model_validate(item))
        except (KeyError, ValidationError):
            wrong += 1
    if listed and not found:
        raise BadAnswerError
    return found, wrong + max(0, len(listed) - MOST_CLAIMS)


_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?</\1>", re.DOTALL)
_FENCED = re.compile(r"```(?:json)?\s*\n(.*?)\n?```", re.DOTALL)
_BEGINS = re.compile(r'\{\s*"facts"\s*:')
MOST_OPENINGS = 50
"""A text of nothing but openings must not take for ever."""


def _listed(answer: str) -> list[Any]:
    """The list of facts in an answer that may have prose or a code fence around it.

    Of several the last counts, as what comes before is a draft; an unfinished one after them is
    no answer at all, lest a draft pass for it.
    """
    text = _THOUGHT.sub("", answer).strip()
    for whole in (text, *_FENCED.findall(text)[-1:]):
        with suppress(ValueError, RecursionError):
            found = _facts(json.loads(whole))
            if found is not None:
                return found
    decoder = json.JSONDecoder()
    position = 0
    last: list[Any] | None = None
    for _ in range(MOST_OPENINGS):
        match = _BEGINS.search(text, position)
        if match is None:
            break
        try:
            value, position = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            raise BadAnswerError from None
        last = _facts(value)
    if last is None:
        raise BadAnswerError
    return last


def _facts(value: Any) -> list[Any] | None:
    if isinstance(value, dict):
        value = value.get("facts")
    return value if isinstance(value, list) else None


def schema() -> dict[str, Any]:
    """The JSON schema of an answer, in the small dialect that endpoints enforce.

    Every key is required (null where there is nothing to say), no other is allowed, and there is
    neither `$ref` nor a bound on lengths or numbers: those are checked here.
    """
    made = _Answer.model_json_schema()
    plain: dict[str, Any] = _plain(made, made.get("$defs", {}))
    return plain


def _plain(node: Any, defs: dict[str, Any]) -> Any:
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _plain(defs[node["$ref"].rsplit("/", 1)[1]], defs)
    if "anyOf" in node:
        return {"anyOf": [_plain(one, defs) for one in node["anyOf"]]}
    if "const" in node:
        return {"type": "string", "enum": [node["const"]]}
    out: dict[str, Any] = {key: node[key] for key in ("type", "enum") if key in node}
    if "items" in node:
        out["items"] = _plain(node["items"], defs)
    if "properties" in node:
        # "kind" first: a model that writes from left to right then knows which keys are to come
        keys = sorted(node["properties"], key=lambda key: key != "kind")
        out["properties"] = {key: _plain(node["properties"][key], defs) for key in keys}
        out["required"] = keys
        out["additionalProperties"] = False
    return out
