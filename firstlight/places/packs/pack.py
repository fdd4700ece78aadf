"""A pack: a folder of places that a user has added, and what its pack.json says of it.

Packs of a case live in `<case>/places/NAME`, those of the user in the data folder of the platform
(or where FIRSTLIGHT_PLACES says). A folder without pack.json is none.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from firstlight.errors import FirstlightError
from firstlight.places.atlas import Atlas

FILE_NAME = "pack.json"
ENVIRONMENT = "FIRSTLIGHT_PLACES"
BOUNDARIES = "boundaries.gpkg"
FORMAT = 1
MOST_PROBLEMS = 200
"""Sentences kept in pack.json on lines that were left out; `left_out` counts them all."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@dataclass(frozen=True)
class Pack:
    """A pack on disk. Its places are not read before they are asked for."""

    folder: Path
    name: str
    kind: str
    """"geonames", "csv", "osm" or "boundaries"."""
    country: str
    """ISO 3166-1 alpha-2, or "" for several."""
    source: str
    licence: str
    attribution: str
    made: str
    """The day, ISO."""
    entries: int
    made_from: tuple[str, ...] = ()
    """Names of the files it was made from."""
    files: tuple[str, ...] = ()
    digests: dict[str, str] = field(default_factory=dict)
    """File name to its SHA-256, hexadecimal."""
    left_out: int = 0
    problems: tuple[str, ...] = ()
    """What was wrong with what was left out, a sentence each (the first ones)."""

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The pack in a folder. Raises FirstlightError where it is broken."""
        try:
            data = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
            if data.pop("format") != FORMAT:
                raise ValueError("it was made by another version of firstlight")
            for name in ("made_from", "files", "problems"):
                data[name] = tuple(data[name])
            if any(Path(name).name != name for name in (*data["files"], *data["digests"])):
                raise ValueError("it names files outside its folder")
            return cls(folder=folder, **data)
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise FirstlightError(
                f"The pack in {folder} cannot be read ({error}); {_repair(folder)}."
            ) from error

    @cached_property
    def shards(self) -> tuple[Atlas, ...]:
        """Its places; () for a pack of boundaries alone."""
        return tuple(
            Atlas(self.folder / name, self.source, _repair(self.folder))
            for name in self.files
            if name.endswith(".flgaz")
        )

    @property
    def boundaries(self) -> Path | None:
        """Its GeoPackage of admin boundaries, where it has them."""
        return self.folder / BOUNDARIES if BOUNDARIES in self.files else None

    @property
    def digest(self) -> str:
        """Of its files: another digest, other places."""
        held = json.dumps([self.name, self.digests], sort_keys=True)
        return hashlib.sha256(held.encode()).hexdigest()

    def save(self) -> Self:
        """Write pack.json with the digests of the files that stand in the folder."""
        digests = {name: _sha256(self.folder / name) for name in self.files}
        object.__setattr__(self, "digests", digests)
        data: dict[str, Any] = {"format": FORMAT} | asdict(self)
        del data["folder"]
        text = json.dumps(data, ensure_ascii=False, indent=1)
        (self.folder / FILE_NAME).write_text(text + "\n", encoding="utf-8")
        return self

    def check(self) -> None:
        """Raises FirstlightError where a file is not the one that was written."""
        for name, digest in self.digests.items():
            path = self.folder / name
            if not path.is_file() or _sha256(path) != digest:
                raise FirstlightError(f"{path} is damaged; {_repair(self.folder)}.")


def _repair(folder: Path) -> str:
    return f"remove it with `firstlight places remove {folder.name}` and add it again"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def user_folder() -> Path:
    """Where the user's packs live, whether or not there are any."""
    named = os.environ.get(ENVIRONMENT)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("firstlight", appauthor=False) / "places"


def case_folder(case: Path) -> Path:
    """Where a case's packs live."""
    return case / "places"


def folders(parent: Path) -> list[Path]:
    """The folders of the packs in `parent`, by name; [] where there is none."""
    if not parent.is_dir():
        return []
    return sorted(one for one in parent.iterdir() if _is_pack(one))


def _is_pack(folder: Path) -> bool:
    return not folder.name.startswith(".") and (folder / FILE_NAME).is_file()


def installed(case: Path | None = None) -> list[Pack]:
    """The packs of a case and then the user's: nearest first."""
    parents = [*([case_folder(case)] if case else []), user_folder()]
    return [Pack.open(folder) for parent in parents for folder in folders(parent)]


def checked_name(name: str) -> str:
    """A name that can be a folder's. Raises FirstlightError on any other."""
    if not _NAME.fullmatch(name):
        raise FirstlightError(
            f"{name!r} cannot be the name of a pack; use up to 64 letters (a-z), digits, - and _."
        )
    return name


@contextmanager
def making(parent: Path, name: str) -> Iterator[Path]:
    """A folder to make the pack in; it takes the place of an old one only when all went well."""
    final = parent / checked_name(name)
    if final.exists() and not _is_pack(final):
        raise FirstlightError(f"{final} exists and is no pack; choose another name with --name.")
    draft, old = parent / f".{name}.{os.getpid()}.part", parent / f".{name}.{os.getpid()}.old"
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        yield draft
        _swap(draft, final, old)
    except OSError as error:
        raise FirstlightError(
            f"The pack {name} cannot be written into {parent} ({error.strerror or error}); make "
            f"room there, or name another folder in the environment variable {ENVIRONMENT}."
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _swap(draft: Path, final: Path, old: Path) -> None:
    if final.exists():
        final.rename(old)
    try:
        draft.rename(final)
    except OSError:
        if old.exists():
            old.rename(final)
        raise


def remove(parent: Path, name: str) -> None:
    """Delete a pack, broken or not. Raises FirstlightError where there is none of this name."""
    folder = parent / checked_name(name)
    if not _is_pack(folder):
        known = ", ".join(one.name for one in folders(parent)) or "none"
        raise FirstlightError(f"There is no pack {name!r} in {parent}; those there: {known}.")
    shutil.rmtree(folder)
