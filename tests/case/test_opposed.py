"""Imaging on one side and the request, or every symptom, on the other."""

from collections.abc import Callable

import pytest

from chartcase.case.case import Case
from chartcase.case.opposed import opposed_sides

Told = dict[str, object]
DISC: Told = {"type": "imaging_finding", "value": {"level": "C5-6", "kind": "disc_herniation", "side": "left"}}
ASKED: Told = {
    "type": "request",
    "value": {"procedure": "transforaminal_esi", "levels": ["C5-6"], "laterality": "right"},
}
ARM: Told = {"type": "radicular_symptom", "value": {"limb": "upper", "side": "right"}}
SIGN: Told = {
    "type": "exam_finding",
    "value": {"kind": "motor", "result": "decreased", "side": "right", "roots": ["C6"]},
}


def with_value(fact: Told, **value: object) -> Told:
    """The fact with other values."""
    old = fact["value"]
    assert isinstance(old, dict)
    return {**fact, "value": old | value}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([DISC, ASKED], [("request.laterality", ("right", "left"))]),
        ([DISC, with_value(ASKED, laterality="left")], []),
        ([DISC, with_value(ASKED, levels=["C6-7"])], []),
        ([DISC, with_value(ASKED, levels=[])], [("request.laterality", ("right", "left"))]),
        ([DISC, with_value(ASKED, procedure="laminectomy")], []),
        ([DISC, {**ASKED, "assertion": "recommended"}], []),
        ([{**DISC, "assertion": "absent"}, ASKED], []),
        ([with_value(DISC, kind="desiccation"), ASKED], []),
        ([DISC, with_value(DISC, side="bilateral"), ASKED], []),
        ([DISC, ARM, SIGN], [("imaging_finding.side", ("left", "right"))]),
        ([DISC, ARM], []),
        ([DISC, with_value(ASKED, laterality="left"), ARM, SIGN], []),
        ([DISC, {**ARM, "assertion": "absent"}, SIGN], []),
        ([DISC, ARM, with_value(SIGN, result="normal")], []),
        ([DISC, {"type": "imaging_finding", "value": {"level": "C6-7", "kind": "disc_protrusion"}}, ARM, SIGN], []),
        ([DISC, ARM, with_value(SIGN, side="left")], []),
        ([DISC, with_value(ARM, limb="lower"), with_value(SIGN, roots=["L5"])], []),
    ],
)
def test_only_the_whole_record_on_the_other_side_clashes(
    make_case: Callable[..., Case], facts: list[Told], expected: list[tuple[str, tuple[str, str]]]
) -> None:
    """Each clash beside its neighbours: the same side, another level, both sides, one symptom alone, other limbs."""
    found = opposed_sides(make_case(facts).facts)
    assert [(conflict.field, conflict.values) for conflict in found] == expected
