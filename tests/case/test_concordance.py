"""Concordance of imaging with symptom, examination and request: zone, side, level, newer study, denial, conflict."""

from collections.abc import Callable

from chartcase.case.concordance import concordance
from chartcase.case.measured import Ground

MakeGround = Callable[..., Ground]
FELT = {"type": "radicular_symptom", "value": {"limb": "lower"}, "by": "patient"}
MRI = {"type": "imaging_study", "value": {"modality": "mri", "region": "lumbar"}}


def asked(**value: object) -> dict[str, object]:
    return {"type": "request", "value": {"procedure": "transforaminal_esi", "region": "lumbar", **value}}


def found(**value: object) -> dict[str, object]:
    return {"type": "imaging_finding", "value": value, "by": "radiology"}


def test_a_zone_decides_which_root_is_reached(ground: MakeGround) -> None:
    """At L4-5 a foraminal narrowing reaches L4 and a lateral recess L5."""
    foramen = found(level="L4-5", kind="foraminal_stenosis", severity="severe")
    recess = found(level="L4-5", kind="lateral_recess_stenosis", severity="severe")
    assert concordance(ground([FELT, asked(roots=["L4"]), foramen])).value is True
    assert concordance(ground([FELT, asked(roots=["L5"]), foramen])).value is None
    assert concordance(ground([FELT, asked(roots=["L5"]), recess])).value is True


def test_the_other_side_does_not_fit(ground: MakeGround) -> None:
    """Left asked for, right found: open, and by inference not concordant."""
    facts = [asked(levels=["L4-5"], laterality="left"), found(level="L4-5", kind="disc_herniation", side="right")]
    assert concordance(ground(facts)).value is None
    assert concordance(ground(facts, lenient=True)).value is False


def test_another_level_does_not_fit(ground: MakeGround) -> None:
    """L4-5 asked for, L2-3 found."""
    facts = [asked(levels=["L4-5"]), found(level="L2-3", kind="disc_herniation")]
    assert concordance(ground(facts)).value is None


def test_the_level_of_a_cervical_interlaminar_needle_says_nothing(ground: MakeGround) -> None:
    """The needle enters at C7-T1 whatever root hurts."""
    facts = [
        {"type": "request", "value": {"procedure": "interlaminar_esi", "region": "cervical", "levels": ["C7-T1"]}},
        found(level="C5-6", kind="disc_herniation"),
        {"type": "radicular_symptom", "value": {"limb": "upper", "sites": ["thumb"]}},
    ]
    assert concordance(ground(facts)).value is True


def test_slight_narrowing_shows_no_root_under_pressure(ground: MakeGround) -> None:
    """Mild narrowing and a bulge are left to the lenient reading."""
    facts = [FELT, asked(levels=["L4-5"]), found(level="L4-5", kind="canal_stenosis", severity="mild")]
    assert concordance(ground(facts)).value is None
    assert concordance(ground(facts, lenient=True)).value is True


def test_a_newer_study_replaces_an_older_one(ground: MakeGround) -> None:
    """An older herniation that the newest study does not mention is open, and likely still there."""
    facts = [
        FELT,
        asked(levels=["L4-5"]),
        {**MRI, "date": "2020-01-01"},
        found(level="L4-5", kind="disc_herniation"),
        {**MRI, "date": "2024-01-01"},
        found(level="L1-2", kind="disc_degeneration"),
    ]
    assert concordance(ground(facts)).value is None
    assert concordance(ground(facts, lenient=True)).value is True


def test_a_denial_beside_the_newest_finding_is_a_conflict(ground: MakeGround) -> None:
    """Both are named."""
    facts = [
        asked(levels=["L4-5"]),
        found(level="L4-5", kind="disc_herniation"),
        {"type": "imaging_finding", "value": {"kind": "nerve_compression"}, "assertion": "absent", "by": "ur"},
    ]
    answer = concordance(ground(facts))
    assert answer.value is None
    assert answer.conflict == ("f0002", "f0003")


def test_a_denial_at_one_level_leaves_another_finding_alone(ground: MakeGround) -> None:
    """L5 is pressed on at L4-5; that the bulge at L5-S1 touches nothing does not contradict it."""
    denial = {**found(level="L5-S1", kind="nerve_compression"), "assertion": "absent"}
    facts = [
        FELT,
        {"type": "request", "value": {"procedure": "caudal_esi", "region": "lumbar"}},
        found(level="L4-5", kind="nerve_compression", nerve="L5"),
        found(level="L5-S1", kind="disc_protrusion"),
        denial,
    ]
    assert concordance(ground(facts)).value is True


def test_a_denial_at_another_level_denies_nothing_here(ground: MakeGround) -> None:
    """No compression at L1-2 says nothing of L4-5."""
    facts = [
        FELT,
        asked(levels=["L4-5"]),
        found(level="L4-5", kind="disc_herniation"),
        {"type": "imaging_finding", "value": {"kind": "nerve_compression", "level": "L1-2"}, "assertion": "absent"},
    ]
    assert concordance(ground(facts)).value is True


def test_a_report_that_denies_contact_overrules_its_own_protrusion(ground: MakeGround) -> None:
    """A protrusion without contact, by one radiologist, shows no pressure; a named nerve is a conflict."""
    denial = {**found(level="L5-S1", kind="nerve_compression", nerve="S1"), "assertion": "absent"}
    facts = [FELT, asked(levels=["L5-S1"]), found(level="L5-S1", kind="disc_protrusion"), denial]
    assert concordance(ground(facts)).value is False
    told = [FELT, asked(levels=["L5-S1"]), found(level="L5-S1", kind="nerve_compression", nerve="S1"), denial]
    assert concordance(ground(told)).conflict == ("f0003", "f0004")


def test_imaging_alone_agrees_with_nothing(ground: MakeGround) -> None:
    """Without a symptom or a sign there is nothing to be concordant with."""
    answer = concordance(ground([asked(levels=["L4-5"]), found(level="L4-5", kind="disc_herniation")]))
    assert answer.value is None
    assert "could fit" in answer.why


def test_thoracic_discs_reach_their_roots(ground: MakeGround) -> None:
    """T6-7 reaches T6 in the foramen and T7 paracentrally."""
    facts = [
        {"type": "diagnosis", "value": {"term": "thoracic radiculopathy"}},
        {"type": "request", "value": {"procedure": "interlaminar_esi", "region": "thoracic", "levels": ["T6-7"]}},
        found(level="T6-7", kind="disc_protrusion"),
    ]
    assert concordance(ground(facts)).value is True


def test_the_reason_names_both_roots(ground: MakeGround) -> None:
    """Imaging and symptoms with what each fits."""
    facts = [
        asked(levels=["L4-5"]),
        found(level="L4-5", kind="nerve_compression", nerve="L5"),
        {"type": "radicular_symptom", "value": {"limb": "lower", "sites": ["dorsum of foot"]}},
    ]
    assert concordance(ground(facts)).why == "Imaging at L4-5 can press on L5; the symptoms fit L5."
