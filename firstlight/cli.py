"""The command line, thin over `Case`; heavy packages load in the command that needs them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from firstlight.cli_places import places
from firstlight.console import TableFormat, complain, note, show_table, steps, write
from firstlight.errors import FirstlightError

if TYPE_CHECKING:
    from firstlight.case import Case

app = typer.Typer(
    name="firstlight",
    help="Reads field reports and plans what must stand ready before a closed place opens.",
    epilog="For example: firstlight brief examples/june-2016",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)
app.add_typer(places, name="places")

Folder = Annotated[Path, typer.Argument(help="The case's folder.", show_default="this folder")]
Out = Annotated[Path | None, typer.Option(help="Write to this file, not to the screen.")]
Style = Annotated[TableFormat, typer.Option("--format", help="How to write the table.")]
Day = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Publication date, where the file does not say."),
]
Reads = Annotated[
    Literal["rules", "model", "llm"] | None,
    typer.Option("--reader", help="What reads, in place of case.toml's reading.reader."),
]
Encoding = Annotated[str | None, typer.Option(help="Encoding of text files that are not UTF-8.")]


def main() -> None:
    """Run the command line; a user's mistake is one sentence and exit code 1."""
    try:
        app()
    except FirstlightError as error:
        complain(str(error))
        sys.exit(1)


@app.command(epilog="For example: firstlight init mosul --country IQ")
def init(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
    country: Annotated[
        list[str] | None, typer.Option(help="Country of the case (ISO 3166-1 alpha-2).")
    ] = None,
) -> None:
    """Make a case: a folder with a commented case.toml and a place for reports."""
    from firstlight.starting import start

    path = start(folder, tuple(country or ()))
    note(f"Made {path}. Put reports into {folder / 'reports'}, then: firstlight brief {folder}")


@app.command(
    epilog="For example: firstlight read update.pdf --published 2016-06-14 --out facts.jsonl"
)
def read(
    reports: Annotated[list[Path], typer.Argument(help="Report files, or folders of them.")],
    published: Day = None,
    style: Annotated[
        Literal["jsonl", "csv", "table"], typer.Option("--format", help="How to write the facts.")
    ] = "jsonl",
    out: Out = None,
    case: Annotated[Path | None, typer.Option(help="Keep reports and facts in this case.")] = None,
    encoding: Encoding = None,
    reader: Reads = None,
) -> None:
    """Read reports into facts, one JSON object a line, each with the words it rests on."""
    from firstlight.facts import fact_table, read_files, short_table

    day = published.date() if published else None
    with steps() as step:
        if case is None:
            if reader == "llm":
                raise FirstlightError(
                    "--reader llm needs a case whose case.toml has [reading.llm]; name that "
                    "case with --case."
                )
            facts, problems = read_files(reports, day, encoding, step, reader)
        else:
            from firstlight.case import Case

            kept = Case.open(case, step, reader, note).read(reports, day, encoding)
            facts, problems = kept.facts(), kept.problems
            _tell_usage(kept)
    if style == "jsonl":
        from firstlight.records import as_line

        write("".join(as_line(fact) + "\n" for fact in facts), out)
    else:
        show_table((short_table if style == "table" else fact_table)(facts), "Facts", style, out)
    _finish(problems)


@app.command(epilog="For example: firstlight control examples/june-2016 --format csv")
def control(folder: Folder = Path("."), style: Style = "table", out: Out = None) -> None:
    """Who holds each place on the last day, and how surely (all days with --format csv)."""
    with _case(folder) as case:
        result = case.control()
    states = result.states.merge(result.places[["place_id", "name", "kind"]], on="place_id")
    if style == "table":
        last = states[states["date"] == states["date"].max()]
        top = last.sort_values("probability", ascending=False).drop_duplicates("place_id")
        states = top.sort_values(["kind", "name"])[["name", "kind", "date", "state", "probability"]]
    show_table(states, "Who holds what", style, out)


@app.command(epilog="For example: firstlight openings examples/june-2016")
def openings(folder: Folder = Path("."), style: Style = "table", out: Out = None) -> None:
    """When each closed place opens: the chance within 24 hours, 7 days and 30 days."""
    with _case(folder) as case:
        result, places = case.openings(), case.control().places
    frame = result.forecast.merge(places[["place_id", "name"]], on="place_id")
    if style == "table":
        frame = frame[frame["as_of"] == frame["as_of"].max()]
        frame = frame[["name", "status", "opened_on", "p_24h", "p_7d", "p_30d", "why"]]
    show_table(frame, "Openings", style, out)


@app.command(epilog="For example: firstlight movement examples/june-2016")
def movement(folder: Folder = Path("."), style: Style = "table", out: Out = None) -> None:
    """How many people come out and where they go, with 5–95% intervals."""
    with _case(folder) as case:
        frame = case.movement().arrivals
    if style == "table":
        frame = frame.sort_values(["horizon_days", "q50"], ascending=[True, False])
        frame = frame[["name", "country", "horizon_days", "q05", "q50", "q95"]]
    show_table(frame, "Newly arrived people", style, out)


