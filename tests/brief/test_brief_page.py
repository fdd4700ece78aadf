"""The page: complete, self-contained, and deaf to markup in what it is given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from plotly.offline import get_plotlyjs

from firstlight.brief import render
from firstlight.brief.page import script_json
from firstlight.records import Event, Party, Place, Report
from tests.brief import sample

BAD = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> </script> "
    "javascript:alert(3) {{ 7*7 }}"
)
LOADING = {"src", "srcset", "data", "poster", "action", "background", "formaction", "xlink:href"}


class Elements(HTMLParser):
    """Every start tag with its attributes, and the text outside scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.scripts: list[str] = []
        self.inside = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))
        self.inside = tag if tag in ("script", "style") else self.inside
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "script":
            self.scripts[-1] += data
        elif not self.inside:
            self.text += data

    def named(self, tag: str) -> Iterator[dict[str, str]]:
        return (attributes for name, attributes in self.tags if name == tag)

    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]


@pytest.fixture(scope="module")
def page() -> str:
    return render(*sample.case().arguments(), outline=sample.outline, notes=["One file left out."])


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page without the weight of its charts' code, for tests of all the rest."""
    monkeypatch.setattr("firstlight.brief.page._plotly", lambda: "/* charts */")


@pytest.fixture(scope="module")
def elements(page: str) -> Elements:
    return Elements(page)


def test_nothing_is_loaded_from_anywhere(elements: Elements) -> None:
    for tag, attributes in elements.tags:
        for key in LOADING & attributes.keys():
            raise AssertionError(f"<{tag}> loads {attributes[key]!r} by {key}")
        if tag == "link":
            assert attributes["href"].startswith("data:")
        if tag in ("a", "use"):
            assert attributes["href"].startswith("#")
    style = next(elements.named("meta"))
    assert style == {"charset": "utf-8"}


