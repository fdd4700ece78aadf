"""A country's files at GeoNames: where they are, how large, and how they are got."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from firstlight.errors import FirstlightError
from firstlight.places.packs.download import Remote, ask, fetch

ENVIRONMENT = "FIRSTLIGHT_GEONAMES"
ADDRESS = "https://download.geonames.org/export/dump"
"""Of the daily export: XX.zip, and alternatenames/XX.zip in the format of alternateNamesV2."""
_FOLDER = ".downloads"


@dataclass(frozen=True, slots=True)
class Offer:
    """A country's files, as the server tells of them; nothing is downloaded yet."""

    country: str
    dump: Remote
    names: Remote

    @property
    def size(self) -> int | None:
        """Bytes of both, or None where the server does not say."""
        if self.dump.size is None or self.names.size is None:
            return None
        return self.dump.size + self.names.size


def offer(country: str, address: str | None = None) -> Offer:
    """What there is to download. Errors: FirstlightError where it cannot be reached."""
    if not country:
        raise FirstlightError(
            "Name a country to download (as IQ), or a file of your own with --from."
        )
    base = (address or os.environ.get(ENVIRONMENT) or ADDRESS).rstrip("/")
    return Offer(country, ask(f"{base}/{country}.zip"), ask(f"{base}/alternatenames/{country}.zip"))


def download(
    offer: Offer, parent: Path, progress: Callable[[str, float], None]
) -> tuple[Path, Path]:
    """The dump and the alternate names, got into a hidden folder of `parent`.

    Errors: FirstlightError where the line breaks; what has come is kept for the next try.
    """

    def get(remote: Remote, folder: str, label: str) -> Path:
        def told(have: int, size: int | None) -> None:
            progress(label, have / size if size else 0.0)

        return fetch(remote, parent / _FOLDER / folder, progress=told)

    try:
        dump = get(offer.dump, "dump", f"{offer.country}.zip")
        return dump, get(offer.names, "alternatenames", "Alternate names")
    except OSError as error:
        raise FirstlightError(
            f"The download cannot be written into {parent} ({error.strerror or error}); make room "
            "there, or name another folder in the environment variable FIRSTLIGHT_PLACES."
        ) from error


def forget(parent: Path) -> None:
    """Delete what was downloaded, once a pack is made of it."""
    shutil.rmtree(parent / _FOLDER, ignore_errors=True)


def plain_size(size: int | None) -> str:
    """Bytes for a person: "2.1 MB"."""
    if size is None:
        return "of unknown size"
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{max(size / 1e3, 0.1):,.1f} kB"