@app.command(epilog="For example: firstlight needs examples/june-2016 --format csv --out needs.csv")
def needs(folder: Folder = Path("."), style: Style = "table", out: Out = None) -> None:
    """What those people need, by the standards: 24 hours, 7 days, 30 days."""
    with _case(folder) as case:
        frame = case.needs().needs
    if style == "table":
        frame = frame.sort_values(["name", "horizon_days", "item"])
        frame = frame[["name", "horizon_days", "item", "unit", "q05", "q50", "q95", "standard"]]
    show_table(frame, "Needs", style, out)


@app.command(epilog="For example: firstlight staging examples/june-2016")
def staging(folder: Folder = Path("."), style: Style = "table", out: Out = None) -> None:
    """What to put where beforehand, what it costs, and what stays unmet."""
    with _case(folder) as case:
        result = case.staging()
    show_table(result.plan, "What to stage now", style, out)
    if style == "table":
        show_table(result.summary, "Cost and what stays unmet", style)
        show_table(result.today, "Certain enough to do today", style)


@app.command(epilog="For example: firstlight update examples/june-2016")
def update(folder: Folder = Path("."), reader: Reads = None) -> None:
    """Read new reports of the folder and run every stage that is out of date."""
    with _opened(folder, reader) as case:
        _take_in(case)
        case.update()
    note(f"{folder} is up to date: {len(case.reports())} reports, {len(case.facts())} facts.")
    _finish(case.problems)


@app.command(epilog="For example: firstlight brief examples/june-2016")
def brief(
    folder: Folder = Path("."),
    out: Annotated[Path | None, typer.Option(help="Where to write the page.")] = None,
    published: Day = None,
    encoding: Encoding = None,
    reader: Reads = None,
) -> None:
    """Do it all: read the folder's reports, run the stages, write one page that opens offline."""
    with _opened(folder, reader) as case:
        _take_in(case, published, encoding)
        path = case.brief(out)
    for line in case.answer():
        typer.echo(line)
    for sentence in case.notes():
        note(f"Note: {sentence}")
    typer.echo(f"\nThe brief: {path}")
    _finish(case.problems)


@app.command(epilog="For example: firstlight retract 2016-06-14-wire examples/june-2016 --why hoax")
def retract(
    name: Annotated[str, typer.Argument(help="Id of a report or a fact.")],
    folder: Folder = Path("."),
    why: Annotated[str, typer.Option(help="The reason, kept with it.")] = "",
) -> None:
    """Take back a report or a fact, and recompute everything that rested on it."""
    with _case(folder) as case:
        kind = case.retract(name, why)
        case.refresh()
    note(f"Retracted the {kind} {name}; all that rested on it is computed anew.")


@app.command(epilog="For example: firstlight export examples/june-2016 --format geojson")
def export(
    folder: Folder = Path("."),
    out: Annotated[Path | None, typer.Option(help="Folder to write into.")] = None,
    kinds: Annotated[
        list[str] | None, typer.Option("--format", help="One or more; all where not given.")
    ] = None,
    exact: Annotated[bool, typer.Option(help="Do not coarsen where people are.")] = False,
) -> None:
    """Write the results for other tools: GeoPackage, GeoJSON, HXL-tagged tables, ACLED style."""
    with _case(folder) as case:
        paths = case.export(out, kinds, coarse=not exact)
    for path in paths:
        typer.echo(path)


@app.command(epilog="For example: firstlight show 3f9a0c21d4 examples/june-2016")
def show(
    fact: Annotated[str, typer.Argument(help="Id of a fact, or 'all' for a list.")] = "all",
    folder: Folder = Path("."),
) -> None:
    """A claim, its sentence in the report, and what rests on it."""
    from firstlight.show import describe

    with _case(folder) as case:
        text = describe(case, fact)
    typer.echo(text)


@contextmanager
def _case(folder: Path) -> Iterator[Case]:
    """The case of a folder; one that has read nothing yet reads its folder first."""
    with _opened(folder) as case:
        if not case.reports() and not case.store.reports(retracted=True):
            case.read()
            for sentence in case.problems:
                complain(sentence)
        yield case


@contextmanager
def _opened(folder: Path, reader: str | None = None) -> Iterator[Case]:
    from firstlight.case import Case

    with steps() as step:
        case = Case.open(folder, step, reader, note)
        yield case
    _tell_usage(case)


def _tell_usage(case: Case) -> None:
    """What reading with a language model cost, where one was asked."""
    usage = getattr(case.__dict__.get("reader"), "usage", None)  # not to make one for this
    if usage is not None and usage.requests + usage.cached:
        note(usage.line())


def _take_in(case: Case, published: datetime | None = None, encoding: str | None = None) -> None:
    """Read the folder's reports; a folder whose reports are all kept elsewhere is no mistake."""
    _ = case.reader  # but a reader that cannot be set up is one, whatever is kept
    try:
        case.read(published=published.date() if published else None, encoding=encoding)
    except FirstlightError as error:
        from firstlight.reading.llm.errors import EndpointError

        if isinstance(error, EndpointError) or not case.reports():
            raise


def _finish(problems: list[str]) -> None:
    for sentence in problems:
        complain(sentence)
    if problems:
        raise typer.Exit(1)
