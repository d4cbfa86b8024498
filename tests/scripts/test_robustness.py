"""The gold written another way: words change, places move with them, values stay true."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from chartcase.evaluate.gold import read_gold

TOP = Path(__file__).resolve().parents[2]
TEXT = "The patient took naproxen and gabapentin\nwithout relief of the radiculopathy."


@pytest.fixture
def robustness(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module."""
    monkeypatch.syspath_prepend(TOP / "scripts")
    return importlib.import_module("robustness")


@pytest.mark.parametrize(
    ("way", "written"),
    [
        ("as written", TEXT),
        ("other drugs of the same class", TEXT.replace("naproxen", "etodolac").replace("gabapentin", "pregabalin")),
        ("short forms", TEXT.replace("without", "w/o")),
        ("another word for the patient", TEXT.replace("patient", "member")),
        ("lines joined", TEXT.replace("\n", " ")),
        ("capitals throughout", TEXT.upper()),
        ("small letters throughout", TEXT.lower()),
    ],
)
def test_each_way_writes_the_same_otherwise(robustness: ModuleType, way: str, written: str) -> None:
    """Only what the way is named after changes."""
    assert robustness.rewritten(TEXT, robustness.WAYS[way](TEXT)).text == written


def test_slips_are_the_same_at_every_run_and_change_no_short_word(robustness: ModuleType) -> None:
    """A letter lost, doubled or swapped in some of the long words."""
    text = f"{TEXT} " * 20
    once, again = (robustness.rewritten(text, robustness.misspelt(text)).text for _ in range(2))
    changed = {old for old, new in zip(text.split(), once.split(), strict=True) if old != new}
    assert once == again
    assert changed
    assert all(len(word) >= 8 for word in changed)


@pytest.mark.parametrize(
    "way", ["short forms", "other drugs of the same class", "misspelt, a quarter of the long words"]
)
def test_a_place_moves_with_its_words(robustness: ModuleType, way: str) -> None:
    """What stood between two words that did not change stands between them still."""
    new = robustness.rewritten(TEXT, robustness.WAYS[way](TEXT))
    start, end = TEXT.index("of the"), TEXT.index("of the") + len("of the")
    assert new.text[new.moved(start) : new.moved(end)] == "of the"


def test_gold_over_another_drug_names_that_drug(robustness: ModuleType, tmp_path: Path) -> None:
    """The value follows the word; a drug that is not exchanged keeps its name."""
    text = "Naproxen helped little and gabapentin did nothing. She takes aspirin.\n"
    drugs = ("Naproxen", "gabapentin", "aspirin")
    facts = "".join(
        f"- {{type: medication_trial, value: {{drug: {drug.lower()}}}, assertion: present, quote: {drug}}}\n"
        for drug in drugs
    )
    (tmp_path / "note.txt").write_text(text, encoding="utf-8")
    gold = tmp_path / "note.gold.yaml"
    gold.write_text(f"document: note.txt\nkind: clinical_note\nexhaustive: []\nfacts:\n{facts}", encoding="utf-8")
    moved = robustness.moved_gold(read_gold(gold), "other drugs of the same class")
    assert moved.text == "Etodolac helped little and pregabalin did nothing. She takes aspirin.\n"
    assert [fact.value["drug"] for fact in moved.facts] == ["etodolac", "pregabalin", "aspirin"]
    assert [moved.text[slice(*fact.span)] for fact in moved.facts] == ["Etodolac", "pregabalin", "aspirin"]
