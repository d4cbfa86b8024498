"""What is shown while records are read."""

import io

import pytest
import rich.console

from chartcase.progress import paged


def test_one_record_is_shown_by_its_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many of how many, pages a second, and the time left."""
    terminal = io.StringIO()
    console = rich.console.Console(file=terminal, force_terminal=True, width=120)
    monkeypatch.setattr(rich.console, "Console", lambda **_: console)
    with paged("Reading", 1) as (done, page):
        assert page is not None
        for number in range(1, 4):
            page(number, 9)
        done(None)
    assert "3/9" in terminal.getvalue()
    assert "left" in terminal.getvalue()


def test_several_records_are_counted() -> None:
    """Their pages come from many processes, and nobody watches them."""
    with paged("Reading", 2) as (done, page):
        assert page is None
        done(None)
