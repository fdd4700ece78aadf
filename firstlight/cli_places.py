"""`firstlight places`: which places are known, and packs that add more."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from firstlight.console import TableFormat, note, show_table, steps
from firstlight.errors import FirstlightError

if TYPE_CHECKING:
    from firstlight.places import Gazetteer, Match
    from firstlight.places.packs.building import Made, Order
    from firstlight.places.packs.pack import Pack

places = typer.Typer(
    help="Places that are known, and packs that add more of a country.",
    epilog="For example: firstlight places add IQ",
    no_args_is_help=True,
    rich_markup_mode=None,
)

SHOWN = 5
"""Problems and conflicts on the screen; the rest are counted."""

InCase = Annotated[
    Path | None,
    typer.Option("--case", help="A case's folder: its own packs, which go before yours."),
]
Style = Annotated[TableFormat, typer.Option("--format", help="How to write the table.")]


@places.command(epilog="For example: firstlight places add IQ --case examples/june-2016")
def add(
    country: Annotated[
        str | None, typer.Argument(help="Country (ISO 3166-1 alpha-2), as IQ or SY.")
    ] = None,
    files: Annotated[
        list[Path] | None,
        typer.Option("--from", help="File to read (several with several --from), not a download."),
    ] = None,
    kind: Annotated[
        Literal["geonames", "csv", "osm", "boundaries"] | None,
        typer.Option(help="What the file is, where its ending does not say."),
    ] = None,
    name: Annotated[str | None, typer.Option(help="What to call the pack.")] = None,
    case: InCase = None,
    names: Annotated[
        Path | None, typer.Option(help="GeoNames' table of alternate names to a dump.")
    ] = None,
    source: Annotated[str, typer.Option(help="Who made the data, for the attribution.")] = "",
    licence: Annotated[str, typer.Option(help="The data's licence.")] = "",
    attribution: Annotated[str, typer.Option(help="The line that the licence asks for.")] = "",
    mirror: Annotated[
        str | None, typer.Option(help="Address to download from, in place of GeoNames' own.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Download without asking.")] = False,
) -> None:
    """Make a pack: a country from GeoNames, a table, OpenStreetMap, or admin boundaries.

    Without --from the country is downloaded from GeoNames, after you have seen how large it is.
    """
    from firstlight.places.packs.building import Order, kind_of, make, name_for
    from firstlight.places.packs.countries import forget

    code = _country(country)
    parent = _folder(case)
    if files:
        found = kind or kind_of(files[0])
        called = name or name_for(found, code, files)
        order = Order(called, files, found, code, names, source, licence, attribution)
    else:
        order = _download(code, parent, name, mirror, yes)
    with _status() as tell:
        made = make(parent, order, _known(case, parent / order.name), tell)
    if not files:
        forget(parent)
    _report(made, case)


@places.command("list", epilog="For example: firstlight places list --case examples/june-2016")
def list_(case: InCase = None, style: Style = "table") -> None:
    """Which packs there are, nearest first, and where they disagree."""
    import pandas as pd

    from firstlight.places import Gazetteer

    packs = _installed(case)
    for pack in packs:
        pack.check()
    if not packs and style == "table":
        typer.echo(
            f"No packs in {_folder(case)}: only the embedded places are known. Add a country with "
            "`firstlight places add IQ`."
        )
        return
    rows = [
        {
            "pack": pack.name, "kind": pack.kind, "country": pack.country or None,
            "entries": pack.entries, "left_out": pack.left_out, "made": pack.made,
            "licence": pack.licence, "source": pack.source, "folder": str(pack.folder),
        }
        for pack in packs
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    if style == "table":
        frame = frame[["pack", "kind", "entries", "left_out", "made", "licence"]]
        frame["entries"] = frame["entries"].map("{:,}".format)
        frame = frame.rename(columns={"left_out": "left out"})
    show_table(frame, "Packs, nearest first", style)
    for folder in dict.fromkeys(str(pack.folder.parent) for pack in packs):
        note(f"They lie in {folder}." if len(packs) > 1 else f"It lies in {folder}.")
    told = Gazetteer.open(packs=packs).conflicts()
    _tell_some("Sources disagree on {}", told, len(told), "point")


@places.command(epilog="For example: firstlight places sources")
def sources(case: InCase = None, style: Style = "table") -> None:
    """What the places are made from, and under which licence."""
    import pandas as pd

    from firstlight.places import Gazetteer

    rows = Gazetteer.open(packs=_installed(case)).sources()
    show_table(pd.DataFrame(rows, columns=["source", "licence", "attribution"]), "Sources", style)


@places.command(epilog="For example: firstlight places remove IQ")
def remove(
    name: Annotated[str, typer.Argument(help="The pack's name, as `list` shows it.")],
    case: InCase = None,
) -> None:
    """Delete a pack. Facts that rested on it are placed anew when their case is next updated."""
    from firstlight.places.packs.pack import remove as delete

    delete(_folder(case), name)
    note(f"Removed the pack {name}. {_ANEW}")


@places.command(epilog="For example: firstlight places find al-Fallujah")
def find(
    name: Annotated[str, typer.Argument(help="A place's name, in any spelling or script.")],
    case: InCase = None,
    country: Annotated[
        list[str] | None,
        typer.Option(help="Look there only, and for misspelt names, too (ISO 3166-1 alpha-2)."),
    ] = None,
    style: Style = "table",
) -> None:
    """Which places go by a name, the likeliest first: what, where, and from which source."""
    import pandas as pd

    from firstlight.places import Gazetteer
    from firstlight.places.features import describe

    gazetteer = Gazetteer.open(packs=_installed(case))
    countries = [_country(one) for one in country or ()]
    matches = [
        match
        for match in gazetteer.search(name, countries)
        if not countries or match.candidate.country in countries
    ]
    if not matches and style == "table":
        where = f" in {', '.join(countries)}" if countries else ""
        typer.echo(
            f"No place{where} goes by {name[:80]!r}. A country's villages, quarters and sites come "
            f"with a pack: `firstlight places add {countries[0] if countries else 'IQ'}`."
        )
        raise typer.Exit(1)
    frame = pd.DataFrame([_row(match, gazetteer) for match in matches])
    if style == "table":
        frame["what"] = frame["feature"].map(describe)
        frame["point"] = [f"{x:.3f}, {y:.3f}" for x, y in zip(frame.lat, frame.lon, strict=True)]
        frame["people"] = [f"{people:,}" if people else None for people in frame.population]
        frame["source"] = [re.split(r"[,(;]", source)[0].strip() for source in frame.source]
        district = [] if frame.district.isna().all() else ["district"]
        frame = frame[["name", "what", "country", "point", "people", *district, "source", "id"]]
    alike = all(match.how != "exact" for match in matches)
    head = "No place has this very name; spelt alike:" if alike else "Places called"
    show_table(frame, f"{head} {name[:80]!r}", style)


def _row(match: Match, gazetteer: Gazetteer) -> dict[str, object]:
    """A candidate in all its columns, as --format csv writes them."""
    one = match.candidate
    admin = gazetteer.admin(one.lat, one.lon)
    units = [text for text in reversed(admin.names) if text] if admin else []
    pcodes = [text for text in reversed(admin.pcodes) if text] if admin else []
    return {
        "id": one.id, "name": one.name, "feature": one.feature, "country": one.country,
        "lat": one.lat, "lon": one.lon, "population": one.population, "match": match.how,
        "parent": one.parent, "district": ", ".join(units) or None,
        "pcode": pcodes[0] if pcodes else None, "source": one.source,
    }  # fmt: skip


_ANEW = "Facts are placed anew when their case is next updated or briefed."


def _country(code: str | None) -> str:
    if code is None:
        return ""
    if not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise FirstlightError(
            f"{code!r} is no code of a country; give two letters (ISO 3166-1 alpha-2), as IQ."
        )
    return code.upper()


def _folder(case: Path | None) -> Path:
    """Where packs are put: the case's, or the user's own."""
    from firstlight.places.packs.pack import case_folder, user_folder

    if case is None:
        return user_folder()
    if not case.is_dir():
        raise FirstlightError(f"{case} is not a folder; name the folder of a case with --case.")
    return case_folder(case)


def _installed(case: Path | None) -> list[Pack]:
    from firstlight.places import installed

    _folder(case)
    return installed(case)


def _known(case: Path | None, new: Path) -> Gazetteer:
    """All that is known without the pack that is being made or replaced."""
    from firstlight.places import Gazetteer

    return Gazetteer.open(packs=[one for one in _installed(case) if one.folder != new])


def _download(code: str, parent: Path, name: str | None, mirror: str | None, yes: bool) -> Order:
    """Ask for the country's files, tell their size, and get them."""
    from firstlight.places.packs.building import Order
    from firstlight.places.packs.countries import download, offer, plain_size

    found = offer(code, mirror)
    note(
        f"GeoNames has {code} as {code}.zip ({plain_size(found.dump.size)}) and its alternate "
        f"names ({plain_size(found.names.size)})."
    )
    if not yes and sys.stdin.isatty() and not typer.confirm("Download them?", default=True):
        note("Nothing was downloaded.")
        raise typer.Exit
    with steps() as step:
        dump, names = download(found, parent, step)
    return Order(name or code, [dump], "geonames", code, names)


