"""Downloads from a server on this machine that breaks off in the middle; nothing else is asked."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from firstlight.errors import FirstlightError
from firstlight.places.packs.download import TRIES, ask, fetch
from tests.places.packs_files import dump_row


def zipped(name: str, *lines: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, "".join(f"{line}\n" for line in lines))
    return data.getvalue()


class Server(ThreadingHTTPServer):
    """Serves `files`; each answer stops after `limit` bytes of the body, `breaks` times."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.limit, self.breaks = 0, 0
        self.ranges, self.tags, self.sizes = True, True, True
        self.asked: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._answer(False)

    def do_GET(self) -> None:
        self._answer(True)

    def _answer(self, body: bool) -> None:
        server, data = self.server, self.server.files.get(self.path)
        asked = self.headers.get("Range", "")
        server.asked.append(f"{self.command} {self.path} {asked}".strip())
        if data is None:
            self.send_error(404)
            return
        tag = f'"{hashlib.sha256(data).hexdigest()[:8]}"'
        begins = re.match(r"bytes=(\d+)-$", asked)
        start = int(begins.group(1)) if begins and server.ranges else 0
        if self.headers.get("If-Range", tag) != tag:
            start = 0
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        if server.tags:
            self.send_header("ETag", tag)
        if server.sizes:
            self.send_header("Content-Length", str(len(data) - start))
        else:
            self.send_header("Connection", "close")
        self.end_headers()
        if not body:
            return
        rest = data[start:]
        if server.breaks:
            server.breaks -= 1
            rest = rest[: server.limit]
            self.close_connection = True
        self.wfile.write(rest)
        if not server.sizes:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    one = Server()
    Thread(target=one.serve_forever, args=(0.01,), daemon=True).start()
    yield one
    one.shutdown()
    one.server_close()


BIG = bytes(range(256)) * 2000


def test_a_file_comes_whole_and_its_size_is_told_first(server: Server, tmp_path: Path) -> None:
    server.files["/a.bin"] = BIG
    remote = ask(f"{server.url}/a.bin")
    assert remote.size == len(BIG) and remote.version
    told: list[tuple[int, int | None]] = []
    path = fetch(remote, tmp_path, progress=lambda have, size: told.append((have, size)))
    assert path.read_bytes() == BIG and told[-1] == (len(BIG), len(BIG))
    assert server.asked == ["HEAD /a.bin", "GET /a.bin"]


def test_what_breaks_off_goes_on_where_it_was(server: Server, tmp_path: Path) -> None:
    server.files["/a.bin"], server.breaks, server.limit = BIG, 3, 100_000
    path = fetch(ask(f"{server.url}/a.bin"), tmp_path, wait_s=0)
    assert path.read_bytes() == BIG
    assert server.asked[2:] == [f"GET /a.bin bytes={n}00000-" for n in (1, 2, 3)]


def test_a_line_that_stays_dead_keeps_the_part_for_the_next_command(
    server: Server, tmp_path: Path
) -> None:
    server.files["/a.bin"], server.breaks, server.limit = BIG, 1, 70_000
    remote = ask(f"{server.url}/a.bin")
    server.breaks, server.limit = 1, 70_000
    with pytest.raises(FirstlightError, match=r"broke off after 70,000 of 512,000 .*goes on"):
        fetch_once_then_nothing(server, remote.url, tmp_path)
    server.breaks = 0
    server.asked.clear()
    path = fetch(ask(remote.url), tmp_path, wait_s=0)
    assert path.read_bytes() == BIG
    assert server.asked == ["HEAD /a.bin", "GET /a.bin bytes=70000-"]


def fetch_once_then_nothing(server: Server, url: str, folder: Path) -> None:
    """The first answer brings its part, and all later ones nothing."""
    remote = ask(url)

    def told(have: int, size: int | None) -> None:
        server.limit, server.breaks = 0, TRIES + 1

    fetch(remote, folder, progress=told, wait_s=0)


def test_another_version_is_never_joined_to_the_old_part(server: Server, tmp_path: Path) -> None:
    server.files["/a.bin"], server.breaks, server.limit = BIG, 1, 70_000
    with pytest.raises(FirstlightError):
        fetch_once_then_nothing(server, f"{server.url}/a.bin", tmp_path)
    server.breaks = 0
    server.files["/a.bin"] = BIG[::-1]
    assert fetch(ask(f"{server.url}/a.bin"), tmp_path).read_bytes() == BIG[::-1]
    # And where it changes between the question and the answer, the size or the tag tells.
    server.files["/a.bin"] = BIG
    remote = ask(f"{server.url}/a.bin")
    server.files["/a.bin"] = BIG[:-7]
    with pytest.raises(FirstlightError, match=r"broke off|damaged"):
        fetch(remote, tmp_path, wait_s=0)


@pytest.mark.parametrize(("ranges", "tags"), [(False, True), (True, False), (False, False)])
def test_servers_without_ranges_or_tags_serve_as_well(
    server: Server, tmp_path: Path, ranges: bool, tags: bool
) -> None:
    server.files["/a.bin"], server.breaks, server.limit = BIG, 2, 100_000
    server.ranges, server.tags = ranges, tags
    assert fetch(ask(f"{server.url}/a.bin"), tmp_path, wait_s=0).read_bytes() == BIG


def test_a_server_that_does_not_say_the_size_is_believed(server: Server, tmp_path: Path) -> None:
    server.files["/IQ.zip"], server.sizes = zipped("IQ.txt", "x"), False
    remote = ask(f"{server.url}/IQ.zip")
    assert remote.size is None
    assert fetch(remote, tmp_path).read_bytes() == server.files["/IQ.zip"]


def test_damage_is_found_by_digest_and_by_a_zips_checksums(server: Server, tmp_path: Path) -> None:
    server.files["/a.bin"] = BIG
    with pytest.raises(FirstlightError, match="SHA-256"):
        fetch(ask(f"{server.url}/a.bin"), tmp_path, sha256="0" * 64)
    good = hashlib.sha256(BIG).hexdigest().upper()
    assert fetch(ask(f"{server.url}/a.bin"), tmp_path, sha256=good).read_bytes() == BIG
    data = bytearray(zipped("IQ.txt", dump_row(1, "Testan", 33, 44)))
    data[60] ^= 0xFF
    server.files["/IQ.zip"] = bytes(data)
    with pytest.raises(FirstlightError, match="damaged"):
        fetch(ask(f"{server.url}/IQ.zip"), tmp_path)
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".zip"]


def test_what_is_there_already_is_not_downloaded_again(server: Server, tmp_path: Path) -> None:
    server.files["/a.bin"] = BIG
    for _ in range(2):
        assert fetch(ask(f"{server.url}/a.bin"), tmp_path).read_bytes() == BIG
    assert server.asked.count("GET /a.bin") == 1


def test_what_cannot_be_had_is_said_with_what_to_do(server: Server, tmp_path: Path) -> None:
    with pytest.raises(FirstlightError, match=r"404 Not Found; check the country's code.*--from"):
        ask(f"{server.url}/none.zip")
    with pytest.raises(FirstlightError, match="no address"):
        ask("file:///etc/passwd")
    server.shutdown()
    server.server_close()
    with pytest.raises(FirstlightError, match="cannot be reached"):
        ask(f"{server.url}/a.bin")
