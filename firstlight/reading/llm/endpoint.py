"""Which model reads, where it is, and what it may cost; the key itself is never held."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from firstlight.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint, checked when it is made.

    base_url: up to and with the version, as "http://localhost:11434/v1"; http or https.
    api_key_env: name of the environment variable that holds the key; None sends no key.
    allow_remote: reports may be sent to another machine than this one.
    timeout_s: seconds for one answer. retries: further attempts after the first. total_s: seconds
    for one question with all its attempts. chunk_characters: the longest stretch of a report in
    one question. max_tokens: the longest answer. usd_per_million_*: prices, to show the cost.

    Errors
    ------
    SettingsError where a value is impossible, or where the host is another machine and
    `allow_remote` is not set: reports must not leave the building by accident.
    """

    base_url: str
    model: str
    api_key_env: str | None = None
    allow_remote: bool = False
    timeout_s: float = 120.0
    retries: int = 3
    total_s: float = 600.0
    chunk_characters: int = 4000
    max_tokens: int = 4096
    usd_per_million_in: float | None = None
    usd_per_million_out: float | None = None

    def __post_init__(self) -> None:
        url = self.base_url.strip().rstrip("/").removesuffix("/chat/completions")
        object.__setattr__(self, "base_url", url)
        _check_url(url)
        if not self.model.strip():
            raise SettingsError("reading.llm.model is empty; name a model the endpoint serves.")
        for name, most in (("timeout_s", 86_400), ("total_s", 86_400), ("max_tokens", 1_000_000)):
            if not 0 < getattr(self, name) <= most:
                raise SettingsError(
                    f"reading.llm.{name} must be more than 0 and at most {most}; correct it."
                )
        if self.retries < 0 or self.chunk_characters < 200:
            raise SettingsError(
                "reading.llm.retries must not be negative and reading.llm.chunk_characters at "
                "least 200; correct them."
            )
        for name in ("usd_per_million_in", "usd_per_million_out"):
            price = getattr(self, name)
            if price is not None and not 0 <= price < float("inf"):
                raise SettingsError(f"reading.llm.{name} must be a price of 0 or more; correct it.")
        if not self.stays and not self.allow_remote:
            raise SettingsError(
                f"The model {self.model!r} at {self.host} would have the text of reports sent to "
                "another machine; set reading.llm.allow_remote = true if they may leave this one, "
                "or use a local model."
            )

    @property
    def host(self) -> str:
        """The host, lower case, without brackets."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def local(self) -> bool:
        """Whether the host is this machine itself, by name or by loopback address."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def stays(self) -> bool:
        """Whether what is sent stays on this machine, as far as can be told.

        Ollama runs models with "cloud" in their tag elsewhere and passes the text on. Of other
        servers here that do the like nothing can be known.
        """
        tag = self.model.rpartition(":")[2].lower()
        return self.local and tag != "cloud" and not tag.endswith("-cloud")

    @property
    def encrypted(self) -> bool:
        return self.base_url.lower().startswith("https:")

    def key(self) -> str | None:
        """The key from the environment.

        Errors
        ------
        SettingsError where the variable is not set or holds what no header can; the value is
        never part of the message.
        """
        if not self.api_key_env:
            return None
        key = os.environ.get(self.api_key_env, "").strip()
        if not key:
            raise SettingsError(
                f"The environment variable {self.api_key_env}, which reading.llm.api_key_env "
                "names, is not set; put the endpoint's key there."
            )
        if not (key.isascii() and key.isprintable()):
            raise SettingsError(
                f"The environment variable {self.api_key_env} holds characters that no key has; "
                "copy the endpoint's key there again."
            )
        return key


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        _ = parts.port
        host = parts.hostname
    except ValueError:
        host, parts = None, urlsplit("")
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise SettingsError(
            "reading.llm.base_url is not an http or https address; write one like "
            "http://localhost:11434/v1."
        )
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise SettingsError(
            "reading.llm.base_url must hold no user name, password, question mark or #; name the "
            "variable with the key in reading.llm.api_key_env."
        )
    if "\\" in url or not url.isascii() or not url.isprintable() or " " in url:
        raise SettingsError(
            "reading.llm.base_url holds characters that no address has; correct it."
        )
