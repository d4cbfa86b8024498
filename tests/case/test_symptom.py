"""The radicular pattern: said, placed, denied, disputed, or not told."""

from collections.abc import Callable

from chartcase.case import symptom
from chartcase.case.measured import Ground

MakeGround = Callable[..., Ground]


def felt(**value: object) -> dict[str, object]:
    return {"type": "radicular_symptom", "value": {"limb": "lower", **value}}


def test_a_later_visit_replaces_an_earlier_one(ground: MakeGround) -> None:
    """The treating side's newer entry decides."""
    early = {**felt(below_knee=True), "date": "2024-01-01"}
    late = {**felt(below_knee=False), "date": "2024-05-01"}
    assert symptom.below_knee(ground([late, early])).value is False
    assert symptom.below_knee(ground([{**late, "date": "2023-01-01"}, early])).value is True


def test_a_reviewer_does_not_replace_the_treating_side(ground: MakeGround) -> None:
    """What is later and said by a reviewer is a dispute."""
    facts = [
        {**felt(below_knee=True), "date": "2024-01-01"},
        {**felt(below_knee=False), "date": "2024-05-01", "by": "iro"},
    ]
    assert symptom.below_knee(ground(facts)).conflict == ("f0001", "f0002")


def test_thigh_only_is_an_inference(ground: MakeGround) -> None:
    """Firmly open; leniently not below the knee; with another area not told, open."""
    thigh = felt(sites=["anterior thigh"])
    assert symptom.below_knee(ground([thigh])).value is None
    assert symptom.below_knee(ground([thigh], lenient=True)).value is False
    assert symptom.below_knee(ground([thigh, felt()], lenient=True)).value is None


def test_the_other_leg_is_another_leg(ground: MakeGround) -> None:
    """A right leg free of symptoms does not deny the left one's."""
    facts = [felt(side="left", below_knee=True), {**felt(side="right"), "assertion": "absent"}]
    assert symptom.below_knee(ground(facts)).value is True


def test_named_roots_come_before_the_map(ground: MakeGround) -> None:
    """The note says L5; the area would fit S1."""
    assert symptom.symptom_roots(ground([felt(roots=["L5"], sites=["heel"])])).value == ("L5",)
    assert symptom.symptom_roots(ground([felt(sites=["heel"])])).value == ("S1",)


def test_sides(ground: MakeGround) -> None:
    """Bilateral is both."""
    assert symptom.symptom_sides(ground([felt(side="left")])) == {"left"}
    assert symptom.symptom_sides(ground([felt(side="bilateral")])) == {"left", "right"}


def test_the_gap_is_named(ground: MakeGround) -> None:
    """A limb symptom without its reach is another gap than none at all."""
    assert "how far down" in symptom.below_knee(ground([felt(side="left")])).why
    assert symptom.below_knee(ground([])).why == "No limb symptom is recorded."
