"""The contract's words: what a key may hold, and what an error tells the writer of gold."""

from pathlib import Path

import pytest

from chartcase.evaluate.vocabulary import AnyOf, Kind, vocabulary
from chartcase.fact import Range
from chartcase.find.rulebook import FindingSpec
from chartcase.resources import rules
from chartcase.rulefile import read_model

FINDINGS = sorted(path.stem for path in (rules() / "findings").glob("*.yaml"))


def test_the_contract_has_its_22_types() -> None:
    """Every type of the fact contract is there."""
    assert len(vocabulary().types) >= 22
    assert {"request", "prior_injection", "demographics"} <= set(vocabulary().types)


@pytest.mark.parametrize(
    ("fact_type", "key", "raw", "expected"),
    [
        ("physical_therapy", "weeks", 6, 6),
        ("physical_therapy", "weeks", {"lo": 4, "hi": 6}, Range(lo=4, hi=6)),
        ("request", "levels", ["L5-S1", "C7-T1"], ("L5-S1", "C7-T1")),
        ("request", "cpt", [64483], ("64483",)),
        ("request", "contrast", True, True),
        ("request", "sedation", "none", "none"),
        ("radicular_symptom", "qualities", ["pain", "burning"], ("pain", "burning")),
        ("exam_finding", "grade", 3, "3"),
        ("imaging_finding", "level", "L4-5", "L4-5"),
    ],
)
def test_a_value_of_the_keys_kind_is_typed(fact_type: str, key: str, raw: object, expected: object) -> None:
    """YAML's values become the fact's typed ones."""
    assert vocabulary().read(fact_type, key, raw) == expected


@pytest.mark.parametrize(
    ("fact_type", "key", "raw", "said"),
    [
        ("phisical_therapy", "weeks", 6, "unknown type"),
        ("physical_therapy", "week", 6, "unknown key 'week'; physical_therapy has response, sessions, state, weeks"),
        ("physical_therapy", "weeks", "six", "write a number"),
        ("physical_therapy", "weeks", True, "write a number"),
        ("physical_therapy", "weeks", {"lo": 4}, "write a number"),
        ("physical_therapy", "state", "done", "write one of planned, ongoing, completed, stopped"),
        ("request", "levels", "L5-S1", "write a list"),
        ("request", "levels", ["L5/S1"], "write a level"),
        ("request", "roots", ["L5-S1"], "write a root"),
        ("radicular_symptom", "below_knee", "yes", "write true or false"),
        ("radicular_symptom", "qualities", ["ache"], "write one of pain"),
        ("imaging_finding", "kind", "Disc Bulge", "write a lower-case name"),
        ("diagnosis", "term", " ", "write some words"),
    ],
)
def test_a_wrong_value_is_told_with_what_to_write(fact_type: str, key: str, raw: object, said: str) -> None:
    """The message names the fault and the way out."""
    with pytest.raises(ValueError, match=said):
        vocabulary().read(fact_type, key, raw)


def test_weeks_and_free_text_are_told_apart() -> None:
    """Weeks have a tolerance; words of the record are hidden in reports."""
    words = vocabulary()
    assert words.is_weeks("prior_injection", "relief_weeks")
    assert not words.is_weeks("prior_injection", "relief_percent")
    assert words.is_free_text("diagnosis", "term")
    assert not words.is_free_text("diagnosis", "status")


def test_a_type_that_only_a_finding_file_has_is_known(tmp_path: Path) -> None:
    """A new fact type needs no second list of its keys."""
    (tmp_path / "contract.yaml").write_text("lists: {}\ntypes: {}\n")
    (tmp_path / "findings").mkdir()
    (tmp_path / "findings" / "gait_aid.yaml").write_text(
        "type: gait_aid\ntitle: Gait aid\nsource: a test\nrules: []\nkeys:\n"
        "  kind: {kind: choice, values: [cane, walker]}\n"
        "  weeks: {kind: quantity, unit: weeks}\n"
        "  hands: {kind: list, values: [left, right]}\n"
        "  seen: {kind: flag}\n"
    )
    assert vocabulary(tmp_path).types["gait_aid"] == {
        "kind": ("cane", "walker"),
        "weeks": Kind.WEEKS,
        "hands": AnyOf(any_of=("left", "right")),
        "seen": Kind.FLAG,
    }


@pytest.mark.parametrize("name", FINDINGS)
def test_a_finding_file_keeps_the_contracts_keys(name: str) -> None:
    """No rule file renames a key of the contract or leaves one out."""
    assert set(read_model(rules() / "findings" / f"{name}.yaml", FindingSpec).keys) == set(vocabulary().types[name])
