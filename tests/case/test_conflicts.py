"""Conflicts: both facts stay, and only what cannot both hold is listed."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chartcase import resources
from chartcase.case.conflict_rules import load_conflict_rules
from chartcase.case.conflicts import conflicts_of
from chartcase.case.standpoint import Standpoint
from chartcase.fact import Assertion, Evidence, Fact, Speaker, Value

RULES = load_conflict_rules(resources.rules())
Said = tuple[str, dict[str, Value], Assertion, Speaker]


def conflicts(*said: Said) -> list[tuple[str, tuple[str, ...]]]:
    """Fields and values of the conflicts among facts, each in a document and a sentence of its own."""
    facts = [fact(number, *one) for number, one in enumerate(said, 1)]
    return [(conflict.field, conflict.values) for conflict in conflicts_of(facts, standpoints(facts), RULES)]


def fact(number: int, kind: str, value: dict[str, Value], assertion: Assertion, speaker: Speaker) -> Fact:
    evidence = Evidence(source="a.txt", page=1, start=number * 10, end=number * 10 + 1, quote="x")
    return Fact(
        id=f"f{number:04d}",
        type=kind,
        value=value,
        assertion=assertion,
        stated_by=speaker,
        evidence=(evidence,),
        confidence=0.5,
        rule=f"{kind}.test",
    )


def standpoints(facts: Sequence[Fact]) -> dict[str, Standpoint]:
    return {
        one.id: Standpoint(("a.txt", number), "clinical_note", None, "history", number)
        for number, one in enumerate(facts)
    }


P, A = Assertion.PRESENT, Assertion.ABSENT
SNRB = {"procedure": "selective_nerve_root_block", "region": "lumbar"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            ("request", {**SNRB, "roots": ("L2",)}, P, Speaker.IRO),
            ("request", {**SNRB, "roots": ("L5",)}, P, Speaker.UR),
            [("request.roots", ("L2", "L5"))],
        ),
        (
            ("request", {**SNRB, "roots": ("L4", "L5")}, P, Speaker.IRO),
            ("request", {**SNRB, "roots": ("L5",)}, P, Speaker.UR),
            [],
        ),
        (
            ("prior_surgery", {"procedure": "fusion", "levels": ("L2-3",)}, P, Speaker.UR),
            ("prior_surgery", {"procedure": "fusion", "levels": ("L4-5",)}, P, Speaker.TREATING),
            [("prior_surgery.levels", ("L2-3", "L4-5"))],
        ),
        (
            ("prior_surgery", {"procedure": "fusion", "levels": ("L2-3",)}, P, Speaker.UR),
            ("prior_surgery", {"procedure": "fusion", "levels": ("C4-5",)}, P, Speaker.TREATING),
            [],
        ),
        (
            ("risk", {"kind": "diabetes"}, P, Speaker.TREATING),
            ("risk", {"kind": "diabetes"}, A, Speaker.PATIENT),
            [("risk.assertion", ("present", "absent"))],
        ),
        (
            ("risk", {"kind": "diabetes"}, P, Speaker.TREATING),
            ("risk", {"kind": "infection"}, A, Speaker.PATIENT),
            [],
        ),
        (
            ("demographics", {"sex": "female"}, P, Speaker.TREATING),
            ("demographics", {"sex": "male"}, P, Speaker.TREATING),
            [("demographics.sex", ("female", "male"))],
        ),
        (
            ("demographics", {"age": 56}, P, Speaker.TREATING),
            ("demographics", {"age": 57}, P, Speaker.OPERATIVE),
            [],
        ),
        (
            ("physical_therapy", {"sessions": 34}, P, Speaker.UR),
            ("physical_therapy", {"sessions": 12}, P, Speaker.TREATING),
            [("physical_therapy.sessions", ("34", "12"))],
        ),
        (
            ("physical_therapy", {"sessions": 12}, P, Speaker.UR),
            ("physical_therapy", {"sessions": 1}, P, Speaker.THERAPY),
            [],
        ),
        (
            ("prior_injection", {"ordinal": 1, "relief_percent": 70}, P, Speaker.TREATING),
            ("prior_injection", {"ordinal": 2, "relief_percent": 90}, P, Speaker.UR),
            [],
        ),
    ],
)
def test_what_clashes_and_what_does_not(one: Said, other: Said, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    """Each clash beside its nearest neighbour that is none."""
    assert conflicts(one, other) == expected


@given(st.permutations(range(4)))
def test_the_order_of_facts_does_not_change_what_clashes(order: list[int]) -> None:
    """The same facts in another order give the same fields and the same set of values."""
    said: list[Said] = [
        ("demographics", {"sex": "female"}, P, Speaker.TREATING),
        ("demographics", {"sex": "male"}, P, Speaker.UR),
        ("risk", {"kind": "diabetes"}, P, Speaker.TREATING),
        ("risk", {"kind": "diabetes"}, A, Speaker.PATIENT),
    ]
    found = conflicts(*(said[index] for index in order))
    assert {(field, frozenset(values)) for field, values in found} == {
        ("demographics.sex", frozenset({"female", "male"})),
        ("risk.assertion", frozenset({"present", "absent"})),
    }


def test_of_numbered_injections_only_those_of_one_number_clash() -> None:
    """Of two numbered injections a relief without a number may be either's, so it contradicts neither."""
    first: Said = ("prior_injection", {"ordinal": 1, "relief_percent": 70}, P, Speaker.TREATING)
    second: Said = ("prior_injection", {"ordinal": 2, "relief_percent": 30}, P, Speaker.TREATING)
    unnumbered: Said = ("prior_injection", {"relief_percent": 50}, P, Speaker.UR)
    assert conflicts(first, second, unnumbered) == []
    assert conflicts(first, unnumbered) == [("prior_injection.relief_percent", ("70", "50"))]


def test_a_request_s_guidance_clashes_without_its_procedure() -> None:
    """A form's tick names no procedure; the letter's CT still stands against its fluoroscopy."""
    form: Said = ("request", {"guidance": "fluoroscopy"}, P, Speaker.TREATING)
    letter: Said = ("request", {**SNRB, "guidance": "ct"}, P, Speaker.UR)
    assert conflicts(form, letter) == [("request.guidance", ("fluoroscopy", "ct"))]