def test_the_style_loads_nothing(page: str) -> None:
    style = page[page.index("<style>") : page.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_allows_the_pages_own_scripts_alone(elements: Elements) -> None:
    import base64
    import hashlib

    policy = next(one["content"] for one in elements.named("meta") if one.get("http-equiv"))
    assert "default-src 'none'" in policy
    runnable = elements.scripts[1:]
    assert len(runnable) == 2
    for script in runnable:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "unsafe-inline" not in policy.split("style-src")[0]


def test_every_link_has_its_target_and_every_id_is_unique(elements: Elements) -> None:
    ids = elements.ids()
    assert len(ids) == len(set(ids))
    for attributes in elements.named("a"):
        assert attributes["href"][1:] in ids, attributes["href"]


def test_every_claim_leads_to_its_sentence_and_back(page: str, elements: Elements) -> None:
    ids = set(elements.ids())
    for fact in sample.case().facts:
        assert {f"fact-{fact.id}", f"claim-{fact.id}"} <= ids
        assert f'class="back" href="#claim-{fact.id}"' in page


def test_the_answer_comes_first(page: str) -> None:
    order = [page.index(f'<section id="{one}"') for one in (
        "answer", "map", "fronts", "people", "where", "needs", "staging", "claims", "sources",
        "methods")]  # fmt: skip
    assert order == sorted(order)


def test_landmarks_language_and_labels(elements: Elements) -> None:
    tags = [tag for tag, _ in elements.tags]
    assert {"header", "nav", "main", "footer"} <= set(tags)
    assert tags.count("h1") == 1
    assert next(elements.named("html"))["lang"] == "en"
    labelled = {one["for"] for one in elements.named("label")}
    assert all(one["id"] in labelled for one in elements.named("input"))
    for tag, attributes in elements.tags:
        if attributes.get("role") == "img":
            assert attributes["aria-label"], tag
        if tag == "section":
            assert attributes["aria-labelledby"] in elements.ids()


def test_a_page_of_some_reports_weighs_little_beside_plotly(page: str) -> None:
    assert page.count("plotly.js v") == 1
    assert len(page.encode()) - len(get_plotlyjs().encode()) < 1_500_000


@pytest.mark.usefixtures("light")
def test_two_thousand_facts_make_a_page() -> None:
    case = sample.with_many_facts(sample.case(), 2000)
    elements = Elements(render(*case.arguments()))
    assert sum(one.startswith("claim-") for one in elements.ids()) == 2000


def poisoned() -> sample.Case:
    """The sample with markup wherever a report, a name or a setting can carry it."""
    case = sample.case()
    place = Place(BAD, BAD, "SD", 13.6, 25.3, None, "PPL", "exact", "gn:379260")
    text = f"{BAD} is held by {BAD}."
    evil = Event(
        "hold", "evil", (0, len(text)), text, place, sample.TODAY, sample.TODAY, "actual", 0.5,
        (Party(BAD, "rsf"),), (Party(BAD),),
    )  # fmt: skip
    tables = {name: frame.copy() for name, frame in case.control.tables().items()}
    tables["places"]["name"] = BAD
    moved = {name: frame.copy() for name, frame in case.movement.tables().items()}
    moved["arrivals"]["name"] = BAD
    moved["people"]["says"] = BAD
    opened = {name: frame.copy() for name, frame in case.openings.tables().items()}
    opened["forecast"]["why"] = BAD
    staged = {name: frame.copy() for name, frame in case.staging.tables().items()}
    staged["today"]["action"] = BAD
    staged["plan"]["hub_name"] = BAD
    settings = case.settings.model_dump()
    settings["sides"][0]["name"] = settings["hubs"][0]["name"] = BAD
    return replace(
        case,
        name=BAD,
        settings=sample.parse(settings),
        reports=[*case.reports, Report("evil", text, sample.TODAY, BAD, BAD, BAD)],
        facts=[*case.facts, evil],
        control=case.control.of(tables),
        movement=case.movement.of(moved),
        openings=case.openings.of(opened),
        staging=case.staging.of(staged),
    )


@pytest.mark.usefixtures("light")
def test_text_is_never_markup() -> None:
    page = render(*poisoned().arguments(), notes=[BAD])
    elements = Elements(page)
    assert len(elements.scripts) == 3
    assert not list(elements.named("img"))
    assert not any(key.startswith("on") for _, found in elements.tags for key in found)
    assert not any("javascript" in one["href"] for one in elements.named("a"))
    assert "{{ 7*7 }}" in elements.text
    assert "alert(1)</script>" not in page.replace("&lt;/script&gt;", "")
    data = json.loads(elements.scripts[0])
    assert data["panels"][0]["places"][0]["name"] == BAD


def test_json_in_a_script_holds_nothing_that_ends_it() -> None:
    made = script_json({"a": "</script><!-- & \u2028", "b": [1, None]})
    assert not set("<>&\u2028") & set(made)
    assert json.loads(made) == {"a": "</script><!-- & \u2028", "b": [1, None]}


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("nothing", ["No front is followed", "No report gives a number", "No arrivals could be",
                     "No needs can be reckoned", "No hub is listed", "No claim was found",
                     "The case has no reports", "There is nothing to draw"]),
        ("no hubs", ["No hub is listed"]),
        ("no dates", ["9 reports have no publication date", "--published YYYY-MM-DD"]),
        ("no facts", ["No claim was found in 9 reports"]),
        ("no estimates", ["No report says how many people are inside El Fasher"]),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("light")
def test_what_is_missing_is_said_with_its_repair(what: str, says: list[str]) -> None:
    case, bare = sample.case(), sample.empty_case()
    match what:
        case "nothing":
            case = bare
        case "no hubs":
            case = replace(case, settings=bare.settings, staging=bare.staging)
        case "no dates":
            case = replace(case, reports=[replace(r, published=None) for r in case.reports])
        case "no facts":
            case = replace(bare, reports=case.reports, settings=case.settings)
        case "no estimates":
            told = [fact for fact in case.facts if fact.kind == "event"]
            case = replace(case, facts=told, movement=bare.movement, needs=bare.needs)
    text = re.sub(r"\s+", " ", Elements(render(*case.arguments())).text)
    for sentence in says:
        assert sentence in text


@pytest.mark.usefixtures("light")
def test_a_span_beyond_its_text_and_a_fact_without_its_report_do_no_harm() -> None:
    case = sample.case()
    beyond = replace(case.facts[0], span=(10_000, 10_010))
    orphan = replace(case.facts[1], report="gone")
    elements = Elements(render(*replace(case, facts=[beyond, orphan]).arguments()))
    assert f"claim-{orphan.id}" in elements.ids()
    targets = {one["href"][1:] for one in elements.named("a")}
    assert targets <= set(elements.ids())
