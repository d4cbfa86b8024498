"""Small records with a conflict, and their nearest neighbours without one: conflicts/seen.yaml one by one, and
conflicts/set_aside.yaml, from which no rule is written, as a whole."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from chartcase.case.compared import shown
from chartcase.flow import extract
from chartcase.record import Page, PageSource, Record

FOLDER = Path(__file__).parent / "conflicts"
FOUND_ASIDE = 11
"""Conflicts found in conflicts/set_aside.yaml, of 15; it may only grow."""

Case = dict[str, object]
Listed = list[tuple[str, frozenset[str]]]


def cases(name: str) -> list[Case]:
    """The records of a file."""
    read: list[Case] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return read


def record(text: str) -> Record:
    """A record of several pages, each a document of its own, where blank lines stand between them."""
    pages: list[Page] = []
    for number, page in enumerate(text.split("\n\n"), 1):
        start = pages[-1].end + 1 if pages else 0
        pages.append(Page(number, start, start + len(page), PageSource.TEXT))
    return Record("record.txt", text.replace("\n\n", "\f"), tuple(pages))


def listed(case: Case) -> Listed:
    """Fields and values of the conflicts found in a record, sorted."""
    found = extract(record(str(case["text"]))).conflicts
    return sorted(((one.field, frozenset(one.values)) for one in found), key=str)


def wanted(case: Case) -> Listed:
    """Fields and values that the record holds, sorted."""
    conflicts = cast(list[dict[str, Any]], case["conflicts"])
    return sorted(
        ((str(one["field"]), frozenset(shown(value) for value in one["values"])) for one in conflicts), key=str
    )


def seen() -> Iterator[object]:
    """One parameter a record, named as it is."""
    for case in cases("seen"):
        reason = case.get("not_yet")
        marks = (pytest.mark.xfail(reason=str(reason), strict=True),) if reason else ()
        yield pytest.param(case, id=str(case["name"]), marks=marks)


@pytest.mark.parametrize("case", list(seen()))
def test_a_record_gives_its_conflicts_and_no_others(case: Case) -> None:
    """Every conflict is listed with its values; nothing else is."""
    assert listed(case) == wanted(case)


def test_the_records_set_aside_keep_their_score() -> None:
    """Of the conflicts in records from which no rule is written no fewer are found than before, and none is false."""
    records = cases("set_aside")
    found = [(set(listed(case)), set(wanted(case))) for case in records]
    assert sum(len(ours & theirs) for ours, theirs in found) >= FOUND_ASIDE
    assert [ours - theirs for ours, theirs in found if ours - theirs] == []
