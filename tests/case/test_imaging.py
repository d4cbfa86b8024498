"""Imaging: age by real dates or a stated interval only, and concordance with symptom, examination and request."""

from collections.abc import Callable

import pytest

from chartcase.case import imaging
from chartcase.case.measured import Ground

MakeGround = Callable[..., Ground]
MRI = {"type": "imaging_study", "value": {"modality": "mri", "region": "lumbar"}}


def asked(**value: object) -> dict[str, object]:
    return {"type": "request", "value": {"procedure": "transforaminal_esi", "region": "lumbar", **value}}


def found(**value: object) -> dict[str, object]:
    return {"type": "imaging_finding", "value": value, "by": "radiology"}


def test_age_needs_two_real_dates(ground: MakeGround) -> None:
    """A dated study without a dated request has no age."""
    study = {**MRI, "date": "2024-01-15"}
    assert not imaging.age_in_months(ground([study])).known
    aged = imaging.age_in_months(ground([study, {**asked(), "date": "2025-01-15"}]))
    assert (aged.low, aged.high) == (12, 12)


def test_a_month_leaves_a_range(ground: MakeGround) -> None:
    """A study of January 2024 was 11 to 12 months old in January 2025."""
    aged = imaging.age_in_months(ground([{**MRI, "date": "2024-01"}, {**asked(), "date": "2025-01-01"}]))
    assert aged.low == pytest.approx(11.01, abs=0.05)
    assert aged.high == 12


def test_a_masked_date_has_no_age(ground: MakeGround) -> None:
    """And the reason says so."""
    aged = imaging.age_in_months(ground([{**MRI, "date": "XX/XX/XX"}]))
    assert not aged.known
    assert "masked" in aged.why


def test_a_stated_interval_counts(ground: MakeGround) -> None:
    """Within 24 months is at most 24; 18 months ago is 18."""
    within = imaging.age_in_months(ground([{**MRI, "date": "within 24 months prior"}]))
    ago = imaging.age_in_months(ground([{**MRI, "date": "2 years ago"}]))
    assert (within.low, within.high) == (0, 24)
    assert (ago.low, ago.high) == (24, 24)


def test_the_newest_study_counts(ground: MakeGround) -> None:
    """Of two dated studies the younger one's age is taken; an x-ray is none."""
    aged = imaging.age_in_months(
        ground(
            [
                {**asked(), "date": "2025-01-01"},
                {**MRI, "date": "2020-01-01"},
                {**MRI, "date": "2024-11-01"},
                {"type": "imaging_study", "value": {"modality": "xray"}, "date": "2024-12-31"},
            ]
        )
    )
    assert aged.high == 2


def test_a_zone_decides_which_root_is_reached(ground: MakeGround) -> None:
    """At L4-5 a foraminal narrowing reaches L4 and a lateral recess L5."""
    foramen = found(level="L4-5", kind="foraminal_stenosis", severity="severe")
    recess = found(level="L4-5", kind="lateral_recess_stenosis", severity="severe")
    assert imaging.concordance(ground([asked(roots=["L4"]), foramen])).value is True
    assert imaging.concordance(ground([asked(roots=["L5"]), foramen])).value is None
    assert imaging.concordance(ground([asked(roots=["L5"]), recess])).value is True


def test_the_other_side_does_not_fit(ground: MakeGround) -> None:
    """Left asked for, right found: open, and by inference not concordant."""
    facts = [asked(levels=["L4-5"], laterality="left"), found(level="L4-5", kind="disc_herniation", side="right")]
    assert imaging.concordance(ground(facts)).value is None
    assert imaging.concordance(ground(facts, lenient=True)).value is False


def test_another_level_does_not_fit(ground: MakeGround) -> None:
    """L4-5 asked for, L2-3 found."""
    facts = [asked(levels=["L4-5"]), found(level="L2-3", kind="disc_herniation")]
    assert imaging.concordance(ground(facts)).value is None


def test_the_level_of_a_cervical_interlaminar_needle_says_nothing(ground: MakeGround) -> None:
    """The needle enters at C7-T1 whatever root hurts."""
    facts = [
        {"type": "request", "value": {"procedure": "interlaminar_esi", "region": "cervical", "levels": ["C7-T1"]}},
        found(level="C5-6", kind="disc_herniation"),
        {"type": "radicular_symptom", "value": {"limb": "upper", "sites": ["thumb"]}},
    ]
    assert imaging.concordance(ground(facts)).value is True


def test_slight_narrowing_shows_no_root_under_pressure(ground: MakeGround) -> None:
    """Mild narrowing and a bulge are left to the lenient reading."""
    facts = [asked(levels=["L4-5"]), found(level="L4-5", kind="canal_stenosis", severity="mild")]
    assert imaging.concordance(ground(facts)).value is None
    assert imaging.concordance(ground(facts, lenient=True)).value is True


def test_a_newer_study_replaces_an_older_one(ground: MakeGround) -> None:
    """An older herniation that the newest study does not mention is open, and likely still there."""
    facts = [
        asked(levels=["L4-5"]),
        {**MRI, "date": "2020-01-01"},
        found(level="L4-5", kind="disc_herniation"),
        {**MRI, "date": "2024-01-01"},
        found(level="L1-2", kind="disc_degeneration"),
    ]
    assert imaging.concordance(ground(facts)).value is None
    assert imaging.concordance(ground(facts, lenient=True)).value is True


def test_a_denial_beside_the_newest_finding_is_a_conflict(ground: MakeGround) -> None:
    """Both are named."""
    facts = [
        asked(levels=["L4-5"]),
        found(level="L4-5", kind="disc_herniation"),
        {"type": "imaging_finding", "value": {"kind": "nerve_compression"}, "assertion": "absent", "by": "ur"},
    ]
    answer = imaging.concordance(ground(facts))
    assert answer.value is None
    assert answer.conflict == ("f0002", "f0003")


def test_a_denial_at_another_level_denies_nothing_here(ground: MakeGround) -> None:
    """No compression at L1-2 says nothing of L4-5."""
    facts = [
        asked(levels=["L4-5"]),
        found(level="L4-5", kind="disc_herniation"),
        {"type": "imaging_finding", "value": {"kind": "nerve_compression", "level": "L1-2"}, "assertion": "absent"},
    ]
    assert imaging.concordance(ground(facts)).value is True


def test_the_reason_names_both_roots(ground: MakeGround) -> None:
    """Imaging and symptoms with what each fits."""
    facts = [
        asked(levels=["L4-5"]),
        found(level="L4-5", kind="nerve_compression", nerve="L5"),
        {"type": "radicular_symptom", "value": {"limb": "lower", "sites": ["dorsum of foot"]}},
    ]
    assert imaging.concordance(ground(facts)).why == "Imaging at L4-5 can press on L5; the symptoms fit L5."


def test_hostile_dates_cost_nothing(ground: MakeGround) -> None:
    """A raw date of 100,000 characters is looked at for 80."""
    facts = [{**MRI, "date": "within " * 20_000}]
    assert not imaging.age_in_months(ground(facts)).known
