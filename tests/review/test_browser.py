"""The worksheet in a real browser: a whole review by keyboard, and what hostile words cannot do there."""

import json
import os
import shutil
import signal
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from browsing import (
    Screen,
    criterion,
    drag,
    one,
    opened,
    picture,
    press,
    reviewing,
    send_fax,
    state,
    toast,
    until,
    walk_to,
)

from chartcase.deliver.drawing import open_for_worksheet
from chartcase.deliver.html import offline_page
from chartcase.deliver.worksheet_marks import Review
from chartcase.review.desk import Desk
from chartcase.review.server import ReviewServer
from chartcase.review.store import STORE, verify

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
POLICY = "payer_initial_lumbar"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="no Chromium on this machine: the browser tests are skipped"),
]
STEPS = """
const times = [];
for (let step = 0; step < 20; step += 1) {
  const start = performance.now();
  document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "j", bubbles: true}));
  document.body.getBoundingClientRect();
  times.push(performance.now() - start);
}
return times;
"""
Serving = Callable[[Desk], ReviewServer]


@pytest.fixture(scope="module")
def browser() -> Iterator[Screen]:
    """One headless Chromium for all tests of this file."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for word in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1280,900",
    ):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def screen(browser: Screen, desk: Desk, serving: Serving) -> Screen:
    """The worksheet of the case, opened as `chartcase review` opens it."""
    browser.get_log("browser")
    return opened(browser, serving(desk).address)


def test_a_whole_review_by_keyboard(screen: Screen, desk: Desk, tmp_path: Path) -> None:
    """Next, accept, the conflict's choice, a correction that flips a criterion, reject, undo, reload, export."""
    picture(screen, "review-start")
    press(screen, "a")
    until(screen, lambda: state(screen, "f0001") == "✓ accepted")
    assert one(screen, ".row.on").get_attribute("data-row") == "f0002"
    assert one(screen, "#progress").text.startswith("1 of ")

    screen.execute_script("document.querySelector('[data-row=f0004].row').click()")
    press(screen, "a")
    until(screen, lambda: "Choose one of the values" in toast(screen))
    assert state(screen, "f0004") == "not checked"
    press(screen, " ")
    until(screen, lambda: state(screen, "f0004") == "✓ accepted")
    assert state(screen, "f0006") == "– set aside"
    assert criterion(screen, "Conservative care") == "✓ MET"
    picture(screen, "review-conflict")

    screen.execute_script("document.querySelector('[data-row=f0004].row').click()")
    press(screen, "c")
    field = one(screen, "#field-weeks")
    field.clear()
    field.send_keys("1\n")
    until(screen, lambda: state(screen, "f0004") == "✎ corrected")
    assert criterion(screen, "Conservative care") != "✓ MET"
    picture(screen, "review-corrected")
    press(screen, "u")
    until(screen, lambda: criterion(screen, "Conservative care") == "✓ MET")

    screen.execute_script("document.querySelector('[data-row=f0008].row').click()")
    press(screen, "x")
    picture(screen, "review-reject")
    press(screen, "\n")
    until(screen, lambda: state(screen, "f0008") == "✕ rejected")

    screen.refresh()
    until(screen, lambda: screen.execute_script("return document.body.dataset.ready") == "true")
    assert state(screen, "f0001") == "✓ accepted"
    assert state(screen, "f0008") == "✕ rejected"

    screen.execute_cdp_cmd("Page.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path / "got")})
    one(screen, "#export-button").click()
    picture(screen, "review-export")
    one(screen, "#exports a").click()
    until(screen, lambda: (tmp_path / "got" / "worksheet.docx").is_file())
    assert (tmp_path / "got" / "worksheet.docx").read_bytes()[:2] == b"PK"
    assert desk.view().review.version == 5


FAX = (
    (
        "OFFICE VISIT",
        "CHIEF COMPLAINT",
        "Low back pain.",
        "HISTORY OF PRESENT ILLNESS",
        "Pain runs from the right buttock down to the foot.",
        "TREATMENT TO DATE",
        "Physical therapy: 12 visits over 6 weeks failed.",
        "PLAN",
        "Request right L5-S1 transforaminal epidural steroid injection",
        "under fluoroscopic guidance.",
    ),
    (
        "UTILIZATION REVIEW",
        "The physical therapy log shows 4 visits over 2 weeks.",
        "The request is for an injection at L5-S1 on the right.",
    ),
)


def test_a_whole_review_of_a_fax_by_keyboard(browser: Screen, tmp_path: Path) -> None:
    """Conflict, choice, correction that flips a criterion, undo, kill -9, reading again, export: all by keys."""
    send_fax(tmp_path / "fax.tif", FAX)
    with reviewing(tmp_path, "fax.tif") as (child, address):
        screen = opened(browser, address)
        assert one(screen, "#read-as").text.startswith("scanned page")
        picture(screen, "fax-start")
        walk_to(screen, "12 visits")
        until(screen, lambda: one(screen, ".row.on svg.crop").is_displayed())
        assert screen.find_elements("css selector", "rect.box.on")
        picture(screen, "fax-facts")
        press(screen, "a")
        until(screen, lambda: "Choose one of the values" in toast(screen))
        picture(screen, "fax-conflict")
        press(screen, "\ue015", "\ue013")
        assert screen.find_elements("css selector", ".conflict input:checked") == []
        press(screen, " ")
        until(screen, lambda: "chosen" in one(screen, ".conflict legend").text)
        assert "Conservative care failed: now ✓ MET" in toast(screen)
        assert criterion(screen, "Conservative care") == "✓ MET"
        walk_to(screen, "12 visits")
        press(screen, "c")
        field = one(screen, "#field-weeks")
        field.clear()
        field.send_keys("1\n")
        until(screen, lambda: criterion(screen, "Conservative care") != "✓ MET")
        picture(screen, "fax-corrected")
        press(screen, "u")
        until(screen, lambda: criterion(screen, "Conservative care") == "✓ MET")
        os.kill(child.pid, signal.SIGKILL)
    assert verify(tmp_path / "cases" / "fax" / STORE) == 3
    with reviewing(tmp_path, "fax.tif") as (_, address):
        screen = opened(browser, address)
        assert criterion(screen, "Conservative care") == "✓ MET"
        assert one(screen, "#progress").text.startswith("2 of ")
        screen.execute_cdp_cmd("Page.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path / "got")})
        one(screen, "#export-button").send_keys("\n")
        press(screen, "\n")
        until(screen, lambda: (tmp_path / "got" / "worksheet.docx").is_file())
    document = docx.Document(str(tmp_path / "got" / "worksheet.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("12 visits" in cell and "p. 1" in cell for cell in cells)
    assert "set aside" in cells


AXE = os.environ.get("CHARTCASE_AXE")
"""The file axe.min.js of the npm package axe-core, for who has it."""


@pytest.mark.skipif(not AXE, reason="CHARTCASE_AXE names no axe.min.js: its rules are not run")
@pytest.mark.parametrize("width", [1280, 1024])
def test_axe_finds_no_fault(screen: Screen, width: int) -> None:
    """WCAG 2.2 AA and best practice, at the start, on an open row, in a form, in a dialog and in the menus."""
    screen.set_window_size(width, 800)
    screen.execute_cdp_cmd("Runtime.evaluate", {"expression": Path(AXE or "").read_text(encoding="utf-8")})
    for keys in ("", "jjj", "c", "\ue00cx", "\ue00c/"):
        press(screen, *keys)
        assert faults(screen) == []
    for button in ("#history-button", "#export-button"):
        one(screen, button).click()
        assert faults(screen) == []


def faults(browser: Screen) -> list[str]:
    kinds = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found_faults = ".then(told => told.violations.map(fault => fault.id + ': ' + fault.nodes[0].html))"
    script = f"axe.run(document, {{runOnly: {json.dumps(kinds)}}}){found_faults}"
    asked = {"expression": script, "awaitPromise": True, "returnByValue": True}
    found: list[str] = browser.execute_cdp_cmd("Runtime.evaluate", asked)["result"]["value"]
    return found


def test_a_question_is_asked_before_anything_else(
    browser: Screen, case_folder: Callable[..., Path], serving: Serving
) -> None:
    """Two patients in one fax: keys do nothing but point to the banner, until it is answered with yes."""
    question = "Do all pages belong to one patient? They differ in birth date: pages 1-2, page 3."
    with Desk(case_folder(questions=(question,)), POLICY) as desk:
        screen = opened(browser, serving(desk).address)
        picture(screen, "review-question")
        press(screen, "a")
        until(screen, lambda: "Answer the question" in toast(screen))
        assert state(screen, "f0001") == "not checked"
        assert screen.switch_to.active_element.get_attribute("class") == "question"
        press(screen, "\n")
        assert desk.view().review.version == 0
        press(screen, "\t", "\t", "\n")
        until(screen, lambda: "Stopped" in one(screen, ".question").text)
        press(screen, "a")
        assert desk.view().review.version == 1
        one(screen, ".question button").send_keys("\n")
        until(screen, lambda: not one(screen, "#questions").is_displayed())
        press(screen, "a")
        until(screen, lambda: state(screen, "f0001") == "✓ accepted")


def test_value_and_words_lead_to_each_other(screen: Screen) -> None:
    """Choosing a value shows its page with its box; clicking a box chooses its value."""
    screen.execute_script("document.querySelector('[data-row=f0007].row').click()")
    assert one(screen, "#page-number").text == "Page 3 of 3"
    assert one(screen, "rect.box.on").get_attribute("data-row") == "f0007"
    assert one(screen, ".row.on svg.crop image").get_attribute("href").startswith("/page/3")
    press(screen, "[")
    box = one(screen, 'rect.box[data-row="f0003"]')
    screen.execute_script("arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))", box)
    assert one(screen, ".row.on").get_attribute("data-row") == "f0003"


@pytest.mark.parametrize("with_picture", [True, False])
def test_hostile_words_stay_words(
    browser: Screen, case_folder: Callable[..., Path], serving: Serving, hostile: str, with_picture: bool
) -> None:
    """In rows, pages, hits, dialogs and history: no element is made of them, no script runs, no other host is asked."""
    question = f"Is this one patient? {hostile}"
    browser.get_log("browser")
    browser.get_log("performance")
    with Desk(case_folder(picture=with_picture, questions=(question,)), POLICY, reviewer=hostile) as desk:
        screen = opened(browser, serving(desk).address)
        assert hostile in one(screen, ".question").text
        press(screen, "\t")
        one(screen, ".question button").send_keys("\n")
        until(screen, lambda: not one(screen, "#questions").is_displayed())
        screen.execute_script("document.querySelector('[data-row=f0005].row').click()")
        assert hostile in one(screen, ".row.on").text
        if not with_picture:
            assert hostile in one(screen, "pre.text").text
        press(screen, "x")
        one(screen, "#reason-words").send_keys(hostile, "\n")
        until(screen, lambda: state(screen, "f0005") == "✕ rejected")
        press(screen, "/")
        one(screen, "#search").send_keys("onerror")
        until(screen, lambda: hostile[5:20] in one(screen, "#hits").text)
        one(screen, "#history-button").click()
        assert hostile in one(screen, "#history").text
        for dark in ("img[src='x']", "[onerror]", "script:not([src])"):
            assert screen.find_elements("css selector", dark) == []
    sent = [json.loads(entry["message"])["message"] for entry in screen.get_log("performance")]
    asked = [told["params"]["request"]["url"] for told in sent if told["method"] == "Network.requestWillBeSent"]
    assert all(url.startswith("http://127.0.0.1:") for url in asked)
    assert [entry for entry in screen.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_a_missed_fact_is_marked_on_the_page(screen: Screen) -> None:
    """A box around words, a kind, and it is there: with its words, as added."""
    press(screen, "]", "]", "m")
    frame = screen.execute_script(
        "const r = document.querySelector('svg.boxes').getBoundingClientRect(); return [r.left, r.top, r.width / 612];"
    )
    drag(screen, frame, (50, 96), (250, 114))
    until(screen, lambda: screen.execute_script("return document.querySelector('dialog').open"))
    assert "Gait is normal" in one(screen, "dialog").text
    picture(screen, "review-add")
    one(screen, "dialog button.primary").click()
    assert one(screen, "dialog").is_displayed()
    one(screen, "#add-type").send_keys("Limited in")
    one(screen, "#field-activities").send_keys("walking")
    one(screen, "dialog button.primary").click()
    until(screen, lambda: one(screen, ".row.on .state").text == "+ added")


def test_search_says_that_not_found_is_not_denied(screen: Screen) -> None:
    """Hits with their page; nothing found is said as such."""
    press(screen, "/")
    one(screen, "#search").send_keys("discharge")
    until(screen, lambda: "1 place" in one(screen, "#hits").text)
    one(screen, "#search").send_keys("\n")
    until(screen, lambda: one(screen, "#page-number").text == "Page 3 of 3")
    until(screen, lambda: screen.find_elements("css selector", "rect.hit"))
    press(screen, "m")
    until(screen, lambda: "discharge" in one(screen, "dialog").text)
    press(screen, "\ue00c")
    press(screen, "/")
    one(screen, "#search").clear()
    one(screen, "#search").send_keys("warfarin")
    until(screen, lambda: "not the same as denied" in one(screen, "#hits").text)


def test_the_second_of_two_tabs_is_told(screen: Screen, desk: Desk) -> None:
    """A change from elsewhere makes the next one here refused, shown, and then possible."""
    from chartcase.review.requests import CHANGE

    desk.act(CHANGE.validate_python({"version": 0, "kind": "accept", "row": "f0002"}))
    press(screen, "a")
    until(screen, lambda: screen.execute_script("return document.querySelector('dialog').open"))
    assert "changed this review meanwhile" in one(screen, "dialog").text
    assert state(screen, "f0002") == "✓ accepted"
    one(screen, "dialog button").click()
    press(screen, "a")
    until(screen, lambda: state(screen, "f0001") == "✓ accepted")


@pytest.mark.parametrize("width", [1280, 1024])
def test_the_screen_fits(screen: Screen, width: int) -> None:
    """No sideways scrolling of the whole, the keys are seen, and every control has a name."""
    screen.set_window_size(width, 800)
    picture(screen, f"review-{width}")
    assert screen.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    assert screen.execute_script("return document.querySelector('main').scrollWidth <= innerWidth")
    finish = one(screen, "#finish").rect
    assert finish["x"] + finish["width"] <= width
    names = screen.execute_script(
        "return [...document.querySelectorAll('button, input, select, textarea')]"
        ".filter(e => !(e.textContent.trim() || e.getAttribute('aria-label') || (e.labels && e.labels.length))).length"
    )
    assert names == 0


@pytest.mark.parametrize("with_pictures", [True, False])
def test_the_file_works_without_a_program(
    browser: Screen, case_folder: Callable[..., Path], tmp_path: Path, with_pictures: bool
) -> None:
    """By double click, keys and all; its policy lets its own script run and nothing else."""
    found = open_for_worksheet(case_folder(picture=with_pictures), POLICY)
    (tmp_path / "x.html").write_bytes(offline_page(found.worksheet(Review()), found.pictures))
    found.pictures.close()
    browser.get_log("browser")
    opened(browser, (tmp_path / "x.html").as_uri())
    picture(browser, f"offline-{'pictures' if with_pictures else 'text'}")
    press(browser, "a", "j", "j", "j")
    assert state(browser, "f0001") == "✓ accepted"
    kind = "rect.box.on" if with_pictures else ".text .on"
    assert browser.find_elements("css selector", kind)
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_five_hundred_pages_stay_quick(browser: Screen, case_folder: Callable[..., Path], serving: Serving) -> None:
    """The median of 20 steps is under 100 ms (the best of three rounds); pages that are not seen are not loaded."""
    with Desk(case_folder(pages=500), POLICY) as desk:
        screen = opened(browser, serving(desk).address)
        medians = [statistics.median(screen.execute_script(STEPS)) for _ in range(3)]
        asked = screen.execute_script("return performance.getEntriesByType('resource').map(entry => entry.name)")
    assert min(medians) < 100
    assert sum("/page/" in name for name in asked) < 60
