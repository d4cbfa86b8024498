"""The commands `corpus ...`: what they print, and what they never do."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Call = Callable[..., object]
NOTE = "Ms. Zyxwv completed physical therapy for 6 weeks without relief.\n"


@pytest.fixture
def built(tmp_path: Path, call: Call) -> Path:
    """A store of two notes, one of them a copy."""
    place = tmp_path / "in"
    place.mkdir()
    for name in ("a.txt", "b.txt"):
        (place / name).write_text(NOTE, encoding="utf-8")
    called = call("corpus", "build", place, "-o", tmp_path / "store")
    assert called.code == 0  # type: ignore[attr-defined]
    return tmp_path / "store"


def test_build_prints_counts_and_no_words(built: Path, tmp_path: Path, call: Call) -> None:
    """Neither does a second build, which reads nothing."""
    called = call("corpus", "build", tmp_path / "in", "-o", built)
    assert called.out.startswith("0 documents read, 1 known before, 1 copies -> ")  # type: ignore[attr-defined]
    assert "Zyxwv" not in called.out + called.err  # type: ignore[attr-defined]


def test_query_prints_what_is_asked_for(built: Path, call: Call) -> None:
    """As JSON and as CSV."""
    sql = "SELECT path, pages FROM documents"
    assert json.loads(call("corpus", "query", built, sql, "--json").out) == [  # type: ignore[attr-defined]
        {"path": "a.txt", "pages": 1}
    ]
    assert call("corpus", "query", built, sql, "--csv").out == "path,pages\na.txt,1\n"  # type: ignore[attr-defined]


def test_a_wrong_query_has_its_exit_code(built: Path, call: Call) -> None:
    """One sentence on stderr."""
    called = call("corpus", "query", built, "DELETE FROM facts")
    assert (called.code, called.out) == (61, "")  # type: ignore[attr-defined]
    assert called.err.count("\n") == 1  # type: ignore[attr-defined]


def test_search_shows_path_page_and_words(built: Path, call: Call) -> None:
    """In quotes of facts, and in whole texts."""
    assert call("corpus", "search", built, "therapy").out.startswith("a.txt, page 1 f")  # type: ignore[attr-defined]
    assert "Zyxwv completed" in call("corpus", "search", built, "zyxwv", "--text").out  # type: ignore[attr-defined]
    assert call("corpus", "search", built, "nothing-of-it").out == ""  # type: ignore[attr-defined]