def _report(made: Made, case: Path | None) -> None:
    """What was made of the files, and what was not."""
    from firstlight.places import Gazetteer

    pack, verb = made.pack, "Replaced" if made.replaced else "Made"
    if made.levels is not None:
        areas = ", ".join(f"{count:,} of level {level}" for level, count in made.levels.items())
        typer.echo(f"{verb} the pack {pack.name} with {pack.entries:,} admin areas ({areas}).")
    else:
        known = f"; {made.joined:,} of them were known and keep their id" if made.joined else ""
        typer.echo(f"{verb} the pack {pack.name} with {_count(pack.entries, 'place')}{known}.")
    typer.echo(f"Source: {pack.source}, {pack.licence}. It lies in {pack.folder}.")
    if pack.licence == "not stated":
        note("Its licence is not stated; name it with --licence, so that exports can say it.")
    head = "{} left out" if pack.left_out else "To know"
    what = "feature" if pack.kind == "osm" else "line"
    _tell_some(head, list(pack.problems), max(pack.left_out, len(pack.problems)), what)
    mine = [one for one in Gazetteer.open(packs=_installed(case)).conflicts()
            if f"the pack {pack.name} " in one or f"the pack {pack.name}," in one]  # fmt: skip
    _tell_some("Sources disagree on {}", mine, len(mine), "point")
    note(_ANEW)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _tell_some(head: str, sentences: list[str], total: int, what: str) -> None:
    """A count, and the first few sentences of many."""
    if not total:
        return
    note(head.format(_count(total, what)) + (":" if sentences else "."))
    for sentence in sentences[:SHOWN]:
        note(f"  {sentence}")
    if total > SHOWN:
        where = ": see pack.json" if what != "point" else ""
        note(f"  ... and {total - SHOWN:,} more{where}.")


@contextmanager
def _status() -> Iterator[Callable[[str], None] | None]:
    """What is being done, on a terminal only."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    with console.status("Reading") as status:
        yield lambda doing: status.update(doing)
