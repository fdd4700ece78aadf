"""The page in a real browser, opened from disk as a reader opens it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from firstlight.brief import render
from tests.brief import sample
from tests.browser import CHROMIUM, PHONE, Opened, launch

pytest.importorskip("playwright.sync_api", reason="needs the playwright package")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs chromium on the path")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with launch() as opened:
        yield opened


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("brief") / "brief.html"
    case = sample.case()
    made.write_text(render(*case.arguments(), outline=sample.outline), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def opened(browser: Any, path: Path) -> Iterator[Opened]:
    """One tab for all tests, since every opening reads the charts' code anew."""
    made = Opened(browser, path)
    made.draw_all()
    yield made
    made.tab.close()


@pytest.fixture
def desk(opened: Opened) -> Opened:
    opened.anew()
    return opened


def test_everything_is_drawn_without_complaint_or_request(desk: Opened, path: Path) -> None:
    assert desk.tab.locator(".map").count() == 6
    assert desk.complaints == []
    assert [one for one in desk.requests if not one.startswith("data:")] == [path.as_uri()]


def test_the_slider_moves_the_day_and_the_signs(desk: Opened) -> None:
    tab = desk.tab
    slider, label = tab.locator("#day"), tab.locator("#day-label")
    assert label.inner_text() == "20 October 2025"
    shouk = tab.locator(".held").first.locator("li", has_text="Abu Shouk")
    assert "Rapid Support Forces" in shouk.inner_text()
    judged, before = tab.locator(".judged").first.inner_text(), desk.signs()
    assert "opens within 24 hours" in judged
    slider.focus()
    tab.keyboard.press("ArrowLeft")
    desk.until("document.getElementById('day-label').textContent.startsWith('19 Oct')")
    tab.keyboard.press("Home")
    desk.until("document.getElementById('day-label').textContent.startsWith('1 Sep')")
    assert slider.get_attribute("aria-valuetext") == "1 September 2025"
    assert "Sudanese army and allies" in shouk.inner_text()
    assert desk.signs() != before
    assert tab.locator(".judged").first.inner_text() != judged
    tab.keyboard.press("End")
    desk.until("document.getElementById('day-label').textContent.startsWith('20 Oct')")
    assert desk.signs() == before
    assert desk.complaints == []


def test_the_days_play_and_stop(desk: Opened) -> None:
    play = desk.tab.locator("#play")
    play.click()
    desk.until("+document.getElementById('day').value < 48")
    assert play.get_attribute("aria-pressed") == "true"
    play.click()
    assert play.inner_text() == "Play"


def test_a_claim_leads_to_its_sentence_and_back(desk: Opened) -> None:
    tab = desk.tab
    fact = next(one for one in sample.facts() if "earth berm" in one.text)
    tab.locator(f'#answer a[href="#fact-{fact.id}"]').first.click()
    mark = tab.locator(f"#fact-{fact.id}")
    desk.until(f"document.getElementById('fact-{fact.id}').matches('mark:target.lit')")
    assert mark.is_visible()
    assert fact.text in mark.inner_text()
    desk.until(
        f"(r => r.top >= 0 && r.bottom <= innerHeight)"
        f"(document.getElementById('fact-{fact.id}').getBoundingClientRect())"
    )
    tab.locator(f'a.back[href="#claim-{fact.id}"]').click()
    claim = tab.locator(f"#claim-{fact.id}")
    desk.until(f"document.getElementById('claim-{fact.id}').matches(':target')")
    assert claim.is_visible()
    assert desk.complaints == []


def test_a_claim_opens_on_its_sentence_in_context_and_leads_to_the_report(desk: Opened) -> None:
    tab = desk.tab
    fact = next(one for one in sample.facts() if "earth berm" in one.text)
    text = next(one.text for one in sample.reports() if one.id == fact.report)
    tab.evaluate(f"location.hash = 'claim-{fact.id}'")
    desk.until(f"document.getElementById('claim-{fact.id}').matches(':target')")
    claim = tab.locator(f"#claim-{fact.id}")
    context = claim.locator(".context blockquote")
    assert not context.is_visible()
    claim.locator(".context summary").click()
    assert context.is_visible()
    assert context.locator("b").inner_text() == fact.text
    around = text[max(0, fact.span[0] - 30) : fact.span[1] + 30].split("\n\n")
    assert max(around, key=len).strip() in context.text_content()
    context.locator("a").click()
    desk.until(f"document.getElementById('fact-{fact.id}').matches('mark:target.lit')")
    assert tab.locator(f"#fact-{fact.id}").is_visible()
    assert desk.complaints == []


