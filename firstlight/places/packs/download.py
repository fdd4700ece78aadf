"""Files over HTTP that survive a bad line: what has come is kept, and the rest is asked for.

A file comes into NAME.part; beside it NAME.part.json remembers of which file and version it is, so
that two are never mixed. Nothing is contacted but the address that is asked for.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from firstlight import __version__
from firstlight.errors import FirstlightError

TRIES = 5
"""Times in a row that a connection may break without bringing anything."""
WAIT_S = 1.0
TIMEOUT_S = 60.0
_CHUNK = 1 << 16
Progress = Callable[[int, int | None], None]
"""Told of the bytes that are there, and of how many there will be, where that is known."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A file on a server, as it says of itself."""

    url: str
    size: int | None
    """Bytes, or None where the server does not say."""
    version: str
    """Its ETag, else the date of its last change, else ""."""


def ask(url: str) -> Remote:
    """What the server says of a file, without getting it."""
    with _open(urllib.request.Request(url, method="HEAD", headers=_headers())) as answer:
        return _remote(url, answer)


def fetch(
    remote: Remote,
    folder: Path,
    sha256: str = "",
    progress: Progress | None = None,
    wait_s: float = WAIT_S,
) -> Path:
    """Get a file into `folder` and check it: its size, its digest where given, a zip's checksums.

    What came of an earlier, interrupted try is completed.

    Errors
    ------
    FirstlightError where it cannot be had; what has come stays for the next try.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / remote.url.rstrip("/").rpartition("/")[2]
    part, note = path.with_name(path.name + ".part"), path.with_name(path.name + ".part.json")
    this = [remote.url, remote.version]
    same = bool(remote.version) and _noted(note) == this
    if same and path.exists() and remote.size in (None, _size(path)):
        return path
    if not same or _size(part) > (remote.size or _size(part)):
        part.unlink(missing_ok=True)
    note.write_text(json.dumps(this), encoding="utf-8")
    left = TRIES
    while True:
        before = _size(part)
        try:
            _take(remote, part, progress)
            break
        except (OSError, http.client.HTTPException) as error:
            left = TRIES if _size(part) > before else left - 1
            if not left:
                raise _broken(remote, part, error) from error
            time.sleep(wait_s)
    _check(remote, part, sha256)
    part.replace(path)
    return path


def _take(remote: Remote, part: Path, progress: Progress | None) -> None:
    """The rest of a file, from where the part ends."""
    have = _size(part)
    if remote.size is not None and have == remote.size:
        return
    headers = _headers()
    if have:
        headers |= {"Range": f"bytes={have}-"}
        headers |= {"If-Range": remote.version} if remote.version else {}
    with _open(urllib.request.Request(remote.url, headers=headers)) as answer:
        if have and not _continues(answer, have):
            have = 0  # the server sends all of it, or another version
        with part.open("r+b" if have else "wb") as file:
            file.seek(have)
            while chunk := answer.read(_CHUNK):
                file.write(chunk)
                have += len(chunk)
                if progress:
                    progress(have, remote.size)
            file.truncate()
    if remote.size is not None and have < remote.size:
        raise ConnectionError("the connection broke off")


def _continues(answer: Any, have: int) -> bool:
    begins = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range") or "")
    return bool(answer.status == 206 and begins and int(begins.group(1)) == have)


def _check(remote: Remote, part: Path, sha256: str) -> None:
    """Raises FirstlightError, and drops the part, where it is not the file that was meant."""
    wrong = ""
    if remote.size is not None and _size(part) != remote.size:
        wrong = f"it has {_size(part):,} bytes, not {remote.size:,}"
    elif sha256 and _digest(part.read_bytes()) != sha256.lower():
        wrong = "its SHA-256 is another"
    elif remote.url.lower().endswith(".zip"):
        try:
            with zipfile.ZipFile(part) as archive:
                bad = archive.testzip()
            wrong = f"{bad} in it is damaged" if bad else ""
        except (zipfile.BadZipFile, OSError) as error:
            wrong = f"it is no whole zip file ({error})"
    if wrong:
        part.unlink(missing_ok=True)
        raise FirstlightError(
            f"{remote.url} came damaged ({wrong}); run the same command again to get it anew."
        )


def _open(request: urllib.request.Request) -> Any:
    """The answer to a request. Errors of the server itself are FirstlightErrors at once."""
    url = request.full_url
    if not url.startswith(("http://", "https://")):
        raise FirstlightError(f"{url} is no address of a server; give one with http or https.")
    try:
        return urllib.request.urlopen(request, timeout=TIMEOUT_S)
    except urllib.error.HTTPError as error:
        if error.code in (429, 500, 502, 503, 504) and request.get_method() != "HEAD":
            raise ConnectionError(f"the server answers {error.code} {error.reason}") from error
        hint = "check the country's code" if error.code == 404 else "try again later"
        raise FirstlightError(
            f"{url} cannot be had: the server answers {error.code} {error.reason}; {hint}, or get "
            "the file by another way and name it with --from."
        ) from error
    except (OSError, http.client.HTTPException) as error:
        if request.get_method() != "HEAD":
            raise
        raise FirstlightError(
            f"{url} cannot be reached ({_why(error)}); try again when there is a connection, or "
            "get the file by another way and name it with --from."
        ) from error


def _remote(url: str, answer: Any) -> Remote:
    headers = answer.headers
    size = headers.get("Content-Length", "")
    tag = headers.get("ETag", "")
    # A weak tag may stand for other bytes: it cannot say that a part is of this very file.
    version = tag if tag and not tag.startswith("W/") else headers.get("Last-Modified", "")
    return Remote(url, int(size) if size.isdigit() else None, version)


def _broken(remote: Remote, part: Path, error: Exception) -> FirstlightError:
    of = f" of {remote.size:,}" if remote.size is not None else ""
    return FirstlightError(
        f"{remote.url} broke off after {_size(part):,}{of} bytes "
        f"({_why(error)}); run the same command again, and it goes on from there."
    )


def _why(error: Exception) -> object:
    return getattr(error, "reason", None) or error


def _headers() -> dict[str, str]:
    return {"User-Agent": f"firstlight/{__version__}", "Accept-Encoding": "identity"}


def _noted(note: Path) -> object:
    """Address and version of the file that a part is of; None where nothing says."""
    try:
        return json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _digest(data: str | bytes) -> str:
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()
