from __future__ import annotations

from pathlib import Path

import pytest

from firstlight import settings
from firstlight.errors import FirstlightError, SettingsError
from firstlight.starting import start

HUB = {"id": "a", "name": "A", "lat": 1, "lon": 1}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"caze": {}}, "unknown key 'caze'"),
        ({"case": {"naem": "x"}}, "unknown key 'case.naem'"),
        ({"budget": {"usd": -5}}, "budget.usd = -5"),
        ({"hubs": [HUB | {"lat": 200}]}, "hubs.0.lat"),
        ({"hubs": [HUB, HUB]}, "stands twice"),
        ({"hubs": [HUB | {"trucks": -1}]}, "hubs.0.trucks"),
        ({"hubs": [{"id": "a"}]}, "lacks the key 'hubs.0.name'"),
        ({"actors": [{"id": "a", "name": "A", "side": "q"}]}, "does not list"),
        ({"case": {"countries": ["Iraq"]}}, "case.countries.0"),
        ({"run": {"runs": 1}}, "run.runs"),
    ],
)
def test_a_mistake_is_one_sentence_with_its_key(data: dict[str, object], says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings.parse(data)
    sentence = str(caught.value)
    assert says in sentence and "\n" not in sentence and sentence.endswith(".")


def test_broken_toml_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text("[case\nname = 1")
    with pytest.raises(SettingsError, match="line 1"):
        settings.load(tmp_path)


def test_a_folder_without_settings_has_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path) == settings.Settings()


def test_an_actor_without_a_side_stands_on_its_own() -> None:
    parsed = settings.parse({"actors": [{"id": "m23", "name": "M23"}]})
    assert parsed.actor_list()[0].side == "m23"


def test_what_init_writes_is_read_back(tmp_path: Path) -> None:
    path = start(tmp_path / "new", ["SD"])
    made = settings.load(path.parent)
    assert made.case.countries == ("SD",) and made.case.name == "new"
    assert (path.parent / "reports").is_dir()
    with pytest.raises(FirstlightError, match="exists already"):
        start(tmp_path / "new")
    with pytest.raises(SettingsError):
        start(tmp_path / "other", ["Sudan"])


def test_the_template_names_every_key() -> None:
    from firstlight.starting import TEMPLATE

    for section in (
        settings.CaseSection,
        settings.SideSection,
        settings.ActorSection,
        settings.HubSection,
        settings.TrucksSection,
        settings.BudgetSection,
        settings.RoadsSection,
        settings.RunSection,
    ):
        for key in section.model_fields:
            assert f"{key} =" in TEMPLATE, f"{section.__name__}.{key}"
