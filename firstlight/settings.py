"""What `case.toml` may say, and what is assumed where it is silent.

Every key has a unit in its name or its comment. An unknown key, a wrong type or an impossible
value is a `SettingsError` of one sentence that names the key.
"""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from firstlight.errors import SettingsError
from firstlight.records import Actor

FILE_NAME = "case.toml"

Identifier = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
NotNegative = Annotated[float, Field(ge=0)]
Positive = Annotated[float, Field(gt=0)]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CaseSection(Section):
    name: str = "Untitled case"
    countries: tuple[Annotated[str, Field(pattern=r"^[A-Z]{2}$")], ...] = ()
    as_of: date | None = None
    """The day on which the answer stands; the date of the latest report where it is not set."""
    fronts: tuple[str, ...] = ()
    """Towns to follow; those that the reports tell of as closed or fought over where empty."""


class SideSection(Section):
    id: Identifier
    name: str
    colour: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")] | None = None
    ground: bool = True
    """False for a force that only strikes, from the air or the sea, and never holds a place."""


class ActorSection(Section):
    id: Identifier
    name: str
    aliases: tuple[str, ...] = ()
    side: Identifier | None = None


class HubSection(Section):
    id: Identifier
    name: str
    lat: Latitude
    lon: Longitude
    stock: dict[str, NotNegative] = Field(default_factory=dict)
    """Item id to quantity, in the item's unit (firstlight/data/items.csv)."""
    trucks: Annotated[int, Field(ge=0)] = 0
    capacity_m3: NotNegative | None = None
    serves: tuple[str, ...] = ()
    """Countries (ISO 3166-1 alpha-2) or fronts it can reach; all within reach where empty."""


class TrucksSection(Section):
    capacity_t: Positive = 10.0
    capacity_m3: Positive = 40.0
    km_per_day: Positive = 300.0
    usd_per_km: NotNegative = 1.5
    lead_days: NotNegative = 1.0
    """Days from the order to the first truck on the road."""


class CostSection(Section):
    usd: NotNegative
    """Price of one unit of the item, delivered to the hub."""


class BudgetSection(Section):
    usd: NotNegative | None = None
    """What may be spent now and on transport together; no limit where it is not set."""


class RoadsSection(Section):
    file: str | None = None
    """CSV of from, to, km, source beside case.toml; great-circle x detour where it has no road."""
    detour: Annotated[float, Field(ge=1, le=3)] = 1.3


class RunSection(Section):
    seed: Annotated[int, Field(ge=0)] = 1
    runs: Annotated[int, Field(ge=10, le=100_000)] = 1000
    scenarios: Annotated[int, Field(ge=10, le=5000)] = 200


class LlmSection(Section):
    """A language model to read with, behind any OpenAI-compatible endpoint (docs/llm.md)."""

    base_url: str
    model: str
    api_key_env: str | None = None
    """Name of the environment variable with the key; the key itself stands nowhere."""
    allow_remote: bool = False
    """Whether the text of reports may be sent to another machine."""
    timeout_s: Positive = 120.0
    retries: Annotated[int, Field(ge=0, le=20)] = 3
    total_s: Positive = 600.0
    chunk_characters: Annotated[int, Field(ge=200)] = 4000
    max_tokens: Annotated[int, Field(ge=1)] = 4096
    usd_per_million_in: NotNegative | None = None
    usd_per_million_out: NotNegative | None = None


class ReadingSection(Section):
    reader: Literal["rules", "model", "llm"] = "model"
    llm: LlmSection | None = None


class Settings(Section):
    """All of `case.toml`. Actors without a side stand on a side of their own."""

    case: CaseSection = CaseSection()
    sides: tuple[SideSection, ...] = ()
    actors: tuple[ActorSection, ...] = ()
    hubs: tuple[HubSection, ...] = ()
    trucks: TrucksSection = TrucksSection()
    costs: dict[str, CostSection] = Field(default_factory=dict)
    budget: BudgetSection = BudgetSection()
    roads: RoadsSection = RoadsSection()
    run: RunSection = RunSection()
    reading: ReadingSection = ReadingSection()

    @model_validator(mode="after")
    def _names_are_known(self) -> Settings:
        sides = {side.id for side in self.sides}
        for kind, ids in (
            ("sides", [side.id for side in self.sides]),
            ("actors", [actor.id for actor in self.actors]),
            ("hubs", [hub.id for hub in self.hubs]),
        ):
            twice = {one for one in ids if ids.count(one) > 1}
            if twice:
                raise ValueError(f"{kind}: the id {min(twice)!r} stands twice; rename one of them")
        for actor in self.actors:
            if actor.side is not None and actor.side not in sides:
                raise ValueError(
                    f"actors: {actor.id!r} is on side {actor.side!r}, which [[sides]] does not "
                    "list; add that side or correct the name"
                )
        return self

    def actor_list(self) -> tuple[Actor, ...]:
        """The case's actors; one without a side stands on its own, under its own id."""
        return tuple(
            Actor(actor.id, actor.name, actor.aliases, actor.side or actor.id)
            for actor in self.actors
        )


def load(folder: Path) -> Settings:
    """The settings of a case folder; the defaults where it has no `case.toml`."""
    path = folder / FILE_NAME
    if not path.exists():
        return Settings()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML ({error}); correct that line.") from error
    return parse(data, str(path))


def parse(data: dict[str, Any], source: str = FILE_NAME) -> Settings:
    """Settings from a parsed TOML table, or the first thing that is wrong with it."""
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        raise SettingsError(_sentence(error, source)) from error


def _sentence(error: ValidationError, source: str) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    match first["type"]:
        case "extra_forbidden":
            return f"{source} has the unknown key {key!r}; remove it or correct its spelling."
        case "missing":
            return f"{source} lacks the key {key!r}; add it."
        case "value_error":
            return f"{source}: {first['ctx']['error']}."
        case _:
            message = first["msg"][0].lower() + first["msg"][1:]
            return f"{source} has {key} = {first['input']!r}, but {message}; correct the value."
