"""The cases of tests/findings/<type>.yaml: a note, and every fact of the type that it must give, no more and no
less."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from chartcase.fact import Fact
from chartcase.flow import extract
from chartcase.record import Page, PageSource, Record

CASES = Path(__file__).parent / "findings"
Case = dict[str, object]


def cases() -> Iterator[object]:
    """One parameter a case, named by its type and place."""
    for path in sorted(CASES.glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
            yield pytest.param(path.stem, case, id=f"{path.stem}-{number}")


@pytest.mark.parametrize(("fact_type", "case"), list(cases()))
def test_a_note_gives_its_facts_and_no_others(fact_type: str, case: Case) -> None:
    """Every expected fact is found with its value and assertion; nothing else of the type is."""
    text = str(case["text"])
    record = Record("note.txt", text, (Page(1, 0, len(text), PageSource.TEXT),))
    found = [fact for fact in extract(record).facts if fact.type == fact_type]
    expected = case["facts"]
    assert isinstance(expected, list)
    assert [shown(fact, wanted) for fact, wanted in zip(found, expected, strict=False)] == expected
    assert len(found) == len(expected), [fact.model_dump(mode="json", include={"value", "assertion"}) for fact in found]


def shown(fact: Fact, wanted: dict[str, object]) -> dict[str, object]:
    """The fact with the fields that the case names; its whole value unless the case says `has`."""
    dumped = fact.model_dump(mode="json")
    result: dict[str, object] = {
        name: dumped[name] for name in wanted if name in ("value", "assertion", "grade", "stated_by")
    }
    if "has" in wanted:
        keys = wanted["has"]
        assert isinstance(keys, dict)
        result["has"] = {key: dumped["value"].get(key) for key in keys}
    if "quote" in wanted:
        result["quote"] = fact.evidence[0].quote
    if "date" in wanted:
        result["date"] = dumped["date"] and dumped["date"]["raw"]
    return result
