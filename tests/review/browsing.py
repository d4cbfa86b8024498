"""How a test looks at the worksheet in a browser and works it: finding, waiting, keys, the mouse, pictures."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

COMMAND = "import sys; from chartcase.cli import main; sys.exit(main())"
WAIT = 30.0
"""Seconds."""
PICTURES = os.environ.get("CHARTCASE_PICTURES")
"""A folder to keep pictures of the screens in, for a person to look at."""
Screen = Any
"""Selenium's driver; the package brings no types that hold here."""


def opened(browser: Screen, address: str) -> Screen:
    browser.set_window_size(1280, 900)
    browser.get(address)
    until(browser, lambda: browser.execute_script("return document.body.dataset.ready") == "true")
    return browser


def until(browser: Screen, holds: Callable[[], object]) -> None:
    from selenium.common.exceptions import StaleElementReferenceException
    from selenium.webdriver.support.ui import WebDriverWait

    # what is drawn anew between finding and reading is simply looked at again
    again = (StaleElementReferenceException,)
    WebDriverWait(browser, WAIT, poll_frequency=0.02, ignored_exceptions=again).until(lambda _: holds())


def press(browser: Screen, *keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    for key in keys:
        ActionChains(browser).send_keys(key).perform()


def one(browser: Screen, css: str) -> Any:
    return browser.find_element("css selector", css)


def state(browser: Screen, row: str) -> str:
    text: str = one(browser, f'[data-row="{row}"].row .state').text
    return text


def criterion(browser: Screen, title: str) -> str:
    for found in browser.find_elements("css selector", ".criterion"):
        if title in found.text:
            text: str = found.find_element("css selector", ".chip").text
            return text
    raise AssertionError(title)


def toast(browser: Screen) -> str:
    text: str = one(browser, "#toast").text
    return text


def drag(browser: Screen, frame: list[float], start: tuple[float, float], end: tuple[float, float]) -> None:
    """With the mouse, from one point of the page to another; `frame` is where the page lies and its scale."""
    from selenium.webdriver.common.actions.action_builder import ActionBuilder

    left, top, scale = frame
    moves = ActionBuilder(browser)
    moves.pointer_action.move_to_location(int(left + start[0] * scale), int(top + start[1] * scale)).pointer_down()
    moves.pointer_action.move_to_location(int(left + end[0] * scale), int(top + end[1] * scale)).pointer_up()
    moves.perform()


def picture(browser: Screen, name: str) -> None:
    if PICTURES:
        browser.save_screenshot(str(Path(PICTURES) / f"{name}.png"))


def send_fax(path: Path, pages: Sequence[Sequence[str]]) -> None:
    """Black and white, 204 by 196 dots an inch, as a fax machine sends it."""
    font = ImageFont.load_default(36)
    sheets = [Image.new("1", (1728, 2156), 1) for _ in pages]
    for sheet, lines in zip(sheets, pages, strict=True):
        for row, line in enumerate(lines):
            ImageDraw.Draw(sheet).text((150, 160 + 90 * row), line, fill=0, font=font)
    sheets[0].save(path, save_all=True, append_images=sheets[1:], compression="group4", dpi=(204, 196))


@contextmanager
def reviewing(folder: Path, *given: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`chartcase review` as a process of its own, and the address that it prints."""
    words = [sys.executable, "-c", COMMAND, "review", *given, "--no-browser", "--reviewer", "RN Test"]
    with subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        assert child.stdout is not None
        try:
            yield child, next(line.strip() for line in child.stdout if line.startswith("http://"))
        finally:
            child.kill()


def walk_to(browser: Screen, words: str) -> None:
    """By J alone, to the value that says this."""
    for _ in range(40):
        if words in one(browser, ".row.on").text:
            return
        press(browser, "j")
    raise AssertionError(words)