def test_overlapping_claims_light_up_whole(desk: Opened) -> None:
    outer = next(one for one in sample.facts() if one.text.endswith("Sixth Division base"))
    desk.tab.evaluate(f"location.hash = 'fact-{outer.id}'")
    desk.tab.wait_for_selector("mark.lit")
    lit = desk.tab.locator("mark.lit").evaluate_all(
        "nodes => nodes.filter(n => !n.parentElement.closest('mark')).map(n => n.textContent)"
    )
    assert "".join(lit) == outer.text


@pytest.mark.parametrize("width", [390, 320, 1440])
def test_nothing_runs_over_the_edge(desk: Opened, width: int) -> None:
    desk.tab.set_viewport_size({"width": width, "height": 844})
    desk.tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    desk.until(
        f"[...document.querySelectorAll('.map svg, .chart svg')]"
        f".every(n => n.getBoundingClientRect().right <= {width})"
    )
    assert desk.tab.evaluate("document.documentElement.scrollWidth") <= width


def test_fingers_find_room_on_a_phone(desk: Opened) -> None:
    desk.tab.set_viewport_size(PHONE)
    for target in ("#play", "#day", "#answer .cites a"):
        box = desk.tab.locator(target).first.bounding_box()
        assert box is not None
        assert box["height"] >= 24
        assert box["width"] >= 20


def test_the_keyboard_reaches_the_answer_first(desk: Opened) -> None:
    first = desk.tab.locator("a, button, input, summary, [tabindex]").first
    assert first.get_attribute("class") == "skip"
    first.focus()
    assert first.evaluate("n => n.getBoundingClientRect().left >= 0")
    desk.tab.keyboard.press("Enter")
    desk.until("document.activeElement.id === 'answer'")


def test_text_stands_out_from_its_ground(desk: Opened) -> None:
    """Contrast of at least 4.5 : 1 (WCAG 2 AA) for every piece of text shown."""
    poor = desk.tab.evaluate(CONTRAST)
    assert poor == []


def test_print_shows_every_claim_and_every_chart(desk: Opened) -> None:
    tab = desk.tab
    tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    assert tab.locator(".claims > li").evaluate_all("n => n.every(x => x.offsetHeight > 0)")
    assert tab.locator(".map, .chart").evaluate_all("n => n.every(x => x.querySelector('svg'))")
    assert tab.locator(".report").evaluate_all("n => n.every(x => x.offsetHeight > 0)")


def test_a_link_opens_its_source_and_markup_in_names_stays_text(
    browser: Any, tmp_path: Path
) -> None:
    from tests.brief.test_brief_page import poisoned

    path = tmp_path / "bad.html"
    path.write_text(render(*poisoned().arguments(), outline=sample.outline), encoding="utf-8")
    fact = sample.facts()[-1]
    opened = Opened(browser, path, f"#fact-{fact.id}")
    assert opened.tab.locator(f"#fact-{fact.id}").is_visible()
    opened.draw_all()
    assert opened.tab.locator("img, .map script, .map a, .chart a").count() == 0
    assert opened.complaints == []
    opened.tab.close()


CONTRAST = """() => {
  const light = c => { const [r, g, b] = c.map(v => { v /= 255;
    return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const parse = s => s.match(/[\\d.]+/g).map(Number);
  const ground = n => { for (; n; n = n.parentElement) {
    const c = parse(getComputedStyle(n).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
  const poor = [];
  for (const n of document.querySelectorAll('body *:not(script):not(svg):not(svg *)')) {
    const own = [...n.childNodes].some(c => c.nodeType === 3 && c.textContent.trim());
    if (!own || !n.offsetParent) continue;
    const a = light(parse(getComputedStyle(n).color).slice(0, 3)), b = light(ground(n));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(n.tagName + '.' + n.className + ' ' + ratio.toFixed(2));
  }
  return poor;
}"""
