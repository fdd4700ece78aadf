"""A case: one folder with its settings, its reports, its store, and the stages run over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from firstlight import reports as report_files
from firstlight import settings as settings_file
from firstlight import stages
from firstlight.errors import FirstlightError, ReportError
from firstlight.intake import read_waiting
from firstlight.records import Fact, Report
from firstlight.store import FILE_NAME, Store

if TYPE_CHECKING:
    import pandas as pd

    from firstlight.control import Control
    from firstlight.movement import Movement
    from firstlight.needs import Needs
    from firstlight.openings import Openings
    from firstlight.places import Gazetteer
    from firstlight.reading import Reader
    from firstlight.stages import Step
    from firstlight.staging import Staging


class Case:
    """What a user of the library holds.

    >>> case = Case.open("examples/june-2016")   # doctest: +SKIP
    >>> case.read().update().brief()             # doctest: +SKIP
    PosixPath('examples/june-2016/brief.html')

    Every stage's result is a set of pandas DataFrames; `case.control().COLUMNS` tells their columns
    with units. `problems` lists, a sentence each, the reports that could not be read.
    """

    def __init__(
        self,
        folder: Path,
        step: Step | None = None,
        reader: str | None = None,
        warn: Callable[[str], None] | None = None,
    ) -> None:
        self.folder = folder
        self.settings = settings_file.load(folder)
        self.problems: list[str] = []
        self._step = step or (lambda name, share: None)
        self._reader_name, self._warn = reader, warn
        self._results: dict[str, tuple[str, Any]] = {}
        self.check()
        self.store = Store(folder / FILE_NAME)

    @classmethod
    def open(
        cls,
        path: str | Path,
        step: Step | None = None,
        reader: str | None = None,
        warn: Callable[[str], None] | None = None,
    ) -> Self:
        """The case in a folder, which need hold no more than reports.

        reader: "rules", "model" or "llm" in place of what case.toml says. warn: told, a sentence
        each, what the user should know while it works.

        Errors
        ------
        FirstlightError where the folder is missing; SettingsError where `case.toml` is wrong.
        """
        folder = Path(path)
        if not folder.is_dir():
            raise FirstlightError(f"{folder} is not a folder; name the folder of a case.")
        return cls(folder, step, reader, warn)

    def check(self) -> None:
        """Refuse settings that are well-formed but impossible, such as a hub in the sea."""
        from firstlight.notices import check

        check(self.settings, self.folder, lambda: self.gazetteer)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The embedded gazetteer with the case's and the user's packs, opened when needed."""
        from firstlight.places import Gazetteer, installed

        return Gazetteer.open(packs=installed(self.folder))

    @cached_property
    def reader(self) -> Reader:
        """What turns prose into facts; set it to read with another."""
        from firstlight.reading.choosing import reader_of

        return reader_of(self.settings, self.gazetteer, self.folder, self._reader_name, self._warn)

    # Reports and facts

    def read(
        self,
        paths: Iterable[str | Path] | None = None,
        published: date | None = None,
        encoding: str | None = None,
    ) -> Self:
        """Take reports in and read their facts; without paths, those in the case's folder.

        A file that cannot be read goes to `problems`, and the others are kept. Reading a report
        again changes nothing.
        """
        if paths is None:
            files = report_files.find(self.folder)
        else:
            files = report_files.expand(map(Path, paths))
        for number, path in enumerate(files):
            self._step("Taking reports in", number / len(files))
            try:
                self.store.add(report_files.load(path, published, encoding))
            except ReportError as error:
                self.problems.append(str(error))
        self._step("Taking reports in", 1.0)
        self.problems += read_waiting(
            self.store, self.reader, self.gazetteer, self.settings, self._step
        )
        return self

    def reports(self) -> list[Report]:
        """The reports in force, oldest first, near-copies linked to their original."""
        return report_files.link_copies(self.store.reports())

    def facts(self) -> list[Fact]:
        """All facts in force, by publication date and place in the report."""
        return self.store.facts()

    def fact_table(self) -> pd.DataFrame:
        """The facts, one a row, in the contract's fields and their id."""
        from firstlight.facts import fact_table

        return fact_table(self.facts())

    # Stages

    def control(self) -> Control:
        """Who holds each place on each day, and how surely."""
        return cast("Control", self._result("control"))

    def openings(self) -> Openings:
        """When each closed place opens, as a distribution."""
        return cast("Openings", self._result("openings"))

    def movement(self) -> Movement:
        """How many are inside, leave, and arrive where."""
        return cast("Movement", self._result("movement"))

    def needs(self) -> Needs:
        """What those people need, by the standards."""
        return cast("Needs", self._result("needs"))

    def staging(self) -> Staging:
        """What to put where beforehand."""
        return cast("Staging", self._result("staging"))

    def update(self) -> Self:
        """Run every stage that is out of date."""
        for stage in stages.ORDER:
            self._result(stage)
        return self

    def _result(self, stage: str) -> Any:
        inputs = stages.Inputs(
            self.facts(), self.reports(), self.settings, self.gazetteer, self.folder
        )
        if not inputs.reports:
            raise FirstlightError(
                f"{self.folder} has no reports yet; add some with `firstlight read --case "
                f"{self.folder} FILE...`."
            )
        wanted = stages.fingerprint(inputs)
        before: dict[str, Any] = {}
        for name in stages.ORDER[: stages.ORDER.index(stage) + 1]:
            held = self._results.get(name)
            if held and held[0] == wanted:
                result = held[1]
            elif self.store.fingerprint(name) == wanted:
                result = stages.result_class(name).of(self.store.result(name))
            else:
                label = name.capitalize()
                self._step(label, 0.0)
                result = stages.run(name, inputs, before, partial(self._step, label))
                self.store.keep_result(name, result.tables(), wanted)
                self._step(label, 1.0)
            self._results[name] = (wanted, result)
            before[name] = result
        return before[stage]

    # Answers

    def retract(self, name: str, why: str = "") -> str:
        """Take back a report or a fact by its id; `update` recomputes what rested on it."""
        return self.store.retract(name, why)

    def brief(self, out: str | Path | None = None) -> Path:
        """Write the brief as one page that opens offline; returns its path.

        Errors
        ------
        FirstlightError where the file cannot be written.
        """
        from firstlight import brief
        from firstlight.console import write

        results = self.results()
        self._step("Brief", 0.0)
        path = Path(out) if out else self.brief_path
        page = brief.render(
            self.settings.case.name
            if "name" in self.settings.case.model_fields_set
            else self.folder.resolve().name,
            self.settings,
            self.reports(),
            self.facts(),
            **results,
            outline=self.gazetteer.outline,
            notes=[*self.problems, *self.notes()],
            credits=self.gazetteer.credits(),
        )
        write(page, path)
        self._step("Brief", 1.0)
        return path

    def notes(self) -> list[str]:
        """What a reader of the results should know about this case, a sentence each."""
        from firstlight.notices import notices

        return notices(
            self.settings,
            self.reports(),
            self.gazetteer,
            self.control().places,
            self.openings().forecast["place_id"],
        )

    def answer(self) -> list[str]:
        """The answer in five lines of plain text, each with ids of facts that it rests on."""
        from firstlight import brief
        from firstlight.notices import citation

        made = brief.lines(self.settings, self.reports(), self.facts(), **self.results())
        return [f"{line.topic}: {line.text}{citation(line.facts)}" for line in made]

    def export(
        self,
        out: str | Path | None = None,
        formats: Iterable[str] | None = None,
        coarse: bool = True,
    ) -> list[Path]:
        """Write the results for other tools; coarse places of people unless asked otherwise."""
        from firstlight import brief

        folder = Path(out) if out else self.folder / "exports"
        return brief.export(
            folder,
            self.settings,
            self.reports(),
            self.facts(),
            **self.results(),
            formats=tuple(formats) if formats else brief.FORMATS,
            coarse=coarse,
            admin=self.gazetteer.admin,
            credits=self.gazetteer.credits(),
        )

    def refresh(self) -> Self:
        """Run what is out of date, and write the brief anew where the folder has one."""
        if self.reports():
            self.update()
            if self.brief_path.exists():
                self.brief()
        return self

    @property
    def brief_path(self) -> Path:
        """Where the brief is written unless another place is named."""
        return self.folder / "brief.html"

    def results(self) -> dict[str, Any]:
        """Every stage's result by the stage's name, up to date."""
        return {stage: self._result(stage) for stage in stages.ORDER}
