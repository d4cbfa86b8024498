"""Imaging: age by real dates or a stated interval only."""

from collections.abc import Callable

import pytest

from chartcase.case import imaging
from chartcase.case.measured import Ground

MakeGround = Callable[..., Ground]
MRI = {"type": "imaging_study", "value": {"modality": "mri", "region": "lumbar"}}


def asked(**value: object) -> dict[str, object]:
    return {"type": "request", "value": {"procedure": "transforaminal_esi", "region": "lumbar", **value}}


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


def test_hostile_dates_cost_nothing(ground: MakeGround) -> None:
    """A raw date of 100,000 characters is looked at for 80."""
    facts = [{**MRI, "date": "within " * 20_000}]
    assert not imaging.age_in_months(ground(facts)).known
