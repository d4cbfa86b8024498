"""Objective signs, diagnoses and risks."""

from collections.abc import Callable

import pytest

from chartcase.case import examination
from chartcase.case.measured import Ground

MakeGround = Callable[..., Ground]


def examined(**value: object) -> dict[str, object]:
    return {"type": "exam_finding", "value": value}


@pytest.mark.parametrize(
    ("value", "sign"),
    [
        ({"kind": "motor", "result": "decreased"}, True),
        ({"kind": "sensory", "result": "decreased"}, True),
        ({"kind": "reflex", "result": "absent"}, True),
        ({"kind": "tension", "result": "positive"}, True),
        ({"kind": "reflex", "result": "increased"}, False),
        ({"kind": "gait", "result": "normal"}, False),
        ({"kind": "tension"}, False),
    ],
)
def test_the_four_objective_signs(ground: MakeGround, value: dict[str, object], sign: bool) -> None:
    """A straight leg raise that gives only back pain has no result and is no sign."""
    assert (examination.objective_signs(ground([examined(**value)])).value is True) is sign


def test_normal_strength_beside_a_lost_reflex(ground: MakeGround) -> None:
    """One sign is enough."""
    facts = [examined(kind="motor", result="normal"), examined(kind="reflex", test="achilles", result="absent")]
    assert examination.objective_signs(ground(facts)).value is True


def test_signs_point_to_roots(ground: MakeGround) -> None:
    """By the root named, the muscle or the reflex; a tension sign names none."""
    facts = [
        examined(kind="motor", muscle="triceps", result="decreased"),
        examined(kind="tension", test="slr", result="positive"),
    ]
    assert examination.exam_roots(ground(facts)).value == ("C7",)
    assert examination.exam_roots(ground(facts[1:])).value is None


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ({"term": "cervical radiculopathy"}, True),
        ({"term": "Sciatica"}, True),
        ({"term": "disc disorder", "icd10": "M51.16"}, True),
        ({"term": "spinal stenosis", "icd10": "M48.02"}, False),
    ],
)
def test_radiculopathy_by_words_or_code(ground: MakeGround, value: dict[str, object], named: bool) -> None:
    """Stenosis is none."""
    found = examination.radiculopathy(ground([{"type": "diagnosis", "value": value}]))
    assert (found.value is True) is named


def test_a_past_radiculopathy_does_not_count(ground: MakeGround) -> None:
    """Status historical."""
    facts = [{"type": "diagnosis", "value": {"term": "radiculopathy", "status": "historical"}}]
    assert examination.radiculopathy(ground(facts)).value is None


def test_cord_signs_mean_myelopathy(ground: MakeGround) -> None:
    """A positive one says so; negative ones only lend support."""
    hoffmann = {"kind": "umn", "test": "hoffmann"}
    assert examination.myelopathy(ground([examined(**hoffmann, result="positive")])).value is True
    assert examination.myelopathy(ground([examined(**hoffmann, result="negative")])).value is None
    assert examination.myelopathy(ground([examined(**hoffmann, result="negative")], lenient=True)).value is False
