"""One question to an OpenAI-compatible endpoint, asked until it is answered or time is up.

Neither the key nor any word of a report or an answer goes into an error: the endpoint's own error
texts may repeat both, so of a refusal only its number and the name of the refused option are read.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Sequence
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import httpx

from firstlight.errors import SettingsError
from firstlight.reading.llm.claims import BadAnswerError, schema
from firstlight.reading.llm.endpoint import Endpoint
from firstlight.reading.llm.errors import EndpointError
from firstlight.reading.llm.prompt import REMARK, Message
from firstlight.reading.llm.usage import Usage

T = TypeVar("T")

MAX_BYTES = 4_000_000
FORMATS = ("json_schema", "json_object", "text")
"""Ways to ask for JSON, the strictest first; an endpoint that refuses one is asked the next."""
LONGEST_WAIT = 30.0
CONNECT_S = 10.0
_AGAIN = frozenset({408, 409, 425, 429})
_TOO_LONG = "context_length_exceeded"


class CutOffError(Exception):
    """The question was too long for the model, or it ran out of room to answer."""


class _RefusedError(Exception):
    def __init__(self, status: int, option: str | None = None) -> None:
        self.status, self.option = status, option


class _FailedError(Exception):
    """An attempt that may go well the next time. `says` tells a person how it failed."""

    def __init__(self, says: str, wait: float | None = None) -> None:
        self.says, self.wait = says, wait


class Chat:
    """Asks an endpoint; `sleep`, `clock` (monotonic) and `now` (epoch) count seconds."""

    def __init__(
        self,
        endpoint: Endpoint,
        usage: Usage,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._endpoint, self._usage = endpoint, usage
        self._sleep, self._clock, self._now = sleep, clock, now
        self._formats = list(FORMATS)
        self._limit: str = "max_tokens"
        self._temperature = True
        url = httpx.URL(endpoint.base_url + "/chat/completions")
        if url.host.lower() != endpoint.host:  # the rule on leaving this machine judged another
            raise SettingsError("reading.llm.base_url cannot be understood; write it plainly.")
        self._url = url

    def ask(self, messages: Sequence[Message], read: Callable[[str], T]) -> T:
        """What `read` makes of the answer; a BadAnswerError that it raises is asked about again.

        Errors
        ------
        CutOffError where the model ran out of room; BadAnswerError where not even the last answer
        could be used; EndpointError where the endpoint gave none. All within `total_s`.
        """
        deadline = self._clock() + self._endpoint.total_s
        asked = list(messages)
        attempt = 0
        while True:
            wait = min(LONGEST_WAIT, 2.0**attempt)
            trouble: _FailedError | BadAnswerError
            try:
                return read(self._once(asked, deadline))
            except _RefusedError as refused:
                if self._give_way(refused):
                    continue  # asked otherwise, so no attempt is lost; there are few other ways
                self._formats = list(FORMATS)
                raise self._refusal(refused.status) from None
            except _FailedError as failed:
                trouble, wait = failed, failed.wait if failed.wait is not None else wait
            except BadAnswerError as bad:
                trouble = bad
                asked = _remarked(messages)
            if attempt >= self._endpoint.retries or self._clock() + wait >= deadline:
                raise self._last(trouble, attempt + 1) from None
            attempt += 1
            self._sleep(wait)

    def _once(self, messages: Sequence[Message], deadline: float) -> str:
        """The content of one answer."""
        left = deadline - self._clock()
        if left <= 0:
            raise _FailedError("it took too long")
        seconds = min(self._endpoint.timeout_s, left)
        key = self._endpoint.key()
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        try:
            with (
                self._client() as client,
                client.stream(
                    "POST",
                    self._url,
                    content=self._body(messages),
                    headers={"Content-Type": "application/json", **headers},
                    timeout=httpx.Timeout(seconds, connect=min(CONNECT_S, seconds)),
                ) as response,
            ):
                body = self._received(response, self._clock() + seconds)
                return self._content(response, body)
        except httpx.TimeoutException:
            raise _FailedError(f"no answer within {seconds:.3g} seconds") from None
        except httpx.ConnectError:
            raise _FailedError("no connection can be made to it") from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError):
            raise _FailedError("the connection broke off") from None

    def _client(self) -> httpx.Client:
        # A proxy of the environment is for what leaves the machine; redirects are not followed, as
        # they could take the report elsewhere.
        try:
            return httpx.Client(trust_env=not self._endpoint.local, follow_redirects=False)
        except (ImportError, ValueError, OSError):
            raise EndpointError(
                f"The proxy or certificates that the environment sets for {self._endpoint.host} "
                "cannot be used; correct those variables."
            ) from None

    def _body(self, messages: Sequence[Message]) -> bytes:
        body: dict[str, Any] = {
            "model": self._endpoint.model,
            "messages": list(messages),
            "stream": False,
            self._limit: self._endpoint.max_tokens,
        }
        if self._temperature:
            body["temperature"] = 0
        if self._formats[0] == "json_schema":
            answer = {"name": "facts", "strict": True, "schema": schema()}
            body["response_format"] = {"type": "json_schema", "json_schema": answer}
        elif self._formats[0] == "json_object":
            body["response_format"] = {"type": "json_object"}
        return json.dumps(body).encode()

    def _received(self, response: httpx.Response, until: float) -> bytes:
        """The body, unless it drips in for ever or has no end."""
        parts: list[bytes] = []
        size = 0
        for part in response.iter_bytes():
            size += len(part)
            if size > MAX_BYTES:
                raise _FailedError("its answer is larger than any list of facts")
            if self._clock() > until:
                raise _FailedError("its answer did not come to an end in time")
            parts.append(part)
        return b"".join(parts)

    def _content(self, response: httpx.Response, body: bytes) -> str:
        status = response.status_code
        if status in _AGAIN or status >= 500:
            raise _FailedError(f"it answered {status}", self._retry_after(response))
        if status != 200:
            option = _option(body)
            if status == 413 or option == _TOO_LONG:
                raise CutOffError
            raise _RefusedError(status, option)
        self._usage.requests += 1
        try:
            data = json.loads(body)
            choice = data["choices"][0]
            content, reason = choice["message"]["content"], choice.get("finish_reason")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            self._usage.uncounted += 1
            raise BadAnswerError from None
        self._count(data.get("usage"))
        if reason == "length":
            raise CutOffError
        if not isinstance(content, str):
            raise BadAnswerError
        return content

    def _count(self, told: Any) -> None:
        tokens = [
            told.get(name) if isinstance(told, dict) else None
            for name in ("prompt_tokens", "completion_tokens")
        ]
        if not all(isinstance(one, int) and one >= 0 for one in tokens):
            self._usage.uncounted += 1
            return
        self._usage.tokens_in += tokens[0] or 0
        self._usage.tokens_out += tokens[1] or 0

    def _retry_after(self, response: httpx.Response) -> float | None:
        """Seconds that the endpoint asks us to wait, or None."""
        said = response.headers.get("Retry-After", "").strip()
        try:
            return max(0.0, float(int(said)))
        except OverflowError:
            return math.inf
        except ValueError:
            pass
        try:
            return max(0.0, parsedate_to_datetime(said).timestamp() - self._now())
        except (ValueError, TypeError, OverflowError):
            return None

    def _give_way(self, refused: _RefusedError) -> bool:
        """Whether the question can be put in another way than the one that was refused."""
        if refused.status not in (400, 422):
            return False
        if refused.option == "max_tokens" and self._limit == "max_tokens":
            self._limit = "max_completion_tokens"
        elif refused.option == "temperature" and self._temperature:
            self._temperature = False
        elif len(self._formats) > 1:
            self._formats.pop(0)
        else:
            return False
        return True

    def _refusal(self, status: int) -> EndpointError:
        one = self._endpoint
        if status in (401, 403):
            where = (
                f"the key in {one.api_key_env}" if one.api_key_env else "reading.llm.api_key_env"
            )
            says = f"refuses us ({status}); correct {where}."
        elif status == 404:
            says = f"has no model {one.model!r} (404); correct reading.llm.model or base_url."
        elif 300 <= status < 400:
            says = f"sends us elsewhere ({status}); set reading.llm.base_url to where it really is."
        else:
            says = f"refuses the question ({status}); check reading.llm.model and base_url."
        return EndpointError(f"The endpoint {one.base_url} {says}")

    def _last(self, trouble: _FailedError | BadAnswerError, attempts: int) -> Exception:
        if isinstance(trouble, BadAnswerError):
            return trouble
        times = "once" if attempts == 1 else f"{attempts} times"
        return EndpointError(
            f"The endpoint {self._endpoint.base_url} was asked {times} without success "
            f"({trouble.says}); see that it runs, or set reading.reader to another reader."
        )


def _remarked(messages: Sequence[Message]) -> list[Message]:
    """The question with a remark. It joins the system's words: not every model takes two turns."""
    system, *rest = messages
    return [{**system, "content": f"{system['content']}\n\n{REMARK}"}, *rest]


def _option(body: bytes) -> str | None:
    """What a refusal is about, of what we can do something about; else None."""
    try:
        error = json.loads(body)["error"]
        named = (error.get("param"), error.get("code"))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return next((one for one in ("max_tokens", "temperature", _TOO_LONG) if one in named), None)
