"""The rule book tells a wrong rule by file and field, and no rule can be stalled by any text."""

import shutil
import time
from pathlib import Path

import pytest

from chartcase import resources
from chartcase.errors import RulesError
from chartcase.find.rulebook import RuleBook, load_rulebook

HOSTILE = [
    "No pain. " * 11_000,
    "9 weeks " * 12_500,
    "L4-5, " * 17_000,
    "XX/XX/XX " * 11_000,
    "(" * 50_000 + ")" * 50_000,
    "a" * 100_000,
    "1" * 100_000,
    "left right " * 9_000,
    "- " * 50_000,
]
LIMIT = 0.05
"""Seconds of CPU for 100,000 characters (goal of the reliability scoreboard); the least of three runs counts."""


@pytest.fixture(scope="module")
def book() -> RuleBook:
    """The rule book of this checkout."""
    return load_rulebook(resources.rules())


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_no_rule_stalls_on_hostile_text(book: RuleBook, number: int) -> None:
    """Any rule reads 100,000 hostile characters in time (what it matches apart: matches cost by their number)."""
    data = HOSTILE[number].encode("ascii")
    slow: list[str] = []
    patterns = [(rule.id, rule.guarded.pattern) for rule in book.rules]
    patterns += [(f"attribute {item.kind}", item.guarded.pattern) for item in book.attributes]
    patterns += [(f"date {item.kind}", item.pattern) for item in book.dates]
    for name, pattern in patterns:
        if min(_seconds(pattern.search, data) for _ in range(3)) > LIMIT:
            slow.append(name)
    assert slow == []


def _seconds(search: object, data: bytes) -> float:
    began = time.process_time()
    assert callable(search)
    search(data)
    return time.process_time() - began


def broken(tmp_path: Path, old: str, new: str) -> str:
    """The error of a rule folder in which one thing of physical_therapy.yaml was changed."""
    folder = tmp_path / "rules"
    shutil.copytree(resources.rules(), folder)
    path = folder / "findings" / "physical_therapy.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulesError) as error:
        load_rulebook(folder)
    return error.value.sentence


def test_a_type_that_is_not_the_files_name_is_told(tmp_path: Path) -> None:
    """The sentence says what to write instead."""
    assert "write 'physical_therapy'" in broken(tmp_path, "type: physical_therapy", "type: therapy")


def test_an_unknown_field_is_told_with_its_line(tmp_path: Path) -> None:
    """File, line and field stand in the sentence."""
    sentence = broken(tmp_path, "title:", "titel:")
    assert "findings/physical_therapy.yaml, line" in sentence


def test_white_space_classes_are_refused(tmp_path: Path) -> None:
    """Rules see one plain space between words."""
    folder = tmp_path / "rules"
    shutil.copytree(resources.rules(), folder)
    path = folder / "fragments.yaml"
    path.write_text(
        path.read_text(encoding="utf-8") + '\n  odd: {note: x, pattern: "a\\\\sb", examples: ["a b"]}\n',
        encoding="utf-8",
    )
    with pytest.raises(RulesError, match="plain space"):
        load_rulebook(folder)
