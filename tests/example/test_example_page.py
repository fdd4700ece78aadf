"""The example's brief in a real browser: it opens from disk, its slider moves, claims lead home."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from firstlight import Case
from firstlight.records import Estimate
from tests.browser import CHROMIUM, PHONE, Opened, launch

pytest.importorskip("playwright.sync_api", reason="needs the playwright package")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium on the path")


@pytest.fixture(scope="module")
def opened(case: Case) -> Iterator[Opened]:
    with launch() as browser:
        made = Opened(browser, case.brief_path)
        made.draw_all()
        yield made


def test_it_opens_with_no_connection_and_no_complaint(opened: Opened, case: Case) -> None:
    assert opened.complaints == []
    asked = [one for one in opened.requests if not one.startswith("data:")]
    assert asked == [case.brief_path.as_uri()]
    assert opened.tab.locator("#answer").is_visible()


def test_the_slider_shows_another_day(opened: Opened) -> None:
    opened.anew()
    tab = opened.tab
    before, signs = tab.locator(".judged").first.inner_text(), opened.signs()
    assert tab.locator("#day-label").inner_text() == "30 June 2016"
    tab.locator("#day").focus()
    tab.keyboard.press("Home")
    opened.until("document.getElementById('day-label').textContent != '30 June 2016'")
    assert tab.locator(".judged").first.inner_text() != before
    assert opened.signs() != signs


def test_the_doubled_number_leads_to_its_sentence(opened: Opened, case: Case) -> None:
    opened.anew()
    doubled = next(
        fact
        for fact in case.facts()
        if isinstance(fact, Estimate) and fact.revises and fact.best == 90_000
    )
    opened.tab.evaluate(f"location.hash = 'claim-{doubled.id}'")
    link = opened.tab.locator(f'a[href="#fact-{doubled.id}"]:visible').first
    link.click()
    opened.until(f"document.getElementById('fact-{doubled.id}').matches(':target')")
    mark = opened.tab.locator(f"#fact-{doubled.id}")
    assert mark.is_visible()
    # Claims that overlap share their words, so that the sentence is more than this one mark.
    assert "90,000 civilians" in mark.locator("xpath=..").inner_text()


def test_it_fits_a_phone(opened: Opened) -> None:
    opened.anew()
    opened.tab.set_viewport_size(PHONE)
    opened.until("document.documentElement.scrollWidth <= innerWidth")
