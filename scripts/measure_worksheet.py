"""Time the worksheet in a real browser: first paint, first page picture, and a key press, for faxes of several lengths.

It stands apart from the tests because its figures go into docs/worksheet.md, and a shared machine needs many repeats.
Usage: scripts/measure_worksheet [PAGES ...]    (needs chromium and chromedriver)
"""

import argparse
import importlib.util
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait

from chartcase.review.desk import Desk
from chartcase.review.server import ReviewServer

TOP = Path(__file__).resolve().parents[1]
POLICY = "payer_initial_lumbar"
LOADS, PRESSES = 7, 40
PAINT = "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
PICTURE = (
    "const i = document.querySelector('#page img'); if (!i || !i.complete || !i.naturalWidth) return null;"
    "return performance.getEntriesByType('resource').filter(e => e.name.includes('width=1400'))[0]?.responseEnd;"
)
PRESS = """
const done = arguments[arguments.length - 1], start = performance.now();
document.body.dispatchEvent(new KeyboardEvent("keydown", {key: arguments[0], bubbles: true}));
document.body.getBoundingClientRect();
const script = performance.now() - start;
requestAnimationFrame(() => setTimeout(() => done([script, performance.now() - start]), 0));
"""
ACCEPT = """
const done = arguments[arguments.length - 1], told = document.querySelector("#progress");
const start = performance.now(), before = told.textContent;
new MutationObserver((_, watcher) => {
  if (told.textContent === before) return;
  watcher.disconnect();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start), 0));
}).observe(document.body, {childList: true, subtree: true, characterData: true});
document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "a", bubbles: true}));
"""
Screen = Any
"""Selenium's driver; the package brings no types that hold here."""


@dataclass(frozen=True, slots=True)
class Times:
    """Medians in milliseconds."""

    paint: float
    picture: float
    script: float
    frame: float
    accept: float


def main() -> int:
    """Print one line of medians a length."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("pages", nargs="*", type=int, default=[60, 500])
    lengths: Sequence[int] = parser.parse_args().pages
    screen = _browser()
    try:
        for pages in lengths:
            times = _measured(screen, pages)
            print(
                f"{pages} pages: first paint {times.paint:.0f} ms, first page picture {times.picture:.0f} ms, "
                f"key press {times.script:.1f} ms ({times.frame:.1f} ms until it is painted), "
                f"accept with all criteria checked again {times.accept:.0f} ms"
            )
    finally:
        screen.quit()
    return 0


def _browser() -> Screen:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (chromium and driver):
        sys.exit("There is no chromium or no chromedriver on PATH; install Debian's packages of these names.")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(word)
    options.add_argument("--window-size=1280,900")
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))


def _measured(screen: Screen, pages: int) -> Times:
    with (
        tempfile.TemporaryDirectory() as folder,
        Desk(_case(Path(folder), pages), POLICY) as desk,
        ReviewServer(desk) as server,
    ):
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        screen.get(server.address)
        loads = [_load(screen, server.origin) for _ in range(LOADS)]
        presses = [screen.execute_async_script(PRESS, "j") for _ in range(PRESSES)]
        screen.refresh()
        _ready(screen)
        accepts = [screen.execute_async_script(ACCEPT) for _ in range(3)]
        server.shutdown()
        thread.join()
    return Times(
        paint=statistics.median(paint for paint, _ in loads),
        picture=statistics.median(picture for _, picture in loads),
        script=statistics.median(script for script, _ in presses),
        frame=statistics.median(frame for _, frame in presses),
        accept=statistics.median(accepts),
    )


def _load(screen: Screen, origin: str) -> tuple[float, float]:
    screen.get(origin)
    _ready(screen)
    picture = WebDriverWait(screen, 60, poll_frequency=0.02).until(lambda _: screen.execute_script(PICTURE))
    return screen.execute_script(PAINT), picture


def _ready(screen: Screen) -> None:
    ready = "return document.body.dataset.ready === 'true'"
    WebDriverWait(screen, 60, poll_frequency=0.02).until(lambda _: screen.execute_script(ready))


def _case(folder: Path, pages: int) -> Path:
    """The case of the tests: a fact and a box on every page, each page a scan of a fax."""
    spec = importlib.util.spec_from_file_location("casefolder", TOP / "tests" / "deliver" / "casefolder.py")
    if spec is None or spec.loader is None:
        sys.exit("The tests' case is not in this checkout.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made: Path = module.make_case_folder(folder, pages, scanned=True)
    return made


if __name__ == "__main__":
    sys.exit(main())
