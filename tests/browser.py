"""A page opened in Chromium as a reader opens it: from disk, with no connection."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@contextmanager
def launch() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


_NEAR = "node => { node.scrollIntoView({block: 'center'}); return !!node.querySelector('svg'); }"
"""Brings a drawing into view; whether it is drawn."""


class Opened:
    """A tab with the page in it, and all that it complained of or asked the network for."""

    def __init__(self, browser: Any, path: Path, anchor: str = "") -> None:
        self.tab = browser.new_page(viewport=DESK)
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.tab.on("console", lambda message: self.complaints.append(message.text))
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.tab.on("request", lambda request: self.requests.append(request.url))
        self.tab.goto(path.as_uri() + anchor)
        self.tab.wait_for_selector("html[data-ready=yes]")

    def until(self, condition: str) -> None:
        """Wait until a JavaScript expression holds. (The page's own policy forbids the tab to
        evaluate strings, which is what Playwright's own waiting would do.)"""
        for _ in range(200):
            if self.tab.evaluate(condition):
                return
            self.tab.wait_for_timeout(50)
        raise AssertionError(f"never came true: {condition}")

    def draw_all(self) -> None:
        """Scroll to each drawing, since each is drawn when it comes near."""
        for node in self.tab.query_selector_all(".map, .chart"):
            # by the page itself: the driver waits for frames that a headless browser may not draw
            for _ in range(600):
                if node.evaluate(_NEAR):
                    break
                self.tab.wait_for_timeout(50)
        self.until(
            "[...document.querySelectorAll('.map, .chart')].every(n => n.querySelector('svg'))"
        )

    def signs(self) -> list[str]:
        """Colour and shape of every sign in the first close-up."""
        found: list[str] = (
            self.tab.locator('.map[data-close="1"]')
            .first.locator(".points path")
            .evaluate_all(
                "n => n.map(x => [x.getAttribute('d'), x.style.fill, x.style.stroke].join())"
            )
        )
        return found

    def anew(self) -> None:
        """As a reader finds the page: at its top, on the last day, at a desk."""
        self.tab.emulate_media(media="screen")
        self.tab.set_viewport_size(DESK)
        self.tab.evaluate(
            """() => { location.hash = ''; scrollTo(0, 0); document.activeElement.blur();
            const day = document.getElementById('day'); day.value = day.max;
            day.dispatchEvent(new Event('input')); }"""
        )
        self.until("+document.getElementById('day').value == +document.getElementById('day').max")
