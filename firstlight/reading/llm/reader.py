"""The reader that asks a language model, and believes of its answers what the report bears out."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from firstlight.errors import FirstlightError
from firstlight.reading.llm import prompt
from firstlight.reading.llm.cache import AnswerCache, Key
from firstlight.reading.llm.checking import Checker
from firstlight.reading.llm.chunks import Chunk, chunks, halves
from firstlight.reading.llm.claims import BadAnswerError, Claim, claims
from firstlight.reading.llm.endpoint import Endpoint
from firstlight.reading.llm.errors import EndpointError, UnfinishedError
from firstlight.reading.llm.merging import merged
from firstlight.reading.llm.usage import Usage
from firstlight.reading.names.namer import Namer
from firstlight.reading.text.document import document
from firstlight.records import Actor, Fact, PlaceNames, Report

if TYPE_CHECKING:
    from firstlight.reading.llm.chat import Chat

CHECKS = "1"
"""Raised with every change of what is believed; cases are then read again, from kept answers."""

_CUT_OFF = ""
"""Kept in place of an answer that the model had no room to finish."""


class LlmReader:
    """Facts from prose by a language model.

    endpoint: the model, where it is, what it costs. places, actors: as for `RulesReader`; the
    actors' ids are put on afterwards and are not sent. cache: a file to keep answers in, so that a
    second reading costs nothing and says the same; None keeps them for this reader's life. warn:
    told, a sentence each, what the user should know; `warnings.warn` where not given.

    `usage` counts questions, tokens, money, and facts kept and dropped.

    Errors
    ------
    FirstlightError where httpx is not installed, the key's variable is not set, or the cache
    cannot be used.
    """

    name = "llm"

    def __init__(
        self,
        endpoint: Endpoint,
        places: PlaceNames,
        actors: Sequence[Actor] = (),
        *,
        cache: Path | None = None,
        warn: Callable[[str], None] | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.endpoint = endpoint
        self.usage = Usage(endpoint.usd_per_million_in, endpoint.usd_per_million_out)
        self._namer = Namer(places, actors)
        self._warn = warn or _as_warning
        self._chat = _chat(endpoint, self.usage, sleep, clock)
        endpoint.key()
        self._cache = AnswerCache(cache, self._warn)
        self._warned = endpoint.stays

    @property
    def version(self) -> str:
        """Changes with the model, the endpoint, the question and the checks."""
        one = self.endpoint
        return f"{prompt.VERSION}.{CHECKS} {one.model} {one.base_url}"

    def read(self, reports: Sequence[Report]) -> list[list[Fact]]:
        """The facts of each report, ordered by span.

        Every report is read as far as can be before anything is raised, and every answer is kept
        at once: nothing that was read is lost, and reading again asks only for what is missing.
        An empty list is returned only where a report says nothing, never where it was not read.

        Errors
        ------
        EndpointError where the endpoint failed; it is not asked again in this call.
        UnfinishedError where the endpoint answers but not all its answers could be used.
        Both carry `facts`, what could be read of each report.
        """
        found: list[list[Fact]] = []
        unfinished: list[str] = []
        down: EndpointError | None = None
        for report in reports:
            facts, missing, failed = self._read(report, down)
            found.append(facts)
            down = down or failed
            if missing:
                unfinished.append(report.id)
        if down is not None:
            raise EndpointError(str(down), found)
        if unfinished:
            raise UnfinishedError(self._sentence(unfinished), found, unfinished)
        return found

    def _read(
        self, report: Report, down: EndpointError | None
    ) -> tuple[list[Fact], int, EndpointError | None]:
        """The facts, how many pieces got no answer, and what the endpoint failed with."""
        cut = document(report)
        checker = Checker(cut, self._namer.party, self.usage)
        facts: list[Fact] = []
        waiting = chunks(cut, self.endpoint.chunk_characters)[::-1]
        missing = 0
        while waiting:
            chunk = waiting.pop()
            try:
                answer = self._answer(report, chunk, down)
            except EndpointError as error:
                down, missing = error, missing + 1
                continue
            except BadAnswerError:
                missing += 1
                continue
            if answer is None:
                parts = halves(chunk)
                missing += parts is None
                waiting.extend(reversed(parts or ()))
                continue
            said, wrong = answer
            if wrong:
                self.usage.dropped["form"] += wrong
            facts.extend(checker.facts(said, chunk))
        facts = merged(facts)
        self.usage.kept += len(facts)
        return facts, missing, down

    def _answer(
        self, report: Report, chunk: Chunk, down: EndpointError | None
    ) -> tuple[list[Claim], int] | None:
        """What the model claims, and how many claims had no form; None where it ran out of room."""
        from firstlight.reading.llm.chat import CutOffError

        key = Key(
            self.endpoint.base_url,
            self.endpoint.model,
            prompt.VERSION,
            prompt.digest(report, chunk),
            report.published.isoformat() if report.published else "",
        )
        kept = self._cache.get(key)
        if kept is not None:
            with suppress(BadAnswerError):  # spoilt since; asked for again
                held = None if kept == _CUT_OFF else claims(kept)
                self.usage.cached += 1
                return held
        if down is not None:
            raise down
        self._warn_once()
        try:
            answer, read = self._chat.ask(
                prompt.messages(report, chunk), lambda content: (content, claims(content))
            )
        except CutOffError:
            self._cache.put(key, _CUT_OFF)
            return None
        self._cache.put(key, answer)
        return read

    def _warn_once(self) -> None:
        """Before the first text goes out: that it does."""
        if self._warned:
            return
        self._warned = True
        one = self.endpoint
        where = f"away from this machine by {one.model!r}" if one.local else f"to {one.host}"
        how = "" if one.encrypted or one.local else ", unencrypted"
        self._warn(
            f"The text of the reports is being sent {where}{how}, as reading.llm.allow_remote "
            "permits."
        )

    def _sentence(self, ids: Sequence[str]) -> str:
        named = ", ".join(ids[:3]) + (f" and {len(ids) - 3} more" if len(ids) > 3 else "")
        return (
            f"The model {self.endpoint.model!r} at {self.endpoint.base_url} gave no usable answer "
            f"on parts of {named}; read again, or set another model in reading.llm.model."
        )


def _chat(
    endpoint: Endpoint,
    usage: Usage,
    sleep: Callable[[float], None],
    clock: Callable[[], float],
) -> Chat:
    try:
        from firstlight.reading.llm.chat import Chat
    except ModuleNotFoundError as error:
        if error.name != "httpx":
            raise
        raise FirstlightError(
            "Reading with a language model needs the package httpx; install it with "
            "pip install 'firstlight[llm]'."
        ) from error
    return Chat(endpoint, usage, sleep=sleep, clock=clock)


def _as_warning(sentence: str) -> None:
    warnings.warn(sentence, stacklevel=4)
