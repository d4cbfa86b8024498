"""Documents that begin inside a page."""

from collections.abc import Callable

import pytest

from chartcase.segment.outline import Outline

Make = Callable[[str], Outline]

PROCEDURE = (
    "PROCEDURE NOTE   6/24/2025   Pre/post dx: lumbar radiculitis\n"
    "Procedure: right L5-S1 transforaminal epidural steroid, fluoro.\n"
    "Consent was signed.\nThe patient was placed prone and draped.\n"
    "A 22 gauge needle went to the right foramen.\nContrast flowed along the root.\n"
    "Dexamethasone and lidocaine were given.\nEstimated blood loss: none.\n"
    "She walked out after twenty minutes.\nTolerated the procedure well.\n"
)
VISIT = "OFFICE  8/12/2025   T. Abernathy DO\n62F here for recheck. Right leg pain is worse.\nPlan: repeat.\n"
REHAB = "TIDEWATER REHAB   visit log   Eval 4/9/2025\ndx: R sciatica\nTotal 11 of 12 visits. Manual therapy.\n"


def sorts(outline: Make, text: str) -> list[str]:
    return [document.sort for document in outline(text).documents]


@pytest.mark.parametrize(
    ("seam", "head"),
    [
        ("--- pg 3 of 4 ---\n\n", REHAB),
        ("--- pg 3 of 4 ---\n", VISIT),
        ("Page 3 of 4\n", VISIT),
        ("=== Document 2 ===\n", REHAB),
        ("==========\n", VISIT),
        ("Samuel Ito, MD\n\n", VISIT),
        ("/s/ Samuel Ito\n\n", REHAB),
        ("\n", VISIT),
        ("\n", REHAB),
        ("Electronically signed by Samuel Ito, MD\n\nPatient: R. Quint  DOB: 02/03/1970\n", "PT seen for the knee.\n"),
    ],
)
def test_a_document_begins_inside_a_page(outline: Make, seam: str, head: str) -> None:
    """Behind a page's mark, a rule or a signature, or by a heading with its own day behind a blank line."""
    found = sorts(outline, PROCEDURE + seam + head)
    assert len(found) == 2
    assert found[0] == "operative_report"


@pytest.mark.parametrize(
    "text",
    [
        PROCEDURE + "\nMEDICATION LIST\nNaproxen 500 mg.\n",
        PROCEDURE + "\nMRI LUMBAR SPINE WITHOUT CONTRAST   08/12/2024\nExtrusion at L5-S1.\n",
        PROCEDURE + "\nOffice visit 8/12/2025: the leg is better.\n",
        PROCEDURE + "Plan\nContinue PT\n\nMRI LUMBAR SPINE\nDate: 3/4/2024\nExtrusion at L5-S1.\n",
        PROCEDURE + "Plan\nContinue Aquatic PT\n\nMRI LUMBAR SPINE\nDate: 3/4/2024\nExtrusion at L5-S1.\n",
        PROCEDURE + "Plan\nReturn for DO visit\n\nMRI LUMBAR SPINE\nDate: 3/4/2024\nExtrusion at L5-S1.\n",
        PROCEDURE + "----------\nDISCHARGE SUMMARY\nWent home in good condition.\n",
        "PROCEDURE NOTE   6/24/2025\nHarbor Pain\n\nOFFICE VISIT  6/24/2025\nShe came for her injection.\n",
        PROCEDURE + "--- pg 2 of 4 ---\nthe needle was then taken out and the skin was cleaned with alcohol.\n",
    ],
)
def test_a_heading_alone_is_no_seam(outline: Make, text: str) -> None:
    """Sections, quoted reports, dated entries, letterheads, and pages that go on."""
    assert len(sorts(outline, text)) == 1


@pytest.mark.parametrize("name", ["J. Miller, PT", "Jane Roe DO", "Roe, M.D."])
def test_a_name_with_its_credentials_signs(outline: Make, name: str) -> None:
    """What stands in the same place where an order's PT does not sign."""
    text = f"{PROCEDURE}{name}\n\nMRI LUMBAR SPINE\nDate: 3/4/2024\nExtrusion at L5-S1.\n"
    assert len(sorts(outline, text)) == 2


def test_what_a_review_retells_begins_no_document(outline: Make) -> None:
    """A dated heading in a decision introduces what its reviewer read."""
    text = (
        "INDEPENDENT REVIEW ORGANIZATION DECISION\nDate of review: 05/05/2025\nService in dispute: lumbar epidural.\n"
        "The IRO certificate number follows.\nReviewer finds that the previous determination is upheld.\nUpheld.\n"
        "Description of services: 64483.\nIndependent review by a physician.\nPatient history:\nBack pain.\n"
    )
    assert len(sorts(outline, f"{text}\n{VISIT}")) == 1


def test_a_report_behind_a_therapists_summary_is_a_document(outline: Make) -> None:
    """A visit's note quotes reports, a therapist's does not; behind running text stands no letterhead."""
    summary = (
        "CEDAR REHAB - PHYSICAL THERAPY DISCHARGE SUMMARY\nPatient was seen for 9 visits with manual therapy, and was"
        " discharged to a home program without lasting benefit from it.\n"
    )
    report = "\nMRI LUMBAR SPINE WITHOUT CONTRAST, 07/05/2022\nL4-L5: Right disc protrusion.\nIMPRESSION: protrusion.\n"
    assert sorts(outline, summary + report) == ["therapy_note", "imaging_report"]
